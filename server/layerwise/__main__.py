"""`python -m layerwise`: the command line, and under `lsp` the language server.

The one place that knows both, which is why it imports inside its function: the command line starts twenty
times faster without the server's libraries.
"""

import gc
import sys


def main() -> int:
    """Run the language server or the command line, and return the exit code."""
    if sys.argv[1:2] == ["lsp"] and not {"-h", "--help"}.intersection(sys.argv):
        from layerwise.lsp.main import main as serve  # noqa: PLC0415 - see above

        return serve(sys.argv[2:])
    # Imports make many objects that stay; looking for garbage among them takes a seventh of a command's time.
    gc.disable()
    from layerwise.cli.lightly import import_lightly  # noqa: PLC0415 - not for the server

    import_lightly()
    from layerwise.cli.main import main as run  # noqa: PLC0415 - see above

    return run(sys.argv[1:])


if __name__ == "__main__":
    # `python -m` puts the current directory, a project's, before all others; -I and -P do not.
    if not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
        del sys.path[0]
    sys.exit(main())
