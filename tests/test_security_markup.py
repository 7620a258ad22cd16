"""Text from a hostile project in hovers, on terminals, in CI logs and reports: it stays text."""

import json
import os
import re
import subprocess
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from editing import editing, full_editor
from hostile import COMMAND, PATIENCE
from layerwise.cli.terminal import visible, visible_first
from layerwise.lsp.convert import uri_of
from layerwise.markdown import code, prose

_STEERING = "\x1b]0;a\x07\x1b[2J\x9b31m\x08\u202e\u2066\u200b\u061c\u2028\U000e0041"
_MARKUP = "<script>alert(1)</script><img src=x onerror=a>&lt;]]>--><!--`|[a](command:b)![c](http:d)"
_COMMANDS = "##[add-mask]a ##vso[task.setvariable variable=a]b ##teamcity[c] %0A::error::d"
_LINKS = "https://example.com www.example.com a@example.com @team #1"
# `/` cannot stand in a name of a file.
_NAME = (
    f"::set-output name=a::b {_COMMANDS}{_MARKUP}{_STEERING}\n::stop-commands::x\n".replace("/", "")
    + "\udcff"
)
_FORMATS = ("text", "github", "gitlab", "json", "jsonl", "junit", "markdown", "sarif")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in which all that has a name has a bad one."""
    folder = tmp_path / "project"
    place = folder / _NAME[:80]
    place.mkdir(parents=True)
    (place / "package.json").write_text(
        json.dumps({"name": _MARKUP, "scripts": {"postinstall": f"node {_MARKUP}"}})
    )
    (place / "package-lock.json").write_text("{}")
    (place / f"{_NAME[80:]}.Dockerfile").write_text(
        f"FROM node:22 AS a{_MARKUP}\n# {_COMMANDS}\nWORKDIR /a\nCOPY . .\n"
        f"RUN npm ci '{_COMMANDS}{_MARKUP}{_STEERING}{_LINKS}'\nRUN echo \"::error::x\" ; npm ci\n::error::x\n"
    )
    (folder / "Dockerfile").write_bytes(b"\xff\xfe::error::x\n")
    return folder


def _dockerfile(project: Path) -> Path:
    return next(project.rglob("*.Dockerfile"))


def _run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr + done.stdout
    text = done.stdout.decode()  # what is no UTF-8 fails here
    _assert_harmless(done.stderr.decode())
    return text


def _assert_harmless(text: str) -> None:
    """Nothing steers a terminal, and nothing is a command to a CI system."""
    steering = {
        letter for letter in text if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    }

    assert steering <= {"\n"}
    assert re.findall(r"##\w*\[", text) == []
    assert [line for line in text.split("\n") if line.lstrip().startswith("::")] == []


@pytest.mark.parametrize("command", ["check .", "plan .", "fix .", "check --format text --verbose ."])
def test_on_a_terminal(command: str, project: Path) -> None:
    """What people read steers nothing."""
    text = _run(project, *command.split())

    assert text or command.startswith("plan")
    _assert_harmless(text)


def test_annotations(project: Path) -> None:
    """Each line is a command of our own: none ends early, none has a property that we did not give."""
    lines = _run(project, "check", "--format", "github", ".").splitlines()
    form = (
        r"::(error|warning|notice) file=[^,:\n]+(,(line|endLine|col|endColumn)=\d+)*(,title=[a-z-]+)?::[^\n]+"
    )

    assert len(lines) > 1
    assert [line for line in lines if not re.fullmatch(form, line)] == []


@pytest.mark.parametrize("output", ["json", "jsonl", "gitlab", "sarif"])
def test_reports_for_machines(output: str, project: Path) -> None:
    """JSON is ASCII or harmless, and holds names that are no UTF-8."""
    text = _run(project, "check", "--format", output, ".")
    values = [json.loads(line) for line in (text.splitlines() if output == "jsonl" else [text])]

    assert values
    assert {letter for letter in text if unicodedata.category(letter)[0] == "C"} <= {"\n"}


def test_messages_of_sarif(project: Path) -> None:
    """A message in plain text holds no link."""
    report = json.loads(_run(project, "check", "--format", "sarif", "."))
    messages = re.findall(r'"text": "((?:[^"\\]|\\.)*)"', json.dumps(report["runs"][0]["results"]))

    assert any("npm ci" in one for one in messages)
    assert [one for one in messages if re.search(r"(?<!\\)\]\(", one.replace("\\\\", "\\"))] == []


def test_junit(project: Path) -> None:
    """XML with nothing in it but what JUnit has."""
    root = ET.fromstring(_run(project, "check", "--format", "junit", "."))  # noqa: S314 - it is our own

    assert {one.tag for one in root.iter()} <= {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "error",
        "system-out",
    }


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_comment(self, data: str) -> None:
        self.tags.add(f"comment {data}")


@pytest.mark.parametrize("output", ["html", "svg"])
def test_pictures(output: str, project: Path) -> None:
    """A picture of the plan has no element that loads or runs anything, whatever names stages have."""
    text = _run(project, "plan", "--format", output, str(_dockerfile(project)))
    seen = _Tags()
    seen.feed(text)

    assert "svg" in seen.tags
    assert seen.tags <= {
        *("html", "head", "meta", "title", "style", "body", "p", "div", "section", "h2"),
        *("svg", "g", "rect", "text", "tspan", "path"),
    }
    assert not any(name.startswith("on") or name in {"href", "src", "style"} for name in seen.attributes)


def _without_code(text: str) -> str:
    """Markdown without its inline code and blocks of code, in which nothing is markup."""
    text = re.sub(r"(?ms)^(`{3,}).*?^\1$", "", text)
    return re.sub(r"(?s)(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", text)


def _assert_plain(text: str, allowed: str) -> None:
    """In what is no code there is no element, no link but ours, no address and no control character."""
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", re.sub(allowed, "", _without_code(text)))

    assert re.findall(r"<[a-z/!]|\]\(|!\[|command:.*\)|://|www\.|\w@\w", bare, re.IGNORECASE) == []
    assert {letter for letter in text if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} <= {
        "\n"
    }


def test_comments_on_a_forge(project: Path) -> None:
    """The comment holds no markup, link or mention of the project's."""
    text = _run(project, "check", "--format", "markdown", ".")

    assert "npm ci" in text
    _assert_plain(
        text,
        r"</?(details|summary|br|sub)( open)?>|\(https://[a-z./-]+/layerwise\)|<!-- [a-z-]* ?-->|\(https://[a-z./-]+/rules/[a-z-]+[a-z./-]*\)",
    )


