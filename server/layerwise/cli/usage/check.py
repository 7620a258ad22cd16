"""How `layerwise check` is called."""

import argparse
from pathlib import Path

from layerwise.cli.usage.choices import FORMATS, SEVERITIES
from layerwise.cli.usage.shared import (
    Commands,
    Example,
    add_command,
    add_context,
    add_dockerfiles,
    add_settings,
    positive,
)

EXAMPLES = (
    Example("layerwise check", "every Dockerfile below this folder"),
    Example("layerwise check web/Dockerfile --show-fixes", "one of them, with the whole of each fix"),
    Example("layerwise check --changed-since main --fail-on error", "what a branch touches, strictly"),
    Example("layerwise check - --stdin-filename web/Dockerfile < draft", "a text in the place of a file"),
    Example("layerwise check --format sarif > layerwise.sarif", "for code scanning"),
    Example(
        "layerwise check --format jsonl --jobs 8 .", "thousands of projects, each as soon as it is known"
    ),
)


def add(commands: Commands) -> None:
    """Describe the command."""
    parser = add_command(
        commands,
        "check",
        "say what is found in Dockerfiles",
        EXAMPLES,
        description="Says which steps of a build rerun for nothing, by which edits, and how that is mended.",
        exit_codes="0 nothing found that counts, 1 findings (see --fail-on), 2 wrong usage, or a file that cannot "
        "be read or judged, after all others are told",
    )
    add_dockerfiles(parser, ", or - for standard input")
    parser.add_argument(
        "--stdin-filename",
        metavar="PATH",
        help="the Dockerfile in whose place standard input is read; default: Dockerfile",
    )
    add_context(parser)
    parser.add_argument(
        "--changed-since",
        metavar="REV",
        help="check only Dockerfiles that differ from a revision of git, or whose ignore file or declaration "
        "(such as a compose file) does",
    )
    parser.add_argument(
        "--jobs",
        type=positive,
        metavar="N",
        help="how many processes work; default: one for each core where there are many Dockerfiles, else one",
    )
    _add_output(parser)
    _add_outcome(parser)
    add_settings(parser)


def _add_output(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("output")
    group.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    group.add_argument(
        "--show-fixes",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="draw the lines that each fix changes, or none; without either, those of short fixes",
    )
    talk = group.add_mutually_exclusive_group()
    talk.add_argument(
        "--quiet", action="store_true", help="no text but errors; other formats are written as ever"
    )
    talk.add_argument(
        "--verbose",
        action="store_true",
        help="say on stderr which builds each Dockerfile has, who declares them, and how long it took",
    )


def _add_outcome(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("exit code")
    group.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        default="warning",
        help="the least severity that makes the exit code 1; default: warning",
    )
    group.add_argument("--exit-zero", action="store_true", help="exit with 0 even if something is found")
    group.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="findings written there are known: only others are told and fail",
    )
    group.add_argument(
        "--write-baseline",
        type=Path,
        metavar="FILE",
        help="write all findings there as known, and exit with 0",
    )
