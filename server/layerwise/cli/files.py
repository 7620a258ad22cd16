"""Dockerfiles on disk: reading them, and writing them so that no half-written file is ever seen."""

import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from layerwise.analysis import Analysis, analyse
from layerwise.builds.names import is_ignore_file
from layerwise.host.discovery import find_builds
from layerwise.settings import Settings

_LARGEST = 16 * 1024 * 1024  # bytes; what is larger is no Dockerfile


class Unusable(Exception):  # noqa: N818 - it says what the input is
    """The outside world says no; the message is one line for the user that says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A Dockerfile as read: `name` as the user wrote it, `path` absolute, line ends as they are.

    `folder` is the one in which it was looked for, None where it was named itself.
    """

    name: str
    path: Path
    text: str
    context: Path | None
    folder: Path | None

    def analyse(self, text: str, others: Mapping[Path, str] | None = None) -> Analysis:
        """What is known about a text in this file's place, `others` standing for other files."""
        here = Path.cwd()
        roots = [here] if self.path.is_relative_to(here) and here != here.parent else [self.folder]
        given = [root for root in roots if root is not None]
        builds = find_builds(self.path, text, context=self.context, roots=given, unsaved=others or {})
        return analyse(text, builds, Settings())


def read_source(name: str, context: Path | None, folder: Path | None = None) -> Source:
    """Read a Dockerfile."""
    if is_ignore_file(Path(name).name):
        raise Unusable(f"{name} is an ignore file; name the Dockerfile that it is for")
    path = Path(os.path.abspath(name))  # noqa: PTH100 - symlinks stay, as the builder has it
    return Source(name=name, path=path, text=read_text(Path(name)), context=context, folder=folder)


def read_text(path: Path) -> str:
    """The text of a file."""
    try:
        kind = path.stat()
        if stat.S_ISDIR(kind.st_mode):
            raise Unusable(f"{path} is a directory; name a Dockerfile")
        if not stat.S_ISREG(kind.st_mode):
            raise Unusable(f"{path} is not a regular file; name a Dockerfile")
        if kind.st_size > _LARGEST:
            raise Unusable(f"{path} is too large for a Dockerfile; name another file")
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unusable(f"{path} does not exist; check the path") from None
    except PermissionError:
        raise Unusable(f"{path} cannot be read: permission denied; make it readable") from None
    except (OSError, ValueError) as error:
        raise Unusable(f"{path} cannot be read: {_why(error)}") from None
    if b"\0" in data:
        raise Unusable(f"{path} is a binary file; name a Dockerfile, saved as UTF-8")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Unusable(f"{path} is not UTF-8 text; save it as UTF-8") from None


@dataclass(slots=True)
class Overlay:
    """Changed texts of files that are not written yet, with the texts that they were made from."""

    texts: dict[Path, str] = field(default_factory=dict)
    originals: dict[Path, str | None] = field(default_factory=dict)

    def text(self, path: Path) -> str:
        """The text of a file as it is going to be."""
        if path not in self.texts:
            return read_text(path)
        return self.texts[path]

    def put(self, path: Path, text: str, *, creates: bool) -> None:
        """Give a file a new text."""
        if path not in self.originals:
            self.originals[path] = None if creates else read_text(path)
        self.texts[path] = text

    def write(self) -> None:
        """Write all files, none of which may have changed since it was read."""
        for path, original in self.originals.items():
            if _current(path) != original:
                raise Unusable(f"{path} has changed meanwhile; nothing is written, run the command again")
        for path, text in self.texts.items():
            _replace(path, text)


def _current(path: Path) -> str | None:
    return read_text(path) if path.exists() else None


def _replace(path: Path, text: str) -> None:
    """Put a text in a file's place in one step, keeping its mode and, where allowed, its owner."""
    target = path.resolve()
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        _copy_ownership(target, temporary)
        os.replace(temporary, target)  # noqa: PTH105 - the temporary name is a plain string
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 - as above
        raise Unusable(f"{path} cannot be written: {_why(error)}; check its folder's permissions") from None


def _copy_ownership(target: Path, temporary: str) -> None:
    if not target.exists():
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        return
    before = target.stat()
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(temporary, before.st_uid, before.st_gid)
    Path(temporary).chmod(stat.S_IMODE(before.st_mode))


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
