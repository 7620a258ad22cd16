"""How `layerwise simulate` is called."""

from layerwise.cli.usage.choices import TEXT_OR_JSON
from layerwise.cli.usage.shared import Commands, Example, add_command, add_context

EXAMPLES = (
    Example("layerwise simulate Dockerfile --changed src/main.py", "what an edit of one file reruns"),
    Example("layerwise simulate Dockerfile --since main", "what a branch reruns"),
)


def add(commands: Commands) -> None:
    """Describe the command."""
    parser = add_command(commands, "simulate", "say which steps an edit reruns, and why", EXAMPLES)
    # Not left out: it would be taken for one more FILE behind --changed.
    parser.add_argument(
        "path", metavar="PATH", help="a Dockerfile, compose.yaml#service, or a folder with a single one"
    )
    add_context(parser)
    edit = parser.add_mutually_exclusive_group(required=True)
    edit.add_argument("--changed", nargs="+", default=[], metavar="FILE", help="files that are edited")
    edit.add_argument("--since", metavar="REV", help="what differs from a revision of git, such as main")
    parser.add_argument("--format", choices=TEXT_OR_JSON, default="text", help="default: text")
