"""The arguments of `layerwise lsp`: which way the client is talked to."""

import argparse
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from layerwise.regex import regex
from layerwise.tuples import NamedTuple

_LOOPBACK = "127.0.0.1"
_LARGEST_PORT = 65535
_UNUSABLE = 2
_ADDRESS = regex(r"(?:(?P<host>[^:\[\]]+|\[(?P<six>[^\[\]]+)\]):)?(?P<port>[0-9]{1,5})", re.ASCII)


class Address(NamedTuple):
    """Where a client is waited for; port 0 stands for any free one."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        complain(f"{message} (see {self.prog} --help)")
        raise SystemExit(_UNUSABLE)


def address_of(argv: Sequence[str]) -> Address | None:
    """Where to wait for the client, None for standard input and output; wrong arguments end the program."""
    parser = _Parser(
        prog="layerwise lsp",
        description="The language server: talks to one editor, and ends with it.",
        epilog="Exit codes: 0 after an orderly shutdown, 1 after any other end, 2 wrong usage. "
        "How editors are set up: docs/editors.md.",
    )
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--stdio", action="store_true", help="talk on standard input and output (the default)")
    way.add_argument(
        "--tcp",
        type=_address,
        metavar="[HOST:]PORT",
        help="wait for the editor on a port, told on stderr; 0: any free one. Default host: 127.0.0.1. "
        "Who reaches the port can read what the server reads",
    )
    parser.add_argument(
        "--clientProcessId",
        type=int,
        metavar="PID",
        help="accepted, as the protocol asks; the server ends with its connection anyway",
    )
    address: Address | None = parser.parse_args(argv).tcp
    return address


def complain(message: str) -> None:
    """Say on stderr, in one line, what is wrong."""
    sys.stderr.write(f"layerwise: {message}\n")


def _address(text: str) -> Address:
    match = _ADDRESS.fullmatch(text)
    if match is None or int(match["port"]) > _LARGEST_PORT:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not [HOST:]PORT, with a port from 0 to {_LARGEST_PORT}"
        )
    return Address(match["six"] or match["host"] or _LOOPBACK, int(match["port"]))
