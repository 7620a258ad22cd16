"""The documents that the editor has open, as it last sent them."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from layerwise.builds.sources import is_compose_file
from layerwise.context.context import LARGEST_TEXT
from layerwise.host.reading import read_bytes
from layerwise.lsp.convert import path_of, uri_of
from layerwise.lsp.kinds import Kind, bears_on, kind_of
from layerwise.records import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of an open document; `path` is None where it is not a file on this machine."""

    uri: str
    path: Path | None
    version: int
    text: str
    kind: Kind

    @property
    def is_dockerfile(self) -> bool:
        """Whether it is built."""
        return self.kind is Kind.DOCKERFILE


class Documents:
    """The open documents by URI."""

    def __init__(self) -> None:
        self._open: dict[str, Document] = {}

    def __iter__(self) -> Iterator[Document]:
        return iter(self._open.values())

    def get(self, uri: str) -> Document | None:
        """The document that was opened under this URI."""
        return self._open.get(uri)

    def at(self, path: Path) -> Document | None:
        """The document of a file, if it is open."""
        return next((document for document in self if document.path == path), None)

    def bearing_on(self, document: Document) -> list[Document]:
        """The other open documents that bear on one."""
        return [one for one in self if document.kind in bears_on(one.kind) and one is not document]

    def bound_to(self, document: Document) -> list[Document]:
        """The other open documents that one bears on."""
        return [one for one in self if one.kind in bears_on(document.kind) and one is not document]

    def open(self, uri: str, language: str, version: int, text: str) -> Document:
        """A document was opened."""
        path = path_of(uri)
        kind = kind_of(language, path)
        document = Document(uri=uri, path=path, version=version, text=text, kind=kind)
        self._open[uri] = document
        return document

    def change(self, uri: str, version: int, text: str) -> Document:
        """An open document has a new text."""
        self._open[uri] = document = replace(self._open[uri], version=version, text=text)
        return document

    def close(self, uri: str) -> Document | None:
        """A document was closed."""
        return self._open.pop(uri, None)

    def unsaved(self) -> Mapping[Path, str]:
        """The texts that count instead of those on disk."""
        return {document.path: document.text for document in self if document.path is not None}


def dockerfile_at(path: Path) -> Document | None:
    """A Dockerfile, or a compose file that holds some, as it lies on the disk, None where it cannot be read."""
    with suppress(OSError, UnicodeDecodeError):
        content = read_bytes(path, LARGEST_TEXT)
        if content is None:
            return None
        text = content.decode("utf-8-sig")  # line ends stay, and editors show no mark in front
        kind = Kind.COMPOSE if is_compose_file(path.name) else Kind.DOCKERFILE
        return Document(uri=uri_of(path), path=path, version=0, text=text, kind=kind)
    return None
