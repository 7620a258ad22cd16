"""How `layerwise explain`, `rules` and `ecosystems` are called."""

from layerwise.cli.usage.choices import TEXT_OR_JSON
from layerwise.cli.usage.shared import Commands, Example, add_command

EXAMPLES = {
    "explain": (
        Example("layerwise explain source-before-install", "what it finds, and when its fix is safe"),
    ),
    "rules": (
        Example("layerwise rules", "a line for each rule"),
        Example("layerwise rules --format json", "the same for programs"),
    ),
    "ecosystems": (
        Example("layerwise ecosystems", "npm, pip, cargo and the others, with the files they read"),
    ),
}


def add(commands: Commands) -> None:
    """Describe the commands."""
    explaining = add_command(
        commands,
        "explain",
        "show the page about a rule",
        EXAMPLES["explain"],
        description="Shows what a rule finds, why that is bad, an example, and when its fix is safe.",
    )
    explaining.add_argument("rule", metavar="RULE", help="a rule's code; layerwise rules lists them")
    for name, listed in (("rules", "the rules"), ("ecosystems", "the package managers that are known")):
        listing = add_command(commands, name, f"list {listed}", EXAMPLES[name])
        listing.add_argument("--format", choices=TEXT_OR_JSON, default="text", help="default: text")
