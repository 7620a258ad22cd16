"""What a repository's own git configuration says: it runs nothing, reaches nothing and shows nothing else."""

import os
import time
from pathlib import Path

import pytest
from layerwise.host import git_process
from layerwise.host.git import changed_since, head, head_files, ignored_below, read_history, top
from repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with two commits."""
    folder = tmp_path / "repository"
    folder.mkdir()
    made = Repository(folder)
    made.commit(a="1", d__b="1")
    made.commit(a="2")
    return made


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A file that is there once anything has been run."""
    return tmp_path / "ran"


def _ask_all(folder: Path) -> None:
    """All that is ever asked of git."""
    read_history(folder)
    head(folder)
    head_files(folder)
    top(folder)
    changed_since(folder, "HEAD")
    changed_since(folder, "HEAD~1")
    ignored_below(folder)


def _set_trap(repository: Repository, trap: Path) -> None:
    """Name a program wherever a configuration can."""
    run = f"touch {trap};"
    repository.git("config", "filter.a.clean", f"{run} cat")
    repository.git("config", "filter.a.smudge", f"{run} cat")
    repository.git("config", "filter.b.process", run)
    repository.git("config", "diff.a.command", run)
    repository.git("config", "diff.a.textconv", run)
    repository.git("config", "log.showSignature", "true")
    for key in (
        *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy", "core.askPass"),
        *(
            "core.alternateRefsCommand",
            "gpg.program",
            "gpg.ssh.program",
            "diff.external",
            "credential.helper",
        ),
        *(
            "interactive.diffFilter",
            "sequence.editor",
            "pager.log",
            "pager.diff",
            "uploadpack.packObjectsHook",
        ),
        *("alias.log", "alias.rev-parse", "alias.ls-files", "alias.diff-index", "alias.config"),
        *("remote.origin.uploadpack", "submodule.sub.update", "trailer.a.command", "merge.a.driver"),
    ):
        repository.git("config", key, f"!{run}" if key.startswith(("alias.", "submodule.")) else run)
    hooks = repository.folder / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-index-change", "fsmonitor-watchman", "query-watchman", "reference-transaction"):
        (hooks / name).write_text(f"#!/bin/sh\n{run}\n")
        (hooks / name).chmod(0o755)
    repository.git("config", "core.hooksPath", str(hooks))
    (repository.folder / ".gitattributes").write_text("* diff=a filter=a\nd/* filter=b\n")
    for name in ("a", "d/b"):  # the same size: git must read them to see whether they changed
        (repository.folder / name).write_text("3")


def test_programs_that_are_named(repository: Repository, trap: Path) -> None:
    """No key that names a program makes it run; the answers are those of any repository."""
    _set_trap(repository, trap)
    _ask_all(repository.folder)

    assert not trap.exists()
    assert changed_since(repository.folder, "HEAD") == (".gitattributes", "a", "d/b", *_hooks(repository))
    history = read_history(repository.folder)
    assert history is not None
    assert len(history.commits) == 2


def _hooks(repository: Repository) -> list[str]:
    return sorted(f"hooks/{path.name}" for path in (repository.folder / "hooks").iterdir())


def test_programs_in_a_file_that_is_included(repository: Repository, trap: Path) -> None:
    """The same for keys in other files of the repository."""
    (repository.folder / "more").write_text(f'[filter "c"]\n\tclean = touch {trap}; cat\n')
    repository.git("config", "include.path", "../more")
    (repository.folder / ".gitattributes").write_text("* filter=c\n")
    (repository.folder / "a").write_text("3")
    _ask_all(repository.folder)

    assert not trap.exists()


def test_a_filter_with_an_odd_name(repository: Repository, trap: Path) -> None:
    """A filter that no option can switch off costs the answer."""
    repository.git("config", "filter.a=b.clean", f"touch {trap}; cat")
    (repository.folder / ".gitattributes").write_text("* filter=a=b\n")
    (repository.folder / "a").write_text("3")

    assert changed_since(repository.folder, "HEAD") is None
    assert not trap.exists()


