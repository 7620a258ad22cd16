"""What devcontainer.json declares, in its new form and its old one."""

import pytest
from declaring import declared
from hypothesis import given
from hypothesis import strategies as st
from layerwise.context.memory import Content

_FILE = ".devcontainer/devcontainer.json"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            _FILE,
            '{"build": {"dockerfile": "../Dockerfile", "context": ".."}}',
            [". Dockerfile: PATH (PATH:1)"],
        ),
        (
            _FILE,
            """\
            // Development.
            {
              "name": "x", /* a */
              "build": {
                "dockerfile": "../Dockerfile",
                "context": "..",
                "target": "dev",
                "args": {"A": "1", "U": "${localEnv:USER}"},
                "options": ["--build-context", "docs=../docs", "--build-context=up=https://example.com/x.git"],
              },
            }
            """,
            [". Dockerfile: PATH (PATH:6) target dev A=1 U=None @docs=docs @up=None"],
        ),
        (_FILE, '{"dockerFile": "../Dockerfile", "context": ".."}', [". Dockerfile: PATH (PATH:1)"]),
        (".devcontainer.json", '{"build": {"dockerfile": "Dockerfile"}}', [". Dockerfile: PATH (PATH:1)"]),
        (
            ".devcontainer/web/devcontainer.json",
            '{"build": {"dockerfile": "../../Dockerfile", "context": "../.."}}',
            [". Dockerfile: PATH (PATH:1)"],
        ),
        (_FILE, '{"build": {"dockerfile": "Dockerfile"}}', []),
        (_FILE, '{"image": "dockerfile"}', []),
        (_FILE, '{"build": {"dockerfile": "../Dockerfile", "context": "${localWorkspaceFolder}"}}', []),
        (_FILE, '{"build": {"dockerfile": ["../Dockerfile"]}}', []),
        (_FILE, '["dockerfile"', []),
        ("devcontainer.json.md", '{"build": {"dockerfile": "Dockerfile"}}', []),
    ],
)
def test_file(path: str, text: str, expected: list[str]) -> None:
    """Paths are seen from the file; what the machine decides is unknown."""
    files: dict[str, Content] = {path: text, "docs/a": ""}

    assert declared(files) == [line.replace("PATH", path) for line in expected]


def test_own_dockerfile() -> None:
    """A Dockerfile beside the file is built in that folder unless the file says otherwise."""
    files: dict[str, Content] = {_FILE: '{"build": {"dockerfile": "Dockerfile"}}'}
    above: dict[str, Content] = {_FILE: '{"build": {"dockerfile": "Dockerfile", "context": ".."}}'}

    assert declared(files, ".devcontainer/Dockerfile") == [f".devcontainer Dockerfile: {_FILE} ({_FILE}:1)"]
    assert declared(above, ".devcontainer/Dockerfile") == [f". .devcontainer/Dockerfile: {_FILE} ({_FILE}:1)"]


@given(st.text(alphabet='{}[]":,dockerfilebuild ./*', max_size=60))
def test_any_text(text: str) -> None:
    """Whatever stands there, there is an answer."""
    declared({_FILE: f'{{"build": {{"dockerfile": "../Dockerfile", {text}}}}}'})
    declared({_FILE: text})
