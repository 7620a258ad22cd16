"""What a COPY, an ADD or a bind mount says of single paths."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from layerwise.builds.build import Build
from layerwise.cache.copies import Copy
from layerwise.cache.key import key
from layerwise.cache.paths import Paths, files, trees
from layerwise.cache.plan import plan
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import Content, Folder, Link, MemoryTree
from layerwise.context.tree import Entry
from layerwise.ecosystems.conventional import ConventionalTree
from layerwise.syntax.parse import parse
from layerwise.unknown import Unknown

_FILES: Mapping[str, Content] = {
    "package.json": "{}",
    "src/a.js": "1",
    "src/b.js": "1",
    "src/lib/c.js": "1",
    "css/d.css": "1",
    "empty": Folder(),
    "dark": Unknown("no permission"),
    "web/link": Link("real"),
    "web/real/a.js": "1",
}
_BUILT = "FROM a AS built\nCOPY src /out\nFROM a AS made\nRUN ./make-it\nCOPY src /out\nFROM a\n"


def _copy(line: str) -> Copy:
    """The copy or the first bind of one instruction, below two stages."""
    context = BuildContext(MemoryTree(_FILES), parse_ignore("src/ignored.js\n"))
    named = {"lib": BuildContext(MemoryTree({"a": ""}))}
    build = Build(context=context, contexts=named, label=".", origin="a test")
    planned = plan(parse(f"{_BUILT}{line}\n"), build)
    return key(planned.stages[-1].steps[-1]).copies[0]


@pytest.mark.parametrize(
    ("line", "path", "names"),
    [
        ("COPY src /x", "/x", {"a.js", "b.js", "lib"}),
        ("COPY src /x", "/x/lib", {"c.js"}),
        ("COPY src /x", "/", {"x"}),
        ("COPY src /x", "/y", set()),
        ("COPY --exclude=*.js src /x", "/x", {"lib"}),
        ("COPY --exclude=b.js src package.json /x", "/x", {"a.js", "lib", "package.json"}),
        ("COPY package.json /x", "/x", set()),
        ("RUN --mount=type=bind,from=built,source=/out,target=/x true", "/x", {"a.js", "b.js", "lib"}),
        ("RUN --mount=type=bind,from=built,source=/out,target=/x true", "/x/no", set()),
        ("RUN --mount=type=bind,from=other,target=/x true", "/", {"x"}),
        ("RUN --mount=type=bind,from=other,target=/x true", "/y", set()),
        ("RUN --mount=type=bind,from=other,target=/x true", "/x", None),
        ("RUN --mount=type=bind,from=made,source=/out,target=/x true", "/x/no", None),
        ("RUN --mount=type=bind,from=made,source=/gone,target=/x true", "/x", None),
        ("RUN --mount=type=bind,from=built,target=/x true", "/x/opt", None),
    ],
)
def test_names(line: str, path: str, names: set[str] | None) -> None:
    """The names that it brings into a directory, None where nobody can say."""
    found = _copy(line).names(path)

    assert (None if isinstance(found, Unknown) else found) == names


@pytest.mark.parametrize(
    ("line", "source", "is_taken"),
    [
        ("COPY src /x", "src/gone.js", True),
        ("COPY src /x", "src/ignored.js", False),
        ("COPY --exclude=b.js src /x", "src/a.js", True),
        ("COPY --exclude=b.js src /x", "src/b.js", False),
        ("COPY --exclude=b.js src /x", "src/lib/b.js", True),
        ("COPY --exclude=lib src /x", "src/lib/c.js", False),
    ],
)
def test_would_take(line: str, source: str, is_taken: bool) -> None:
    """What a directory takes, be it there today or not."""
    copy = _copy(line)

    assert copy.would_take(copy.mappings[0], source) is is_taken


def test_would_take_of_other_places() -> None:
    """Of a tree without ignore rules only what is there is taken, of one that nobody can read nothing."""
    copy = _copy("COPY . /x")
    usual = replace(copy, tree=ConventionalTree())
    dark = replace(copy, tree=Unknown("no permission"))
    (mapping,) = copy.mappings

    assert usual.would_take(mapping, "package.json")
    assert not usual.would_take(mapping, "src/a.js")
    assert not dark.would_take(mapping, "package.json")


@pytest.mark.parametrize(
    ("line", "path", "is_watched"),
    [
        ("COPY src /x", "src/a.js", False),
        ("COPY src/*.js css/*.css /x/", "src/new.js", True),
        ("COPY src/*.js css/*.css /x/", "css/new.css", True),
        ("COPY src/*.js css/*.css /x/", "css/new.js", False),
        ("COPY src/*.js /x/", "src/ignored.js", False),
        ("COPY --from=built /out/*.js /x/", "/out/new.js", True),
        ("COPY --from=built /src/*.js /x/", "src/ignored.js", False),
    ],
)
def test_watches(line: str, path: str, is_watched: bool) -> None:
    """The paths that decide about it besides those that it maps."""
    assert _copy(line).watches(path) is is_watched


@pytest.mark.parametrize(
    ("line", "source", "is_taken"),
    [
        ("COPY package.json src /x/", "src/a.js", True),
        ("COPY package.json src /x/", "package.json", True),
        ("COPY package.json src /x/", "css/d.css", False),
        ("COPY package.json /x/", "package.json/a", False),
        ("COPY --exclude=b.js src /x/", "src/b.js", False),
    ],
)
def test_takes(line: str, source: str, is_taken: bool) -> None:
    """The source paths that it brings anywhere."""
    assert _copy(line).takes(source) is is_taken


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("COPY src /x/y", {"/x", "/x/y"}),
        ("COPY package.json /x/y", {"/x"}),
        ("COPY src package.json /x/y/", {"/x", "/x/y"}),
    ],
)
def test_directories(line: str, made: set[str]) -> None:
    """The directories that it makes: above what it brings, and into which a folder goes."""
    assert _copy(line).directories == made


@pytest.mark.parametrize(
    ("line", "path", "is_brought"),
    [
        ("COPY --parents src/a.js css/d.css /x/", "/x/css", True),
        ("COPY --parents src/a.js css/d.css /x/", "/x/css/d.css", True),
        ("COPY --parents src/a.js css/d.css /x/", "/x/lib", False),
        ("COPY src /x", "/x/lib/c.js", True),
        ("COPY src /x", "/x/gone.js", False),
        ("COPY --from=built /out /x", "/x/a.js", True),
        ("COPY --from=built /out /x", "/x/gone.js", False),
        ("COPY --from=built /made /x", "/x/gone.js", True),
        ("RUN --mount=src=src,dst=/x true", "/x/a.js", True),
        ("RUN --mount=source=src,destination=/x true", "/x/a.js", True),
        ("RUN --mount=source=gone,target=/x true", "/x", True),
        ("ENV A=x\nRUN --mount=source=src,target=/$A true", "/x/a.js", True),
        ("ARG TARGETARCH\nRUN --mount=source=src,target=/$TARGETARCH true", "/$TARGETARCH/a.js", True),
    ],
)
def test_brings(line: str, path: str, is_brought: bool) -> None:
    """Whether anything is brought to a path, below it, or over a directory above."""
    assert _copy(line).brings(path) is is_brought


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("COPY src /app/", ["/app", "/app/a.js", "/app/x/y"]),
        ("COPY src/a.js /app/a.js", ["/app", "/app/a.js"]),
        ("COPY src /", ["/app", "/app/a.js", "/app/x/y", "/application", "/opt"]),
        ("COPY src/a.js src/b.js /opt/", ["/opt"]),
        ("COPY src /app/x", ["/app", "/app/x/y"]),
    ],
)
def test_near(line: str, near: list[str]) -> None:
    """The paths to which it may bring anything: it surely brings nothing to the others."""
    copy = _copy(line)
    paths = frozenset(("/", "/app", "/app/a.js", "/app/x/y", "/application", "/opt"))
    assert copy.near(paths) == ["/", *near]
    assert not any(copy.brings(path) for path in paths.difference(copy.near(paths)))
    assert copy.near(()) == []


@pytest.mark.parametrize(
    ("line", "stage", "named", "is_local"),
    [
        ("COPY src /x", None, None, True),
        ("COPY --from=lib a /x", None, "lib", True),
        ("COPY --from=built /out /x", 0, None, False),
        ("COPY --from=alpine:3 /etc /x", None, None, False),
    ],
)
def test_where_it_copies_from(line: str, stage: int | None, named: str | None, *, is_local: bool) -> None:
    """The build context, a named one, a stage above, an image."""
    copy = _copy(line)
    assert (copy.stage, copy.named_context, copy.is_local) == (stage, named, is_local)
    assert copy.is_context is (is_local and named is None)


def test_files_behind_links() -> None:
    """Below a directory that is a link in the source, however often it is asked, and below no other."""
    copy = _copy("COPY web /x")
    for _ in range(2):
        assert copy.is_behind_link("/x/link/a/b.js")
        assert copy.is_behind_link("/x/link/a")
        assert not copy.is_behind_link("/x/link")
        assert not copy.is_behind_link("/x/real/a.js")
        assert not copy.is_behind_link("/y/link/a.js")


def test_brings_more() -> None:
    """Whether it brings a file besides known ones, whatever was asked before."""
    copy = _copy("COPY src /x")
    alone, some, others = files("/y"), files("/x/a.js"), files("/x/b.js", "/x/lib/c.js")
    for known in (alone, some, alone, others, some):
        assert copy.brings_more(known)
    assert not copy.brings_more(trees(["/x"]))
    assert not copy.brings_more(files("/x/a.js", "/x/b.js", "/x/lib/c.js"))
    assert copy.brings_more(some)
    made = _copy("COPY --from=built /made /x")
    assert made.brings_more(files("/y"))
    assert not made.brings_more(files("/x/a"))


@pytest.mark.parametrize(
    ("line", "known", "besides"),
    [
        ("COPY package.json /x/", files("/x/package.json"), None),
        ("COPY package.json /x/", files("/x/other"), "/x/package.json"),
        ("COPY src /x", files("/x/a.js", "/x/b.js"), "/x/lib/c.js"),
        ("COPY src /x", trees(["/x"]), None),
        ("COPY --from=built /made /x", files("/x/a"), None),
        ("COPY --from=built /made /x", files("/x/a", "/y/a"), None),
        ("COPY --from=built /made /x", files("/y/a"), "/x"),
        ("COPY --from=built /made /out/a.js /x/", files("/x/made"), "/x/a.js"),
        ("RUN --mount=type=bind,from=other,target=/x true", files("/y"), "/x"),
        ("RUN --mount=type=bind,from=other,target=/x true", files("/x/y"), None),
    ],
)
def test_brings_besides(line: str, known: Paths, besides: str | None) -> None:
    """The first file that is not among the known ones."""
    assert _copy(line).brings_besides(known) == besides


@pytest.mark.parametrize(("limit", "besides"), [(3, None), (4, "/x/lib/c.js")])
def test_looks_at_most_at_so_many(limit: int, besides: str | None) -> None:
    """A wide copy is not searched to its end: two files are known, a folder comes between."""
    assert _copy("COPY src /x").brings_besides(files("/x/a.js", "/x/b.js"), limit) == besides


@pytest.mark.parametrize(
    ("line", "brought"),
    [
        ("COPY src /x", ["/x/a.js", "/x/b.js", "/x/lib/c.js"]),
        ("COPY --exclude=b.js src /x", ["/x/a.js", "/x/lib/c.js"]),
        ("COPY --exclude=lib src package.json /x/", ["/x/a.js", "/x/b.js", "/x/package.json"]),
        ("COPY --from=built /out /x", ["/x/a.js", "/x/b.js", "/x/lib/c.js"]),
    ],
)
def test_all_files(line: str, brought: list[str]) -> None:
    """Every file, each folder's own before those of its folders, but for what is excluded."""
    assert list(_copy(line).all_files()) == brought


class _Forgetful(MemoryTree):
    """A tree that still lists a file which is gone."""

    def entry(self, path: str) -> Entry | Unknown | None:
        return None if path == "src/b.js" else super().entry(path)


@pytest.mark.parametrize("is_seen", [True, False])
def test_a_name_whose_file_is_gone(*, is_seen: bool) -> None:
    """What can be looked at and is not there is not brought; of the rest nobody can say."""
    one = _copy("COPY src /x")
    copy = replace(
        one, tree=_Forgetful(_FILES), mappings=tuple(m._replace(is_seen=is_seen) for m in one.mappings)
    )

    assert ("/x/b.js" in copy.all_files()) is not is_seen
    assert "/x/a.js" in copy.all_files()
