"""Somebody who edits all day, in no order, as often with sense as without."""

import random
from pathlib import Path
from typing import Any

from layerwise.lsp.convert import uri_of
from repository import Repository

from soak.talk import Talk
from soak.world import Document

_MOST = 3000  # characters of a document
_RULES = ("source-before-install", "source-before-packages", "context-not-ignored", "stale-package-index")
_LINES = (
    "COPY . .\n",
    "RUN npm ci\n",
    "RUN pip install -r requirements.txt \\\n",
    "FROM node:22 AS other\n",
    "RUN <<EOF\n",
    "EOF\n",
    "# layerwise: ignore\n",
    "ARG BUILD_DATE\n",
    "\ud83d\ude00 \u00e9\n",
    "node_modules\n",
    "\r\n",
)
_WRITTEN = (
    ("requirements.txt", "flask\n-r more.txt\n"),
    ("more.txt", "requests\n"),
    ("package.json", '{"name": "a", "workspaces": ["p/*"]}'),
    ("p/a/package.json", '{"name": "p"}'),
    (".dockerignore", "node_modules\n*.md\n"),
    ("layerwise.toml", 'ignore = ["source-before-packages"]\n'),
    ("docker-compose.yml", "services: {a: {build: .}}\n"),
)
_ASKED = {
    "textDocument/hover": 4,
    "textDocument/codeAction": 5,
    "textDocument/completion": 2,
    "textDocument/inlayHint": 1,
    "textDocument/codeLens": 1,
    "layerwise/plan": 1,
    "layerwise/state": 1,
}


class Busy:
    """One person in front of one server; the same seed does the same."""

    def __init__(
        self, talk: Talk, documents: list[Document], repository: Repository | None, seed: int
    ) -> None:
        self._talk = talk
        self._documents = documents
        self._repository = repository
        self._chance = random.Random(seed)  # noqa: S311 - the same day each time
        self.texts: dict[Document, str] = {}
        self.edits = 0

    def open_all(self) -> None:
        """Open every document, with the texts that there are."""
        for document in self._documents:
            self._open(document)

    def close_all(self) -> None:
        """Close what is open."""
        for document in tuple(self.texts):
            self._close(document)

    def edit_until(self, count: int) -> None:
        """Work until so many edits are made; now and then an answer is waited for, as people do."""
        steps = {self._edit: 1000, self._ask: 120, self._reopen: 5, self._save: 5, self._write: 5}
        steps |= {self._set: 1, self._commit: 1}
        while self.edits < count:
            (step,) = self._chance.choices(list(steps), list(steps.values()))
            step()
            if not self._chance.randrange(20):
                self._talk.answer("textDocument/hover", self._place(self._one()))

    def _edit(self) -> None:
        document = self._one()
        text = self._changed(document)
        self.texts[document] = text
        self.edits += 1
        version = self._talk.versions[document.uri] = self._talk.versions[document.uri] + 1
        self._talk.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": document.uri, "version": version}, "contentChanges": [{"text": text}]},
        )

    def _changed(self, document: Document) -> str:
        text, chance = self.texts[document], self._chance
        at = chance.randint(0, len(text))
        match chance.randrange(10):
            case 0:
                return document.text
            case 1:
                return text[:at] + text[at + chance.randint(0, 80) :]
            case 2:
                return (text[:at] + chance.choice(self._documents).text)[:_MOST]
            case 3 | 4 | 5:
                line = text.rfind("\n", 0, at) + 1
                return (text[:line] + chance.choice(_LINES) + text[line:])[:_MOST]
            case _:
                return (text[:at] + chance.choice("abc ./\\\n$&|\"'{#") + text[at:])[:_MOST]

    def _ask(self) -> None:
        (method,) = self._chance.choices(list(_ASKED), list(_ASKED.values()))
        number = self._talk.request(method, self._place(self._one()))
        if not self._chance.randrange(3):
            self._talk.cancel(number)

    def _place(self, document: Document) -> dict[str, Any]:
        line = self._chance.randint(0, self.texts[document].count("\n"))
        position = {"line": line, "character": self._chance.randint(0, 8)}
        return {
            "textDocument": {"uri": document.uri},
            "uri": document.uri,
            "position": position,
            "range": {"start": position, "end": position},
            "context": {"diagnostics": [], "triggerKind": 1},
        }

    def _reopen(self) -> None:
        document = self._one()
        text = self.texts[document]
        self._close(document)
        if self._chance.randrange(2):
            self.texts[document] = text  # else what is on the disk has been opened before it was edited
        self._open(document)

    def _save(self) -> None:
        document = self._one()
        document.path.write_text(self.texts[document], errors="replace", newline="")
        self._talk.notify("textDocument/didSave", {"textDocument": {"uri": document.uri}})

    def _write(self) -> None:
        name, text = self._chance.choice(_WRITTEN)
        path = self._one().path.parent / name
        if any(path == document.path for document in self._documents):
            return
        if path.exists() and self._chance.randrange(2):
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self._happened(path)

    def _set(self) -> None:
        ignored = [rule for rule in _RULES if not self._chance.randrange(4)]
        self._talk.settings = {"debounce": 0, "ignore": ignored}
        self._talk.notify("workspace/didChangeConfiguration", {"settings": None})

    def _commit(self) -> None:
        if self._repository is not None:
            self._repository.commit(**{"notes.txt": str(self.edits)})
            self._happened(self._repository.folder / ".git" / "HEAD")

    def _happened(self, path: Path) -> None:
        event = {"uri": uri_of(path), "type": 2}
        self._talk.notify("workspace/didChangeWatchedFiles", {"changes": [event]})

    def _one(self) -> Document:
        """A document, of those on which others depend one seldom."""
        found = self._chance.choice(list(self.texts))
        is_alone = found.path.name == "Dockerfile" or not self._chance.randrange(20)
        return found if is_alone else self._one()

    def _open(self, document: Document) -> None:
        text = self.texts.setdefault(document, document.text)
        # Never a number again: what is still said of the document before it was closed is told from what is new.
        version = self._talk.versions[document.uri] = self._talk.newest.get(document.uri, 0) + 1
        item = {"uri": document.uri, "languageId": document.language, "version": version, "text": text}
        self._talk.notify("textDocument/didOpen", {"textDocument": item})

    def _close(self, document: Document) -> None:
        self._talk.newest[document.uri] = self._talk.versions.pop(document.uri)
        self._talk.notify("textDocument/didClose", {"textDocument": {"uri": document.uri}})
        del self.texts[document]
