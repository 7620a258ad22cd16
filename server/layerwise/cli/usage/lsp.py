"""How `layerwise lsp` is called."""

from layerwise.cli.usage.shared import Commands, Example, add_command

EXAMPLES = (Example("layerwise lsp", "what an editor is told to start; it ends with its editor"),)


def add(commands: Commands) -> None:
    """Describe the command."""
    add_command(
        commands,
        "lsp",
        "start the language server on standard input and output",
        EXAMPLES,
        exit_codes="0 the editor has taken its leave, 1 it went without",
    )
