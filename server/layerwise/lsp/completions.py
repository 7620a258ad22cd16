"""What can be written at a place, as completion items."""

from lsprotocol import types

from layerwise.completion.configuration import configuration_items
from layerwise.completion.dockerfile import dockerfile_items
from layerwise.completion.ignore_file import ignore_file_items
from layerwise.completion.item import NOTHING, Item, Items, What
from layerwise.lsp.analyser import Analyser
from layerwise.lsp.client import Client
from layerwise.lsp.convert import Positions, plain
from layerwise.lsp.documents import Document
from layerwise.lsp.kinds import Kind
from layerwise.syntax.parse import parse
from layerwise.tuples import NamedTuple

_KINDS = {
    What.FILE: types.CompletionItemKind.File,
    What.FOLDER: types.CompletionItemKind.Folder,
    What.STAGE: types.CompletionItemKind.Reference,
    What.CODE: types.CompletionItemKind.Value,
    What.KEY: types.CompletionItemKind.Property,
    What.VALUE: types.CompletionItemKind.Value,
}
_MORE = types.Command("Complete further", "editor.action.triggerSuggest")  # a command of VS Code


class _Place(NamedTuple):
    client: Client
    positions: Positions


def completions(
    document: Document, analyser: Analyser, client: Client, params: types.CompletionParams
) -> types.CompletionList | None:
    """The items at a place of any document; None where there is nothing to say."""
    positions = analyser.positions(document)
    offset = positions.offset(params.position)
    typed = (params.context and params.context.trigger_character) or ""
    found = _items(document, analyser, offset, typed)
    if not found.items:
        return None
    place = _Place(client, positions)
    return types.CompletionList(found.is_cut, [_item(place, one) for one in found.items])


def _items(document: Document, analyser: Analyser, offset: int, typed: str) -> Items:
    match document.kind:
        case Kind.DOCKERFILE:
            return dockerfile_items(
                parse(document.text), offset, lambda: analyser.result(document).analysis, typed
            )
        case Kind.IGNORE_FILE:
            return ignore_file_items(document.text, offset)
        case Kind.CONFIGURATION if document.path is not None:
            return configuration_items(document.text, document.path.name, offset)
        case _:
            return NOTHING


def _item(place: _Place, item: Item) -> types.CompletionItem:
    return types.CompletionItem(
        label=item.label,
        kind=_KINDS[item.what],
        detail=item.detail or None,
        documentation=_documentation(place.client, item),
        sort_text=f"{item.rank:03}{item.label}",
        filter_text=item.label,
        text_edit=types.TextEdit(place.positions.range(item.edit.span), item.edit.text),
        command=_MORE if item.goes_on and place.client.is_vscode else None,
    )


def _documentation(client: Client, item: Item) -> types.MarkupContent | str | None:
    if not item.documentation:
        return None
    if client.completes_in_markdown:
        return types.MarkupContent(types.MarkupKind.Markdown, item.documentation)
    return plain(item.documentation)
