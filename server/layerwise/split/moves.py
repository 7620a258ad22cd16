"""The edits of a split: narrow copies in the wide copy's place, the wide copy below the last install."""

from collections.abc import Iterator, Mapping, Sequence

from layerwise.cache.copies import Copy
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.edits import block, indentation, newline, without_gaps
from layerwise.records import dataclass
from layerwise.regex import regex
from layerwise.split.groups import Rerun, copy_of
from layerwise.split.halves import Halves, split_run
from layerwise.split.mounted import mount
from layerwise.split.narrow import Site, narrow_copies
from layerwise.split.needed import batches, needed
from layerwise.split.parents import Parted, part
from layerwise.split.restored import below, on_top, without_repeated
from layerwise.syntax.tree import Dockerfile
from layerwise.text import Edit, Span
from layerwise.tuples import NamedTuple

_BLANK_LINE = regex(r"[^\S\n]*\n")


class Lift(NamedTuple):
    """What is to be lifted, and how.

    `installs` go above their wide copies; the steps `sunk` stand between and move down with the copies.
    `is_mounted`: the manifests are bind-mounted rather than copied first. `is_parted`: the installs' stages are
    given another parent, which has no wide copies. `is_low`: the first reader's manifests too stand right above it.
    """

    installs: tuple[Rerun, ...]
    sunk: tuple[Step, ...] = ()
    is_mounted: bool = False
    is_parted: bool = False
    is_low: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The edits that lift some installs, and the context files that are copied first for them.

    `lines` counts the narrow copies. `reason` is why a person should look at them although the image holds the
    same files, else None.
    """

    edits: tuple[Edit, ...]
    first: tuple[str, ...]
    lines: int
    reason: str | None


class Obstacle(NamedTuple):
    """Why a split cannot be written down, and the place that stands in its way."""

    why: str
    span: Span


class _Narrowed(NamedTuple):
    """What stands in a wide copy's place: the edits, the context files that they bring, the lines they take."""

    edits: list[Edit]
    first: list[str]
    lines: int
    reason: str | None = None


def lift(plan: BuildPlan, wanted: Lift) -> Move | Obstacle:
    """The edits that lift installs above their wide copies, or why that cannot be written down."""
    if wanted.is_parted:
        copies = _copies(wanted.installs)
        parted = None if any(_asked(plan, step) for step in copies) else part(plan, wanted.installs, copies)
        why = "the stages cannot be given another parent"
        return Obstacle(why, _span(copies[0])) if parted is None else _moved(parted)
    found = [_narrowed(plan, step, wanted) for step in _copies(wanted.installs)]
    restored = [*_restored(plan, wanted), *_spread(plan, wanted)]
    for one in (*found, *restored):
        if isinstance(one, Obstacle):
            return one
    narrowed = [one for one in found if isinstance(one, _Narrowed)]
    edits = [edit for one in narrowed for edit in one.edits]
    edits += [edit for edit in restored if isinstance(edit, Edit)]
    edits += [_replacement(plan, step, "") for step in wanted.sunk]
    reasons = [h.reason for h in _halves(plan, wanted).values() if isinstance(h, Halves)]
    reasons += [one.reason for one in narrowed]
    return Move(
        edits=without_gaps(plan.document.text, _joined(edits)),
        first=tuple(dict.fromkeys(path for one in narrowed for path in one.first)),
        lines=sum(one.lines for one in narrowed),
        reason=next((why for why in reasons if why), None),
    )


def _moved(parted: Parted) -> Move:
    return Move(
        edits=_joined(parted.edits),
        first=tuple(dict.fromkeys(parted.first)),
        lines=parted.lines,
        reason=parted.reason,
    )


def _joined(edits: list[Edit]) -> tuple[Edit, ...]:
    """The edits in order; insertions at one place become one."""
    found: dict[Span, str] = {}
    for edit in sorted(edits, key=lambda edit: edit.span):
        found[edit.span] = found.get(edit.span, "") + edit.text
    return tuple(Edit(span, text) for span, text in found.items())


def _copies(installs: Sequence[Rerun]) -> list[Step]:
    found = {step.instruction.span: step for install in installs for step in install.copies}
    return [found[span] for span in sorted(found)]


def _halves(plan: BuildPlan, wanted: Lift) -> dict[int, Halves | str | None]:
    """For each stage with installs, by its number, how the last one's RUN is split."""
    found = {}
    for stage in sorted({install.step.stage for install in wanted.installs}):
        mine = [install for install in wanted.installs if install.step.stage == stage]
        copies = [copy for step in _copies(mine) if (copy := copy_of(step))]
        found[stage] = split_run(plan.document, mine, copies)
    return found


def _span(step: Step) -> Span:
    return step.events[0].span


