"""Files that name themselves or each other, chains of ten thousand, links that go round: read to an end."""

import sys
from collections.abc import Mapping

import pytest
from cyclic_projects import CYCLES
from ecosystem_calls import ImageTree
from layerwise.analysis import analyse
from layerwise.builds.build import Build
from layerwise.builds.builds import builds_for
from layerwise.builds.hints import Hints
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, Link, MemoryTree
from layerwise.ecosystems.facts import Reading
from layerwise.ecosystems.recognise import recognise
from layerwise.settings import Settings
from layerwise.shell.read import read_text
from layerwise.syntax.parse import parse_anew

if sys.platform == "win32":
    pytest.skip("needs processes that can be forked", allow_module_level=True)

from fuzz.measure import measured

_LIMIT = 20.0  # seconds of the processor; each takes less than one


def _read(line: str, files: Mapping[str, str]) -> Reading:
    tree = ImageTree({f"app/{path}": text for path, text in files.items()})
    (command,) = read_text(line, cwd="/app", environment={"HOME": "/root", "PATH": "/bin"}).commands
    found = recognise(command, tree)
    assert found is not None, "it is an install"
    reading = found.read(tree)
    if found.ecosystem.phases is not None:
        found.ecosystem.phases(tree, found.call)
    return reading


@pytest.mark.parametrize("case", CYCLES)
def test_manifests_end(case: str) -> None:
    """What an install reads is found once, whoever names it again; of a chain that is too long nothing is claimed."""
    line, files = CYCLES[case]
    done = measured(lambda: _read(line, files), _LIMIT)
    assert done.seconds is not None, f"{case} takes more than {_LIMIT:g} s"
    assert not done.error

    reading = _read(line, files)
    paths = [need.path for need in reading.needs]
    assert len(paths) == len(set(paths))
    assert reading.unknown is not None or f"/app/{next(iter(files))}" in paths


def test_a_cycle_is_read_whole() -> None:
    """Both files of a pair that name each other are needed, and nothing about them is unknown."""
    line, files = CYCLES["pip, each other"]
    reading = _read(line, files)

    assert [need.path for need in reading.needs] == ["/app/a.txt", "/app/b/b.txt"]
    assert reading.unknown is None


def test_a_chain_without_an_end_is_not_known() -> None:
    """Of ten thousand files that name each other nothing is claimed."""
    assert _read(*CYCLES["pip, a chain"]).unknown is not None
    assert _read(*CYCLES["bundler, a chain"]).unknown is not None
    assert _read(*CYCLES["mix, a chain"]).unknown is not None


_DOCKERFILE = "FROM node:22\nCOPY . /app\nWORKDIR /app\nRUN npm ci\n"
_MANIFESTS: Mapping[str, Content] = {"package.json": "{}", "package-lock.json": "{}"}
_LINKED: dict[str, Mapping[str, Content]] = {
    "to its parent": {"a/up": Link(".."), "b": Link(".")},
    "to each other": {"a/x": Link("../b"), "b/y": Link("../a"), "c": Link("d"), "d": Link("c")},
    "to itself": {"a": Link("a"), ".env": Link(".env")},
    "in a chain": {f"l{n}": Link(f"l{n + 1}") for n in range(1_000)} | {"l1000": "x"},
    "as a manifest": {"x/package.json": Link("../x/package.json")},
}


@pytest.mark.parametrize("case", _LINKED)
@pytest.mark.parametrize("line", ["COPY . /app", "COPY a* l* /app/", "COPY --parents **/package.json /app/"])
def test_links_that_go_round(case: str, line: str) -> None:
    """They are followed as far as Linux follows them, and what is found beside them is found."""
    text = _DOCKERFILE.replace("COPY . /app", line)
    tree = MemoryTree({**_MANIFESTS, **_LINKED[case], "Dockerfile": text})
    build = Build(context=BuildContext(tree), label="", origin="a test", dockerfile="Dockerfile")
    done = measured(lambda: analyse(text, [build], Settings()), _LIMIT)

    assert done.seconds is not None
    assert not done.error
    if line == "COPY . /app":
        assert "source-before-install" in {one.rule for one in analyse(text, [build], Settings()).findings}


_COMPOSE = "services:\n  a: {{build: ., extends: {}}}\n  b: {{build: {{context: .}}, extends: {}}}\n"
_DECLARING: dict[str, Mapping[str, Content]] = {
    "compose, itself": {"compose.yaml": _COMPOSE.format("a", "b")},
    "compose, each other": {"compose.yaml": _COMPOSE.format("b", "a")},
    "compose, files": {
        "compose.yaml": "include: [compose.yaml, b.yaml]\n"
        "services:\n  a: {build: ., extends: {file: b.yaml, service: b}}\n",
        "b.yaml": "include: [compose.yaml]\nservices:\n  b: {build: ., extends: {file: compose.yaml, service: a}}\n",
    },
    "gitlab": {
        ".gitlab-ci.yml": "a: {extends: b, script: [docker build .]}\nb: {extends: [a, b], script: [docker build .]}\n"
    },
    "bake": {
        "docker-bake.hcl": 'target "a" {\n inherits = ["b", "a"]\n}\ntarget "b" {\n inherits = ["a"]\n}\n'
        'group "default" {\n targets = ["default", "a"]\n}\n'
    },
    "Makefile": {"Makefile": "A = $(B)\nB = $(A)\nall: all\n\tdocker build $(A) .\n"},
}


@pytest.mark.parametrize("case", _DECLARING)
def test_builds_that_extend_themselves(case: str) -> None:
    """The Dockerfile still has a build, if only the one that is guessed."""
    tree = MemoryTree({**_MANIFESTS, **_DECLARING[case], "Dockerfile": _DOCKERFILE})
    done = measured(lambda: builds_for("Dockerfile", Hints(parse_anew(_DOCKERFILE)), tree), _LIMIT)

    assert done.seconds is not None
    assert not done.error
    assert builds_for("Dockerfile", Hints(parse_anew(_DOCKERFILE)), tree)


def test_a_copy_of_thousands_of_patterns() -> None:
    """They are held against the names of the context, and the copy of all is found."""
    text = f"FROM node:22\nCOPY . /app\nCOPY {' '.join(f'a{n}*' for n in range(4_000))} /b/\nWORKDIR /app\nRUN npm ci\n"
    files: Mapping[str, Content] = {f"f{n}": "" for n in range(100)}
    build = Build(
        context=BuildContext(MemoryTree({**_MANIFESTS, **files})), label="", origin="a test", dockerfile="Dockerfile"
    )  # fmt: skip
    done = measured(lambda: analyse(text, [build], Settings()), _LIMIT)

    assert done.seconds is not None
    assert not done.error
