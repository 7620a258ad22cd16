"""Starts the language server on stdin and stdout."""

import gc
import logging
import sys

# Imports make many objects that stay; looking for garbage among them meanwhile slows the start.
gc.disable()

from layerwise.lsp.server import Layerwise  # noqa: E402 - its imports are the ones meant above

gc.freeze()
gc.enable()


def main() -> int:
    """Run until the client leaves, and return the exit code; the log goes to stderr."""
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    return Layerwise().run()


if __name__ == "__main__":
    sys.exit(main())
