"""What a client sends, as pygls can take it: a header that names an absurd length would end the server."""

from typing import BinaryIO, cast

from layerwise.regex import regex

# A message of a gigabyte is none; Python reads no number of thousands of digits, and no file that long.
_ABSURD = regex(rb"Content-Length: *\d{10,}\s*")
_PASSED_OVER = b"Layerwise-Refused: Content-Length\r\n"


def sane(stream: BinaryIO) -> BinaryIO:
    """The stream with such headers passed over; what follows them is no message, and is passed over as well."""
    return cast("BinaryIO", _Sent(stream))  # pygls calls these two methods only


class _Sent:
    """Reads lines and bodies."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readline(self) -> bytes:
        """The next line."""
        line = self._stream.readline()
        return _PASSED_OVER if _ABSURD.fullmatch(line) else line

    def read(self, length: int) -> bytes:
        """The body of a message."""
        return self._stream.read(length)
