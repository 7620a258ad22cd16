"""What a client sends, as pygls can take it: a header that names an absurd length would end the server."""

import io
from typing import BinaryIO, cast

from layerwise.regex import regex

# A message of a gigabyte is none; Python reads no number of thousands of digits, and no file that long.
_ABSURD = regex(rb"Content-Length: *\d{10,}\s*")
_PASSED_OVER = b"Layerwise-Refused: Content-Length\r\n"


def sane(stream: BinaryIO, read: bytes = b"") -> BinaryIO:
    """The stream, from what was read of it on, with such headers passed over.

    What follows them is no message, and is passed over as well.
    """
    return cast("BinaryIO", _Sent(stream, read))  # pygls calls these two methods only


class _Sent:
    """Reads lines and bodies."""

    def __init__(self, stream: BinaryIO, read: bytes) -> None:
        self._read = io.BytesIO(read)
        self._stream = stream

    def readline(self) -> bytes:
        """The next line."""
        line = self._read.readline()
        if not line.endswith(b"\n"):
            line += self._stream.readline()
        return _PASSED_OVER if _ABSURD.fullmatch(line) else line

    def read(self, length: int) -> bytes:
        """The body of a message."""
        body = self._read.read(length)
        return body if len(body) == length else body + self._stream.read(length - len(body))
