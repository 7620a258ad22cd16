"""Texts put in the place of files: each whole or not at all, several of them all or none."""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from layerwise.cli.texts import Unusable, why


def write_all(
    texts: Mapping[Path, str], originals: Mapping[Path, str | None], check: Callable[[], None]
) -> None:
    """Write all texts, where `originals` stood, None where there was no file; `check` is asked right before.

    Whatever goes wrong on the way, a full disk or a signal, no file holds a part of its text.
    """
    prepared: dict[Path, str] = {}
    done: list[Path] = []
    path = Path()
    try:
        for path, text in texts.items():
            prepared[path] = _prepared(path, text.encode())
        check()
        for path in texts:
            os.replace(prepared[path], path.resolve())  # noqa: PTH105 - the temporary name is a plain string
            del prepared[path]
            done.append(path)
    except OSError as error:
        _put_back(done, originals)
        raise Unusable(f"{path} cannot be written: {why(error)}; nothing is changed") from None
    finally:
        for temporary in prepared.values():
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 - as above
    for folder in {path.resolve().parent for path in texts}:
        _sync(folder)


def _prepared(path: Path, data: bytes) -> str:
    """A file beside the one to be written, with its new text, mode, owner and attributes."""
    target = path.resolve()
    if target.exists() and not _is_writable(target):
        raise PermissionError(None, "it is read-only")
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _dress(temporary, target)
    except BaseException:
        os.unlink(temporary)  # noqa: PTH108 - as above
        raise
    return temporary


def _is_writable(path: Path) -> bool:
    """Whether the user may write a file, which a replacement of it would not ask."""
    has_effective = os.access in os.supports_effective_ids
    return os.access(path, os.W_OK, effective_ids=has_effective)


def _dress(temporary: str, target: Path) -> None:
    """Give a file what the one has whose place it takes, or what a new one gets."""
    if not target.exists():
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        return
    before = target.stat()
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(temporary, before.st_uid, before.st_gid)
    shutil.copystat(target, temporary)
    os.utime(temporary)
    Path(temporary).chmod(stat.S_IMODE(before.st_mode))


def _put_back(done: list[Path], originals: Mapping[Path, str | None]) -> None:
    """Undo what was written already."""
    for path in done:
        original = originals[path]
        with suppress(OSError):
            if original is None:
                path.unlink()
            else:
                os.replace(_prepared(path, original.encode()), path.resolve())  # noqa: PTH105 - as above


def _sync(folder: Path) -> None:
    """Have the folder's new entries outlive a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