@pytest.mark.parametrize(
    "text", [_MARKUP, _STEERING, _COMMANDS, _LINKS, _NAME, "`", "``` a", "\\`", "a\n\n# b\n- c"]
)
def test_hovers(text: str) -> None:
    """Text from a file in a hover is code that does not end early, or words."""
    assert _without_code(f"a {code(text)} b") == "a  b"
    _assert_plain(prose(text), "")
    assert "\n" not in code(text) + prose(text)


@pytest.mark.asyncio
async def test_the_hovers_of_a_document(project: Path) -> None:
    """The same for whole hovers, in which all of that stands; links lead to our pages and to files alone."""
    path = _dockerfile(project)
    async with editing(project, capabilities=full_editor()) as editor:
        editor.open(uri_of(path), path.read_text())
        told = [await editor.hover(uri_of(path), mark) for mark in ("COPY", "RUN npm", "RUN echo")]

    assert any("npm ci" in one for one in told)
    for one in told:
        _assert_plain(one, r"\]\(https://[a-z./-]+/rules/[a-z-]+[a-z./-]*\)|\]\(file://[^)\s]*\)")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("##[error]a", r"#\x23[error]a"),
        ("a ##vso[b]", r"a #\x23vso[b]"),
        ("## a [b]", "## a [b]"),
        ("###[a]", r"##\x23[a]"),
        ("\x1b[31m", r"\x1b[31m"),
    ],
)
def test_words_of_ci_systems(text: str, shown: str) -> None:
    """What CI systems take for commands is written out as its number, and nothing else is."""
    assert visible(text) == shown


def test_beginnings_of_lines() -> None:
    """Two colons at the beginning of a line are a command to GitHub, also after spaces."""
    assert [visible_first(text) for text in ("::a", " ::a", "a::b", ":a")] == [
        r"\x3a:a",
        r" \x3a:a",
        "a::b",
        ":a",
    ]
