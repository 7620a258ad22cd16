"""The configuration file that holds for a Dockerfile, looked for on the disk."""

import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from layerwise.configuration.layers import NAMES, File, Problem
from layerwise.configuration.values import Values
from layerwise.host.disk import DiskTree
from layerwise.host.roots import project_around
from layerwise.tuples import NamedTuple

_READER = "layerwise.configuration.file"  # imports TOML, which most projects have no need of


class Found(NamedTuple):
    """A configuration file, and the folder of the project, which its build contexts must not leave."""

    path: Path
    root: Path
    file: File
    text: str

    def values_for(self, dockerfile: Path) -> Values:
        """What it says about a Dockerfile, its build context as an absolute path; one outside is left out."""
        inside = os.path.relpath(dockerfile, self.path.parent).replace(os.sep, "/")
        values = dict(self.file.values_for(inside))
        context = values.pop("context", None)
        if isinstance(context, str) and context:
            place = self._place(context)
            if place.is_relative_to(self.root):
                values["context"] = str(place)
        return values

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What it says wrongly; a build context outside of the project is not read."""
        outside = [
            Problem("context lies outside of the project", span)
            for context, span in self.file.contexts
            if not self._place(context).is_relative_to(self.root)
        ]
        return (*self.file.problems, *outside)

    def _place(self, context: str) -> Path:
        place = self.path.parent / context
        return Path(os.path.abspath(place))  # noqa: PTH100 - symlinks stay, as the builder has it


Reader = Callable[[Path, str], File | None]


def read_file(path: Path, text: str) -> File | None:
    """What a configuration file says, None where it says nothing of Layerwise."""
    reader: Callable[[str, str], File | None] = import_module(_READER).read_file
    return reader(text, path.name)


def find_configuration(
    dockerfile: Path, roots: Sequence[Path], unsaved: Mapping[Path, str], reader: Reader = read_file
) -> Found | None:
    """The configuration file nearest above a Dockerfile, inside the user's folder or its repository."""
    root = project_around(dockerfile, roots)
    texts = {path.relative_to(root).as_posix(): text for path, text in unsaved.items() if _is_one(path, root)}
    tree = DiskTree(root, texts)
    folder = dockerfile.parent
    while folder.is_relative_to(root):
        for name in NAMES:
            if not texts and not os.path.lexists(f"{folder}/{name}"):
                continue  # as mostly, with each edit
            text = tree.text((folder / name).relative_to(root).as_posix())
            file = reader(folder / name, text) if isinstance(text, str) else None
            if file is not None:
                assert isinstance(text, str), "it has been read"
                return Found(folder / name, root, file, text)
        if folder == folder.parent:
            break
        folder = folder.parent
    return None


def _is_one(path: Path, root: Path) -> bool:
    return path.name in NAMES and path.is_relative_to(root)
