"""Code actions: fixes, comments that silence a finding, and everything safe at once."""

from collections.abc import Iterator, Sequence

from lsprotocol import types

from layerwise.fixes import is_safe, whole_change
from layerwise.lsp.client import Client
from layerwise.lsp.diagnostics import diagnostic, page
from layerwise.lsp.edits import Editor
from layerwise.lsp.told import Told
from layerwise.rules.finding import Finding
from layerwise.text import Span

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.layerwise"
KINDS = (types.CodeActionKind.QuickFix, FIX_ALL)


def code_actions(
    result: Told, client: Client, editor: Editor, params: types.CodeActionParams
) -> list[types.CodeAction]:
    """What can be done at a range, the preferred fix first."""
    actions: list[types.CodeAction] = []
    if not client.takes_code_actions:
        return actions
    if _wants(params.context, types.CodeActionKind.QuickFix.value):
        at = _at(result, result.positions.span(params.range))
        findings = tuple(sorted(at, key=lambda finding: not any(map(is_safe, finding.fixes))))
        for finding in findings:
            actions += _fixes(result, editor, finding)
        for finding in findings:
            actions += _silencers(result, editor, finding)
        if client.is_vscode:
            actions += [_documentation(result, finding) for finding in _one_per_rule(findings)]
    if _wants_source(params.context):
        actions += _fix_all(result, editor)
    return actions


def _wants(context: types.CodeActionContext, kind: str) -> bool:
    """Whether an action of this kind is asked for; `quickfix` asks for `quickfix.x` too."""
    if context.only is None:
        return True
    return any(f"{kind}.".startswith(f"{_word(asked)}." if asked else "") for asked in context.only)


def _word(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _wants_source(context: types.CodeActionContext) -> bool:
    """Whether to fix everything: not on every move of the cursor, when nobody sees the action."""
    if context.only is None:
        return context.trigger_kind is not types.CodeActionTriggerKind.Automatic
    return _wants(context, FIX_ALL)


def _at(result: Told, span: Span) -> Iterator[Finding]:
    """The findings at a place: on what is found, or on a step that is evidence of it."""
    for finding in result.findings:
        if any(place.touches(span) for place in (finding.span, *(note.span for note in finding.evidence))):
            yield finding


def _fixes(result: Told, editor: Editor, finding: Finding) -> Iterator[types.CodeAction]:
    has_preferred = False
    for fix in finding.fixes:
        edit = editor.fix(result, fix)
        if edit is None:
            continue
        yield types.CodeAction(
            title=fix.title if is_safe(fix) else f"{fix.title} (review: {fix.reason})",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(result, finding)],
            is_preferred=True if is_safe(fix) and not has_preferred else None,
            edit=edit,
        )
        has_preferred = has_preferred or is_safe(fix)


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
        command=types.Command(title, "vscode.open", arguments=[page(finding)]),
    )


def _one_per_rule(findings: Sequence[Finding]) -> list[Finding]:
    return list({finding.rule: finding for finding in reversed(findings)}.values())[::-1]


def _fix_all(result: Told, editor: Editor) -> Iterator[types.CodeAction]:
    text = result.fixed()
    if text is not None and text != result.document.text:
        yield types.CodeAction(
            title="Apply every safe fix in this file",
            kind=FIX_ALL,
            edit=editor.edit(result, [whole_change(result.document.text, text)]),
        )
