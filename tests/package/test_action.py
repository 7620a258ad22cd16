"""The GitHub Action: its steps, run one after the other on made-up pull requests, where there is no network."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from format_readers import READERS
from repository import Repository
from starting_case import FIXED, RULE, START

from package import workflow
from package.conftest import copy_tree
from package.offline import environment as offline
from package.places import ROOT, why_not_ready
from package.workflow import Action, Ran, Value

pytestmark = pytest.mark.package

# What other actions take, as their own action.yml said when they were pinned.
_TAKEN: Mapping[str, frozenset[str]] = {
    "github/codeql-action/upload-sarif": frozenset(
        {"sarif_file", "checkout_path", "ref", "sha", "token", "category", "wait-for-processing"}
    )
}
_IGNORED = ".git\n**/Dockerfile\n.dockerignore\n"
Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def action(tmp_path_factory: pytest.TempPathFactory) -> Action:
    """The action in a folder of its own, as a runner downloads it."""
    reason = why_not_ready()
    if reason is not None:
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("action")
    copy_tree(folder)
    return Action(folder)


class Forge:
    """A repository with a pull request, and its comments."""

    def __init__(self, place: Path, action: Action) -> None:
        self._place, self._action = place, action
        (place / "project").mkdir()
        self.repository = Repository(place / "project")
        self.comments_file = place / "comments.json"
        self.comments_file.write_text("[]")
        (place / "bin").mkdir()
        fake = shlex.join([sys.executable, str(Path(__file__).parent / "fake_gh.py")])
        (place / "bin" / "gh").write_text(f'#!/bin/sh\nexec {fake} "$@"\n')
        (place / "bin" / "gh").chmod(0o755)
        (place / "bin" / "python3").symlink_to(sys.executable)
        for number in range(12):
            files = {"app.py": f"print({number})\n", "requirements.txt": "flask==3.0\n"}
            self.repository.commit(
                **files, Dockerfile=FIXED, other__Dockerfile=START, **{".dockerignore": _IGNORED}
            )
        self.base = self._head()

    def _head(self) -> str:
        return (self.repository.folder / ".git/refs/heads/main").read_text().strip()

    @property
    def comments(self) -> list[str]:
        """The texts of the comments."""
        return [one["body"] for one in json.loads(self.comments_file.read_text())]

    def run(
        self,
        given: Mapping[str, str] = MappingProxyType({}),
        *,
        may_write: bool = True,
        fork: bool = False,
        event: str = "pull_request",
    ) -> Ran:
        """Run the action with these inputs on the last commit."""
        owner = "stranger" if fork else "somebody"
        pull: Mapping[str, Value] = {
            "number": 7,
            "base": {"sha": self.base},
            "head": {"repo": {"full_name": f"{owner}/project"}},
        }
        github: Mapping[str, Value] = {
            "event_name": event,
            "event": {"pull_request": pull} if event == "pull_request" else {},
            "repository": "somebody/project",
            "token": "allowed" if may_write else "read-only",
        }
        shutil.rmtree(self._place / "runner", ignore_errors=True)
        path = f"{self._place}/bin:{os.environ['PATH']}"
        runner = workflow.runner_environment(self._action, self.repository.folder, self._place, path)
        own = {
            "GITHUB_REF": "refs/pull/7/merge" if event == "pull_request" else "refs/heads/main",
            "FAKE_GH": str(self.comments_file),
        }
        return workflow.run(self._action, github, given, offline(self._place) | runner | own)


@pytest.fixture
def forge(tmp_path: Path, action: Action) -> Forge:
    """Eleven commits, then a pull request that spoils the Dockerfile."""
    forge = Forge(tmp_path, action)
    (forge.repository.folder / "Dockerfile").write_text(START)
    forge.repository.commit()
    return forge


def test_pull_request(forge: Forge) -> None:
    """The changed Dockerfile is annotated, everything is uploaded, the gain is in the summary and one comment."""
    ran = forge.run()
    annotated = "".join(line for line in ran.output.splitlines(keepends=True) if line.startswith("::"))
    ((used, given),) = ran.used
    sarif = Path(str(ran.outputs["sarif"])).read_text()

    assert ran.code == 1, ran.output
    assert READERS["github"](annotated) == {("Dockerfile", RULE, 2)}
    assert used.startswith("github/codeql-action/upload-sarif@")
    assert given == {"sarif_file": ran.outputs["sarif"], "category": "layerwise"}
    assert READERS["sarif"](sarif) == {("Dockerfile", RULE, 2), ("other/Dockerfile", RULE, 2)}
    assert READERS["markdown"](ran.summary) == {("Dockerfile", RULE, 2)}
    assert ran.summary.startswith(
        "### `pip install -r requirements.txt` reruns in 1 of 13 commits instead of 12\n"
    )
    assert [one.replace("\r\n", "\n") for one in forge.comments] == [f"<!-- layerwise -->\n{ran.summary}"]


def test_comment_is_kept_up_to_date(forge: Forge) -> None:
    """The second run changes the comment, another's with the same mark and those on earlier pages stay."""
    strangers = [{"id": n, "body": "<!-- layerwise --> ?", "user": {"type": "User"}} for n in range(120)]
    forge.comments_file.write_text(json.dumps(strangers))
    forge.run()
    forge.run()
    first = forge.comments
    (forge.repository.folder / "Dockerfile").write_text(FIXED + "CMD true\n")
    forge.repository.commit()
    ran = forge.run()
    second = forge.comments

    assert ran.code == 0, ran.output
    assert len(first) == len(second) == 121
    assert first[:120] == second[:120] == ["<!-- layerwise --> ?"] * 120
    assert "reruns in" in first[120]
    assert "Nothing found" in second[120]


