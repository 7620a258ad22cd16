"""How `layerwise plan` is called."""

from layerwise.cli.usage.choices import COMMITS, PLAN_FORMATS
from layerwise.cli.usage.logs import add_kept
from layerwise.cli.usage.shared import Commands, Example, add_command, add_context, add_dockerfiles, positive

EXAMPLES = (
    Example("layerwise plan", "the builds of the Dockerfiles below this folder"),
    Example("layerwise plan Dockerfile --commits 50", "how often each step reran of late"),
    Example("layerwise plan Dockerfile --format svg > build.svg", "as a picture"),
    Example("layerwise plan Dockerfile --log build.log", "with the times of a build of yours"),
)


def add(commands: Commands) -> None:
    """Describe the command."""
    parser = add_command(
        commands,
        "plan",
        "show the stages and steps of a build, and how often each would have rerun",
        EXAMPLES,
    )
    add_dockerfiles(parser)
    add_context(parser)
    parser.add_argument("--format", choices=PLAN_FORMATS, default="text", help="default: text")
    parser.add_argument(
        "--commits",
        type=positive,
        metavar="N",
        help=f"how many to look back; default: as configured, or {COMMITS}",
    )
    parser.add_argument(
        "--log", metavar="LOG", help="a build log, whose times are then shown: docker build --progress=plain"
    )
    add_kept(parser)
