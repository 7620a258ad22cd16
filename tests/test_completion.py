"""What is offered at a cursor of a Dockerfile, however much of its instruction is written."""

from collections.abc import Mapping

import pytest
from layerwise.analysis import analyse
from layerwise.builds.build import Build
from layerwise.completion.dockerfile import dockerfile_items
from layerwise.completion.item import Items
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import Content, MemoryTree
from layerwise.settings import Settings
from layerwise.syntax.parse import parse
from layerwise.text import apply

_CURSOR = "|"
_NODE: Mapping[str, Content] = {
    "package.json": '{"name": "a", "version": "1.0.0"}',
    "package-lock.json": '{"name": "a", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "a"}}}',
    "src/index.js": "",
    "src/lib/a.js": "",
    "public/logo.svg": "",
    ".npmrc": "",
    ".git/HEAD": "ref",
    "node_modules/x/index.js": "",
    "Dockerfile": "",
}
_IGNORED = "node_modules\n.git\n"


def context_of(files: Mapping[str, Content], ignored: str = "") -> BuildContext:
    """A build context in memory."""
    return BuildContext(MemoryTree(files), parse_ignore(ignored))


def offered(marked: str, *contexts: BuildContext, typed: str = "") -> Items:
    """What is offered where the mark stands."""
    offset = marked.index(_CURSOR)
    text = marked.replace(_CURSOR, "", 1)
    builds = [
        Build(context=one, label=f"c{number}", origin="a test", dockerfile="Dockerfile")
        for number, one in enumerate(contexts)
    ]
    return dockerfile_items(parse(text), offset, lambda: analyse(text, builds, Settings()), typed)


def labels(items: Items) -> list[str]:
    """The labels in the order of an editor."""
    return [item.label for item in sorted(items.items, key=lambda one: (one.rank, one.label))]


def written(marked: str, items: Items, label: str) -> str:
    """The text after an item was taken."""
    (item,) = (one for one in items.items if one.label == label)
    return apply(marked.replace(_CURSOR, "", 1), [item.edit])


_ALL = [".npmrc", "package-lock.json", "package.json", "Dockerfile", "public/", "src/"]
_NPM = "\nRUN npm ci\nCOPY . .\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("COPY |", _ALL),
        (
            "COPY |\\\n    ./",
            _ALL,
        ),
        ("copy pack|", _ALL),
        ("COPY package.json | ./", [one for one in _ALL if one != "package.json"]),
        ("COPY package.json |", [one for one in _ALL if one != "package.json"]),
        ("COPY package.json p|", ["package-lock.json"]),
        ("COPY package.json s|", []),
        ("COPY src| src", _ALL),
        ("COPY src | src", [one for one in _ALL if one != "src/"]),
        ("COPY --chown=node src/| ./", ["index.js", "lib/"]),
        ("COPY ./src/lib/| ./", ["a.js"]),
        ("ADD /src/x| ./", ["index.js", "lib/"]),
        ("COPY nowhere/| ./", []),
        ("COPY node_modules/| ./", []),
        ('COPY ["src/|", "./"]', ["index.js", "lib/"]),
        ('COPY ["src/|', ["index.js", "lib/"]),
        (
            'COPY ["src/index.js", "|"]',
            _ALL,
        ),
        ('COPY "src/|" ./', ["index.js", "lib/"]),
        ("ONBUILD COPY src/| ./", ["index.js", "lib/"]),
        ("COPY --from=x src/| ./", []),
        ("COPY src/$X/| ./", []),
        ("ADD https://| ./", []),
        ("COPY <<E| ./\nE", []),
        ("COP|", []),
        ("COPY|", []),
        ("COPY --ch| x y", []),
        ("RUN cat src/|", []),
        ("WORKDIR src/|", []),
        ("COPY src/| ./ \\", ["index.js", "lib/"]),
    ],
)
def test_sources(line: str, expected: list[str]) -> None:
    """Paths of the build context, those that installs read first; nothing where others know better."""
    text = f"FROM node:22\nWORKDIR /app\n{line}{_NPM}"

    assert labels(offered(text, context_of(_NODE, _IGNORED))) == expected