def _restored(plan: BuildPlan, wanted: Lift) -> Iterator[Edit | Obstacle]:
    """The wide copies, and what moves with them, written again below the last install of each stage."""
    for stage, halves in _halves(plan, wanted).items():
        mine = [install for install in wanted.installs if install.step.stage == stage]
        moved = sorted((*_copies(mine), *wanted.sunk), key=lambda step: step.instruction.span)
        if isinstance(halves, str):
            yield Obstacle(halves, mine[-1].event.span)
            continue
        if halves is None:
            moved = without_repeated(moved, plan.stages[stage].steps[mine[-1].step.number + 1 :])
        if moved:
            edit = below(plan, mine[-1].step, moved, halves)
            yield Obstacle(edit, _span(moved[0])) if isinstance(edit, str) else edit


def _spread(plan: BuildPlan, wanted: Lift) -> Iterator[Edit | Obstacle]:
    """The wide copies on top of the other stages that were built from theirs, which would miss them."""
    lifted = frozenset(install.step.stage for install in wanted.installs)
    missing: dict[int, list[Step]] = {}
    for step in _copies(wanted.installs):
        for stage in _bereft(plan, step.stage, lifted):
            missing.setdefault(stage.index, []).append(step)
    for index, steps in missing.items():
        edit = on_top(plan, plan.stages[index], steps)
        yield Obstacle(edit, _span(steps[0])) if isinstance(edit, str) else edit


def _bereft(plan: BuildPlan, stage: int, lifted: frozenset[int]) -> Iterator[PlannedStage]:
    """The stages built from one that loses a copy, the topmost of each branch that leads to no lifted install."""
    if stage in lifted:
        return
    for child in plan.stages:
        if child.parent != stage:
            continue
        if any(child.index in _line(plan, one) for one in lifted):
            yield from _bereft(plan, child.index, lifted)
        else:
            yield child


def _line(plan: BuildPlan, stage: int | None) -> frozenset[int]:
    """The numbers of a stage and of those that it is built from, among them stages without instructions."""
    return frozenset() if stage is None else _line(plan, plan.stages[stage].parent) | {stage}


def _narrowed(plan: BuildPlan, step: Step, wanted: Lift) -> _Narrowed | Obstacle:
    """What takes a wide copy's place, or why that cannot be written."""
    copy = copy_of(step)
    assert copy is not None, "a wide step copies"
    readers = needed(plan, step, copy, wanted.installs, wanted.sunk)
    first = [source for path in readers if (source := copy.source_of(path)) is not None]
    asked = _asked(plan, step)
    if wanted.is_mounted:
        mounts = None if asked else mount(wanted.installs, copy, readers)
        if mounts is None:
            return Obstacle("the files cannot be mounted", _span(step))
        return _Narrowed([_replacement(plan, step, ""), *mounts], first, 0)
    edits = _copied_narrowly(plan, step, copy, readers, is_low=wanted.is_low)
    if edits is None:
        unwritable = "a name of a file or of the destination cannot be written in a further COPY"
        return Obstacle(unwritable, _span(step))
    why = f"another value of the build argument {asked[0]} may need other files" if asked else None
    return edits._replace(first=first, reason=why)


def _asked(plan: BuildPlan, step: Step) -> list[str]:
    """The build arguments, given by no build that is known, that decide what a copy brings."""
    sources = step.instruction.words[:-1]
    asked = (name for word in sources for name in step.state.asked(word.text, plan.document.escape))
    return [name for name in asked if name not in plan.build.arguments]


def _copied_narrowly(
    plan: BuildPlan, step: Step, copy: Copy, needed: Mapping[str, Sequence[Step]], *, is_low: bool
) -> _Narrowed | None:
    """Narrow copies: the first reader's files in the wide copy's place, the others' right above their reader.

    None where a name cannot be written.
    """
    edits = []
    in_place = ""
    count = 0
    for number, batch in enumerate(batches(plan, needed), start=int(is_low)):
        place = step if number == 0 else batch.above
        optional = _lockfiles(batch.reader) if plan.is_presumed else frozenset[str]()
        lines = narrow_copies(Site(plan.document, step, place.state), copy, batch.paths, optional)
        if lines is None:
            return None
        count += len(lines)
        indent = indentation(plan.document, place.instruction)
        text = newline(plan.document).join(indent + line for line in lines)
        if number == 0:
            in_place = text
        else:
            start = block(plan.document, place.instruction).span.start
            edits.append(Edit(Span(start, start), text + newline(plan.document)))
    return _Narrowed([_replacement(plan, step, in_place), *edits], [], count)


def _lockfiles(reader: Step) -> frozenset[str]:
    """The lockfiles that a step's installs may have, where nobody can say whether they do."""
    return frozenset(name for e in reader.events if e.install for name in e.install.ecosystem.lockfiles)


def _replacement(plan: BuildPlan, step: Step, text: str) -> Edit:
    """Other lines in place of a step; its own go altogether where there are none."""
    document = plan.document
    whole = block(document, step.instruction)
    if not text:
        return Edit(_with_blank_line(document, whole.span), "")
    return Edit(whole.span, text + newline(document))


def _with_blank_line(document: Dockerfile, lines: Span) -> Span:
    """Whole lines that go, with the blank one below them where another one stands above."""
    *_, above = document.text[: lines.start].splitlines()  # a FROM at least
    below = _BLANK_LINE.match(document.text, lines.end)
    return Span(lines.start, below.end()) if below and not above.strip() else lines
