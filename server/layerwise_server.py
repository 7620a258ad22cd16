"""Starts the language server with the libraries that lie beside it, under `python -I`.

Parses on every Python 3 and on 2.7, so as to leave with an exit code that the client can explain:
70 for a Python that is too old, 71 for missing libraries.
"""

import os
import sys

TOO_OLD = 70
NO_LIBRARIES = 71


def main():  # type: () -> None
    """Check the Python, put the libraries on its path, and hand over to the server."""
    if sys.version_info < (3, 10):  # noqa: UP036 - older ones get here, and are told so
        sys.stderr.write("Layerwise needs Python 3.10 or newer, and %s is %s\n" % (sys.executable, sys.version))  # noqa: UP031
        sys.exit(TOO_OLD)
    server = os.path.dirname(os.path.abspath(__file__))
    sys.path[:0] = [server, os.path.join(os.path.dirname(server), "bundled", "libs")]
    try:
        import pygls  # noqa: F401, PLC0415 - only now does the path lead to it
    except ImportError as error:
        sys.stderr.write("Layerwise's libraries are missing: %s\n" % error)  # noqa: UP031
        sys.exit(NO_LIBRARIES)
    from layerwise.lsp.main import main as serve  # noqa: PLC0415 - as above

    sys.exit(serve())


main()
