"""How `layerwise prove` is called."""

from layerwise.cli.usage.choices import BUILDERS
from layerwise.cli.usage.shared import Commands, Example, add_command, add_context, add_dockerfile

EXAMPLES = (
    Example("layerwise prove Dockerfile --edit src/main.py", "how both forms take an edit of that file"),
    Example("layerwise prove --builder podman --keep", "with this builder, and the logs to look at"),
)


def add(commands: Commands) -> None:
    """Describe the command."""
    parser = add_command(
        commands,
        "prove",
        "build a Dockerfile as it is and as fixed, and compare what reruns and what the images hold",
        EXAMPLES,
        description="Builds a copy of the build context with your own builder, as it is and as fixed, edits a "
        "file of the copy, and builds both again. Nothing of yours is changed; the images are removed, what the "
        "builder has put into its cache stays.",
        exit_codes="0 proved, 1 not proved, 2 not tried",
    )
    add_dockerfile(parser)
    add_context(parser)
    parser.add_argument("--builder", choices=BUILDERS, help="default: the first that answers")
    parser.add_argument(
        "--edit", metavar="FILE", help="the file to edit; default: one for which the fix saves the most"
    )
    parser.add_argument("--unsafe-fixes", action="store_true", help="prove fixes that need your review, too")
    parser.add_argument("--keep", action="store_true", help="keep the copy, the logs and the images")
