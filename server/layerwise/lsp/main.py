"""Starts the language server, on stdin and stdout or on a TCP port.

Nothing is imported here that the answer to `initialize` does not need: all else is, while the client reads it.
"""

import gc
import sys
from collections.abc import Sequence
from typing import BinaryIO

from layerwise.lsp.handshake import begin

_STDIO = ((), ("--stdio",))  # how nearly every client starts us: nothing to parse


def main(argv: Sequence[str] = ()) -> int:
    """Run until the client leaves, and return the exit code; the log goes to stderr."""
    # Imports make many objects that stay; looking for garbage among them meanwhile slows the start.
    gc.disable()
    try:
        if tuple(argv) not in _STDIO:
            from layerwise.lsp.arguments import address_of  # noqa: PLC0415 - seldom needed

            address = address_of(argv)
            if address is not None:
                from layerwise.lsp.tcp import run_at  # noqa: PLC0415 - seldom needed

                return run_at(address, run)
        return run(sys.stdin.buffer, sys.stdout.buffer)
    except KeyboardInterrupt:
        return 130  # as a shell reports an interrupted command


def run(sent: BinaryIO, answers: BinaryIO) -> int:
    """Talk with a client over two streams until it leaves; the exit code is 0 after an orderly shutdown."""
    try:
        begun = begin(sent, answers)
    except ConnectionError as error:
        sys.stderr.write(f"WARNING {__name__}: the connection broke: {error}\n")
        return 1
    sys.modules["ssl"] = None  # type: ignore[assignment]  # as if it were absent: we reach no network, and it is large
    from layerwise.lsp.postponed import load_types  # noqa: PLC0415 - once `initialize` is answered

    load_types()
    import logging  # noqa: PLC0415 - as above

    from layerwise.garbage import look_seldom  # noqa: PLC0415 - as above
    from layerwise.lsp.server import Layerwise  # noqa: PLC0415 - as above

    look_seldom()
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    return Layerwise(begun).run(sent, answers)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
