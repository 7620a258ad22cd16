"""The build context: a tree minus what is ignored, and the trees that it is made from."""

import posixpath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layerwise.context.context import LARGEST_TEXT, BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import Content, File, Folder, Link, MemoryTree
from layerwise.context.subtree import Subtree
from layerwise.context.tree import Entry, Kind
from layerwise.unknown import Unknown

PROJECT: dict[str, Content] = {
    "package.json": "{}",
    "README.md": "read",
    "src/main.js": "main",
    "src/lib/a.js": "a",
    "src/lib/a.md": "notes",
    "node_modules/x/index.js": "x",
    "packages/one/package.json": "{1}",
    "packages/two/package.json": "{2}",
    "empty": Folder(),
    "run.sh": File("#!/bin/sh\n", 0o755),
    "link.json": Link("package.json"),
    "lib": Link("src/lib"),
    "out": Link("../secret"),
    "etc": Link("/etc/passwd"),
    "loop": Link("loop"),
    "pipe": Entry(Kind.OTHER),
    "big.json": Entry(Kind.FILE, LARGEST_TEXT + 1),
    "locked": Unknown("permission denied"),
}


def _context(*ignored: str, **more: Content) -> BuildContext:
    return BuildContext(MemoryTree({**PROJECT, **more}), parse_ignore("\n".join(ignored)))


def _is_unknown(answer: object) -> bool:
    return isinstance(answer, Unknown)


def test_entries() -> None:
    """Each kind of path says what it is; absent and ignored are both None."""
    context = _context("*.md", "node_modules")

    assert context.entry("") == Entry(Kind.DIRECTORY, 0, 0o755)
    assert context.entry("package.json") == Entry(Kind.FILE, 2)
    assert context.entry("run.sh") == Entry(Kind.FILE, 10, 0o755)
    assert context.entry("lib") == Entry(Kind.SYMLINK, 7, 0o777, "src/lib")
    assert context.entry("lib/a.js") == Entry(Kind.FILE, 1)
    assert context.entry("./src//lib/../main.js") == Entry(Kind.FILE, 4)
    assert context.entry("absent") is None
    assert context.entry("package.json/x") is None
    assert context.entry("README.md") is None
    assert context.entry("node_modules/x") is None
    assert context.entry("src/lib/a.md") is not None


def test_raw_sees_what_is_ignored() -> None:
    """The folder itself is at hand, so that one can say "exists, but is ignored"."""
    context = _context("README.md")
    deciding = context.deciding("README.md")

    assert context.entry("README.md") is None
    assert context.raw.entry("README.md") == Entry(Kind.FILE, 4)
    assert deciding is not None
    assert deciding.line == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/main.js", "main"),
        ("link.json", "{}"),
        ("lib/a.js", "a"),
        ("lib/a.md", None),
        ("absent", None),
        ("src", None),
        ("lib", None),
    ],
)
def test_texts(path: str, text: str | None) -> None:
    """Texts come through links inside the context; what is ignored is not there, by whatever name."""
    assert _context("**/a.md").text(path) == text


@pytest.mark.parametrize("path", ["out", "etc", "loop", "pipe", "big.json", "locked"])
def test_unknown_texts(path: str) -> None:
    """What leads out, goes in circles, is special, large or locked is not read."""
    assert _is_unknown(_context().text(path))


def test_link_to_ignored_file_dangles() -> None:
    """A link to an ignored file leads nowhere in the build, and an ignored link is not followed."""
    assert _context("package.json").text("link.json") is None
    assert _context("lib").text("lib/a.js") is None


def test_names() -> None:
    """Names are sorted and without what is ignored; a file has none."""
    context = _context("*", "!src", "!package.json", "**/*.md")

    assert context.names("") == ("package.json", "src")
    assert context.names("src/lib") == ("a.js",)
    assert context.names("package.json") == ()
    assert context.names("absent") == ()


@pytest.mark.parametrize(
    ("pattern", "paths"),
    [
        (".", ("",)),
        ("/", ("",)),
        ("./", ("",)),
        ("../..", ("",)),
        ("package.json", ("package.json",)),
        ("/src/", ("src",)),
        ("../package.json", ("package.json",)),
        ("absent", ()),
        ("absent/*", ()),
        ("*.json", ("big.json", "link.json", "package.json")),
        ("package*.json", ("package.json",)),
        ("packages/*/package.json", ("packages/one/package.json", "packages/two/package.json")),
        ("packages/*", ("packages/one", "packages/two")),
        ("*/lib/*.js", ("src/lib/a.js",)),
        ("lib/*.js", ("lib/a.js",)),
        ("li[b]/*.js", ()),
        ("package.jso[n]", ("package.json",)),
        ("node_modules", ()),
        ("node_module[s]", ()),
        ("e[", ()),
    ],
)
def test_glob(pattern: str, paths: tuple[str, ...]) -> None:
    """A COPY source names these paths."""
    assert _context("node_modules").glob(pattern) == paths


def test_walk() -> None:
    """The files in order, without what is ignored; links are files, empty directories come apart."""
    context = _context("node_modules", "packages", "*.json", "pipe", "locked")

    assert list(context.walk()) == [
        *("README.md", "etc", "lib", "loop", "out", "run.sh", "src/lib/a.js", "src/lib/a.md", "src/main.js")
    ]
    assert list(context.directories()) == ["", "empty", "src", "src/lib"]
    assert list(context.walk("src/lib")) == ["src/lib/a.js", "src/lib/a.md"]
    assert list(context.walk("run.sh")) == ["run.sh"]
    assert list(context.walk("node_modules")) == []


