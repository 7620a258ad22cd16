"""What is answered to the editor's questions."""

from typing import Any

from lsprotocol import types

from layerwise import explain
from layerwise.lsp.actions import awaited, code_actions, resolved
from layerwise.lsp.choices import told_builds
from layerwise.lsp.client import Client
from layerwise.lsp.convert import path_of, plain
from layerwise.lsp.diagnostics import diagnostics
from layerwise.lsp.figures import code_lenses, inlay_hints
from layerwise.lsp.hosted import HostedFile
from layerwise.lsp.links import links
from layerwise.lsp.plans import plan_of, proof_of, rerun_of
from layerwise.lsp.result import Result
from layerwise.lsp.session import Session
from layerwise.lsp.state import state_of
from layerwise.lsp.writing import Half
from layerwise.origin import Origins


class Answers:
    """The answers of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What the step at a place reads and how often it reruns."""
        results = await self._session.knowledge.each_looked_up(params.text_document.uri)
        result = next((one for one in results if one.positions.holds(params.position)), None)
        if result is None:
            return None
        history = await self._session.histories.of(result.context, result.settings.history)
        is_awaited = self._session.histories.is_awaited(result.context, result.settings.history)
        past = self._session.logs.past(result, history)._replace(is_awaited=is_awaited)
        origins = Origins(links(self._session.client), result.found.others)
        found = explain.hover(result.analysis, result.positions.offset(params.position), past, origins)
        if found is None:
            return None
        return types.Hover(_content(self._session.client, found.markdown), result.positions.range(found.span))

    async def inlay_hints(self, params: types.InlayHintParams) -> list[types.InlayHint]:
        """The figures of steps, beside them."""
        found = []
        for result in await self._session.knowledge.each_rested(params.text_document.uri):
            history = await self._session.histories.of(result.context, result.settings.history)
            found += inlay_hints(result, history, params.range)
        return found

    async def code_lenses(self, params: types.CodeLensParams) -> list[types.CodeLens]:
        """The figures of stages, above them."""
        found = []
        for result in await self._session.knowledge.each_rested(params.text_document.uri):
            history = await self._session.histories.of(result.context, result.settings.history)
            opens_plan = self._session.client.is_vscode and result.is_alone
            found += code_lenses(result, history, opens_plan=opens_plan)
        return found

    async def completion(self, params: types.CompletionParams) -> types.CompletionList | None:
        """What can be written at a place."""
        return await self._session.knowledge.completions(self._session.client, params)

    async def plan(self, params: object) -> dict[str, Any] | None:
        """The build plan of a document as a page."""
        result = next(iter(await self._session.knowledge.each_settled(_uri(params))), None)
        if result is None:
            return None
        history = await self._session.histories.of(result.context, result.settings.history)
        return plan_of(result, self._session.logs.past(result, history))

    async def rerun(self, params: object) -> list[dict[str, Any]]:
        """The steps of the workspace's Dockerfiles that an edit of a file reruns."""
        path = path_of(_uri(params))
        if path is None:
            return []
        results = await self._session.knowledge.everywhere()
        return [{"uri": result.document.uri, **step} for result in results for step in rerun_of(result, path)]

    async def log(self, params: object) -> dict[str, object] | None:
        """Reads a build log for a document."""
        result = await self._session.knowledge.settled(_uri(params))
        path = path_of(_uri(params, "log"))
        return None if result is None or path is None else await self._session.logs.read(result, path)

    async def prove(self, params: object) -> list[str] | None:
        """How the fixes of a document are proved: the arguments of our command line."""
        result = await self._session.knowledge.settled(_uri(params))
        return None if result is None else proof_of(result, takes_review=bool(_given(params, "review")))

    async def builds(self, params: object) -> dict[str, Any] | None:
        """The builds that were found for a document."""
        results = await self._session.knowledge.each_settled(_uri(params))
        return told_builds([result.found for result in results], self._session.folders) if results else None

    async def choose(self, params: object) -> None:
        """One of a document's builds is to count alone, or all of them."""
        chosen = _given(params, "id")
        self._session.choose(_uri(params), chosen if isinstance(chosen, str) else None)

    async def state(self, params: object) -> dict[str, Any] | None:
        """What is known about a document, for a status item."""
        results = await self._session.knowledge.each_settled(_uri(params))
        if not results:
            return None
        standing = self._session.histories.standing(results[0].context, results[0].settings.history)
        return state_of(results, standing, self._session.folders)

    async def code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done at a range."""
        result = await self._session.knowledge.told(params.text_document.uri)
        if result is None:
            return []
        history = None
        own = result if isinstance(result, Result) else None
        if isinstance(result, HostedFile):
            own = next((one for one in result.results if one.positions.holds(params.range.start)), None)
        if own is not None and own.findings:
            history = await self._session.histories.of(own.context, own.settings.history)
        return code_actions(result, history, self._session.client, self._session.editor, params)

    async def resolved_action(self, action: types.CodeAction) -> types.CodeAction:
        """The action with its edit."""
        wanted = awaited(action)
        result = None if wanted is None else await self._session.knowledge.told(wanted[0])
        if wanted is None or result is None:
            return action
        return resolved(action, result, wanted[1], self._session.editor)

    async def diagnostics(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        """The findings of a document, once its writer rests."""
        uri = params.text_document.uri
        known = params.previous_result_id
        if known is not None and self._session.waits_for_save(uri):
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=known)
        result = await self._session.knowledge.told_when_rested(uri)
        if result is Half.WRITTEN:
            if known is not None:
                return types.RelatedUnchangedDocumentDiagnosticReport(result_id=known)
            result = await self._session.knowledge.told(uri)
        if result is None:
            return types.RelatedFullDocumentDiagnosticReport(items=[])
        if result.id == known:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=known)
        self._session.news.changed(uri)
        items = diagnostics(result, self._session.client)
        return types.RelatedFullDocumentDiagnosticReport(items=items, result_id=result.id)

    async def workspace_diagnostics(
        self, params: types.WorkspaceDiagnosticParams
    ) -> types.WorkspaceDiagnosticReport:
        """The findings of Dockerfiles that are not open, as soon as the client lacks some of them."""
        return await self._session.unopened.answer(params)


def _uri(params: object, name: str = "uri") -> str:
    """A URI in a request of our own client, empty where there is none."""
    given = _given(params, name)
    return given if isinstance(given, str) else ""


def _given(params: object, name: str) -> object:
    """A parameter of a request of our own client, whose parameters pygls leaves as they came."""
    return params.get(name) if isinstance(params, dict) else getattr(params, name, None)


def _content(client: Client, markdown: str) -> types.MarkupContent:
    if client.shows_markdown:
        return types.MarkupContent(types.MarkupKind.Markdown, markdown)
    return types.MarkupContent(types.MarkupKind.PlainText, plain(markdown))
