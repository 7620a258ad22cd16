"""Starts the language server, on stdin and stdout or on a TCP port."""

import gc
import logging
import sys
from collections.abc import Sequence

# Imports make many objects that stay; looking for garbage among them meanwhile slows the start.
gc.disable()

from layerwise.lsp.arguments import Address, address_of, complain  # noqa: E402 - see above
from layerwise.lsp.server import Layerwise  # noqa: E402 - its imports are the ones meant above
from layerwise.lsp.tcp import Unreachable, client_at  # noqa: E402 - see above

gc.freeze()
gc.enable()


def main(argv: Sequence[str] = ()) -> int:
    """Run until the client leaves, and return the exit code; the log goes to stderr."""
    address = address_of(argv)
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    if address is None:
        return Layerwise().run(sys.stdin.buffer, sys.stdout.buffer)
    try:
        return _run_at(address)
    except Unreachable as error:
        complain(str(error))
        return 2
    except KeyboardInterrupt:
        return 130  # as a shell reports an interrupted command


def _run_at(address: Address) -> int:
    with client_at(address) as client, client.makefile("rb") as sent, client.makefile("wb") as answers:
        return Layerwise().run(sent, answers)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
