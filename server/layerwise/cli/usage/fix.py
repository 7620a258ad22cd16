"""How `layerwise fix` is called."""

from layerwise.cli.usage.choices import REFACTORINGS
from layerwise.cli.usage.shared import (
    Commands,
    Example,
    add_command,
    add_context,
    add_dockerfiles,
    add_settings,
)

EXAMPLES = (
    Example("layerwise fix", "the safe fixes of every Dockerfile below this folder"),
    Example("layerwise fix --diff web/Dockerfile", "what would change, for git apply or patch -p1"),
    Example("layerwise fix --ask", "one fix after the other, those to be reviewed too, each with its reason"),
    Example(
        "layerwise fix --rule source-before-install --rule stale-package-index", "the fixes of two rules"
    ),
    Example("layerwise fix --refactor cache-mount Dockerfile", "a change that no finding asks for"),
)


def add(commands: Commands) -> None:
    """Describe the command."""
    parser = add_command(
        commands,
        "fix",
        "apply the safe fixes to Dockerfiles",
        EXAMPLES,
        description="Applies fixes until none is left, each judged anew after the one before. A file is written whole "
        "or not at all, and not if it has changed meanwhile.",
        exit_codes="0 nothing of weight is left, 1 a warning or worse is left, 2 wrong usage, or a file that cannot be "
        "read or written",
    )
    add_dockerfiles(parser)
    add_context(parser)
    parser.add_argument(
        "--rule",
        action="append",
        metavar="RULE",
        help="apply the fixes of this rule only; may be given several times",
    )
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--diff", action="store_true", help="show what would change, and write nothing")
    way.add_argument("--ask", action="store_true", help="show each fix, and apply it if you say so")
    parser.add_argument(
        "--unsafe-fixes", action="store_true", help="apply fixes that need your review as well"
    )
    parser.add_argument(
        "--refactor",
        choices=REFACTORINGS,
        help="make this change, which no finding asks for, instead of the fixes",
    )
    add_settings(parser)
