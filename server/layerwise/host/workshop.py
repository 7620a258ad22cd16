"""A temporary place with a copy of a build context, in which files are edited and nothing of the user's is touched."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from layerwise.context.context import BuildContext
from layerwise.context.tree import Entry, Kind

_OWNER_MAY_ALL = 0o700


@contextmanager
def workshop(*, is_kept: bool) -> Iterator[Path]:
    """A folder that is gone afterwards, unless it is kept."""
    folder = Path(tempfile.mkdtemp(prefix="layerwise-prove-"))
    try:
        yield folder
    finally:
        if not is_kept:
            _remove(folder)


def copy_context(context: BuildContext, root: Path, target: Path) -> None:
    """Copy what the builder is sent: ignored files are left out, symlinks and modes kept."""
    modes: list[tuple[Path, int]] = []
    for path in context.directories():
        (target / path).mkdir()
        modes.append((target / path, _mode(context, path)))
    for path in context.walk():
        entry = context.entry(path)
        if not isinstance(entry, Entry):
            continue
        if entry.kind is Kind.SYMLINK:
            (target / path).symlink_to(os.readlink(root / path))  # noqa: PTH115 - Path would tidy it
        elif entry.kind is Kind.FILE and (root / path).exists():
            shutil.copyfile(root / path, target / path, follow_symlinks=False)
            (target / path).chmod(entry.mode)
    for directory, mode in reversed(modes):
        directory.chmod(mode)


def _mode(context: BuildContext, path: str) -> int:
    entry = context.entry(path)
    return entry.mode if isinstance(entry, Entry) else 0o755


def put(path: Path, content: bytes) -> None:
    """Write a file in a workshop, where the user's modes may forbid it, and leave the modes as they are."""
    before = path.stat().st_mode if path.exists() else None
    if before is not None:
        path.chmod(before | 0o200)
    path.write_bytes(content)
    if before is not None:
        path.chmod(before)


def _remove(folder: Path) -> None:
    with suppress(OSError):
        for directory, names, _ in os.walk(folder):
            for name in names:
                path = Path(directory, name)
                if not path.is_symlink():
                    path.chmod(path.stat().st_mode | _OWNER_MAY_ALL)
    shutil.rmtree(folder, ignore_errors=True)
