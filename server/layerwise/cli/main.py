"""The command line: its arguments, and which command they start."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from layerwise import __version__
from layerwise.cli.check import FORMATS, check
from layerwise.cli.files import Unusable
from layerwise.cli.fix import fix
from layerwise.cli.terminal import complain
from layerwise.rules.finding import Severity

UNUSABLE = 2

_logger = logging.getLogger(__name__)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        complain(f"{message} (see {self.prog} --help)")
        raise SystemExit(UNUSABLE)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 0 when clean, 1 when there are findings, 2 when it could not be run."""
    _speak_plainly()
    try:
        arguments = _parser().parse_args(argv)
        return _run(arguments)
    except Unusable as error:
        complain(str(error))
        return UNUSABLE
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:
        return 130  # as a shell reports an interrupted command
    except BrokenPipeError:
        # The reader, `head` for one, has seen enough; Python's own flush at exit must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        _logger.exception("a fault of Layerwise, not of the Dockerfile; please report it with these lines")
        return UNUSABLE


def _run(arguments: argparse.Namespace) -> int:
    if arguments.command == "fix":
        return fix(
            arguments.path,
            arguments.context,
            shows_diff=arguments.diff,
            takes_review=arguments.unsafe_fixes,
        )
    return check(arguments.paths, arguments.context, arguments.format, Severity(arguments.fail_on))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="layerwise",
        description="Finds Docker build steps that rerun for nothing, and fixes the Dockerfile.",
        epilog="Exit codes: 0 clean, 1 findings, 2 wrong usage or unreadable input. "
        "The language server: python -m layerwise lsp.",
    )
    parser.add_argument("--version", action="version", version=f"layerwise {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    checking = commands.add_parser("check", help="say what is found in Dockerfiles")
    checking.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="a Dockerfile, or a folder to look for them"
    )
    _add_context(checking)
    checking.add_argument("--format", choices=sorted(FORMATS), default="text", help="default: text")
    checking.add_argument(
        "--fail-on",
        choices=[severity.value for severity in Severity],
        default=Severity.WARNING.value,
        help="the least severity that makes the exit code 1; default: warning",
    )

    fixing = commands.add_parser("fix", help="apply the safe fixes to a Dockerfile")
    fixing.add_argument("path", metavar="PATH", help="a Dockerfile")
    _add_context(fixing)
    fixing.add_argument("--diff", action="store_true", help="show what would change, and write nothing")
    fixing.add_argument(
        "--unsafe-fixes", action="store_true", help="apply fixes that need your review as well"
    )
    return parser


def _add_context(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--context",
        type=_directory,
        metavar="DIR",
        help="the build context; default: from compose files, or the folder that holds what is copied",
    )


def _directory(name: str) -> Path:
    path = Path(name)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{name} is not a directory")
    return path.absolute()


def _speak_plainly() -> None:
    """Make printing total: a character that the terminal's encoding lacks is shown by its number."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace", newline="")  # type: ignore[union-attr]  # a TextIO may be replaced
