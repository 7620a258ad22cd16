"""The command line: which command is started, and how each ends."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module

from layerwise.cli.arguments import MODULES, parser
from layerwise.cli.terminal import complain
from layerwise.cli.texts import Unusable
from layerwise.cli.usage.shared import UNUSABLE
from layerwise.garbage import look_seldom

_INTERRUPTED = 130  # as a shell reports an interrupted command


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 0 when clean, 1 when there are findings, 2 when it could not be run."""
    _speak_plainly()
    try:
        words = sys.argv[1:] if argv is None else argv
        arguments = parser(words[0] if words else None).parse_args(words)
        if getattr(arguments, "verbose", False):
            _log_everything()
        return _command(arguments.command)(arguments)
    except Unusable as error:
        complain(str(error))
        return UNUSABLE
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader, `head` for one, has seen enough; Python's own flush at exit must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        import logging  # noqa: PLC0415 - it costs a tenth of a short command, and most have no fault

        logger = logging.getLogger(__name__)
        logger.exception("a fault of Layerwise, not of the Dockerfile; please report it with these lines")
        return UNUSABLE


def _command(name: str) -> Callable[..., int]:
    """What a command does, of which nothing is imported for the sake of another one."""
    run: Callable[..., int] = import_module(f"layerwise.cli.{MODULES[name]}").run
    if not gc.isenabled():  # as the entry of the package starts a command
        look_seldom()
    return run


def _log_everything() -> None:
    import logging  # noqa: PLC0415 - it costs a tenth of a short command

    logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(name)s: %(message)s")


def _speak_plainly() -> None:
    """Make printing total: a character that the terminal's encoding lacks is shown by its number."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace", newline="")  # type: ignore[union-attr]  # a TextIO may be replaced