def test_nothing_found(forge: Forge) -> None:
    """Without findings nobody gets a comment."""
    (forge.repository.folder / "Dockerfile").write_text(FIXED + "CMD true\n")
    forge.repository.commit()
    ran = forge.run()

    assert (ran.code, forge.comments) == (0, []), ran.output
    assert ran.outputs["exit-code"] == "0"


def test_not_allowed(forge: Forge) -> None:
    """From a fork nothing is uploaded, and a refused comment is a notice."""
    ran = forge.run({"fail-on": "never"}, may_write=False, fork=True)

    assert ran.code == 0, ran.output
    assert (ran.used, forge.comments) == ([], [])
    assert (
        "::notice::no comment on the pull request: gh: Resource not accessible by integration (HTTP 403)"
        in (ran.output.splitlines())
    )


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (
            {"sarif": "false", "comment": "false"},
            ["Install Layerwise", "Check Dockerfiles", "Fail on findings"],
        ),
        (
            {"sarif": "false"},
            ["Install Layerwise", "Check Dockerfiles", "Comment on the pull request", "Fail on findings"],
        ),
    ],
)
def test_switches(given: Mapping[str, str], names: list[str], forge: Forge) -> None:
    """What is switched off is not run."""
    assert forge.run(given).names == names


def test_push(forge: Forge) -> None:
    """A push has every Dockerfile checked, and nothing to comment on."""
    ran = forge.run(event="push")
    annotated = "".join(line for line in ran.output.splitlines(keepends=True) if line.startswith("::"))

    assert ran.code == 1
    assert READERS["github"](annotated) == {("Dockerfile", RULE, 2), ("other/Dockerfile", RULE, 2)}
    assert "Comment on the pull request" not in ran.names


def test_several_paths_and_all_files(forge: Forge) -> None:
    """Paths are lines, a blank in one is no end; all Dockerfiles are checked if so asked."""
    folder = forge.repository.folder / "a b"
    folder.mkdir()
    (folder / "Dockerfile").write_text(START)
    (folder / "requirements.txt").write_text("")
    ran = forge.run({"path": "a b\nother\n", "changed-only": "false", "comment": "false", "sarif": "false"})

    assert {place for place, _, _ in READERS["markdown"](ran.summary)} == {
        "a b/Dockerfile",
        "other/Dockerfile",
    }


def test_shallow_clone(forge: Forge, tmp_path: Path) -> None:
    """In a clone of one commit the base is fetched; where it cannot be, all Dockerfiles are checked, and it says so."""
    origin, clone, away = tmp_path / "origin", forge.repository.folder, tmp_path / "away"
    clone.rename(origin)
    _git("clone", "--quiet", "--depth=1", f"file://{origin}", str(clone))
    fetched = forge.run()
    shutil.rmtree(clone)
    _git("clone", "--quiet", "--depth=1", f"file://{origin}", str(clone))
    origin.rename(away)
    alone = forge.run()

    assert {place for place, _, _ in READERS["markdown"](fetched.summary)} == {"Dockerfile"}
    assert {place for place, _, _ in READERS["markdown"](alone.summary)} == {"Dockerfile", "other/Dockerfile"}
    assert "::notice::the base of the pull request cannot be fetched" in alone.output


def _git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


def test_bad_input(forge: Forge) -> None:
    """A severity that there is not fails the job with a sentence."""
    ran = forge.run({"fail-on": "sometimes"})

    assert ran.code == 2
    assert "--fail-on" in ran.output


def test_nothing_of_the_repository_is_run(forge: Forge) -> None:
    """Modules that lie in the workspace under the names of others are not imported."""
    for name in ("pip", "json", "pathlib", "layerwise", "sitecustomize"):
        (forge.repository.folder / f"{name}.py").write_text("raise SystemExit('imported')\n")
    ran = forge.run()

    assert ran.code == 1
    assert "imported" not in ran.output


def test_others_are_pinned() -> None:
    """Each action of others is named by its commit, with its version beside, and given inputs that it takes."""
    text = (ROOT / "action.yml").read_text()
    used = re.findall(r"uses: (\S+)@(\S+)(.*)", text)
    steps = [step for step in Action(ROOT).steps if "uses" in step]

    assert len(used) == len(steps) == 1
    for name, commit, note in used:
        assert re.fullmatch(r"[0-9a-f]{40}", commit)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", note)
        assert name in _TAKEN
    for step in steps:
        given = step["with"]
        assert isinstance(given, Mapping)
        assert given.keys() <= _TAKEN[str(step["uses"]).partition("@")[0]]


def test_no_expression_in_a_script() -> None:
    """What a pull request's author may choose reaches scripts as variables alone."""
    action = Action(ROOT)
    scripts = [str(step["run"]) for step in action.steps if "run" in step]

    assert len(scripts) == 4
    assert not [script for script in scripts if "${{" in script]
    assert action.told["runs"]["using"] == "composite"
