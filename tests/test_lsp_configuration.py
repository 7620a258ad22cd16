"""Configuration files in the editor: what is wrong in them is told there, with the key that was meant."""

from pathlib import Path

import pytest
from editing import covered, editing, full_editor
from layerwise.lsp.convert import uri_of
from lsprotocol import types
from starting_case import START, lay

_WARNING, _ERROR = types.DiagnosticSeverity.Warning, types.DiagnosticSeverity.Error


@pytest.mark.asyncio
async def test_wrong_key(tmp_path: Path) -> None:
    """An unknown key has a squiggle, a link to the page and a fix; put right, it counts for the Dockerfiles."""
    lay(tmp_path)
    uri, dockerfile = uri_of(tmp_path / "layerwise.toml"), uri_of(tmp_path / "Dockerfile")
    text = 'ignroe = ["source-before-install"]\n'
    async with editing(tmp_path, name="Visual Studio Code") as editor:
        editor.open(uri, text, "toml")
        (told,) = await editor.diagnostics(uri)
        fix = (await editor.actions(uri, "ignroe"))[0]
        right = editor.applied(uri, fix)
        editor.change(uri, right)
        nothing = await editor.diagnostics(uri)
        editor.open(dockerfile, START)
        findings = await editor.diagnostics(dockerfile)

    assert (covered(text, told.range), told.message) == ("ignroe", "unknown key ignroe; did you mean ignore?")
    assert (told.severity, told.code) == (_WARNING, "configuration")
    assert told.code_description is not None
    assert told.code_description.href.endswith("docs/configuration.md")
    assert (fix.title, fix.is_preferred, right) == ("Write ignore", True, text.replace("ignroe", "ignore"))
    assert not nothing
    assert "source-before-install" not in {finding.code for finding in findings}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("layerwise.toml", "ignore = 3\n", [("3", _WARNING)]),
        ("layerwise.toml", "ignore = [\n", [("[", _ERROR)]),
        (".layerwise.toml", "context = 1\n", [("1", _WARNING)]),
        ("pyproject.toml", "[tool.layerwise]\nselct = []\n", [("selct", _WARNING)]),
        ("pyproject.toml", "[tool.ruff]\nselct = []\n", []),
        ("other.toml", "selct = []\n", None),
    ],
)
async def test_places(
    tmp_path: Path, name: str, text: str, expected: list[tuple[str, types.DiagnosticSeverity]] | None
) -> None:
    """Each problem stands where it is; files of others have none."""
    uri, dockerfile = uri_of(tmp_path / name), uri_of(tmp_path / "Dockerfile")
    async with editing(tmp_path) as editor:
        editor.open(uri, text, "toml")
        found = None if expected is None else await editor.diagnostics(uri)
        editor.open(dockerfile, "FROM scratch\n")
        await editor.diagnostics(dockerfile)

    told = None if found is None else [(covered(text, one.range).strip()[:5], one.severity) for one in found]
    assert told == expected


@pytest.mark.asyncio
async def test_asked_twice_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is told before the settings are known, even by editors that send them right after the start."""
    lay(tmp_path)
    uri = uri_of(tmp_path / "Dockerfile")
    settings: dict[str, object] = {"severity": {"source-before-install": "error"}}
    async with editing(tmp_path, capabilities=full_editor(), configuration=settings) as editor:
        changed = types.DidChangeConfigurationParams({"layerwise": settings})
        editor.client.workspace_did_change_configuration(changed)
        editor.open(uri, START)
        (found,) = await editor.diagnostics(uri)

    assert found.severity is _ERROR
    assert "Error" not in capsys.readouterr().err, "the answer to a question that was given up is dropped"
