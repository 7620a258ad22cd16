"""How `layerwise completion` is called."""

from layerwise.cli.usage.choices import SHELLS
from layerwise.cli.usage.shared import Commands, Example, add_command

EXAMPLES = (
    Example('eval "$(layerwise completion bash)"', "in ~/.bashrc"),
    Example('eval "$(layerwise completion zsh)"', "in ~/.zshrc, below compinit"),
    Example("layerwise completion fish > ~/.config/fish/completions/layerwise.fish", "once"),
)


def add(commands: Commands) -> None:
    """Describe the command."""
    parser = add_command(
        commands,
        "completion",
        "print what makes a shell complete the commands and flags",
        EXAMPLES,
        description="Prints a script for the shell. It is made of the commands as they are, so print it again after "
        "an update.",
    )
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))
