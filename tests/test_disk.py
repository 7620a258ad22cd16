"""The disk as a tree: lazy, remembered, never left, never waiting."""

import os
import sys
from pathlib import Path

import pytest
from layerwise.builds.build import Build
from layerwise.context.context import LARGEST_TEXT, BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.subtree import Subtree
from layerwise.context.tree import Entry, Kind
from layerwise.host.disk import DiskTree, directories
from layerwise.unknown import Unknown

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="symlinks and pipes are those of POSIX")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a few files, and a secret beside it."""
    (tmp_path / "secret").write_text("secret")
    folder = tmp_path / "root"
    (folder / "src" / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / "src" / "b.txt").write_bytes(b"b\r\n\xff")
    return folder


def _why(answer: object) -> str:
    assert isinstance(answer, Unknown), answer
    return answer.why


def test_files_and_directories(root: Path) -> None:
    """Entries, texts and names are those of the disk; bytes that are no text are replaced."""
    tree = DiskTree(root)
    entry = tree.entry("a.txt")

    assert isinstance(entry, Entry)
    assert (entry.kind, entry.size) == (Kind.FILE, 1)
    assert tree.text("src/b.txt") == "b\r\n\ufffd"
    assert tree.text("src/./../a.txt") == "a"
    assert tree.names("") == ("a.txt", "src")
    assert tree.names("src") == ("b.txt", "deep")
    assert tree.names("a.txt") == ()
    assert [tree.entry(path) for path in ("absent", "a.txt/x", "nul\0", "x/" * 3000)] == [None] * 4
    assert [tree.text(path) for path in ("absent", "src", "")] == [None] * 3


def test_missing_root(tmp_path: Path) -> None:
    """A root that is not there is an empty answer."""
    tree = DiskTree(tmp_path / "absent")

    assert (tree.entry(""), tree.text("a"), tree.names("")) == (None, None, ())


def test_remembers_until_told_to_forget(root: Path) -> None:
    """One tree gives one answer, whatever happens meanwhile."""
    tree = DiskTree(root)

    assert (tree.text("a.txt"), tree.entry("new"), tree.names("src/deep")) == ("a", None, ())

    (root / "a.txt").write_text("changed")
    (root / "new").touch()
    (root / "src/deep/x").touch()

    assert (tree.text("a.txt"), tree.entry("new"), tree.names("src/deep")) == ("a", None, ())

    tree.forget()

    assert (tree.text("a.txt"), tree.names("src/deep")) == ("changed", ("x",))
    assert tree.entry("new") is not None


@needs_links
def test_links_inside(root: Path) -> None:
    """Links that stay inside are followed, on the way and at the end; an entry tells the link itself."""
    (root / "link").symlink_to("src")
    (root / "src" / "up").symlink_to("../a.txt")
    tree = DiskTree(root)

    assert tree.entry("link") == Entry(Kind.SYMLINK, 3, tree.entry("link").mode, "src")  # type: ignore[union-attr] # a wrong kind fails here too
    assert tree.text("link/up") == "a"
    assert tree.names("link") == ("b.txt", "deep", "up")


@needs_links
@pytest.mark.parametrize("target", ["../secret", "/etc/hostname", "../root/../secret", "src/../../secret"])
def test_links_outside(root: Path, target: str) -> None:
    """Whatever leads out of the folder is not opened, though it exists."""
    (root / "out").symlink_to(target)
    (root / "folder").symlink_to("..")
    tree = DiskTree(root)

    assert "leads out" in _why(tree.text("out"))
    assert "leads out" in _why(tree.text("folder/secret"))
    assert "leads out" in _why(tree.names("folder"))
    assert "leads out" in _why(tree.text("../secret"))


@needs_links
def test_link_put_in_place_after_the_look(root: Path) -> None:
    """A file that turns into a link between look and reading is not followed."""
    tree = DiskTree(root)

    assert tree.entry("a.txt") is not None

    (root / "a.txt").unlink()
    (root / "a.txt").symlink_to("../secret")

    assert "cannot be read" in _why(tree.text("a.txt"))


@needs_links
def test_dangling_and_circular_links(root: Path) -> None:
    """A link to nothing is an absent text; one to itself is unknown."""
    (root / "gone").symlink_to("nothing")
    (root / "loop").symlink_to("loop")
    tree = DiskTree(root)

    assert tree.text("gone") is None
    assert "circles" in _why(tree.text("loop"))


@needs_links
def test_pipe(root: Path) -> None:
    """A pipe is never waited for, under its own name or a link's."""
    os.mkfifo(root / "pipe")
    (root / "link").symlink_to("pipe")
    tree = DiskTree(root)
    entry = tree.entry("pipe")

    assert isinstance(entry, Entry)
    assert entry.kind is Kind.OTHER
    assert "not a regular file" in _why(tree.text("pipe"))
    assert "not a regular file" in _why(tree.text("link"))


