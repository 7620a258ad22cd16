"""Dockerfiles that stand in compose files on the disk, with their builds."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from layerwise.builds.build import Build
from layerwise.builds.builds import inline_builds
from layerwise.builds.declared import Inlined
from layerwise.builds.hints import Hints
from layerwise.builds.inline import Inline
from layerwise.builds.interpolate import read_environment
from layerwise.builds.names import INLINE
from layerwise.history.log import History
from layerwise.host.discovery import placed, workspace_around
from layerwise.syntax.parse import parse
from layerwise.tuples import NamedTuple

_NOTHING: Mapping[Path, str] = MappingProxyType({})


class Built(NamedTuple):
    """A Dockerfile that stands in a compose file, and its builds."""

    inline: Inline
    builds: tuple[Build, ...]


def find_inlines(
    path: Path,
    text: str,
    *,
    roots: Sequence[Path],
    unsaved: Mapping[Path, str] = _NOTHING,
    history: Callable[[Path], History | None] | None = None,
) -> tuple[Built, ...]:
    """The Dockerfiles in the compose file at an absolute path, each with at least one build.

    Only the compose files of a project say how they are built; a setting of the user's does not.
    """
    if INLINE not in text:
        return ()
    root, workspace = workspace_around(path, Hints(parse("")), roots, {**unsaved, path: text})
    environment = workspace.text(path.with_name(".env").relative_to(root).as_posix())
    # YAML's reader takes long to import: only where there is something for it.
    inlines: Callable[..., tuple[Inline, ...]] = import_module("layerwise.builds.inlines").inlines
    found = inlines(text, read_environment(environment if isinstance(environment, str) else ""))
    mark = len(text) - len(text.removeprefix("\ufeff"))
    name = path.relative_to(root).as_posix()
    return tuple(
        Built(inline, placed(inline_builds(Inlined(name, inline.start - mark), workspace), root, history))
        for inline in found
    )
