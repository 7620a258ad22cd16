"""What is kept from one version of a Dockerfile to the next changes nothing in what is said of it.

Each edit of a sequence is judged with all that is kept of the versions before, and anew: plans and findings, with
every place in them, are the same.
"""

import gc
import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from random import Random

import pytest
from checking import FIXTURES, context_of, fixtures, history_of, read, unmark
from layerwise.analysis import Analysis, analyse_document
from layerwise.builds.build import Build
from layerwise.cache import kept
from layerwise.cache.image import Image
from layerwise.cache.plan import PlannedStage, plan
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import Content, MemoryTree
from layerwise.history.log import History
from layerwise.host.discovery import builds_of
from layerwise.host.trees import Trees
from layerwise.settings import Settings
from layerwise.syntax.parse import parse

_EDITS = 6
# Lines that change what others do: a user, a directory, a variable, a stage, an instruction of the base.
_LINES = (
    "# a comment",
    "USER node",
    "WORKDIR /elsewhere",
    "ENV CI=1",
    "ARG VERSION=2",
    "COPY . .",
    "RUN --mount=type=bind,from=0,source=/app,target=/mnt npm ci",
    "COPY --from=0 / /",
    "FROM alpine AS more",
    "RUN cat <<EOF",
    "RUN npm ci && \\",
    "ONBUILD COPY . .",
)


def _told(value: object) -> object:
    """A value with all that counts in it, by which two are compared; trees and functions are not looked into."""
    match value:
        case PlannedStage():
            return (value.index, value.parent, _told(value.start), _told(value.triggered), _told(value.steps))
        case MemoryTree() | Image() | BuildContext():
            return type(value).__name__
        case str() | int() | None:
            return value
        case frozenset():
            return sorted(repr(_told(one)) for one in value)
        case Mapping():
            return [(name, _told(held)) for name, held in value.items()]
        case tuple() | list():
            return [type(value).__name__, *map(_told, value)]
        case _ if is_dataclass(value):
            name = type(value).__name__
            skipped = {"history", "tree"} if name in ("Build", "Copy") else {"ecosystem", "tool", "is_wanted"}
            counted = (one.name for one in fields(value) if one.compare and one.name not in skipped)
            held = [_told(getattr(value, name)) for name in counted]
            return [name, held]
        case _:
            return repr(type(value))


def _judged(text: str, files: Mapping[str, Content], history: History | None = None) -> Analysis:
    return analyse_document(parse(text), (_build(files, history),), Settings())


def _build(files: Mapping[str, Content], history: History | None = None) -> Build:
    text = files.get(".dockerignore")
    context = BuildContext(MemoryTree(files), parse_ignore(text if isinstance(text, str) else ""))
    return Build(context=context, label="", origin="a test", dockerfile="Dockerfile", history=lambda: history)


