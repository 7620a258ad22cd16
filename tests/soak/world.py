"""The projects that are worked on: fifty documents of all kinds that have findings, each with its files beside it."""

from pathlib import Path
from typing import NamedTuple

from calm.contexts import CONTEXTS
from calm.replay import lay, typings
from composed_case import COMPOSE
from layerwise.lsp.convert import uri_of

_LANGUAGES = {"Dockerfile": "dockerfile", "compose.yaml": "yaml", "layerwise.toml": "toml"}


class Document(NamedTuple):
    """A document as its author means it."""

    path: Path
    language: str
    text: str

    @property
    def uri(self) -> str:
        """Its address."""
        return uri_of(self.path)


def world(folder: Path, count: int) -> list[Document]:
    """Lay so many documents, with their projects, into a folder."""
    whole = [typing for typing in typings() if not typing.before and not typing.after]
    found = [_laid(folder / "composed", {"web/requirements.txt": "flask\n"}, "compose.yaml", COMPOSE)]
    for number, typing in enumerate([one for one in whole if one.dockerfile] + whole):
        files = {**CONTEXTS[typing.project], "Dockerfile": typing.dockerfile or typing.new}
        found.append(_laid(folder / f"{number:02}", files, typing.file, typing.new))
    assert len(found) >= count, "there are so many"
    return found[:count]


def _laid(folder: Path, files: dict[str, str], name: str, text: str) -> Document:
    lay(folder, {**files, name: text})
    return Document(folder / name, _LANGUAGES.get(name, "plaintext"), text)
