"""The commands of the command line, with their arguments and help; only the one that is given is described."""

from importlib import import_module

from layerwise import __version__
from layerwise.cli.usage.shared import Example, Parser, Teaching

MODULES = {
    **{name: name for name in ("check", "fix", "plan", "simulate", "why", "prove")},
    **dict.fromkeys(("explain", "rules", "ecosystems"), "catalogue"),
    **{name: name for name in ("completion", "lsp")},
}
"""The commands, and the module that does each; that of the same name in `usage/` says how it is called."""

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


def parser(command: str | None = None) -> Parser:
    """The parser of all commands, or of one if that is known to be meant; `command` is the one that was given."""
    whole = Parser(prog="layerwise")
    whole.teaching = Teaching(
        "Finds Docker build steps that rerun for nothing, and fixes the Dockerfile.",
        EXAMPLES,
        _EXIT_CODES,
        _ENVIRONMENT,
    )
    whole.add_argument("--version", action="version", version=f"layerwise {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    wanted = [MODULES[command]] if command in MODULES else dict.fromkeys(MODULES.values())
    for module in wanted:
        import_module(f"layerwise.cli.usage.{module}").add(commands)
    return whole
