"""The command line: which command is started, and how each ends."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from layerwise.cli.arguments import UNUSABLE, parser
from layerwise.cli.catalogue import ecosystems, explain, rules
from layerwise.cli.check import Asked, check
from layerwise.cli.configured import configurations_of
from layerwise.cli.fix import fix
from layerwise.cli.inline import read_dockerfile
from layerwise.cli.plan import show_plan
from layerwise.cli.prove import prove
from layerwise.cli.refactor import refactor
from layerwise.cli.simulate import simulate
from layerwise.cli.terminal import complain
from layerwise.cli.texts import Unusable
from layerwise.cli.why import source_here, why
from layerwise.findings.finding import Severity

_logger = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 0 when clean, 1 when there are findings, 2 when it could not be run."""
    _speak_plainly()
    try:
        arguments = parser().parse_args(argv)
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
        source = read_dockerfile(arguments.path, arguments.context)
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
    if arguments.command == "explain":
        return explain(arguments.rule)
    if arguments.command == "rules":
        return rules(arguments.format)
    if arguments.command == "ecosystems":
        return ecosystems(arguments.format)
    return check(_asked(arguments))


def _asked(arguments: argparse.Namespace) -> Asked:
    return Asked(
        names=tuple(arguments.paths),
        context=arguments.context,
        output=arguments.format,
        fail_on=Severity(arguments.fail_on),
        configurations=configurations_of(arguments),
        piped_name=arguments.stdin_filename,
        since=arguments.changed_since,
        baseline=arguments.baseline,
        new_baseline=arguments.write_baseline,
        is_quiet=arguments.quiet,
        exits_zero=arguments.exit_zero,
    )


def _speak_plainly() -> None:
    """Make printing total: a character that the terminal's encoding lacks is shown by its number."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace", newline="")  # type: ignore[union-attr]  # a TextIO may be replaced
