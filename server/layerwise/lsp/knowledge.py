"""What is known about the documents of a conversation, now or once their writers rest."""

import asyncio

from lsprotocol import types

from layerwise.host.walking import Walks
from layerwise.lsp.analyser import Analyser
from layerwise.lsp.client import Client
from layerwise.lsp.documents import Documents, dockerfile_at
from layerwise.lsp.hosted import ComposeFiles, each
from layerwise.lsp.ignored import IgnoreFiles
from layerwise.lsp.kinds import Kind
from layerwise.lsp.result import Result
from layerwise.lsp.told import Told
from layerwise.lsp.workspace import Workspace
from layerwise.lsp.writing import Half, Writing

_MOST = 50  # Dockerfiles of a workspace that are read for one question


class Knowledge:
    """The judgements of all kinds of documents; nothing is known before the settings are."""

    def __init__(
        self,
        documents: Documents,
        workspace: Workspace,
        analyser: Analyser,
        writing: Writing,
        walks: Walks,
        encoding: str,
    ) -> None:
        self.is_configured = asyncio.Event()
        self.documents = documents
        self._workspace = workspace
        self._analyser = analyser
        self._writing = writing
        self._walks = walks
        self._encoding = encoding
        self._ignore_files = IgnoreFiles(documents, workspace, analyser, walks, encoding)
        self._compose_files = ComposeFiles(analyser, encoding)

    def files_changed(self) -> None:
        """Files have changed, on disk or in the editor."""
        self._analyser.files_changed()
        self._ignore_files.forget()

    def forget(self, uri: str) -> None:
        """A document was closed."""
        self._analyser.forget(uri)
        self._compose_files.forget(uri)

    async def told(self, uri: str) -> Told | None:
        """What is told about a document now; None where it is of no kind that has findings."""
        await self.is_configured.wait()
        document = self.documents.get(uri)
        match document.kind if document else Kind.OTHER:
            case Kind.DOCKERFILE if document:
                return self._analyser.result(document)
            case Kind.IGNORE_FILE if document:
                return await self._ignore_files.result(document)
            case Kind.CONFIGURATION if document:
                from layerwise.lsp.configured import configured  # noqa: PLC0415 - with the first such file

                return configured(document, self._encoding)
            case Kind.COMPOSE if document:
                return self._compose_files.result(document)
            case _:
                return None

    async def told_when_rested(self, uri: str) -> Told | Half | None:
        """What is told about a document once its writer rests; None where it is of no kind that has findings."""
        while True:
            await self._writing.rested(uri)
            told = await self.told(uri)
            holds = await self._writing.holds(uri, told)
            if not holds:
                return told if holds is not None else Half.WRITTEN

    async def settled(self, uri: str) -> Result | None:
        """What is known about a document once typing has paused; None where it is not a Dockerfile."""
        await self._writing.paused(uri)
        told = await self.told(uri)
        return told if isinstance(told, Result) else None

    async def each_settled(self, uri: str) -> tuple[Result, ...]:
        """What is known about the Dockerfile that a document is, or those in it, once typing has paused."""
        await self._writing.paused(uri)
        return each(await self.told(uri))

    async def each_rested(self, uri: str) -> tuple[Result, ...]:
        """The same once its writer rests."""
        await self._writing.rested(uri)
        return each(await self.told(uri))

    async def each_looked_up(self, uri: str) -> tuple[Result, ...]:
        """The same after another look at the disk."""
        await self.is_configured.wait()
        document = self.documents.get(uri)
        match document.kind if document else Kind.OTHER:
            case Kind.DOCKERFILE if document:
                return (self._analyser.fresh(document),)
            case Kind.COMPOSE if document:
                return self._compose_files.fresh(document).results
            case _:
                return ()

    async def everywhere(self) -> list[Result]:
        """What is known about the Dockerfiles of the workspace, open or not, as far as there are not too many."""
        await self.is_configured.wait()
        found = [self._analyser.result(document) for document in self.documents if document.is_dockerfile]
        for path in await self._walks.find("dockerfile", self._workspace.roots, _MOST):
            await asyncio.sleep(0)  # what is typed meanwhile goes first
            document = dockerfile_at(path)
            if document is not None and self.documents.get(document.uri) is None:
                found.append(self._analyser.once(document))
        return found

    async def completions(
        self, client: Client, params: types.CompletionParams
    ) -> types.CompletionList | None:
        """What can be written at a place of an open document."""
        await self.is_configured.wait()
        from layerwise.lsp.completions import completions  # noqa: PLC0415 - with the first such question

        document = self.documents.get(params.text_document.uri)
        return completions(document, self._analyser, client, params) if document else None