def test_programs_of_a_submodule(repository: Repository, trap: Path) -> None:
    """Git starts itself in submodules, with what their own configuration names; so they are asked one by one."""
    folder = repository.folder / "sub"
    folder.mkdir()
    inner = Repository(folder)
    inner.commit(a="1", d__b="1")
    repository.git("add", "sub")
    repository.git("commit", "--message=m")
    _set_trap(inner, trap)
    _ask_all(repository.folder)

    assert not trap.exists()
    assert set(changed_since(repository.folder, "HEAD") or ()) >= {"sub/a", "sub/d/b", "sub/.gitattributes"}


@pytest.mark.parametrize(
    "url", ["ext::sh -c touch% {trap}", "ssh://localhost/x", "{folder}", "https://localhost/x"]
)
@pytest.mark.parametrize("has_switch", [True, False])
def test_objects_that_lie_elsewhere(
    url: str, has_switch: bool, repository: Repository, trap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A partial clone fetches nothing, also where git is too old for the switch that says so."""
    if not has_switch:
        monkeypatch.delitem(git_process._ENVIRONMENT, "GIT_NO_LAZY_FETCH")  # noqa: SLF001 - as an old git, which ignores it
    listing = Repository.said(repository.folder, "rev-parse", "HEAD~1^{tree}")
    (repository.folder / ".git" / "objects" / listing[:2] / listing[2:]).unlink()
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": url.format(trap=trap, folder=repository.folder),
        "remote.origin.uploadpack": f"touch {trap};",
        "core.sshCommand": f"touch {trap};",
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "protocol.ssh.allow": "always",
        "protocol.file.allow": "always",
        "protocol.https.allow": "always",
    }.items():
        repository.git("config", key, value)
    _ask_all(repository.folder)

    assert not trap.exists()
    assert read_history(repository.folder) is None


def test_a_work_tree_elsewhere(repository: Repository, tmp_path: Path) -> None:
    """A repository that calls another folder its work tree is told nothing of that."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "secret.log").write_text("")
    (other / ".gitignore").write_text("*.log\n")
    repository.git("config", "core.worktree", str(other))

    assert top(repository.folder) is None
    assert ignored_below(repository.folder) == frozenset()
    assert changed_since(repository.folder, "HEAD") is None


def test_a_folder_made_like_a_repository(tmp_path: Path, trap: Path) -> None:
    """A folder with the files of a `.git` in it, which git itself may take for a repository, is none."""
    folder = tmp_path / "bare"
    folder.mkdir()
    bare = Repository.of(folder)
    bare.git("init", "--quiet", "--bare")
    bare.git("config", "core.bare", "false")
    bare.git("config", "core.worktree", str(tmp_path))
    bare.git("config", "core.fsmonitor", f"touch {trap};")
    _ask_all(folder)

    assert not trap.exists()
    assert (top(folder), ignored_below(folder)) == (None, frozenset())


@pytest.mark.parametrize(
    "name", ["HEAD", "config", "index", "info/exclude", "info/attributes", "packed-refs"]
)
def test_pipes_in_a_repository(name: str, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git waits for a pipe without end, and we for git but for a while."""
    monkeypatch.setattr(git_process, "_SECONDS", 1.0)
    monkeypatch.setattr(git_process, "_IMPATIENT", 0.2)
    path = repository.folder / ".git" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    begin = time.monotonic()
    _ask_all(repository.folder)

    assert time.monotonic() - begin < 15


def test_a_tree_without_end(repository: Repository) -> None:
    """Ten trees, each ten times in the next one, name ten thousand million files: there is no such history."""
    blob = Repository.said(repository.folder, "rev-parse", "HEAD:a")
    tree = Repository.said(
        repository.folder, "mktree", given="".join(f"100644 blob {blob}\t{n}\n" for n in range(10))
    )
    for _ in range(9):
        listing = "".join(f"040000 tree {tree}\t{n}\n" for n in range(10))
        tree = Repository.said(repository.folder, "mktree", given=listing)
    commit = Repository.said(repository.folder, "commit-tree", tree, "-p", "HEAD", "-m", "m")
    repository.git("update-ref", "refs/heads/main", commit)

    begin = time.monotonic()
    history = read_history(repository.folder)

    assert history is None
    assert time.monotonic() - begin < 15  # else it was but the patience that came to an end
