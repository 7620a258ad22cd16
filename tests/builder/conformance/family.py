"""Cases that begin with the same build: a Dockerfile with a context, and edits of it, each built after the first."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from builder.conformance.scene import Edit, Scene
from builder.contexts import Files, in_memory, text

_SESSION = secrets.token_hex(8)

TREE: Files = {"f": "f %\n", "g": "g %\n", "d/a": "a %\n", "d/b": "b %\n", "d/e/c": "c %\n"}


class Made(Enum):
    """What a RUN makes for later copies, beside what it passes on from the context."""

    ALIKE = "the same each time"
    ANEW = "something else each time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A build and edits of it, by name.

    `made` says what decides about the answer "only if an earlier step's output changes", by a word of the step
    that takes it: the path of the context that the earlier step passes on, or how it makes its output. `%` in the
    text and the files stands for the family, so that no family answers for another. `needs`: a feature that the
    packaged builder lacks.
    """

    name: str
    dockerfile: str
    edits: Mapping[str, Edit]
    files: Files = field(default_factory=lambda: TREE)
    made: Mapping[str, Made | str] = field(default_factory=dict)
    arguments: Mapping[str, str] = field(default_factory=dict)
    target: str | None = None
    is_inside: bool = False
    needs: str = ""

    @property
    def scene(self) -> Scene:
        """The first build."""
        salt = hashlib.sha256(f"{_SESSION}{self.name}".encode()).hexdigest()[:8]
        files = {p: f.replace("%", salt) if isinstance(f, str) else f for p, f in self.files.items()}
        return Scene(
            dockerfile=text(self.dockerfile).replace("%", salt),
            files=files,
            arguments=self.arguments,
            target=self.target,
            is_inside=self.is_inside,
        )


class Case(NamedTuple):
    """One edit of a family."""

    family: Family
    name: str
    edit: Edit


def cases(*families: Family) -> list[Case]:
    """All cases of some families."""
    return [Case(family, name, edit) for family in families for name, edit in family.edits.items()]


def is_output_changed(family: Family, step: str, before: Scene, after: Scene) -> bool:
    """Whether what a step takes from earlier ones is something else than before, given that they ran again."""
    made = next((how for taken, how in family.made.items() if taken in step), Made.ALIKE)
    match made:
        case Made():
            return made is Made.ANEW
        case directory:
            return _passed_on(before, directory) != _passed_on(after, directory)


def _passed_on(scene: Scene, directory: str) -> dict[str, object]:
    context = in_memory(scene.laid)
    paths = (*context.walk(directory), *context.directories(directory))
    return {path: (context.entry(path), context.text(path)) for path in paths}
