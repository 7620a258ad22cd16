"""Code actions: fixes, comments that silence a finding, everything safe at once, and refactorings."""

from collections.abc import Iterator, Sequence

from lsprotocol import types

from layerwise.findings.finding import Finding, Fix
from layerwise.fixes import is_safe, whole_change
from layerwise.gains import saves_nothing
from layerwise.history.log import History
from layerwise.lsp.capabilities import FIX_ALL, REFACTOR
from layerwise.lsp.client import Client
from layerwise.lsp.diagnostics import diagnostic, page
from layerwise.lsp.edits import Editor
from layerwise.lsp.hosted import HostedFile
from layerwise.lsp.result import Result
from layerwise.lsp.told import CONFIGURATION, Told
from layerwise.refactorings.registry import offers
from layerwise.text import Span

# Commands of our client; it has the pages about rules with it.
PROVE_FIX = "layerwise.prove"
EXPLAIN_RULE = "layerwise.explainRule"
_EVERYTHING = "Apply every safe fix in this file"
_MOST_FIXES = 3  # of one finding: more alternatives than two are a choice that nobody makes


def code_actions(
    result: Told, history: History | None, client: Client, editor: Editor, params: types.CodeActionParams
) -> list[types.CodeAction]:
    """What can be done at a range, the preferred fix first; `history` is that of the first build's context."""
    actions: list[types.CodeAction] = []
    if not client.takes_code_actions:
        return actions
    if _wants(params.context, types.CodeActionKind.QuickFix.value):
        at = _at(result, result.positions.span(params.range))
        findings = tuple(sorted(at, key=lambda finding: not any(map(is_safe, finding.fixes))))
        for finding in findings:
            actions += _fixes(result, history, editor, finding)
        if client.is_vscode and client.is_trusted and isinstance(result, Result):
            actions += _proof(result, findings)
        for finding in findings:
            actions += _silencers(result, editor, finding)
        if client.is_vscode:
            actions += [_documentation(result, finding) for finding in _one_per_rule(findings)]
    if _is_asked_for(params.context, FIX_ALL):
        actions += _fix_all(result, client, editor, is_wanted=params.context.only is not None)
    if _is_asked_for(params.context, REFACTOR):
        for part in (result,) if isinstance(result, Result) else ():
            actions += _refactorings(part, client, editor, params)
        for part in result.results if isinstance(result, HostedFile) else ():
            if part.positions.holds(params.range.start):
                actions += _refactorings(part, client, editor, params)
    return actions


def _wants(context: types.CodeActionContext, kind: str) -> bool:
    """Whether an action of this kind is asked for; `quickfix` asks for `quickfix.x` too."""
    if context.only is None:
        return True
    return any(f"{kind}.".startswith(f"{_word(asked)}." if asked else "") for asked in context.only)


def _word(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _is_asked_for(context: types.CodeActionContext, kind: str) -> bool:
    """Whether to work such actions out: not on every move of the cursor, when nobody sees them."""
    if context.only is None:
        return context.trigger_kind is not types.CodeActionTriggerKind.Automatic
    return any(_word(asked).startswith(kind) for asked in context.only) or _wants(context, kind)


def _at(result: Told, span: Span) -> Iterator[Finding]:
    """The findings at a place: on what is found, or on a step that is evidence of it."""
    for finding in result.findings:
        if any(place.touches(span) for place in (finding.span, *(note.span for note in finding.evidence))):
            yield finding


def _fixes(
    result: Told, history: History | None, editor: Editor, finding: Finding
) -> Iterator[types.CodeAction]:
    """The fixes of a finding; none is preferred where history says that it would save nothing."""
    inside = result.inside(finding) if isinstance(result, HostedFile) else None
    own, there = inside or (result, finding)
    has_preferred = isinstance(own, Result) and saves_nothing(own.analysis.plans[0], there, history)
    whole = result.whole(finding) if isinstance(result, Result) else finding
    for fix in whole.fixes[:_MOST_FIXES]:
        edit = editor.fix(result, fix)
        if edit is None:
            continue
        yield types.CodeAction(
            title=_title(fix),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(result, finding)],
            is_preferred=True if is_safe(fix) and not has_preferred else None,
            edit=edit,
        )
        has_preferred = has_preferred or is_safe(fix)


