"""Figures beside the text: an inlay hint on each step, and a code lens on each stage."""

from collections.abc import Iterator

from lsprotocol import types

from layerwise.cache.figures import Figure, figures
from layerwise.cache.key import makes_step
from layerwise.cache.plan import BuildPlan
from layerwise.gains import commands
from layerwise.history.log import History
from layerwise.lsp.result import Result
from layerwise.settings import Hints
from layerwise.text import Lines, Span

SHOW_PLAN = "layerwise.showPlan"
# A step reruns on a typical commit if it reran in this share of them.
_TYPICAL = 0.5


def inlay_hints(result: Result, history: History | None, range_: types.Range) -> list[types.InlayHint]:
    """How often each step in a range would have rerun: at the end of its first line."""
    plan = _plan(result, history)
    if plan is None or history is None or result.settings.hints is Hints.OFF:
        return []
    counted = figures(plan, history)
    seen = result.positions.span(range_)
    return [
        types.InlayHint(
            position=result.positions.position(end),
            label=f"{counted[place].told}/{counted[place].of}",
            tooltip=_told(counted[place], history),
            padding_left=True,
        )
        for place, end in _ends(result, plan)
        if seen.start <= end <= seen.end
    ]


def code_lenses(result: Result, history: History | None, *, opens_plan: bool) -> list[types.CodeLens]:
    """How many of a stage's steps rerun on a typical commit, above its FROM."""
    plan = _plan(result, history)
    if plan is None or history is None or not result.settings.lens:
        return []
    counted = figures(plan, history)
    command = SHOW_PLAN if opens_plan else ""
    found = []
    for stage in plan.stages:
        steps = [(step.stage, step.number) for step in stage.steps if makes_step(step)]
        rerun = sum(place in counted and counted[place].share >= _TYPICAL for place in steps)
        title = f"{rerun} of {len(steps)} steps rerun on a typical commit"
        arguments: list[object] | None = [result.document.uri] if opens_plan else None
        range_ = result.positions.range(stage.stage.start.span)
        if steps:
            found.append(types.CodeLens(range_, types.Command(title, command, arguments=arguments)))
    return found


def _plan(result: Result, history: History | None) -> BuildPlan | None:
    """The plan that figures are of; None where there is none, or no history."""
    plan = next(iter(result.analysis.plans), None)
    if plan is None or history is None or not history.says_how_often or plan.is_presumed:
        return None
    return plan


def _ends(result: Result, plan: BuildPlan) -> Iterator[tuple[tuple[int, int], int]]:
    """The steps to show a hint for, and the ends of their first lines."""
    told = {span for finding in result.analysis.findings for span in (finding.span, *commands(plan, finding))}
    lines = Lines(plan.document.text)
    for stage in plan.stages:
        for step in stage.steps:
            span = step.instruction.span
            if not makes_step(step) or (result.settings.hints is Hints.FINDINGS and not _holds(span, told)):
                continue
            line = lines.line(lines.place(span.start).line)
            yield (step.stage, step.number), line.start + len(line.of(plan.document.text).rstrip())


def _holds(span: Span, told: set[Span]) -> bool:
    return any(span.contains(one) for one in told)


def _told(figure: Figure, history: History) -> str:
    more = f", and in {figure.perhaps} more if an earlier step's output changed" if figure.perhaps else ""
    return f"Would have rerun in {figure.surely} of {history.extent}{more}"
