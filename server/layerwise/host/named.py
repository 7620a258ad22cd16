"""Dockerfiles of names that only a compose file or a bake file knows, such as `dockerfile: images/api.df`."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from layerwise.builds.names import is_dockerfile
from layerwise.builds.sources import declared_builds, names_dockerfiles
from layerwise.context.context import LARGEST_TEXT
from layerwise.host.disk import DiskTree
from layerwise.host.reading import leads_out, read_bytes
from layerwise.regex import regex

# Read first, as most files name a Dockerfile that is found by its name, or none.
_NAMED = regex(rb"dockerfile\"?\s*[:=]\s*[\"']?([^\s\"'#,}]+)", re.IGNORECASE)


def named_in(path: Path, directory: Path) -> Iterator[Path]:
    """The Dockerfiles below a directory that a file in it declares builds of, those that have no name of one."""
    if not names_dockerfiles(path.name) or not _may_name(path):
        return
    inside = path.relative_to(directory).as_posix()
    for _, declared in declared_builds(inside, DiskTree(directory.absolute())):
        place = directory / declared.dockerfile
        is_below = declared.inline is None and not declared.dockerfile.startswith("..")
        if declared.path != inside or not is_below or is_dockerfile(place.name):
            continue
        if place.is_file() and not leads_out(place, directory):
            yield place


def _may_name(path: Path) -> bool:
    """Whether a file names a Dockerfile that has no name of one."""
    with suppress(OSError):
        content = read_bytes(path, LARGEST_TEXT) or b""
        names = (name.decode(errors="replace") for name in _NAMED.findall(content))
        return any(not is_dockerfile(name.rpartition("/")[2]) for name in names)
    return False
