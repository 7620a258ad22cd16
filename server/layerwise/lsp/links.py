"""Links to lines of files, for editors that open them from a hover."""

from pathlib import Path

from layerwise.builds.build import Said
from layerwise.lsp.client import Client
from layerwise.lsp.convert import uri_of
from layerwise.origin import Link, unlinked


def links(client: Client) -> Link:
    """The addresses of lines as the client opens them; others than VS Code have no way of naming a line."""
    return _link if client.is_vscode and client.shows_markdown else unlinked


def _link(said: Said) -> str | None:
    if not said.root:
        return None
    # A bracket would end the link in the markdown.
    address = uri_of(Path(said.root, said.path)).replace("(", "%28").replace(")", "%29")
    return f"{address}#L{said.line}"
