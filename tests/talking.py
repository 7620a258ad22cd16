"""The server in this process, for tests that hand it messages themselves."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from layerwise.lsp.server import Layerwise


class Talk:
    """A conversation; `take` gets each message that the server sends."""

    def __init__(self, take: Callable[[Any], None] = lambda _: None) -> None:
        self.server = Layerwise()
        self._take = take
        self.server.server.protocol.set_writer(self, include_headers=False)

    def say(self, message: Mapping[str, object]) -> None:
        """Send the server a message."""
        protocol = self.server.server.protocol
        protocol.handle_message(protocol.structure_message({"jsonrpc": "2.0", **message}))

    def write(self, data: bytes) -> None:
        """Take a message of the server."""
        self._take(json.loads(data))

    def close(self) -> None:
        """Nothing is left open."""
