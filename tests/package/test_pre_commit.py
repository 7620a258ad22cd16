"""The hooks of pre-commit, run by pre-commit itself in somebody's repository."""

import re
from pathlib import Path

import pytest
from layerwise import __version__
from layerwise.builds import names
from layerwise.builds.names import is_dockerfile
from repository import Repository
from ruamel.yaml import YAML
from starting_case import FIXED, RULE, START, lay

from package.conftest import Distributions, copy_tree
from package.offline import run
from package.places import ROOT

pytestmark = pytest.mark.package

_HOOKS = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text())
_ENDINGS = (*names._OTHERS, *(f".{one}" for one in (*names._LANGUAGES, *names._CAPITAL)), "", ".dev", "x")  # noqa: SLF001 - what the hooks' pattern repeats


@pytest.mark.parametrize("hook", _HOOKS, ids=lambda hook: hook["id"])
def test_files(hook: dict[str, str]) -> None:
    """A hook gets the files that `layerwise check` finds in a folder."""
    stems = ("Dockerfile", "dockerfile", "DOCKERFILE", "Containerfile", "containerfile", "xDockerfile", "web")
    heads = ("", "web.", "a b.", "a-")
    written = [f"{head}{stem}{end}" for head in heads for stem in stems for end in _ENDINGS]
    written += [f"web{end}.{stem}" for stem in stems for end in _ENDINGS]
    taken = {
        name
        for name in written
        if re.search(hook["files"], f"src/{name}") and not re.search(hook["exclude"], f"src/{name}")
    }

    assert taken == {name for name in written if is_dockerfile(name)}
    assert len(taken) > 20


def test_hooks(distributions: Distributions, tmp_path: Path) -> None:
    """One hook stops a commit that makes steps rerun for nothing, the other puts the Dockerfile right."""
    assert distributions.wheel.is_file()  # the tools are there
    published, project = tmp_path / "published", tmp_path / "project"
    copy_tree(published)
    tag = Repository(published)
    tag.commit()
    tag.git("tag", f"v{__version__}")
    project.mkdir()
    lay(project)
    (project / "web").mkdir()
    lay(project / "web")
    (project / ".dockerignore").write_text("Dockerfile\n.*\n")
    (project / ".pre-commit-config.yaml").write_text(_configuration(published))
    repository = Repository(project)
    repository.git("add", "--all")

    def hook(name: str, code: int) -> str:
        return run("pre-commit", "run", name, "--all-files", home=tmp_path, folder=project, code=code)

    stopped = hook("layerwise", 1)
    fixed = hook("layerwise-fix", 1)

    assert f"[{RULE}]" in stopped
    assert "files were modified by this hook" in fixed
    assert (
        [(project / name).read_text() for name in ("Dockerfile", "web/Dockerfile")]
        == [FIXED, FIXED]
        != [START, START]
    )
    repository.git("add", "--all")
    assert "Passed" in hook("layerwise", 0)
    assert "Passed" in hook("layerwise-fix", 0)


def _configuration(published: Path) -> str:
    """As the page about CI says, with another address."""
    (block,) = re.findall(r"```yaml\n(repos:\n.*?)```", (ROOT / "docs" / "ci.md").read_text(), re.DOTALL)
    given = re.sub(r"repo: \S+", f"repo: {published}", str(block))
    assert f"rev: v{__version__}" in given
    return given