def _title(fix: Fix) -> str:
    """A fix as a menu names it: what speaks against it stands there, too, whether or not the editor asks again."""
    return fix.title if is_safe(fix) else f"{fix.title} (review: {fix.reason})"


def _proof(result: Result, findings: Sequence[Finding]) -> Iterator[types.CodeAction]:
    """An offer to have the fixes proved, where there is one: a build before and after, by the user's own builder."""
    fixable = [finding for finding in findings if finding.fixes]
    if not fixable or result.document.path is None:
        return
    takes_review = not any(is_safe(finding.fixes[0]) for finding in fixable)
    title = "Prove the fix with your own builder"
    arguments: list[object] = [result.document.uri, takes_review]
    yield types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(result, finding) for finding in fixable],
        command=types.Command(title, PROVE_FIX, arguments=arguments),
    )


def _silencers(result: Told, editor: Editor, finding: Finding) -> Iterator[types.CodeAction]:
    for title, edit in result.silencers(finding):
        yield types.CodeAction(
            title=title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(result, finding)],
            edit=editor.edit(result, [edit]),
        )


def _documentation(result: Told, finding: Finding) -> types.CodeAction:
    title = f"Show the page about {finding.rule}"
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(result, finding)],
        command=types.Command(title, EXPLAIN_RULE, arguments=[finding.rule])
        if finding.rule != CONFIGURATION
        else types.Command(title, "vscode.open", arguments=[page(finding)]),
    )


def _one_per_rule(findings: Sequence[Finding]) -> list[Finding]:
    return list({finding.rule: finding for finding in reversed(findings)}.values())[::-1]


def awaited(action: types.CodeAction) -> tuple[str, int] | None:
    """The URI and the version of the document of which an action's edit is yet to be worked out; None without one.

    Editors ask for the rest of every action that has no edit, such as one that is a command.
    """
    data = action.data
    match data:
        case {"uri": str(uri), "version": int(version)}:
            return uri, version
        case _:
            return None


def resolved(action: types.CodeAction, result: Told, version: int, editor: Editor) -> types.CodeAction:
    """The action with its edit; without one where the document has changed since."""
    if result.document.version == version:
        action.edit = next((one.edit for one in _everything(result, editor)), None)
    return action


def _fix_all(result: Told, client: Client, editor: Editor, *, is_wanted: bool) -> Iterator[types.CodeAction]:
    """All safe fixes at once, worked out later where nobody has asked for just them."""
    if is_wanted or not client.resolves_actions or not isinstance(result, Result):
        yield from _everything(result, editor)
    elif result.is_fixable:
        data = {"uri": result.document.uri, "version": result.document.version}
        yield types.CodeAction(title=_EVERYTHING, kind=FIX_ALL, data=data)


def _everything(result: Told, editor: Editor) -> Iterator[types.CodeAction]:
    text = result.fixed()
    if text is not None and text != result.document.text:
        edit = editor.edit(result, [whole_change(result.document.text, text)])
        yield types.CodeAction(title=_EVERYTHING, kind=FIX_ALL, edit=edit)


def _refactorings(
    result: Result, client: Client, editor: Editor, params: types.CodeActionParams
) -> Iterator[types.CodeAction]:
    """What may be done at a range though nothing is wrong, and what may not, where the client shows why."""
    for refactoring, offer in offers(result.analysis.plans, result.positions.span(params.range)):
        kind = f"{REFACTOR}.{refactoring.kind}"
        if not _wants(params.context, kind):
            continue
        if isinstance(offer, Fix):
            edit = editor.fix(result, offer)
            if edit is not None:
                yield types.CodeAction(title=_title(offer), kind=kind, edit=edit)
        elif client.takes_disabled_actions:
            reason = types.CodeActionDisabled(offer.why)
            yield types.CodeAction(title=refactoring.title, kind=kind, disabled=reason)
