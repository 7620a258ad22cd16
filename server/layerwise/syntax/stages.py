"""The stages of a file: each FROM with the instructions up to the next."""

from collections.abc import Sequence

from layerwise.syntax.tree import Instruction, Stage
from layerwise.tuples import NamedTuple


class Outline(NamedTuple):
    """The ARG instructions above the first FROM, and the stages."""

    arguments: tuple[Instruction, ...]
    stages: tuple[Stage, ...]


def read_stages(instructions: Sequence[Instruction]) -> Outline:
    """The outline of a file."""
    starts = [index for index, instruction in enumerate(instructions) if instruction.keyword == "FROM"]
    ends = [*starts[1:], len(instructions)]
    above = instructions[: starts[0] if starts else len(instructions)]
    arguments = tuple(instruction for instruction in above if instruction.keyword == "ARG")
    stages = tuple(
        _stage(index, instructions[start], instructions[start + 1 : end])
        for index, (start, end) in enumerate(zip(starts, ends, strict=False))
    )
    return Outline(arguments, stages)


def _stage(index: int, start: Instruction, instructions: Sequence[Instruction]) -> Stage:
    words = [word.text for word in start.words]
    is_named = len(words) > 2 and words[1].lower() == "as"  # noqa: PLR2004 - `image AS name`
    return Stage(
        index=index,
        name=words[2].lower() if is_named else None,
        base=start.words[0] if words else None,
        start=start,
        instructions=tuple(instructions),
    )
