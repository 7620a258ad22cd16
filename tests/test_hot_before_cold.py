"""Findings that depend on the history: when it is asked for, what is said of it, and where it comes from."""

from pathlib import Path

import pytest
from checking import history_of
from layerwise.analysis import analyse
from layerwise.builds.build import Build
from layerwise.cli.main import main
from layerwise.context.context import BuildContext
from layerwise.context.ignore import Ignore
from layerwise.context.memory import MemoryTree
from layerwise.explain import hover
from layerwise.findings.finding import Finding
from layerwise.history.log import History
from layerwise.past import Past
from layerwise.settings import Settings
from repository import Repository

_FILES = {
    "src/app.py": "1\n",
    "assets/a.css": "1\n",
    "vendor.tgz": "an archive\n",
    "requirements.txt": "six\n",
}
_HEAD = "FROM python:3.13\nWORKDIR /app\n"
_HOT = "COPY src ./src\nCOPY vendor.tgz /tmp/\nRUN tar xzf /tmp/vendor.tgz -C /opt\n"
_COLD = "COPY vendor.tgz /tmp/\nRUN tar xzf /tmp/vendor.tgz -C /opt\nCOPY src ./src\n"
_OFTEN = history_of("15 * src/app.py\n5 * vendor.tgz\n")


class _Asked:
    """A history that counts how often it is asked for."""

    def __init__(self, history: History | None) -> None:
        self.history = history
        self.times = 0

    def __call__(self) -> History | None:
        self.times += 1
        return self.history


def _build(asked: _Asked, **files: str) -> Build:
    context = BuildContext(MemoryTree({**_FILES, **files}), Ignore())
    return Build(context=context, label=".", origin="a test", history=asked)


def _findings(text: str, *builds: Build) -> list[Finding]:
    found = analyse(text, builds, Settings()).findings
    return [finding for finding in found if finding.rule == "hot-before-cold"]


@pytest.mark.parametrize(
    "steps",
    [
        _COLD,
        "COPY requirements.txt ./\nRUN pip install -r requirements.txt\nCOPY . .\n",
        "COPY . .\nRUN pip install -r requirements.txt\n",
        "COPY . .\nRUN make\nRUN tar xzf vendor.tgz -C /opt\n",
        "COPY . .\nRUN mkdir -p /srv/data\n",
        "COPY --from=alpine /etc/os-release /srv/\nRUN apt-get update && apt-get install -y gcc\n",
    ],
    ids=["good-order", "good-install", "told-otherwise", "unknown", "quick", "another-image"],
)
def test_history_is_not_asked_for(steps: str) -> None:
    """Reading a history takes its time, so that nobody asks where no order could be better."""
    asked = _Asked(_OFTEN)
    analyse(_HEAD + steps, [_build(asked)], Settings())

    assert asked.times == 0


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (_OFTEN, ["reran in 20 of all 20 commits; its files changed in 5"]),
        (_OFTEN._replace(is_whole=False), ["reran in 20 of the last 20 commits; its files changed in 5"]),
        (history_of("9 * src/app.py\n"), []),
        (history_of("1 * vendor.tgz\n"), []),
        (None, []),
    ],
    ids=["all", "last", "too-few", "one", "none"],
)
def test_message(history: History | None, expected: list[str]) -> None:
    """It says in how many commits the step reran, and in how many for its own files."""
    asked = _Asked(history)
    found = _findings(_HEAD + _HOT, _build(asked))

    assert [finding.message for finding in found] == [
        f"tar xzf /tmp/vendor.tgz -C /opt {one}" for one in expected
    ]
    assert asked.times == 1


def test_message_of_a_step_without_files() -> None:
    """A step that reads nothing of the project has no files that change."""
    steps = "COPY requirements.txt ./\nRUN pip install --upgrade pip\nRUN pip install -r requirements.txt\n"
    history = history_of("10 * requirements.txt\n10 * src/app.py\n")
    (found,) = _findings(_HEAD + steps, _build(_Asked(history)))

    assert (
        found.message
        == "pip install --upgrade pip reran in 10 of all 20 commits; it reads none of what changed"
    )
    assert found.reads == ()


def test_hover() -> None:
    """A hover says what the step reads and what would be saved; not how many files, which are other ones."""
    text = _HEAD + _HOT
    found = hover(analyse(text, [_build(_Asked(_OFTEN))], Settings()), text.index("COPY src"), Past(_OFTEN))
    assert found is not None

    assert "`vendor.tgz`: the command reads it" in found.markdown
    assert "would have rerun in 20 of all 20 commits; after the fix in 5." in found.markdown
    assert "Rerun by an edit" not in found.markdown


def test_a_history_that_comes_later() -> None:
    """What was found in a stage before git has answered is no answer afterwards, nor that of another history."""
    asked = _Asked(None)
    build = _build(asked)
    found = [_findings(_HEAD + _HOT, build)]
    for history in (_OFTEN, history_of("15 * vendor.tgz\n"), _OFTEN):
        asked.history = history
        found.append(_findings(_HEAD + _HOT, build))

    assert [len(one) for one in found] == [0, 1, 0, 1]
    assert found[1] == found[3]


def test_a_stage_that_the_build_no_longer_needs() -> None:
    """A stage below, which uses none of it, becomes the target: the step reruns no more."""
    build = _build(_Asked(_OFTEN))
    last = "FROM python:3.13\nRUN true\n"
    texts = (_HEAD + _HOT, _HEAD + _HOT + last, f"{last}{_HEAD}{_HOT}")

    assert [len(_findings(text, build)) for text in texts] == [1, 0, 1]


def test_several_builds() -> None:
    """What is true in one build is told once, where the fix is right in all of them."""
    known, unread = _build(_Asked(_OFTEN)), _build(_Asked(None), **{"src/extra": "1\n"})
    doubtful = Build(
        context=known.context, label=".", origin="b", doubt="it may be another", history=_Asked(_OFTEN)
    )

    assert len(_findings(_HEAD + _HOT, known, unread)) == 1
    assert len(_findings(_HEAD + _HOT, unread, known)) == 1
    assert _findings(_HEAD + _HOT, known, doubtful) == []


def test_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` reads the history of the context's folder, and `fix` acts upon it."""
    service = tmp_path / "service"
    for name, text in {**_FILES, "Dockerfile": _HEAD + _HOT}.items():
        (service / name).parent.mkdir(parents=True, exist_ok=True)
        (service / name).write_text(text)
    repository = Repository(tmp_path)
    repository.commit()
    for number in range(11):
        repository.commit(**{"service__src__app.py": f"{number}\n"})
    monkeypatch.chdir(tmp_path)
    checked = main(["check", "service/Dockerfile"])
    told = capsys.readouterr().out
    fixed = main(["fix", "service/Dockerfile"])

    assert (checked, fixed) == (0, 0)
    assert "information: tar xzf /tmp/vendor.tgz -C /opt reran in 12 of all 12 commits" in told
    assert (service / "Dockerfile").read_text() == _HEAD + _COLD
