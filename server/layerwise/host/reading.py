"""Files that a project may have put anything in the place of: read without waiting, and never without end."""

import os
import stat
from pathlib import Path

# Never wait for a pipe's other end. 0 where absent.
FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOCTTY", 0)
)


class NotRegular(OSError):  # noqa: N818 - it says what stands there
    """What stands at a path is a pipe, a device or a socket."""


def read_bytes(path: str | Path, most: int, flags: int = FLAGS) -> bytes | None:
    """What a regular file holds, None where it is more; OSError where it cannot be read."""
    # Opening a device may do something by itself, such as rewind a tape.
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - a string will do
        raise _complaint(path)
    descriptor = os.open(path, flags)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - flags decide how it is opened
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise _complaint(path)
        content = file.read(most + 1)
    return content if len(content) <= most else None


def _complaint(path: str | Path) -> OSError:
    if os.path.isdir(path):  # noqa: PTH112 - as above
        return IsADirectoryError(f"{path} is a directory")
    return NotRegular(f"{path} is not a regular file")


def leads_out(path: Path, folder: Path) -> bool:
    """Whether what stands at a path below a folder lies outside of it in truth, by way of links."""
    inside = os.path.realpath(folder)
    real = os.path.realpath(path)
    return real != inside and not real.startswith(os.path.join(inside, ""))  # noqa: PTH118 - strings as above


def is_led_out(path: Path, folder: Path) -> bool:
    """The same of what was found in a walk, which enters no linked folder: only a link can lead out."""
    return path.is_symlink() and leads_out(path, folder)
