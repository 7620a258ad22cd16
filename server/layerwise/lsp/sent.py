"""What a client sends, as pygls can take it: a header that names an absurd length would end the server."""

import asyncio
import io
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor
from typing import BinaryIO, cast

from layerwise.lsp.handshake import LENGTH
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


class Reader:
    """The stream for an event loop, read in a thread: by messages, where pygls changes threads for each line."""

    def __init__(self, stream: BinaryIO, executor: Executor) -> None:
        self._stream = stream
        self._executor = executor
        self._pieces: deque[bytes] = deque()

    async def readline(self) -> bytes:
        """The next line, empty at the end."""
        return await self._piece()

    async def readexactly(self, _: int) -> bytes:
        """The body of a message, as long as its header said; less at the end."""
        return await self._piece()

    async def _piece(self) -> bytes:
        if not self._pieces:
            loop = asyncio.get_running_loop()
            self._pieces.extend(await loop.run_in_executor(self._executor, lambda: list(self._message())))
        return self._pieces.popleft()

    def _message(self) -> Iterator[bytes]:
        """The lines of the next header and the body; or one line, and pygls says what it makes of that."""
        line = self._stream.readline()
        yield line
        found = LENGTH.fullmatch(line)
        length = int(found[1]) if found else 0
        while length:
            line = self._stream.readline()
            yield line
            if not line.strip():
                if line:
                    yield self._stream.read(length)
                return