def test_who_reads_it() -> None:
    """A manifest says which install reads it, those of folders further down are offered with their paths."""
    files = {
        "package.json": '{"name": "a", "version": "1.0.0", "workspaces": ["packages/*"]}',
        "package-lock.json": '{"lockfileVersion": 3, "packages": {"": {"workspaces": ["packages/*"]}}}',
        "packages/b/package.json": '{"name": "b", "version": "1.0.0"}',
        "packages/b/b.js": "",
    }
    items = offered(f"FROM node:22\nWORKDIR /app\nCOPY | ./{_NPM}", context_of(files))
    told = {item.label: item.detail for item in items.items if item.detail}

    assert told == dict.fromkeys(
        ["package.json", "package-lock.json", "packages/b/package.json"], "read by npm ci"
    )


def test_beside_the_cursor() -> None:
    """An item takes the place of the whole name, the folder before it stays, quotes are closed."""
    context = context_of(_NODE)
    cases = {
        "COPY ./src/in|x ./": ("index.js", "COPY ./src/index.js ./"),
        "COPY |": ("src/", "COPY src/"),
        'COPY "sr| ./': ("src/", 'COPY "src/" ./'),
        'COPY ["s|rc", "./"]': ("public/", 'COPY ["public/", "./"]'),
        "COPY 'p|' ./": ("package.json", "COPY 'package.json' ./"),
    }
    for marked, (label, expected) in cases.items():
        text = f"FROM a\r\n{marked}\r\n"

        assert written(text, offered(text, context), label) == f"FROM a\r\n{expected}\r\n"


def test_several_contexts() -> None:
    """What only one of several contexts has says so."""
    items = offered("FROM a\nCOPY | .\n", context_of({"a": "", "b": ""}), context_of({"b": "", "c/d": ""}))

    assert {item.label: item.detail for item in items.items} == {
        "a": "only in the build context c0",
        "b": "",
        "c/": "only in the build context c1",
    }


def test_many_names() -> None:
    """Of a folder with very many names those are offered that begin like what is written."""
    context = context_of({f"n{number}": "" for number in range(2000)})
    some, few = (offered(f"FROM a\nCOPY {start}| .\n", context) for start in ("", "n199"))

    assert (len(some.items), some.is_cut) == (500, True)
    assert labels(few) == ["n199", *(f"n199{digit}" for digit in range(10))]


def test_exceptions() -> None:
    """A folder that is ignored but for something in it is there; nothing more than a few folders is opened for that."""
    files = {"a/b/c/keep": "", "d/x": "", **{f"e/{n}/x": "" for n in range(100)}}
    items = offered("FROM a\nCOPY | .\n", context_of(files, "*\n!a/b/c/keep\n!e/99/y\n"))

    assert labels(items) == ["a/"]


