"""The front door of this layer: the text of a Dockerfile to its tree."""

from layerwise.syntax.directives import read_directives
from layerwise.syntax.instructions import read_instructions
from layerwise.syntax.lines import split_lines
from layerwise.syntax.pragmas import read_pragmas
from layerwise.syntax.problems import find_problems
from layerwise.syntax.sources import read_sources
from layerwise.syntax.stages import read_stages
from layerwise.syntax.tree import Dockerfile


def parse(text: str) -> Dockerfile:
    """The tree of any text, whole or half-typed; what the builder would refuse is among its problems."""
    lines = split_lines(text)
    head = read_directives(lines)
    sources, comments = read_sources(text, lines, head.escape)
    instructions = read_instructions(sources, head.escape)
    arguments, stages = read_stages(instructions)
    inner = (comment for instruction in instructions for comment in instruction.comments)
    return Dockerfile(
        text=text,
        directives=head.directives,
        escape=head.escape,
        instructions=instructions,
        arguments=arguments,
        stages=stages,
        comments=comments,
        pragmas=tuple(read_pragmas(text, sorted((*comments, *inner)), head.directives)),
        problems=(*head.problems, *find_problems(instructions)),
    )
