"""A Dockerfile with edits made on trial: only what they touch is read, planned and compared."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from layerwise.cache.compare import Compared, is_ruled_out, is_same
from layerwise.cache.plan import BuildPlan, PlannedStage, Planner, plan
from layerwise.records import replace
from layerwise.syntax.parse import parse, parse_anew
from layerwise.syntax.tree import Dockerfile, Stage
from layerwise.text import Edit, Span, apply
from layerwise.tuples import NamedTuple


class Trial(NamedTuple):
    """The plan of an edited Dockerfile, and what is known of its stages by then.

    To the stages below, one whose image is surely the same is the one of before: they need not be planned again.
    Stages stand where they stood, or in a text of their own.
    """

    plan: BuildPlan
    compared: Compared


class _Edited(NamedTuple):
    """A stage in its own new text."""

    stage: Stage
    text: str


def tried(before: BuildPlan, edits: Sequence[Edit]) -> Trial:
    """What becomes of a plan with some edits, down to a difference that rules them out."""
    edited, compared = _edited(before.document, edits), Compared()
    if edited is None:
        return Trial(_whole(before, edits), compared)
    planner = Planner(before.document, before.build)
    done: list[PlannedStage] = []
    is_other = is_over = False
    for old in before.stages:
        new = _next(planner, before, old, edited, is_other=is_other and not is_over)
        done.append(new)
        if new.made is not old.made:
            after = replace(before, stages=tuple(done))
            if is_same(before, after, old.index, compared):
                compared.same.add(old.index)
                new = old
            else:
                is_other = True
                is_over = is_over or is_ruled_out(before, after, old.index, compared)
        planner.put(new)
    return Trial(replace(before, stages=tuple(done)), compared)


def edited_plan(before: BuildPlan, edits: Sequence[Edit], last: int) -> BuildPlan:
    """The plan with some edits, as far as the last stage that somebody looks at."""
    edited = _edited(before.document, edits)
    if edited is None:
        return _whole(before, edits)
    planner = Planner(before.document, before.build)
    done: list[PlannedStage] = []
    is_other = False
    for old in before.stages[: last + 1]:
        done.append(_next(planner, before, old, edited, is_other=is_other))
        is_other = is_other or done[-1].made is not old.made
        planner.put(done[-1])
    return replace(before, stages=(*done, *before.stages[last + 1 :]))


def _whole(before: BuildPlan, edits: Sequence[Edit]) -> BuildPlan:
    return plan(parse(apply(before.document.text, edits)), before.build)


def _next(
    planner: Planner, before: BuildPlan, old: PlannedStage, edited: Mapping[int, _Edited], *, is_other: bool
) -> PlannedStage:
    """A stage below those that were put into a planner; only edits and other stages make it another one."""
    if old.index in edited:
        return planner.planned(*edited[old.index])
    return planner.planned(old.stage, before.document.text) if is_other else old


def _edited(document: Dockerfile, edits: Sequence[Edit]) -> dict[int, _Edited] | None:
    """The stages that edits touch, by their numbers; None where one makes more of a stage, or less.

    Nor where they are most of the text, which is then as soon read by what was read before.
    """
    starts = [stage.start.lines.start for stage in document.stages]
    parts: dict[int, list[Edit]] = {}
    for edit in edits:
        start, end = edit.span
        # What is put right above a FROM belongs to the stage above.
        index = (bisect_right(starts, start) if end > start else bisect_left(starts, start)) - 1
        if index < 0 or end > _end(document, starts, index):
            return None
        parts.setdefault(index, []).append(edit)
    if 2 * sum(_end(document, starts, index) - starts[index] for index in parts) > len(document.text):
        return None
    made = {index: _read(document, starts, index, inner) for index, inner in parts.items()}
    found = {index: one for index, one in made.items() if one is not None}
    return found if len(found) == len(made) else None


def _end(document: Dockerfile, starts: Sequence[int], index: int) -> int:
    return starts[index + 1] if index + 1 < len(starts) else len(document.text)


def _read(document: Dockerfile, starts: Sequence[int], index: int, edits: Sequence[Edit]) -> _Edited | None:
    """One stage with its edits, None where that is not one stage of the same name that ends with its last line."""
    start, end = starts[index], _end(document, starts, index)
    inner = [Edit(Span(e.span.start - start, e.span.end - start), e.text) for e in edits]
    text = f"# escape={document.escape}\n{apply(document.text[start:end], inner)}"
    read = parse_anew(text)  # what is kept of texts is for whole ones
    old = document.stages[index]
    if (
        len(read.stages) != 1
        or read.problems
        or len(read.stages[0].instructions) + 1 != len(read.instructions)
    ):
        return None
    (new,) = read.stages
    if (new.name, new.start.body.text) != (old.name, old.start.body.text):
        return None
    if end < len(document.text) and (read.instructions[-1].is_open or not text.endswith("\n")):
        return None
    return _Edited(replace(new, index=index), text)