def test_typed_slash() -> None:
    """A slash opens the next folder of a source, and nothing in what may be a destination."""
    context = context_of(_NODE)

    assert labels(offered("FROM a\nCOPY src/| ./\n", context, typed="/")) == ["index.js", "lib/"]
    assert not offered("FROM a\nCOPY a ./|\n", context, typed="/").items
    assert labels(offered("FROM a\nCOPY src/|\n", context, typed="/")) == ["index.js", "lib/"]


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("--from=|", ["build", "1", "base"]),
        ("--from=bu| /x /y", ["build", "1", "base"]),
        ("--from=1 --chown=| /x /y", []),
    ],
)
def test_stages(flags: str, expected: list[str]) -> None:
    """`--from` takes the stages above, the nearest first, by name or number."""
    text = f"FROM a AS base\nFROM b\nFROM c AS Build\nFROM d AS own\nCOPY {flags}\nFROM e AS later\n"
    items = offered(text, context_of({}))

    assert sorted(labels(items)) == sorted(expected)
    assert labels(items)[:1] == expected[:1]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("--mount=type=cache,target=| npm ci", {"/root/.npm": "target=/root/.npm"}),
        ("--mount=type=cache,target=/ro|ot npm ci", {"/root/.npm": "target=/root/.npm npm"}),
        (
            "--mount=target=|,type=cache apt-get install -y git",
            {
                "/var/cache/apt": "target=/var/cache/apt,sharing=locked,type=cache",
                "/var/lib/apt/lists": "target=/var/lib/apt/lists,sharing=locked,type=cache",
            },
        ),
        (
            "--mount=type=cache,target=/var/cache/apt --mount=type=cache,sharing=private,dst=| apt-get install -y git",
            {"/var/lib/apt/lists": "sharing=private,dst=/var/lib/apt/lists apt-get"},
        ),
        ("--mount=type=bind,target=| npm ci", {}),
        ("--mount=type=cache,id=| npm ci", {}),
        ("--mount=type=cache,target=| make", {}),
        ("--mount=type=cache,target=|", {}),
        ("--mount=type=cache,target=/x echo target=|", {}),
    ],
)
def test_caches(run: str, expected: Mapping[str, str]) -> None:
    """A cache mount's target is where the step's own package manager keeps its downloads."""
    text = f"FROM node:22\nRUN {run}\n"
    items = offered(text, context_of(_NODE))

    assert set(labels(items)) == set(expected)
    assert all(one in written(text, items, label) for label, one in expected.items())


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# lay|", ["layerwise: ignore-file=", "layerwise: ignore="]),
        ("# layerwise: |", ["ignore-file=", "ignore="]),
        ("# layerwise: ig|nore=x", ["ignore-file=", "ignore="]),
        ("# layerwise: ignore=source-before-install rea|", ["reason="]),
        ("# |", []),
        ("# a comment about lay|", []),
        ("# hadolint ignore=|", []),
    ],
)
def test_pragmas(comment: str, expected: list[str]) -> None:
    """The keys of our own comments, nothing in other prose."""
    assert labels(offered(f"FROM a\n{comment}\nCOPY . .\n", context_of({}))) == expected


def test_codes() -> None:
    """Rule codes with their titles, first those that find something in the instruction below, none twice."""
    context = context_of({"requirements.txt": "flask\n", "app.py": ""})
    text = (
        "FROM python:3.13\n# layerwise: ignore={}|\nCOPY . /app\nRUN pip install -r /app/requirements.txt\n"
    )
    items = offered(text.format(""), context)
    rest = offered(text.format("source-before-install,"), context)
    (first,) = (one for one in items.items if one.rank == 0)

    assert first.label == "source-before-install"
    assert first.detail
    assert len(rest.items) == len(items.items) - 1
    assert "source-before-install" not in labels(rest)


_NAMES = (
    "a b",
    "c$d",
    "[slug].js",
    "e*f",
    'g"h',
    "i'j",
    "k\\l",
    "ü🐳",
    "plain.txt",
    "(group)",
    "m,n",
    "#o",
    "--p",
)


@pytest.mark.parametrize("folder", ["", "sub/", "[id]/"])
@pytest.mark.parametrize(
    "shape", ["COPY {}| /x/", "COPY first {}| /x/", 'COPY ["{}|", "/x/"]', 'COPY "{}|" /x/', "ADD '{}|' /x/"]
)
@pytest.mark.parametrize("escape", ["", "# escape=`\n"])
def test_what_is_offered_exists(folder: str, shape: str, escape: str) -> None:
    """Whatever is taken, the source of the instruction is then there, and is the file of that name."""
    files = {"first": "", **{f"{folder}{name}": "" for name in _NAMES}, f"{folder}deep/file": ""}
    context = context_of(files)
    typed = folder.replace("[", "[[]")
    text = f"{escape}FROM a\n{shape.format(typed)}\n"
    items = offered(text, context)

    assert {"plain.txt", "deep/", "ü🐳", "[slug].js", "e*f"} <= set(labels(items))
    for item in items.items:
        done = apply(text.replace(_CURSOR, "", 1), [item.edit])
        build = Build(context=context, label=".", origin="a test")
        (plan,) = analyse(done, [build], Settings()).plans
        (copy,) = (event.copy for event in plan.stages[0].events if event.copy is not None)
        sources = {mapping.source for mapping in copy.mappings}

        assert copy.unknown is None, done
        assert not copy.absent, done
        assert f"{folder}{item.label}".rstrip("/") in sources | {one.rpartition("/")[0] for one in sources}, (
            done
        )
