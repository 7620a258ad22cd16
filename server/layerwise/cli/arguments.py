"""The commands of the command line, with their arguments and help."""

import argparse
from pathlib import Path
from typing import NoReturn, TypeAlias

from layerwise import __version__
from layerwise.cli.catalogue import FORMATS as CATALOGUE_FORMATS
from layerwise.cli.configured import add_flags
from layerwise.cli.formats.registry import FORMATS
from layerwise.cli.plan import FORMATS as PLAN_FORMATS
from layerwise.cli.simulate import FORMATS as SIMULATE_FORMATS
from layerwise.cli.terminal import complain
from layerwise.cli.why import FORMATS as WHY_FORMATS
from layerwise.findings.finding import Severity
from layerwise.host.builder import NAMES
from layerwise.refactorings.registry import REFACTORINGS
from layerwise.settings import Settings

UNUSABLE = 2

_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001 - it has no other name


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        complain(f"{message} (see {self.prog} --help)")
        raise SystemExit(UNUSABLE)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; `command` is the one that was given."""
    whole = _Parser(
        prog="layerwise",
        description="Finds Docker build steps that rerun for nothing, and fixes the Dockerfile.",
        epilog="What a rule is about: layerwise explain RULE. "
        "Exit codes: 0 clean, 1 findings, 2 wrong usage or unreadable input. "
        "The language server: layerwise lsp (see layerwise lsp --help).",
    )
    whole.add_argument("--version", action="version", version=f"layerwise {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    _add_check(commands)

    fixing = commands.add_parser("fix", help="apply the safe fixes to a Dockerfile")
    fixing.add_argument("path", metavar="PATH", help="a Dockerfile, or a compose file that holds some")
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
    _add_catalogue(commands)
    return whole


def _add_check(commands: _Commands) -> None:
    checking = commands.add_parser(
        "check",
        help="say what is found in Dockerfiles",
        epilog="Examples: layerwise check --format github; layerwise check - --stdin-filename web/Dockerfile < draft",
    )
    checking.add_argument(
        "paths",
        nargs="*",
        default=["."],
        metavar="PATH",
        help="a Dockerfile, a compose file that holds some, a folder to look for both, or - for standard input",
    )
    checking.add_argument(
        "--stdin-filename",
        metavar="PATH",
        help="the Dockerfile in whose place standard input is read; default: Dockerfile",
    )
    _add_context(checking)
    add_flags(checking)
    checking.add_argument("--format", choices=sorted(FORMATS), default="text", help="default: text")
    checking.add_argument(
        "--changed-since",
        metavar="REV",
        help="check only Dockerfiles that differ from a revision of git, or whose ignore file or declaration "
        "(such as a compose file) does",
    )
    _add_outcome(checking)


def _add_outcome(checking: argparse.ArgumentParser) -> None:
    """What makes the exit code 1."""
    checking.add_argument(
        "--fail-on",
        choices=[severity.value for severity in Severity],
        default=Severity.WARNING.value,
        help="the least severity that makes the exit code 1; default: warning",
    )
    checking.add_argument("--exit-zero", action="store_true", help="exit with 0 even if something is found")
    checking.add_argument(
        "--quiet", action="store_true", help="no text but errors; other formats are written as ever"
    )
    checking.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="findings written there are known: only others are told and fail",
    )
    checking.add_argument(
        "--write-baseline",
        type=Path,
        metavar="FILE",
        help="write all findings there as known, and exit with 0",
    )


def _add_plan(commands: _Commands) -> None:
    planning = commands.add_parser(
        "plan", help="show the stages and steps of a build, and how often each would have rerun"
    )
    planning.add_argument("path", metavar="PATH", help="a Dockerfile, or compose.yaml#service")
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
    simulating.add_argument("path", metavar="PATH", help="a Dockerfile, or compose.yaml#service")
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


def _add_catalogue(commands: _Commands) -> None:
    explaining = commands.add_parser(
        "explain",
        help="show the page about a rule",
        description="Shows what a rule finds, why that is bad, an example, and when its fix is safe.",
        epilog="Example: layerwise explain source-before-install",
    )
    explaining.add_argument("rule", metavar="RULE", help="a rule's code; layerwise rules lists them")
    for name, listed in (("rules", "the rules"), ("ecosystems", "the package managers that are known")):
        listing = commands.add_parser(name, help=f"list {listed}")
        listing.add_argument("--format", choices=CATALOGUE_FORMATS, default="text", help="default: text")
