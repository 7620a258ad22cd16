"""The commands of the command line, with their arguments and help."""

import argparse

from layerwise import __version__
from layerwise.cli.usage import catalogue, check, completion, fix, lsp, plan, prove, simulate, why
from layerwise.cli.usage.shared import Example, Parser, filled, shown

_COMMANDS = (check, fix, plan, simulate, why, prove, catalogue, completion, lsp)
EXAMPLES = (
    Example("layerwise check", "what is wrong with the Dockerfiles below this folder"),
    Example("layerwise fix --diff", "what the safe fixes would change"),
    Example("layerwise explain source-before-install", "why that is bad, and when its fix is safe"),
)
_EXIT_CODES = (
    "Exit codes: 0 nothing found, or done; 1 findings, or something left to do; 2 wrong usage, or a file that cannot "
    "be read or judged; 130 interrupted. Each command's help says more: layerwise COMMAND --help."
)
_ENVIRONMENT = """\
Environment:
  NO_COLOR         no colours, whatever is set besides
  FORCE_COLOR      colours even where no terminal is seen, as in CI
  FORCE_HYPERLINK  1: link rules and files; 0: never; else where the terminal is known to show links
  COLUMNS          how wide the terminal is"""


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; `command` is the one that was given."""
    whole = Parser(
        prog="layerwise",
        description=filled("Finds Docker build steps that rerun for nothing, and fixes the Dockerfile."),
        epilog="\n".join((*shown(EXAMPLES), "", filled(_EXIT_CODES), "", _ENVIRONMENT)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"layerwise {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    for command in _COMMANDS:
        command.add(commands)
    return whole
