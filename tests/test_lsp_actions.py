"""What code actions change, and in which order they stand: what is for review waits for a confirmation."""

from pathlib import Path

import pytest
from editing import CODE_ACTIONS, PLAIN_EDITOR, Editor, editing
from layerwise.findings.finding import FileChange, Fix, Safety
from layerwise.lsp.annotations import annotated, needs_confirmation
from layerwise.lsp.capabilities import FIX_ALL
from layerwise.lsp.convert import uri_of
from lsprotocol import types
from starting_case import FIXED, START, lay


def _editor(*, annotates: bool) -> types.ClientCapabilities:
    """An editor that takes changes of several files, and may show them before they are made."""
    support = types.ChangeAnnotationsSupportOptions(groups_on_label=True) if annotates else None
    return types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(
                document_changes=True,
                resource_operations=[types.ResourceOperationKind.Create],
                change_annotation_support=support,
            )
        ),
        text_document=types.TextDocumentClientCapabilities(code_action=CODE_ACTIONS),
    )


async def _fixes(editor: Editor, uri: str, text: str, mark: str) -> list[types.CodeAction]:
    editor.open(uri, text)
    return [one for one in await editor.actions(uri, mark, ["quickfix"]) if "Ignore" not in one.title]


def _files(edit: types.WorkspaceEdit | None) -> dict[str, list[str | None]]:
    """The last names of the files that an edit changes, each with the annotations of what is done to it."""
    found: dict[str, list[str | None]] = {}
    for change in (edit.document_changes if edit is not None else None) or ():
        if isinstance(change, types.TextDocumentEdit):
            ids = [
                one.annotation_id if isinstance(one, types.AnnotatedTextEdit) else None
                for one in change.edits
            ]
            found.setdefault(change.text_document.uri.rpartition("/")[2], []).extend(ids)
        elif isinstance(change, types.CreateFile):
            found.setdefault(change.uri.rpartition("/")[2], []).append(change.annotation_id)
    return found


@pytest.mark.asyncio
@pytest.mark.parametrize("annotates", [True, False])
async def test_what_is_for_review(tmp_path: Path, *, annotates: bool) -> None:
    """A fix for review says so in its title; an editor that can asks before it makes it, and tells why."""
    uri = "untitled:Untitled-1"
    async with editing(tmp_path, capabilities=_editor(annotates=annotates)) as editor:
        (fix, *_) = await _fixes(editor, uri, START, "COPY")

    title, _, reason = fix.title.partition(" (review: ")
    told = None if fix.edit is None else fix.edit.change_annotations
    expected = types.ChangeAnnotation(label=title, needs_confirmation=True, description=reason.rstrip(")"))
    (ids,) = _files(fix.edit).values()

    assert reason
    assert not fix.is_preferred
    assert ids
    assert told == ({"fix": expected} if annotates else None)
    assert set(ids) == ({"fix"} if annotates else {None})


@pytest.mark.asyncio
async def test_several_files(tmp_path: Path) -> None:
    """What changes another file is shown whole before it is made, and is no part of fixing everything."""
    lay(tmp_path)
    (tmp_path / ".dockerignore").write_text("*.txt\n")
    uri = uri_of(tmp_path / "Dockerfile")
    text = START.replace("requirements.txt", "other.txt -r requirements.txt")
    (tmp_path / "other.txt").write_text("flask\n")
    async with editing(tmp_path, capabilities=_editor(annotates=True)) as editor:
        (let_in, *_) = await _fixes(editor, uri, text, "COPY")
        everything = await editor.actions(uri, "FROM", ["source.fixAll"])

    assert let_in.title.startswith("Let other.txt")
    assert set(_files(let_in.edit)) >= {".dockerignore"}
    assert {one for ids in _files(let_in.edit).values() for one in ids} == {"fix"}
    assert not everything


@pytest.mark.parametrize(
    ("safety", "changes", "waits"),
    [
        (Safety.SAFE, (), False),
        (Safety.REVIEW, (), True),
        (Safety.SAFE, (FileChange(".dockerignore", create=False, edits=()),), True),
        (Safety.REVIEW, (FileChange(".dockerignore", create=True, edits=()),), True),
    ],
)
def test_which_wait(safety: Safety, changes: tuple[FileChange, ...], *, waits: bool) -> None:
    """A safe fix of the Dockerfile alone is made at once; what is in another file is shown first, safe or not."""
    fix = Fix(title="Do it", edits=(), changes=changes, safety=safety, reason="")

    assert needs_confirmation(fix) is waits


def test_files_are_named() -> None:
    """A safe fix without a reason says which other files it changes; creating one waits as well."""
    change = FileChange(".dockerignore", create=True, edits=())
    fix = Fix(title="Do it", edits=(), changes=(change,), safety=Safety.SAFE)
    made = annotated(fix, [types.CreateFile(uri="file:///x/.dockerignore")])

    assert made.change_annotations is not None
    assert made.change_annotations["fix"].description == "changes .dockerignore as well"
    assert _files(made) == {".dockerignore": ["fix"]}


@pytest.mark.asyncio
async def test_order(tmp_path: Path) -> None:
    """The preferred fix, at most two others, then how to silence the finding, then its page."""
    lay(tmp_path)
    uri = uri_of(tmp_path / "Dockerfile")
    async with editing(tmp_path, capabilities=_editor(annotates=True), name="Visual Studio Code") as editor:
        editor.open(uri, START)
        actions = await editor.actions(uri, "COPY", ["quickfix"])

    first = (
        "Copy ",
        "Mount ",
        "Prove ",
        "Ignore source-before-install here",
        "Ignore source-before-install in",
    )
    words = (*first, "Show the page")
    places = [next(n for n, word in enumerate(words) if one.title.startswith(word)) for one in actions]

    assert actions[0].is_preferred
    assert places == sorted(places)
    assert sum(one.edit is not None and "Ignore" not in one.title for one in actions) <= 3


@pytest.mark.asyncio
@pytest.mark.parametrize("resolves", [True, False])
async def test_all_fixes_are_worked_out_when_chosen(tmp_path: Path, *, resolves: bool) -> None:
    """Where an editor asks again for what was chosen, the edit of all safe fixes is left for then."""
    lay(tmp_path)
    uri = uri_of(tmp_path / "Dockerfile")
    async with editing(tmp_path, capabilities=_resolving() if resolves else PLAIN_EDITOR) as editor:
        editor.open(uri, START)
        (offered,) = (one for one in await editor.actions(uri, "COPY") if one.kind == FIX_ALL)
        (wanted,) = await editor.actions(uri, "COPY", ["source.fixAll"])
        chosen = await editor.client.code_action_resolve_async(offered) if resolves else offered
        now, later = editor.applied(uri, chosen), editor.applied(uri, wanted)
        editor.change(uri, f"# more\n{START}")
        too_late = await editor.client.code_action_resolve_async(offered) if resolves else None
        plain = types.CodeAction("A command", command=types.Command("A command", "x"))
        same = await editor.client.code_action_resolve_async(plain)

    assert (offered.edit is None) is resolves
    assert (now, later) == (FIXED, FIXED)
    assert too_late is None or too_late.edit is None
    assert same == plain
    assert offered.title == wanted.title == chosen.title


def _resolving() -> types.ClientCapabilities:
    """An editor that asks for the edit of an action when it is chosen."""
    return types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(
            code_action=types.CodeActionClientCapabilities(
                code_action_literal_support=CODE_ACTIONS.code_action_literal_support,
                data_support=True,
                resolve_support=types.ClientCodeActionResolveOptions(["edit"]),
            )
        )
    )
