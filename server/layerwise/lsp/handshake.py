"""How a conversation begins: `initialize` is answered before anything is loaded that the answer does not need.

pygls gets the same message, and goes on from there; a first message of any other kind is for pygls to answer.
"""

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from layerwise import __version__
from layerwise.lsp.capabilities import Unusual, capabilities_for
from layerwise.regex import regex
from layerwise.tuples import NamedTuple

LENGTH = regex(rb"Content-Length: (\d{1,9})\r\n")
"""The header field that tells how long a message is, as pygls reads it."""
_OTHER_FIELD = b"Content-Type:"
_HEADING = b"Content-Length: %d\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n"
_LONGEST_LINE = 1024


class Begun(NamedTuple):
    """What was read, for whoever goes on with the stream, and the id of the request if it is answered already."""

    read: bytes = b""
    answered: int | str | None = None


NOTHING_YET = Begun()


def begin(sent: BinaryIO, answers: BinaryIO) -> Begun:
    """Read the first message, and answer it if it is `initialize` in its plain form."""
    heading, length = _heading(sent)
    body = sent.read(length) if length else b""
    answer = _answer_to(body)
    if answer is None:
        return Begun(heading + body)
    written = json.dumps(answer).encode()
    answers.write(_HEADING % len(written) + written)
    answers.flush()
    return Begun(heading + body, answer["id"])


def _heading(sent: BinaryIO) -> tuple[bytes, int]:
    """The lines before a message and its length; 0 once they are not the usual ones, and no more is read."""
    heading, length = b"", 0
    while line := sent.readline(_LONGEST_LINE):
        heading += line
        found = LENGTH.fullmatch(line)
        if found and not length:
            length = int(found[1])
        elif line == b"\r\n":
            return heading, length
        elif not line.startswith(_OTHER_FIELD):
            break
    return heading, 0


def _answer_to(body: bytes) -> Mapping[str, Any] | None:
    """The answer to `initialize`, None to all else."""
    try:
        message = json.loads(body)
        if (message["jsonrpc"], message["method"]) != ("2.0", "initialize"):
            return None
        number = message["id"]
        capabilities = capabilities_for(message["params"])
    except (ValueError, RecursionError, LookupError, TypeError, Unusual):
        return None
    if type(number) not in (int, str):
        return None
    result = {"capabilities": capabilities, "serverInfo": {"name": "layerwise", "version": __version__}}
    return {"jsonrpc": "2.0", "id": number, "result": result}
