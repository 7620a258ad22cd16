"""`layerwise fix --refactor`: makes a change that nothing is wrong without, wherever it can be made."""

from pathlib import Path

from layerwise.analysis import Analysis
from layerwise.cli.diffs import print_diff
from layerwise.cli.dockerfiles import Named
from layerwise.cli.files import read_source
from layerwise.cli.fixing import overlay_of
from layerwise.cli.inline import refuse_compose
from layerwise.cli.terminal import complain, visible, visible_first
from layerwise.findings.finding import Fix
from layerwise.fixes import is_safe
from layerwise.refactorings.registry import offers
from layerwise.split.verdict import Refusal
from layerwise.text import Lines, apply

_MOST = 100  # as many as there are rounds of fixes


def refactor(named: Named, context: Path | None, wanted: str, *, shows_diff: bool, takes_review: bool) -> int:
    """Change one Dockerfile wherever it can be, or show how; the exit code is 1 where something is in the way."""
    name = named.name
    refuse_compose(name, "fix --refactor")
    source = read_source(name, context, named.folder)
    overlay = overlay_of(source)
    text, done = source.text, []
    found = _offered(source.analyse(text), wanted)
    for _ in range(_MOST):
        fix = next((one for one in found if isinstance(one, Fix) and (is_safe(one) or takes_review)), None)
        if fix is None:
            break
        text = apply(text, fix.edits)
        done.append(fix.title)
        found = _offered(source.analyse(text), wanted)
    overlay.texts[source.path] = text
    if shows_diff:
        print_diff(overlay, {source.path: name})
    elif done:
        overlay.write()
    for title in () if shows_diff else done or ["nothing to change"]:
        print(f"{visible_first(name)}: {visible(title)}")
    _tell_rest(name, text, found)
    return 1 if found else 0


def _offered(analysis: Analysis, wanted: str) -> list[Fix | Refusal]:
    """What a refactoring offers at every instruction."""
    spans = [instruction.keyword_span for instruction in analysis.document.instructions]
    offered = (one for span in spans for one in offers(analysis.plans, span))
    return [one.offer for one in offered if one.refactoring.name == wanted]


def _tell_rest(name: str, text: str, found: list[Fix | Refusal]) -> None:
    """Say on stderr what is left and why."""
    lines = Lines(text)
    for one in found:
        span = one.edits[0].span if isinstance(one, Fix) else one.span
        place = f"{name}:{lines.place(span.start).line + 1}"
        if isinstance(one, Fix):
            complain(f"{place}: left: {one.title} (review: {one.reason}); --unsafe-fixes applies it")
        else:
            complain(f"{place}: left: {one.why}")