def test_exceptions_below_ignored_directories() -> None:
    """An ignored directory is there when an exception lets something in below it, and only then."""
    context = _context("*", "!src/lib/*.js")

    assert list(context.walk()) == ["src/lib/a.js"]
    assert list(context.directories()) == ["", "src", "src/lib"]
    assert context.names("") == ("src",)
    assert context.glob("*") == ("src",)


@pytest.mark.parametrize(
    ("directory", "paths", "expected"),
    [
        ("", (), True),
        ("src", ("src/main.js",), True),
        ("src", ("src/main.js", "src/lib"), False),
        ("src", ("src/main.js", "src/lib/a.js", "src/lib/a.md"), False),
        ("src", ("src",), False),
        ("src", ("",), False),
        ("src", ("/src/",), False),
        ("src/main.js", ("src/main.js",), False),
        ("src/main.js", (), True),
        ("empty", (), False),
        ("absent", (), False),
        ("locked", (), False),
        ("node_modules", (), False),
    ],
)
def test_has_other_than(directory: str, paths: tuple[str, ...], expected: bool) -> None:
    """Whether anything besides the paths is there."""
    assert _context("node_modules").has_other_than(directory, paths) is expected


def test_existence_needs_no_walk() -> None:
    """The question for other files looks into no directory when the first one answers."""

    class Counting:
        """A tree that says which directories were listed."""

        def __init__(self, tree: MemoryTree) -> None:
            self.entry, self.text, self.tree = tree.entry, tree.text, tree
            self.listed: list[str] = []

        def names(self, path: str) -> tuple[str, ...] | Unknown:
            """The names, noted."""
            self.listed.append(path)
            names = self.tree.names(path)
            return names if isinstance(names, Unknown) else tuple(names)

    tree = Counting(MemoryTree({f"{part}/{n}": "" for part in "abc" for n in range(99)} | {"z": ""}))

    assert BuildContext(tree).has_other_than("", ["a"])
    assert tree.listed == [""]


def test_subtree_is_a_world_of_its_own() -> None:
    """Neither `..` nor a link leads out of a subtree, though the tree around it holds the file."""
    tree = MemoryTree({"secret": "s", "app/a": "a", "app/up": Link("../secret"), "app/in": Link("./a")})
    app = Subtree(tree, "app")

    assert (app.text("a"), app.text("in")) == ("a", "a")
    assert _is_unknown(app.text("up"))
    assert _is_unknown(app.text("../secret"))
    assert app.names("") == ("a", "in", "up")
    assert Subtree(tree).text("app/up") == "s"


def test_values() -> None:
    """Contexts made alike are equal."""
    assert _context("a", "!b") == _context("a", "!b")
    assert _context("a") != _context("b")


_names = st.sampled_from(("a", "b", "c", "a.md", "b.md"))
_tree_paths = st.lists(_names, min_size=1, max_size=4).map("/".join)
_lines = st.sampled_from(("*", "a", "!a", "!a/b", "b/*", "!**/*.md", "**/c", "!b/a/*", "*.md", "a/**", "!c"))


def _tree(paths: list[str]) -> dict[str, Content]:
    """A tree of these files, those left out that stand in the way of a directory."""
    directories = {"/".join(p.split("/")[:n]) for p in paths for n in range(1, len(p.split("/")))}
    return {path: path for path in paths if path not in directories}


@settings(max_examples=300)
@given(st.lists(_tree_paths, max_size=12), st.lists(_lines, max_size=5))
def test_walk_is_what_is_not_ignored(paths: list[str], lines: list[str]) -> None:
    """However the walk prunes, it gives the files that are not ignored; all other questions agree with it."""
    ignore = parse_ignore("\n".join(lines))
    files = _tree(paths)
    context = BuildContext(MemoryTree(files), ignore)
    walked = list(context.walk())

    assert sorted(walked) == sorted(path for path in files if not ignore.is_ignored(path))
    assert all(context.text(path) == path for path in walked)
    assert all(posixpath.basename(path) in context.names(posixpath.dirname(path)) for path in walked)
    assert all(context.entry(path.split("/")[0]) is not None for path in walked)
    assert context.has_other_than("", ()) == bool(walked)
    assert not context.has_other_than("", walked)


@settings(max_examples=300)
@given(st.lists(_tree_paths, max_size=10), _tree_paths, st.lists(_lines, min_size=1, max_size=5))
def test_an_ignored_file_changes_nothing(paths: list[str], added: str, lines: list[str]) -> None:
    """Adding a file that is ignored changes no answer."""
    ignore = parse_ignore("\n".join(lines))
    before, after = _tree(paths), _tree([*paths, added])
    if not ignore.is_ignored(added) or before.keys() - after.keys() or added not in after:
        return
    one, other = BuildContext(MemoryTree(before), ignore), BuildContext(MemoryTree(after), ignore)
    parents = {"/".join(added.split("/")[:n]) for n in range(1, len(added.split("/")))}

    assert list(one.walk()) == list(other.walk())
    assert set(other.directories()) - set(one.directories()) <= parents
    assert one.text(added) == other.text(added)
    assert one.has_other_than("", paths[:1]) == other.has_other_than("", paths[:1])
