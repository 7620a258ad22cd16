"""Neovim and Emacs as a person uses them: squiggle, hover, quick fix, save, quit; set up by the page for them."""

import subprocess
import sys

import pytest
from starting_case import FIXED, START

from other_editors.editor import Editor, Report
from other_editors.page import blocks, code
from other_editors.places import NEOVIM, NEWER_NEOVIM
from other_editors.server import Run

pytestmark = pytest.mark.other_editors

_LUA = "Neovim 0.11 and newer"
_EGLOT = "Emacs with eglot"
_LSP_MODE = "Emacs with lsp-mode"
_NEOVIMS = [
    pytest.param(NEOVIM, "Neovim 0.7", id="neovim-0.7"),
    pytest.param(str(NEWER_NEOVIM), "Neovim 0.8 to 0.10", id="neovim-0.8"),
    pytest.param(str(NEWER_NEOVIM), _LUA, id="neovim-0.11"),
]
_EMACSES = [pytest.param("eglot", _EGLOT, id="eglot"), pytest.param("lsp", _LSP_MODE, id="lsp-mode")]


def _fixed(editor: Editor) -> str:
    """What `layerwise fix` makes of the same Dockerfile."""
    copy = editor.project / "Copy.dockerfile"
    copy.write_text(START)
    command = [sys.executable, str(editor.command.folder / "noting.py"), "fix", copy.name]
    subprocess.run(command, cwd=editor.project, check=True, capture_output=True)
    return copy.read_text()


def _worked(editor: Editor, report: Report) -> Run:
    """The server's run: the finding was shown, explained and fixed as on the command line, and the end was orderly."""
    run = editor.ended()
    (found,) = report["diagnostics"]
    text = (editor.project / "Dockerfile").read_text()

    assert "Editing app.py reruns pip install -r requirements.txt" in found["message"]
    assert found["text"] == "COPY ."
    assert "pip install -r requirements.txt" in report["hover"]
    assert "Rerun by an edit of 2 files now, of 1 file after the fix" in report["hover"]
    assert report["titles"][0].startswith("Copy requirements.txt before pip install")
    assert text == FIXED == _fixed(editor)
    assert "\n".join(report["buffer"]) in {text, text.removesuffix("\n")}
    assert run.code == 0
    return run


@pytest.mark.parametrize(("program", "heading"), _NEOVIMS)
def test_neovim(editor: Editor, program: str, heading: str) -> None:
    """Each block for Neovim works in the version that it is for."""
    report = editor.neovim(program, blocks(heading, "lua")[:1])

    _worked(editor, report)
    assert report["diagnostics"][0]["severity"] == 2


@pytest.mark.parametrize(("client", "heading"), _EMACSES)
def test_emacs(editor: Editor, client: str, heading: str) -> None:
    """Each block for Emacs works with its client."""
    report = editor.emacs(client, blocks(heading, "elisp")[:1])

    _worked(editor, report)
    assert str(report["diagnostics"][0]["severity"]).endswith("warning")


def test_emacs_without_markdown(editor: Editor) -> None:
    """Where Emacs cannot show markdown, the hover comes without its marks."""
    report = editor.emacs("eglot", blocks(_EGLOT, "elisp")[:1], LAYERWISE_PLAIN="1")

    _worked(editor, report)
    assert "`" not in report["hover"]
    assert "*" not in report["hover"]


@pytest.mark.parametrize(("program", "heading"), _NEOVIMS)
def test_settings_of_neovim(editor: Editor, program: str, heading: str) -> None:
    """Settings as the page has them reach the server from each version."""
    settings = blocks(heading, "lua")[:1]
    if heading == _LUA:
        settings = blocks(heading, "lua")[:2]
    else:
        key = "init_options =" if heading == "Neovim 0.7" else "settings ="
        beside = "cmd = { 'layerwise', 'lsp' },"
        assert beside in settings[0]
        settings = [settings[0].replace(beside, beside + code(heading, key))]
    report = editor.neovim(program, settings)

    assert report["diagnostics"][0]["severity"] == 1


@pytest.mark.parametrize(("client", "heading"), _EMACSES)
def test_settings_of_emacs(editor: Editor, client: str, heading: str) -> None:
    """Settings as the page has them reach the server from each client."""
    setup, settings = blocks(heading, "elisp")
    if client == "eglot":
        (editor.project / ".dir-locals.el").write_text(settings)
        settings = ""
    report = editor.emacs(client, [setup, settings])

    assert str(report["diagnostics"][0]["severity"]).endswith("error")


@pytest.mark.parametrize("program", [NEOVIM, str(NEWER_NEOVIM)], ids=["0.7", "0.11"])
def test_neovim_creates_a_file(editor: Editor, program: str) -> None:
    """Neovim takes a fix that creates a file, and the file has no line more than it should."""
    ignoring = editor.project / ".dockerignore"
    ignoring.unlink()
    report = editor.neovim(program, blocks("Neovim 0.7", "lua"), LAYERWISE_PICK="Create .dockerignore")

    assert sorted(found["text"] for found in report["diagnostics"]) == ["COPY .", "COPY ."]
    assert ignoring.read_text() == ".git\nDockerfile\n.dockerignore\n"


def test_fixes_on_save(editor: Editor) -> None:
    """Neovim makes the safe fixes when the file is saved, as the page sets it up."""
    setup, _, on_save = blocks(_LUA, "lua")
    report = editor.neovim(str(NEWER_NEOVIM), [setup, on_save], LAYERWISE_ON_SAVE="1")

    assert "\n".join(report["buffer"]) + "\n" == FIXED == (editor.project / "Dockerfile").read_text()
    assert editor.ended().code == 0


def test_neovim_over_tcp(editor: Editor) -> None:
    """Neovim connects to a server that waits on a port, and the server ends with it."""
    command = [str(editor.command.folder / "layerwise"), "lsp", "--tcp", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as waiting:
        assert waiting.stderr is not None
        port = waiting.stderr.readline().strip().rpartition(":")[2]
        (connecting,) = blocks("Neovim over TCP", "lua")
        assert "7000" in connecting
        settings = [blocks(_LUA, "lua")[0], connecting.replace("7000", port)]
        report = editor.neovim(str(NEWER_NEOVIM), settings)

    _worked(editor, report)


def test_eglot_over_tcp(editor: Editor) -> None:
    """Eglot starts the server on a port of its choice."""
    setup = blocks(_EGLOT, "elisp")[0]
    program = code(_EGLOT, '("layerwise" "lsp" "--tcp"')
    assert '("layerwise" "lsp")' in setup
    report = editor.emacs("eglot", [setup.replace('("layerwise" "lsp")', program)])

    assert _worked(editor, report).arguments[:2] == ["lsp", "--tcp"]


def test_no_server_is_left_behind(editor: Editor) -> None:
    """A server whose editor is killed ends, too."""
    editor.killed_neovim(NEOVIM, blocks("Neovim 0.7", "lua"))

    assert editor.ended().code == 1
