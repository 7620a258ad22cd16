"""Waiting for an editor on a TCP port: one is served, and whoever does not speak the protocol is turned away."""

import errno
import os
import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import BinaryIO

from layerwise.lsp.arguments import Address, complain

# A message starts with a header field. Browsers post to local ports whatever a page tells them to, and
# tools that look whether a port answers say nothing at all.
_START = b"Content-"
# Windows does not interrupt the wait for a client; between two waits Ctrl+C is heard.
_WAIT = 0.5
_SILENCE = 60.0


class Unreachable(Exception):  # noqa: N818 - as the command line's `Unusable`
    """The port cannot be had; the message says why, in one line."""


def run_at(address: Address, run: Callable[[BinaryIO, BinaryIO], int]) -> int:
    """Talk with the first client that comes, and return the exit code; 2 where the port cannot be had."""
    try:
        with client_at(address) as client, client.makefile("rb") as sent, client.makefile("wb") as answers:
            return run(sent, answers)
    except Unreachable as error:
        complain(str(error))
        return 2


def client_at(address: Address) -> socket.socket:
    """The connection of the first client that speaks the protocol; `Unreachable` where the port cannot be had."""
    with _listener(address) as listener:
        listener.settimeout(_WAIT)
        host, port, *_ = listener.getsockname()
        complain(f"waiting for the editor on {Address(host, port)}")
        while True:
            with suppress(TimeoutError, ConnectionError), ExitStack() as closing:
                client, _ = listener.accept()
                closing.enter_context(client)
                if _speaks(client):
                    closing.pop_all()
                    return client


def _listener(address: Address) -> socket.socket:
    try:
        found = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise Unreachable(f"no address is known for {address.host!r}") from None
    family, _, _, _, place = found[0]
    try:
        return socket.create_server(place, family=family, backlog=1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Unreachable(f"port {address.port} is in use: give another, or 0 for any free one") from None
        raise Unreachable(f"cannot listen on {address}: {os.strerror(error.errno or 0)}") from None


def _speaks(client: socket.socket) -> bool:
    """Whether a client begins as the protocol does; nothing is read that the server is to read."""
    client.settimeout(_SILENCE)
    begun = client.recv(len(_START), socket.MSG_PEEK)
    client.settimeout(None)
    return bool(begun) and _START.startswith(begun)
