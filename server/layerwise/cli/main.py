"""The command line: its arguments, and which command they start."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, TypeAlias

from layerwise import __version__
from layerwise.cli.check import FORMATS, check
from layerwise.cli.configured import add_flags, configurations_of
from layerwise.cli.files import read_source
from layerwise.cli.fix import fix
from layerwise.cli.plan import FORMATS as PLAN_FORMATS
from layerwise.cli.plan import show_plan
from layerwise.cli.prove import prove
from layerwise.cli.refactor import refactor
from layerwise.cli.simulate import FORMATS as SIMULATE_FORMATS
from layerwise.cli.simulate import simulate
from layerwise.cli.terminal import complain
from layerwise.cli.texts import Unusable
from layerwise.cli.why import FORMATS as WHY_FORMATS
from layerwise.cli.why import source_here, why
from layerwise.host.builder import NAMES
from layerwise.refactorings.registry import REFACTORINGS
from layerwise.rules.finding import Severity
from layerwise.settings import Settings

UNUSABLE = 2

_logger = logging.getLogger(__name__)


_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001 - it has no other name


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
    if arguments.command == "fix" and arguments.refactor is not None:
        return refactor(
            arguments.path,
            arguments.context,
            arguments.refactor,
            shows_diff=arguments.diff,
            takes_review=arguments.unsafe_fixes,
        )
    if arguments.command == "fix":
        return fix(
            arguments.path,
            arguments.context,
            configurations_of(arguments),
            shows_diff=arguments.diff,
            takes_review=arguments.unsafe_fixes,
        )
    if arguments.command == "plan":
        source = read_source(arguments.path, arguments.context)
        return show_plan(source, arguments.format, arguments.commits, arguments.log, arguments.kept)
    if arguments.command == "prove":
        return prove(
            arguments.path,
            arguments.context,
            arguments.builder,
            arguments.edit,
            takes_review=arguments.unsafe_fixes,
            is_kept=arguments.keep,
        )
    if arguments.command == "why":
        source = source_here(arguments.dockerfile, arguments.context)
        return why(arguments.log, arguments.kept, source, arguments.format)
    if arguments.command == "simulate":
        return simulate(
            arguments.path, arguments.context, arguments.changed, arguments.since, arguments.format
        )
    return check(
        arguments.paths,
        arguments.context,
        arguments.format,
        Severity(arguments.fail_on),
        configurations_of(arguments),
    )


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
    add_flags(checking)
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
    add_flags(fixing)
    fixing.add_argument("--diff", action="store_true", help="show what would change, and write nothing")
    fixing.add_argument(
        "--unsafe-fixes", action="store_true", help="apply fixes that need your review as well"
    )
    fixing.add_argument(
        "--refactor",
        choices=[refactoring.name for refactoring in REFACTORINGS],
        help="make this change, which no finding asks for, instead of the fixes",
    )

    _add_plan(commands)
    _add_simulate(commands)
    _add_why(commands)
    _add_prove(commands)
    return parser


def _add_plan(commands: _Commands) -> None:
    planning = commands.add_parser(
        "plan", help="show the stages and steps of a build, and how often each would have rerun"
    )
    planning.add_argument("path", metavar="PATH", help="a Dockerfile")
    _add_context(planning)
    planning.add_argument("--format", choices=PLAN_FORMATS, default="text", help="default: text")
    planning.add_argument(
        "--commits",
        type=_positive,
        metavar="N",
        help=f"how many to look back; default: as configured, or {Settings().history}",
    )
    planning.add_argument(
        "--log", metavar="LOG", help="a build log, whose times are then shown: docker build --progress=plain"
    )
    _add_kept(planning)


def _add_simulate(commands: _Commands) -> None:
    simulating = commands.add_parser("simulate", help="say which steps an edit reruns, and why")
    simulating.add_argument("path", metavar="PATH", help="a Dockerfile")
    _add_context(simulating)
    edit = simulating.add_mutually_exclusive_group(required=True)
    edit.add_argument("--changed", nargs="+", default=[], metavar="FILE", help="files that are edited")
    edit.add_argument("--since", metavar="REV", help="what differs from a revision of git, such as main")
    simulating.add_argument("--format", choices=SIMULATE_FORMATS, default="text", help="default: text")


def _add_why(commands: _Commands) -> None:
    asking = commands.add_parser(
        "why",
        help="say which steps of a logged build reran, how long each took, and why",
        description="Reads a build log back onto its Dockerfile: --progress=plain, rawjson, or what a terminal "
        "showed; of docker, buildx, compose, podman or buildah; also as downloaded from CI.",
        epilog="Example: docker build --progress=plain . 2>&1 | layerwise why -",
    )
    asking.add_argument("log", nargs="?", metavar="LOG", help="the build log; - or nothing: standard input")
    _add_kept(asking)
    asking.add_argument("--dockerfile", metavar="PATH", help="default: the Dockerfile in this folder")
    _add_context(asking)
    asking.add_argument("--format", choices=WHY_FORMATS, default="text", help="default: text")


def _add_kept(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--kept",
        nargs="?",
        const="",
        metavar="BUILD",
        help="read the log that docker buildx keeps of a build; default: of the newest",
    )


def _add_prove(commands: _Commands) -> None:
    proving = commands.add_parser(
        "prove",
        help="build a Dockerfile as it is and as fixed, and compare what reruns and what the images hold",
        description="Builds a copy of the build context with your own builder, as it is and as fixed, edits a "
        "file of the copy, and builds both again. Nothing of yours is changed; the images are removed, what the "
        "builder has put into its cache stays. Exit codes: 0 proved, 1 not proved, 2 not tried.",
        epilog="Example: layerwise prove Dockerfile --edit src/main.py",
    )
    proving.add_argument("path", metavar="PATH", help="a Dockerfile")
    _add_context(proving)
    proving.add_argument("--builder", choices=NAMES, help="default: the first that answers")
    proving.add_argument(
        "--edit", metavar="FILE", help="the file to edit; default: one for which the fix saves the most"
    )
    proving.add_argument("--unsafe-fixes", action="store_true", help="prove fixes that need your review, too")
    proving.add_argument("--keep", action="store_true", help="keep the copy, the logs and the images")


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 up")
    return number


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
