"""How `layerwise why` is called."""

from layerwise.cli.usage.choices import TEXT_OR_JSON
from layerwise.cli.usage.logs import add_kept
from layerwise.cli.usage.shared import Commands, Example, add_command, add_context

EXAMPLES = (
    Example("docker build --progress=plain . 2>&1 | layerwise why -", "the build that has just run"),
    Example(
        "layerwise why build.log --dockerfile Dockerfile", "one that was written down, in CI for instance"
    ),
)


def add(commands: Commands) -> None:
    """Describe the command."""
    parser = add_command(
        commands,
        "why",
        "say which steps of a logged build reran, how long each took, and why",
        EXAMPLES,
        description="Reads a build log back onto its Dockerfile: --progress=plain, rawjson, or what a terminal "
        "showed; of docker, buildx, compose, podman or buildah; also as downloaded from CI.",
    )
    parser.add_argument("log", nargs="?", metavar="LOG", help="the build log; - or nothing: standard input")
    add_kept(parser)
    parser.add_argument("--dockerfile", metavar="PATH", help="default: the Dockerfile in this folder")
    add_context(parser)
    parser.add_argument("--format", choices=TEXT_OR_JSON, default="text", help="default: text")