@needs_links
def test_pipe_put_in_place_after_the_look(root: Path) -> None:
    """A file that turns into a pipe between look and reading is not waited for."""
    tree = DiskTree(root)
    tree.entry("a.txt")
    (root / "a.txt").unlink()
    os.mkfifo(root / "a.txt")

    assert "not a regular file" in _why(tree.text("a.txt"))


def test_huge_file(root: Path) -> None:
    """A huge file is known by its size and not read."""
    with (root / "huge").open("wb") as file:
        file.truncate(LARGEST_TEXT * 1000)
    (root / "fits").write_bytes(b"x" * LARGEST_TEXT)
    tree = DiskTree(root)

    assert "too large" in _why(tree.text("huge"))
    assert "too large" in _why(BuildContext(tree).text("huge"))
    assert tree.text("fits") == "x" * LARGEST_TEXT


def test_permission_denied(root: Path, request: pytest.FixtureRequest) -> None:
    """What may not be read is unknown, not absent."""
    (root / "a.txt").chmod(0)
    (root / "src").chmod(0)
    request.getfixturevalue("unprivileged")
    tree = DiskTree(root)
    answers = tree.text("a.txt"), tree.names("src"), tree.entry("src/b.txt")

    assert ["denied" in _why(answer) for answer in answers] == [True] * 3


def test_refusals_of_the_disk(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors of the disk are unknown answers that name the path; for root, whom no permission stops."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    tree = DiskTree(root)
    tree.entry("src")
    tree.entry("a.txt")
    monkeypatch.setattr("os.listdir", refuse)
    monkeypatch.setattr("os.open", refuse)
    answers = tree.text("a.txt"), tree.names("src")
    monkeypatch.setattr("os.lstat", refuse)
    more = tree.entry("src/b.txt"), tree.text("src/b.txt")
    monkeypatch.undo()

    assert [_why(answer) for answer in (*answers, *more)] == [
        *("a.txt cannot be read (permission denied)", "src cannot be read (permission denied)"),
        *["src/b.txt cannot be read (permission denied)"] * 2,
    ]


def test_unsaved_texts(root: Path) -> None:
    """An editor's texts stand for the files', and files not saved yet are there with their folders."""
    tree = DiskTree(root, {"a.txt": "édited", "new/deep/c.txt": "c"})

    assert tree.text("a.txt") == "édited"
    assert tree.text("new/deep/c.txt") == "c"
    assert tree.entry("a.txt") == Entry(Kind.FILE, 7, tree.entry("a.txt").mode)  # type: ignore[union-attr] # a wrong kind fails here too
    assert tree.entry("new") == Entry(Kind.DIRECTORY, 0, 0o755)
    assert (tree.names(""), tree.names("new")) == (("a.txt", "new", "src"), ("deep",))


@needs_links
def test_unsaved_text_through_a_link(root: Path) -> None:
    """The text of a file in the editor is also read through a link to it."""
    (root / "link").symlink_to("a.txt")

    assert DiskTree(root, {"a.txt": "edited"}).text("link") == "edited"


def test_context_on_disk(root: Path) -> None:
    """A build context answers from the disk as from memory."""
    context = BuildContext(Subtree(DiskTree(root.parent), "root"), parse_ignore("src\n!src/*.txt"))

    assert list(context.walk()) == ["a.txt", "src/b.txt"]
    assert list(directories([Build(context=context, label="", origin="")])) == [root]
    assert list(directories([Build(context=Unknown("it is remote"), label="", origin="")])) == []


def test_file_that_grows_after_the_look(tmp_path: Path) -> None:
    """A text is read to its end, also where the file was smaller when it was looked at."""
    (tmp_path / "a").write_text("1")
    tree = DiskTree(tmp_path)
    seen = tree.entry("a")
    (tmp_path / "a").write_text("1" * 10_000)

    assert seen == Entry(Kind.FILE, 1, (tmp_path / "a").stat().st_mode & 0o7777)
    assert tree.text("a") == "1" * 10_000


def test_what_was_absent_is_looked_for_where_its_directory_has_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A directory that is as it was has no new names; one that is not is looked into again."""
    monkeypatch.setattr("layerwise.host.stamp._COARSEST", 0)
    looked: list[str] = []
    look = os.lstat

    def noted(path: str) -> os.stat_result:
        looked.append(path)
        return look(path)

    monkeypatch.setattr(os, "lstat", noted)
    tree = DiskTree(root)

    assert (tree.entry("src/new"), tree.entry("new")) == (None, None)
    assert tree.is_as_before({})  # when the directories are looked at for the first time

    looked.clear()

    assert tree.is_as_before({})
    assert not [path for path in looked if path.endswith("new")]

    os.utime(root / "src", ns=(0, 0))

    assert tree.is_as_before({})
    assert [path for path in looked if path.endswith("new")] == [str(root / "src/new")]

    (root / "src/new").touch()

    assert not tree.is_as_before({})
