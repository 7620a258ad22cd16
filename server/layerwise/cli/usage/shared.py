"""What the descriptions of several commands have in common."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn, TypeAlias

from layerwise.cli.terminal import complain
from layerwise.cli.usage.choices import LEVELS
from layerwise.tuples import NamedTuple

UNUSABLE = 2
_NARROWEST = 40  # columns of a help text
_USUAL = 80  # columns where there is no terminal


class Example(NamedTuple):
    """A command line as a user would type it, and what it does."""

    line: str
    does: str


class Teaching(NamedTuple):
    """What a help says besides the arguments; it is put into lines when somebody asks for it."""

    description: str
    examples: Sequence[Example]
    exit_codes: str
    more: str = ""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """As wide as the terminal. argparse makes one for each argument, and would import archives for the width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, and whose help ends with examples."""

    teaching: Teaching | None = None

    def __init__(self, prog: str) -> None:
        super().__init__(prog=prog, formatter_class=_Formatter)

    def format_help(self) -> str:
        """The help, with examples and exit codes."""
        if self.teaching is not None:
            description, examples, exit_codes, more = self.teaching
            self.description = _filled(description)
            self.epilog = "\n".join(
                (*_shown(examples), "", _filled(exit_codes), *(("", more) if more else ()))
            )
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and leave."""
        complain(f"{message} (see {self.prog} --help)")
        raise SystemExit(UNUSABLE)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - it has no other name


def add_command(
    commands: Commands,
    name: str,
    brief: str,
    examples: Sequence[Example],
    *,
    description: str = "",
    exit_codes: str = "0 done, 2 wrong usage or unreadable input",
) -> Parser:
    """A command with a line in the list of all, and a help text that teaches by example."""
    parser = commands.add_parser(name, help=brief)
    parser.teaching = Teaching(
        description or f"{brief[0].upper()}{brief[1:]}.", examples, f"Exit codes: {exit_codes}."
    )
    return parser


def _shown(examples: Sequence[Example]) -> Iterator[str]:
    """The examples as lines of a help text."""
    yield "Examples:"
    for example in examples:
        yield f"  {example.line}"
        yield f"      {example.does}"


def _filled(text: str) -> str:
    """A paragraph as wide as the terminal, as argparse has its own."""
    from textwrap import fill  # noqa: PLC0415 - a help needs it, a command does not

    return fill(text, max(_columns() - 2, _NARROWEST), break_on_hyphens=False)


def _columns() -> int:
    told = os.environ.get("COLUMNS", "")
    try:
        return int(told) if told.isdecimal() else os.get_terminal_size(sys.stdout.fileno()).columns
    except (AttributeError, OSError, ValueError):  # no terminal, or no stream at all
        return _USUAL


def add_context(parser: argparse.ArgumentParser) -> None:
    """The flag by which a build context is named."""
    parser.add_argument(
        "--context",
        type=_directory,
        metavar="DIR",
        help="the build context; default: from compose files, or the folder that holds what is copied",
    )


def add_settings(parser: argparse.ArgumentParser) -> None:
    """The flags by which a command takes settings."""
    group = parser.add_argument_group("rules and settings")
    group.add_argument(
        "--select", action="append", metavar="RULES", help="check these rules only: codes with commas between"
    )
    group.add_argument("--ignore", action="append", metavar="RULES", help="do not check these rules")
    group.add_argument(
        "--severity",
        action="append",
        type=_severity,
        metavar="RULE=LEVEL",
        help=f"the severity of a rule's findings: {', '.join(LEVELS)}",
    )
    files = group.add_mutually_exclusive_group()
    files.add_argument(
        "--config", metavar="FILE", help="the configuration; default: layerwise.toml or pyproject.toml above"
    )
    files.add_argument("--isolated", action="store_true", help="read no configuration file")


def add_dockerfile(parser: argparse.ArgumentParser) -> None:
    """The argument by which one Dockerfile is named."""
    parser.add_argument(
        "path",
        nargs="?",
        default=".",
        metavar="PATH",
        help="a Dockerfile, compose.yaml#service for one that stands there, or a folder with a single one; "
        "default: this folder",
    )


def add_dockerfiles(parser: argparse.ArgumentParser, more: str = "") -> None:
    """The argument by which any number of Dockerfiles is named."""
    parser.add_argument(
        "paths",
        nargs="*",
        default=["."],
        metavar="PATH",
        help=f"a Dockerfile, a compose file that holds some, or a folder to look for both{more}; default: this folder",
    )


def positive(text: str) -> int:
    """A number from 1 up."""
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 up")
    return number


def _directory(name: str) -> Path:
    path = Path(name)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{name} is not a directory")
    return path.absolute()


def _severity(text: str) -> tuple[str, str]:
    code, equals, level = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text} is not RULE=LEVEL, such as source-before-install=error")
    return code.strip(), level.strip()
