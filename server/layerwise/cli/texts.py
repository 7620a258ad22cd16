"""Texts on disk, or one line about why there is none."""

import sys
from pathlib import Path

from layerwise.host.reading import NotRegular, read_bytes

_LARGEST = 16 * 1024 * 1024  # bytes; what is larger is no Dockerfile


class Unusable(Exception):  # noqa: N818 - it says what the input is
    """The outside world says no; the message is one line for the user that says what to do."""


def read_text(path: Path) -> str:
    """The text of a file."""
    try:
        data = read_bytes(path, _LARGEST)
    except IsADirectoryError:
        raise Unusable(f"{path} is a directory; name a Dockerfile") from None
    except NotRegular:
        raise Unusable(f"{path} is not a regular file; name a Dockerfile") from None
    except FileNotFoundError:
        raise Unusable(f"{path} does not exist; check the path") from None
    except PermissionError:
        raise Unusable(f"{path} cannot be read: permission denied; make it readable") from None
    except (OSError, ValueError) as error:
        raise Unusable(f"{path} cannot be read: {why(error)}") from None
    if data is None:
        raise Unusable(f"{path} is too large for a Dockerfile; name another file")
    return _decoded(data, str(path))


def read_piped() -> str:
    """The text on standard input."""
    data = sys.stdin.buffer.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise Unusable("standard input is too large for a Dockerfile")
    return _decoded(data, "standard input")


def _decoded(data: bytes, name: str) -> str:
    if b"\0" in data:
        raise Unusable(f"{name} is a binary file; name a Dockerfile, saved as UTF-8")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Unusable(f"{name} is not UTF-8 text; save it as UTF-8") from None


def why(error: Exception) -> str:
    """What the system says of an error, in a few words."""
    return (getattr(error, "strerror", None) or str(error)).lower()
