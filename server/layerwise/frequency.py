"""How often steps would have rerun, and how long that takes, as markdown."""

from collections.abc import Iterator

from layerwise.cache.figures import Figure, figures
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.findings.finding import Finding
from layerwise.gains import Gain, gains
from layerwise.markdown import code
from layerwise.measures import duration
from layerwise.past import Past

_SHOWN = 5  # commands listed one by one
_AWAITED = "How often it would have rerun is told once git has answered."


def gain(plan: BuildPlan, finding: Finding, past: Past) -> Iterator[str]:
    """How often the rerun steps would have rerun in the commits of late, and how often after the first fix."""
    if past.is_awaited and not plan.is_presumed:
        yield _AWAITED
    if past.history is None or not past.history.says_how_often or plan.is_presumed:
        return
    found = gains(plan, finding, past.history)
    rows = [_gain(one, past.history.extent) for one in found[:_SHOWN]]
    if rows:
        yield "  \n".join(rows)
    yield from _saved(found, past)


def often(plan: BuildPlan, step: Step, past: Past) -> Iterator[str]:
    """How often a step without a finding would have rerun, and how long it took."""
    place = (step.stage, step.number)
    took = past.seconds.get(place)
    lasting = "" if took is None else f"It took {duration(took)} in {code(past.log)}."
    history = past.history
    if history is None or not history.says_how_often or plan.is_presumed or not step.events:
        if past.is_awaited and step.events and not plan.is_presumed:
            yield f"{_AWAITED} {lasting}".rstrip()
        elif lasting:
            yield lasting
        return
    found = figures(plan, history).get(place)
    if found is None:
        yield "The build's target does not need this stage, so the builder leaves it out."
        return
    yield f"It would have rerun in {_times(found)} of {history.extent}. {lasting}".rstrip()


def _gain(one: Gain, extent: str) -> str:
    after = "" if one.then is None else f"; after the fix in {_times(one.then)}"
    return f"{code(one.label)} would have rerun in {_times(one.now)} of {extent}{after}."


def _saved(found: tuple[Gain, ...], past: Past) -> Iterator[str]:
    """What the commits' builds would have been spared, by the times of the user's own log."""
    steps = {one.place: one for one in found if one.place in past.seconds}
    if not steps:
        return
    took = sum(past.seconds[place] for place in steps)
    spared = sum(
        past.seconds[place] * max(0, one.now.surely - one.then.most)
        for place, one in steps.items()
        if one.then is not None
    )
    less = f": about {duration(spared)} less over these commits" if spared > 0 else ""
    yield f"That takes {duration(took)} by {code(past.log)}{less}."


def _times(figure: Figure) -> str:
    more = f" (and in {figure.perhaps} more if an earlier step's output changed)" if figure.perhaps else ""
    return f"{figure.surely}{more}"
