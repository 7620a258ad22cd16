"""A stage given another parent: what stands above the wide copies of its parent becomes a stage of its own.

So the copies' stage, which a target or a COPY --from may name, stays as it is.
"""

from collections.abc import Sequence
from itertools import takewhile

from layerwise.cache.called import calls_by_number
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.edits import block, indentation, newline
from layerwise.regex import regex
from layerwise.split.groups import Rerun, copy_of
from layerwise.split.halves import split_run
from layerwise.split.narrow import Site, narrow_copies
from layerwise.split.needed import needed
from layerwise.split.restored import below
from layerwise.text import Edit, Span
from layerwise.tuples import NamedTuple

_NAMED = len(("image", "AS", "name"))
# What only says how containers are run: it means the same above a copy.
_SETTINGS = frozenset(("CMD", "ENTRYPOINT", "EXPOSE", "HEALTHCHECK", "LABEL", "STOPSIGNAL"))
_BLANK_LINE = regex(r"[ \t]*\r?\n")


class Parted(NamedTuple):
    """The edits, the context files copied first, the number of narrow copies, and why to look at them, if so."""

    edits: list[Edit]
    first: list[str]
    lines: int
    reason: str | None


def part(plan: BuildPlan, installs: Sequence[Rerun], copies: Sequence[Step]) -> Parted | None:
    """Gives the stages of installs the part above the copies as their parent, None where that cannot be done."""
    found = _parting(plan, installs, copies)
    if found is None:
        return None
    stage, name = found
    made = Parted(_edits(plan, stage, copies[0], name), [], 0, None)
    for index in sorted({install.step.stage for install in installs}):
        mine = [install for install in installs if install.step.stage == index]
        child = _child(plan, mine, copies)
        if child is None:
            return None
        base = plan.stages[index].stage.base
        assert base is not None, "it is built from another stage"
        edits = [*made.edits, Edit(base.span, name), *child.edits]
        made = Parted(
            edits, [*made.first, *child.first], made.lines + child.lines, made.reason or child.reason
        )
    return made


def _parting(
    plan: BuildPlan, installs: Sequence[Rerun], copies: Sequence[Step]
) -> tuple[PlannedStage, str] | None:
    """The stage to part and the name of its upper part; None unless the copies are the last that it does.

    What it says after them of how containers are run goes up. Stages must be called by their names, as the numbers
    change; a trigger would fire in the lower part too.
    """
    stage = plan.stages[copies[0].stage]
    written = stage.stage.start.words
    others = [plan.stages[install.step.stage] for install in installs]
    made = stage.steps[: len(stage.steps) - len(_said_below(stage))]
    is_last = list(made[-len(copies) :]) == list(copies)
    if not is_last or len(written) != _NAMED or any(other.parent != stage.index for other in others):
        return None
    if calls_by_number(plan) or any(step.instruction.keyword == "ONBUILD" for step in stage.steps):
        return None
    name = f"{written[-1].text}-start"
    is_taken = any(other.stage.name == name.lower() for other in plan.stages)
    is_plain = all(o.stage.base and o.stage.base.text.lower() == stage.stage.name for o in others)
    return (stage, name) if is_plain and not is_taken else None


def _said_below(stage: PlannedStage) -> tuple[Step, ...]:
    """The instructions at the end of a stage that only say how containers are run."""
    found = list(takewhile(lambda step: step.instruction.keyword in _SETTINGS, reversed(stage.steps)))
    return tuple(reversed(found))


def _edits(plan: BuildPlan, stage: PlannedStage, first: Step, name: str) -> list[Edit]:
    """The upper part named, and a FROM above the first copy for the lower one."""
    document, start = plan.document, stage.stage.start
    old = start.words[-1]
    place = block(document, first.instruction).span.start
    keywords = start.keyword_span.of(document.text), start.words[1].text
    line = f"{indentation(document, start)}{keywords[0]} {name} {keywords[1]} {old.text}"
    end = newline(document)
    starts = (block(document, other.stage.start).span.start for other in plan.asked if other.index)
    is_airy = any(_is_below_blank(plan, other) for other in starts)
    gone = _lines(plan, _said_below(stage))
    said = gone.of(document.text).rstrip() + end if gone else ""
    blank = end if is_airy and (said or not _is_below_blank(plan, place)) else ""
    edits = [Edit(old.span, name), Edit(Span(place, place), said + blank + line + end)]
    return [*edits, Edit(gone, "")] if gone else edits


def _lines(plan: BuildPlan, steps: Sequence[Step]) -> Span | None:
    """The whole lines of steps at the end of a stage, with the blank one below where another stands above."""
    if not steps:
        return None
    start, end = (block(plan.document, step.instruction).span for step in (steps[0], steps[-1]))
    below = _BLANK_LINE.match(plan.document.text, end.end)
    return Span(start.start, below.end() if below and _is_below_blank(plan, start.start) else end.end)


def _is_below_blank(plan: BuildPlan, place: int) -> bool:
    return not plan.document.text[:place].splitlines()[-1].strip()


def _child(plan: BuildPlan, mine: list[Rerun], copies: Sequence[Step]) -> Parted | None:
    """The narrow copies and the restored ones in a stage with installs."""
    brought = [copy for step in copies if (copy := copy_of(step)) is not None]
    halves = split_run(plan.document, mine, brought)
    if isinstance(halves, str):
        return None
    restored = below(plan, mine[-1].step, copies, halves)
    if isinstance(restored, str):
        return None
    made = Parted([restored], [], 0, halves.reason if halves else None)
    for step, copy in zip(copies, brought, strict=True):
        by_reader: dict[Span, list[str]] = {}
        readers = needed(plan, step, copy, tuple(mine), ())
        for path, (reader, *_) in readers.items():
            by_reader.setdefault(reader.instruction.span, []).append(path)
        for reader in {r.instruction.span: r for r, *_ in readers.values()}.values():
            paths = by_reader[reader.instruction.span]
            lines = narrow_copies(Site(plan.document, step, reader.state), copy, paths, frozenset())
            if lines is None:
                return None
            made.edits.append(_above(plan, reader, lines))
            made = made._replace(lines=made.lines + len(lines))
        made.first.extend(source for path in readers if (source := copy.source_of(path)) is not None)
    return made


def _above(plan: BuildPlan, step: Step, lines: list[str]) -> Edit:
    start = block(plan.document, step.instruction).span.start
    indent = indentation(plan.document, step.instruction)
    return Edit(Span(start, start), "".join(f"{indent}{line}{newline(plan.document)}" for line in lines))