def _history(folder: Path) -> History | None:
    """What a fixture states, else that all of its files change in turn."""
    stating = folder / "history"
    if stating.exists():
        return history_of(read(stating))
    files = sorted(context_of(folder))
    return history_of("\n".join(files * (1 + 20 // len(files)))) if files else None


def _edited(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    at = random.randrange(len(lines) + 1)
    match random.randrange(5):
        case 0:
            lines.insert(at, random.choice(_LINES) + "\n")
        case 1:
            del lines[at : at + 1]
        case 2 if len(lines) > 1:
            one = random.randrange(len(lines))
            lines.insert(min(at, len(lines) - 1), lines.pop(one))
        case 3 if at < len(lines):
            lines.insert(at, lines[at])
        case _:
            place = random.randrange(len(text) + 1)
            return text[:place] + random.choice("ax/. $\\\n") + text[place + random.randrange(3) :]
    return "".join(lines)


_CASES = [
    path for number, path in enumerate(fixtures()) if number % 9 == 0 or path.parent.name == "hot-before-cold"
]


@pytest.mark.parametrize("folder", _CASES, ids=lambda folder: str(folder.relative_to(FIXTURES)))
def test_edits_are_judged_as_if_for_the_first_time(folder: Path) -> None:
    """Random edits of a fixture, one upon the other, now and then with a file of the context changed or gone.

    The history is known from the third version on, as it is when git answers.
    """
    random = Random(folder.name)  # noqa: S311 - the same edits each time
    text = unmark(read(folder / "Dockerfile"))
    files, known = dict(context_of(folder)), _history(folder)
    versions: list[tuple[str, dict[str, Content], History | None]] = [(text, files, None)] * 2
    for _ in range(_EDITS):
        text = _edited(text, random)
        if files and random.randrange(3) == 0:
            files = dict(files)
            path = random.choice(sorted(files))
            if random.randrange(2):
                del files[path]
            else:
                files[path] = ""
        versions.append((text, files, known))
    versions += [(versions[0][0], versions[0][1], known), versions[0]]
    kept.forget()
    with_kept = [_told([found.plans, found.findings]) for found in (_judged(*one) for one in versions)]
    for version, told in zip(versions, with_kept, strict=True):
        kept.forget()
        found = _judged(*version)
        assert told == _told([found.plans, found.findings]), version[0]


_SOURCES = (
    "FROM node:22 AS one\nWORKDIR /d\n{}\nFROM node:22 AS two\nWORKDIR /d\n{}\n"
    "FROM node:22\nWORKDIR /app\n{}\nRUN npm ci\n"
)
_BOTH = "COPY --from=one /d ./\nCOPY --from=two /d ./sub/"
_MOUNTED = (
    "RUN --mount=type=bind,from=one,source=/d,target=/one --mount=type=bind,from=two,source=/d,target=/two "
    "cp /one/package.json ./ && cp -r /two ./two"
)
# A file that is not there counts as a folder, by which the mounts of both versions are told apart.
_FILES_MOUNTED = (
    "RUN --mount=type=bind,from=one,source=/d/src/a.js,target=/one "
    "--mount=type=bind,from=two,source=/d/src/a.js,target=/two true"
)
_LESS, _MORE = "COPY package.json ./", "COPY . ."
_HOME = "ARG HOME=/{}\nFROM node:22\nARG HOME\nWORKDIR $HOME\nCOPY . .\nRUN npm ci\n"


@pytest.mark.parametrize(
    "versions",
    [
        [_SOURCES.format(_LESS, _LESS, _BOTH), _SOURCES.format(_MORE, _LESS, _BOTH)],
        [_SOURCES.format(_LESS, _LESS, _BOTH), _SOURCES.format(_LESS, _MORE, _BOTH)],
        [_SOURCES.format(_LESS, _LESS, _MOUNTED), _SOURCES.format(_MORE, _LESS, _MOUNTED)],
        [_SOURCES.format(_LESS, _LESS, _MOUNTED), _SOURCES.format(_LESS, _MORE, _MOUNTED)],
        [_SOURCES.format(_LESS, _LESS, _FILES_MOUNTED), _SOURCES.format(_MORE, _LESS, _FILES_MOUNTED)],
        [_SOURCES.format(_LESS, _LESS, _FILES_MOUNTED), _SOURCES.format(_LESS, _MORE, _FILES_MOUNTED)],
        [_HOME.format("a"), _HOME.format("b")],
        ["FROM node:22\nRUN echo `ls` \\\n x\n", "# escape=`\nFROM node:22\nRUN echo `ls` \\\n x\n"],
    ],
)
def test_versions(versions: list[str]) -> None:
    """Lines that stay the same are judged anew where a stage, an argument or the escape that they depend on changes."""
    files: Mapping[str, Content] = {"package.json": "{}", "package-lock.json": "{}", "src/a.js": "1"}
    kept.forget()
    back_and_forth = [*versions, *versions]
    with_kept = [_told(_judged(text, files).plans) for text in back_and_forth]
    for text, told in zip(back_and_forth, with_kept, strict=True):
        kept.forget()

        assert told == _told(_judged(text, files).plans), text


def test_questions_that_had_no_answer() -> None:
    """A stage that was silent speaks where what decides stands elsewhere: its FROM, another stage, the target."""
    files: Mapping[str, Content] = {"package.json": "{}", "package-lock.json": "{}", "src/a.js": "1"}
    below = "WORKDIR /app\nCOPY {} ./\nRUN npm ci\n"
    versions = [
        f"FROM --platform=$WHICH node:22\n{below.format('package.json')}",
        f"FROM node:22\n{below.format('package.json')}",
        f"FROM node:22 AS one\n{below.format('package.json')}FROM node:22\n",
        f"FROM node:22 AS one\n{below.format('package.json')}FROM one\n",
        f"FROM node:22 AS one\n{below.format('.')}FROM node:22\n{below.format('--from=one /app')}",
        f"FROM node:22 AS one\n{below.format('src')}FROM node:22\n{below.format('--from=one /app')}",
    ]
    kept.forget()
    with_kept = [_told(_judged(text, files).findings) for text in (*versions, *versions)]
    for text, told in zip((*versions, *versions), with_kept, strict=True):
        kept.forget()

        assert told == _told(_judged(text, files).findings), text
    assert with_kept[0] != with_kept[1]


def test_a_build_that_was_used_lately_is_kept() -> None:
    """Of many builds those go first that were not used for longest."""
    builds = [_build({"a": str(number)}) for number in range(20)]
    kept.forget()
    first = kept.chains_of(builds[0], "\\", {})
    for build in builds[1:]:
        kept.chains_of(build, "\\", {})
        assert kept.chains_of(builds[0], "\\", {}) is first


_NODE = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD node .\n"
_MEMBERS = '{"name": "a", "workspaces": ["packages/*"]}'


def _write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def test_what_changes_on_the_disk_is_seen(tmp_path: Path) -> None:
    """Manifests rewritten with the same size and time, files added and removed: each edit is judged by them."""
    _write(tmp_path, {"package.json": _MEMBERS, "package-lock.json": "{}", "packages/b/package.json": "{}"})
    trees = Trees()
    first = trees.tree(tmp_path, {})
    assert trees.tree(tmp_path, {}) is first

    def judge(text: str) -> object:
        results = []
        for source in (trees.tree, Trees().tree):
            document = parse(text)
            builds = builds_of(
                tmp_path / "Dockerfile", document, context=None, roots=[tmp_path], trees=source
            )
            found = analyse_document(document, builds, Settings())
            results.append(_told([[_told(one.stages) for one in found.plans], found.findings]))
        assert results[0] == results[1]
        return results[0]

    def needs(told: object) -> bool:
        return "'Need', '/app/packages/b/package.json'" in repr(told)

    assert needs(judge(_NODE))
    assert needs(judge("# more\n" + _NODE))
    (tmp_path / "packages/b/package.json").unlink()
    assert not needs(judge(_NODE))
    _write(tmp_path, {"packages/b/package.json": "{}"})
    assert needs(judge(_NODE))
    stamp = (tmp_path / "package.json").stat()
    _write(tmp_path, {"package.json": _MEMBERS.replace("packages/*", "packages/c")})
    os.utime(tmp_path / "package.json", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert not needs(judge("# more\n" + _NODE))
    _write(tmp_path, {"packages/c/package.json": "{}", "more/file": ""})
    judge(_NODE)


def test_text_that_is_being_written_is_seen_where_it_was_read(tmp_path: Path) -> None:
    """The tree stays while a text that nobody has asked for is written, and is made anew for one that somebody has."""
    _write(tmp_path, {"Dockerfile": "", "package.json": ""})
    trees = Trees()
    first = trees.tree(tmp_path, {"Dockerfile": "FROM a"})
    entry = first.entry("Dockerfile")
    again = trees.tree(tmp_path, {"Dockerfile": "FROM abc"})

    assert again is first
    assert entry != again.entry("Dockerfile")
    assert again.text("Dockerfile") == "FROM abc"
    third = trees.tree(tmp_path, {"Dockerfile": "FROM abcd"})
    assert third is not first
    assert third.text("Dockerfile") == "FROM abcd"
    assert (
        trees.tree(tmp_path, {"Dockerfile": "FROM abcd", "package.json": "{}"}).text("package.json") == "{}"
    )


def test_what_is_kept_has_a_bound() -> None:
    """However many edits there are, no more steps are kept than a few times those of the largest file."""
    build = _build({})
    kept.forget()
    for number in range(3000):
        plan(parse(f"FROM node:22\nRUN echo {number}\nRUN true\n"), build)
    chains = kept.chains_of(build, "\\", {})

    assert len(chains) == 200


def _held() -> int:
    """How many objects there are that a collection looks at; it stops looking at tuples of which it needs no more."""
    return sum(not isinstance(one, tuple) for one in gc.get_objects())


def test_what_is_forgotten_is_no_garbage() -> None:
    """Steps and what is known of them name each other, and are gone all the same once they are forgotten."""
    lock = '{"lockfileVersion": 3, "packages": {"": {}}}'
    build = _build({"package.json": "{}", "package-lock.json": lock, "app.js": ""})
    kept.forget()
    gc.collect()
    gc.disable()
    try:
        for number in range(700):
            text = _NODE.replace("/app", f"/app{number}")
            assert analyse_document(parse(text), (build,), Settings()).findings
        before = _held()
        gc.collect()  # whose own count leaves out what a generator that is ended sets free
        left = before - _held()
    finally:
        gc.enable()

    assert left < 1500
