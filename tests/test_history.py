"""What git tells of a folder: commits, renames, merges, shallow clones, odd names, and no git at all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layerwise.history.log import Commit, History, parse_log
from layerwise.host import git_process
from layerwise.host.git import changed_since, head, read_history
from repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository."""
    return Repository(tmp_path)


def _paths(folder: Path, count: int = 200) -> list[list[str]]:
    history = read_history(folder, count)

    assert history is not None
    return [sorted(commit.paths) for commit in history.commits]


def test_commits(repository: Repository) -> None:
    """The newest first, each with the paths that it changed; a rename is both names."""
    repository.commit(a="1", d__b="1")
    repository.commit(d__b="2")
    repository.git("mv", "a", "c d")
    repository.commit()

    assert _paths(repository.folder) == [["a", "c d"], ["d/b"], ["a", "d/b"]]


def test_folder(repository: Repository) -> None:
    """Of a folder below, only its own commits count, with paths relative to it."""
    repository.commit(a="1", d__b="1")
    repository.commit(a="2")
    repository.commit(d__e__f="2")

    assert _paths(repository.folder / "d") == [["e/f"], ["b"]]


def test_merge(repository: Repository) -> None:
    """A merge is left out: what it brings together was changed by its parents."""
    repository.commit(a="1")
    repository.git("checkout", "--quiet", "-b", "side")
    repository.commit(b="1")
    repository.git("checkout", "--quiet", "main")
    repository.commit(c="1")
    repository.git("merge", "--quiet", "--no-edit", "side")

    assert sorted(_paths(repository.folder)) == [["a"], ["b"], ["c"]]


def test_count(repository: Repository) -> None:
    """No more commits than asked for, and whether there are earlier ones."""
    for number in range(4):
        repository.commit(a=str(number))
    some, whole = read_history(repository.folder, 3), read_history(repository.folder, 4)

    assert some is not None
    assert whole is not None
    assert (len(some.commits), some.is_whole, len(whole.commits), whole.is_whole) == (3, False, 4, True)


def test_shallow(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A shallow clone is not the whole, and what its oldest commit changed is not known."""
    repository.commit(a="1", b="1")
    repository.commit(a="2")
    repository.commit(a="3")
    clone = tmp_path_factory.mktemp("clone") / "c"
    repository.git("clone", "--quiet", "--depth=2", f"file://{repository.folder}", str(clone))
    history = read_history(clone)

    assert history is not None
    assert ([set(commit.paths) for commit in history.commits], history.is_whole) == ([{"a"}], False)


def test_first(tmp_path: Path) -> None:
    """The first commit of a project changes nothing that was there."""
    repository = Repository.of(tmp_path)
    repository.git("init", "--quiet")
    repository.commit(a="1")

    assert _paths(tmp_path) == []
    repository.commit(a="2")
    assert _paths(tmp_path) == [["a"]]


def test_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder outside of any repository, an empty repository, and a machine without git have none."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "empty").mkdir()
    Repository.of(tmp_path / "empty").git("init", "--quiet")

    assert read_history(tmp_path) is None
    assert (read_history(tmp_path / "empty"), head(tmp_path / "empty")) == (None, None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_history(tmp_path) is None


def test_programs_of_the_repository_are_not_run(repository: Repository) -> None:
    """What a repository's configuration names as programs stays what it is: words."""
    repository.commit(a="1")
    trap = repository.folder / "ran"
    for name in (
        "core.fsmonitor",
        "core.pager",
        "gpg.program",
        "diff.external",
        "core.sshCommand",
        "core.editor",
    ):
        repository.git("config", name, f"touch {trap};true")
    repository.git("config", "log.showSignature", "true")
    repository.git("config", "diff.x.textconv", f"touch {trap};cat")
    (repository.folder / ".gitattributes").write_text("* diff=x filter=y\n")
    repository.git("config", "filter.y.clean", f"touch {trap};cat")

    assert _paths(repository.folder) == [["a"]]
    assert changed_since(repository.folder, "HEAD") is not None
    assert not trap.exists()


def test_changed_since(repository: Repository) -> None:
    """What differs from a revision, in the folder: committed, edited and new; nothing for one that is no revision."""
    repository.commit(a="1", d__b="1")
    repository.commit(d__b="2")
    (repository.folder / "d" / "new").write_text("1")

    assert changed_since(repository.folder, "HEAD~1") == ("d/b", "d/new")
    assert changed_since(repository.folder / "d", "HEAD") == ("new",)
    assert changed_since(repository.folder, "nowhere") is None
    assert changed_since(repository.folder, "--output=x") is None


def test_head(repository: Repository) -> None:
    """The name of the commit that is checked out changes with it."""
    repository.commit(a="1")
    first = head(repository.folder)
    repository.commit(a="2")

    assert first is not None
    assert head(repository.folder) not in (None, first)


@given(st.text())
def test_any_text_parses(text: str) -> None:
    """Whatever git prints, reading it does not fail."""
    assert all(isinstance(commit, Commit) for commit in parse_log(text))


@pytest.mark.parametrize(
    ("number", "is_whole", "extent"),
    [
        (1, True, "1 commit"),
        (1, False, "1 commit"),
        (3, True, "all 3 commits"),
        (3, False, "the last 3 commits"),
    ],
)
def test_extent(number: int, is_whole: bool, extent: str) -> None:
    """How many commits a history has is told in words that fit their number."""
    commits = tuple(Commit(str(at), frozenset()) for at in range(number))
    assert History(commits, is_whole=is_whole).extent == extent


def test_shim(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """On macOS without the command-line tools Apple's git is not started: it would open a dialog."""
    repository.commit(a="1")
    assert head(repository.folder) is not None
    monkeypatch.setattr(git_process, "_IS_MACOS", True)
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/git")
    git_process._is_shim.cache_clear()  # noqa: SLF001 - what is known is of another machine
    try:
        assert head(repository.folder) is None
    finally:
        git_process._is_shim.cache_clear()  # noqa: SLF001 - as above
