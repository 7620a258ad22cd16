"""What is told of Dockerfiles that nobody has open, where the user asks for it (`layerwise.scope`).

They are judged in the background, one at a time and never while someone types, and again after files have changed.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lsprotocol import types

from layerwise.host.walking import Walks
from layerwise.lsp.analyser import Analyser
from layerwise.lsp.client import Client
from layerwise.lsp.convert import path_of
from layerwise.lsp.diagnostics import diagnostic
from layerwise.lsp.documents import Document, dockerfile_at
from layerwise.lsp.protocol import Server
from layerwise.lsp.tasks import Tasks
from layerwise.lsp.workspace import Workspace
from layerwise.lsp.writing import Writing
from layerwise.settings import Scope
from layerwise.tuples import NamedTuple

_logger = logging.getLogger(__name__)

MOST = 200  # Dockerfiles; a workspace with more has other people's among them
# Seconds: after a change others mostly follow, and between two files the editor's own questions come first.
_PAUSE = 0.5
_BREATH = 0.01


class Report(NamedTuple):
    """The diagnostics of one file, under a name that changes with them."""

    id: str
    items: tuple[types.Diagnostic, ...]


_NOTHING = Report("", ())
Reports = Mapping[str, Report]


class Unopened:
    """The reports of Dockerfiles that are not open, by URI."""

    def __init__(
        self,
        server: Server,
        client: Client,
        workspace: Workspace,
        analyser: Analyser,
        tasks: Tasks,
        writing: Writing,
    ) -> None:
        self._server = server
        self._client = client
        self._documents = analyser.documents
        self._workspace = workspace
        self._analyser = analyser
        self._tasks = tasks
        self._writing = writing
        self._walks = Walks(client.is_trusted)
        self._reports: dict[str, Report] = {}
        self._openings: dict[Path, int] = {}
        self._paths: list[Path] | None = None
        self._has_roots: bool | None = None
        self._left_out: Path | None = None
        self._is_stale = False
        self._is_looking = False
        self._is_closed = False
        self._news = asyncio.Event()

    def look(self) -> None:
        """Something has changed: judge all again, soon; a round that is under way is finished first."""
        self._is_stale = True
        if not self._is_looking and not self._is_closed and (self._reports or self._is_asked_for()):
            self._is_looking = True
            self._tasks.start("unopened", self._look)

    def forget(self) -> None:
        """Dockerfiles, folders or settings may have come or gone: look for them in the next round."""
        self._paths = None
        self._has_roots = None

    def opened(self, document: Document) -> None:
        """A document was opened: what is told of it now comes from its text in the editor.

        Once it is closed its reports have new names, for the editor has dropped those that it had.
        """
        if document.path is not None:
            self._openings[document.path] = self._openings.get(document.path, 0) + 1
        for uri in [uri for uri in self._reports if path_of(uri) == document.path]:
            self._tell(uri, _NOTHING)

    def close(self) -> None:
        """Keep nobody waiting."""
        self._is_closed = True
        self._announce()

    async def answer(self, params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        """What an editor that asks does not know yet, once there is any; in parts where it takes parts."""
        token = params.partial_result_token

        def send(reports: Reports) -> None:
            part = types.WorkspaceDiagnosticReportPartialResult(_full(reports))
            self._server.progress(types.ProgressParams(token if token is not None else 0, part))

        known = {one.uri: one.value for one in params.previous_result_ids}
        found = await self._differences(known, None if token is None else send)
        return types.WorkspaceDiagnosticReport(_full(found))

    async def _differences(self, known: dict[str, str], send: Callable[[Reports], None] | None) -> Reports:
        """The reports that are not known by these names; with `send` they are sent as they come, and none is left."""
        found: dict[str, Report] = {}
        while True:
            news = self._news
            fresh = {**self._unknown(known), **self._gone(known)}
            found |= fresh
            known |= {uri: report.id for uri, report in fresh.items()}
            if send is not None and fresh:
                send(fresh)
            if self._is_closed or (found and not self._is_looking):
                return found if send is None else {}
            await news.wait()

    def _unknown(self, known: Mapping[str, str]) -> dict[str, Report]:
        return {uri: report for uri, report in self._reports.items() if known.get(uri) != report.id}

    def _gone(self, known: Mapping[str, str]) -> dict[str, Report]:
        """What has to be taken back once a round is over; documents that are open tell of themselves."""
        if self._is_looking:
            return {}
        is_open = {document.uri for document in self._documents}
        gone = (uri for uri, name in known.items() if name and uri not in self._reports)
        return {uri: _NOTHING for uri in gone if uri not in is_open}

    async def _look(self) -> None:
        try:
            while self._is_stale and not self._is_closed:
                await asyncio.sleep(_PAUSE)
                self._is_stale = False
                await self._round()
        finally:
            self._is_looking = False
            self._announce()

    async def _round(self) -> None:
        """Judge every Dockerfile once."""
        paths = self._paths
        if paths is None:
            self._paths = paths = await self._walks.find("dockerfile", self._roots(), MOST + 1)
        self._say(paths)
        seen = set()
        for path in paths[:MOST]:
            await self._writing.all_paused()
            await asyncio.sleep(_BREATH)
            document = self._document(path)
            if document is not None:
                seen.add(document.uri)
                self._tell(document.uri, self._report(path, document))
        for uri in [uri for uri in self._reports if uri not in seen]:
            self._tell(uri, _NOTHING)

    def _roots(self) -> Iterator[Path]:
        return (root for root in self._workspace.roots if self._is_wanted(root))

    def _is_asked_for(self) -> bool:
        """Whether anybody wants closed files told of; asked at each opening, so that the answer is kept."""
        if self._has_roots is None:
            self._has_roots = any(self._roots())
        return self._has_roots

    def _is_wanted(self, path: Path) -> bool:
        return self._workspace.settings(path).scope is Scope.WORKSPACE

    def _document(self, path: Path) -> Document | None:
        """A Dockerfile on the disk that is to be told of."""
        is_open = self._documents.at(path) is not None
        return None if is_open or not self._is_wanted(path) else dockerfile_at(path)

    def _report(self, path: Path, document: Document) -> Report:
        try:
            result = self._analyser.elsewhere(document)
            items = tuple(diagnostic(result, finding) for finding in result.findings)
        except Exception:
            _logger.exception("no findings for %s", document.uri)
            items = ()
        if not items:
            return _NOTHING
        import hashlib  # noqa: PLC0415 - with the first such file; it loads a large library

        name = hashlib.sha256(repr(items).encode("utf-8", "surrogatepass")).hexdigest()
        return Report(f"{self._openings.get(path, 0)}.{name}", items)

    def _tell(self, uri: str, report: Report) -> None:
        """Keep a report, none where there is nothing to say, and pass it on if it says something new."""
        if self._reports.get(uri, _NOTHING) == report:
            return
        if report.items:
            self._reports[uri] = report
        else:
            self._reports.pop(uri, None)
        if not self._client.pulls_diagnostics:
            self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, report.items))
        self._announce()

    def _announce(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _say(self, paths: list[Path]) -> None:
        """One line about what is left out, until something else is."""
        first = paths[MOST] if len(paths) > MOST else None
        if first is not None and first != self._left_out:
            _logger.warning("more than %d Dockerfiles: those from %s on are shown when opened", MOST, first)
        self._left_out = first


def _full(reports: Reports) -> list[types.WorkspaceDocumentDiagnosticReport]:
    """The reports as a client gets them; those without diagnostics have no name, so that it forgets them."""
    return [
        types.WorkspaceFullDocumentDiagnosticReport(uri, report.items, result_id=report.id or None)
        for uri, report in reports.items()
    ]
