"""`layerwise completion`: what makes a shell complete the commands and flags, made from their parser."""

import argparse
import sys
from collections.abc import Iterator

import shtab  # imported by this command alone

from layerwise.cli.arguments import parser
from layerwise.configuration.kinds import CODES

_FILES = frozenset({"path", "paths", "log", "dockerfile", "config", "stdin_filename", "baseline", "edit"})
_FILES_TOO = frozenset({"write_baseline", "changed"})
_RULES = frozenset({"rule", "select", "ignore"})


def run(arguments: argparse.Namespace) -> int:
    """Print the script for a shell."""
    whole = parser()
    for action in _actions(whole):
        if action.dest in _FILES | _FILES_TOO:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # how shtab is told
        elif action.dest == "context":
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]  # as above
        elif action.dest in _RULES:
            action.choices = CODES
        elif isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as below
            for brief in action._choices_actions:  # noqa: SLF001 - as below
                action.choices[brief.dest].description = brief.help  # of which shells show one line
    sys.stdout.write(shtab.complete(whole, arguments.shell) + "\n")
    return 0


def _actions(whole: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """All arguments of a parser and of its commands."""
    for action in whole._actions:  # noqa: SLF001 - there is no other way to them, shtab goes the same
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            for command in action.choices.values():
                yield from _actions(command)
