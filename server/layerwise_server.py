"""Starts the language server, or a command that is given, with the libraries that lie beside it, under `python -I`.

Parses on every Python that knows -I, so as to leave with an exit code that the client can explain:
70 for a Python that is too old, 71 for missing libraries.
"""

import os  # and not pathlib, which takes a fifth of the time to the answer to `initialize`
import sys

TOO_OLD = 70
NO_LIBRARIES = 71


def main() -> None:
    """Check the Python, put the libraries on its path, and hand over to the server or the command line."""
    if sys.version_info < (3, 10):  # noqa: UP036 - older ones get here, and are told so
        sys.stderr.write("Layerwise needs Python 3.10 or newer, and this is " + sys.version + "\n")
        sys.exit(TOO_OLD)
    server = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120 - see above
    libraries = os.path.join(os.path.dirname(server), "bundled", "libs")  # noqa: PTH118, PTH120 - see above
    sys.path[:0] = [server, libraries]
    try:
        import pygls  # noqa: F401, PLC0415 - only now does the path lead to it
    except ImportError as error:
        sys.stderr.write("Layerwise's libraries are missing: " + str(error) + "\n")
        sys.exit(NO_LIBRARIES)
    if sys.argv[1:]:
        from layerwise.__main__ import main as command  # noqa: PLC0415 - as above

        sys.exit(command())
    from layerwise.lsp.main import main as serve  # noqa: PLC0415 - as above

    sys.exit(serve())


main()
