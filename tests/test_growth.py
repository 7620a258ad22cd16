"""Twice as long a Dockerfile is about twice the work: counted in calls of functions, never timed."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from layerwise.analysis import analyse_document
from layerwise.builds.build import Build
from layerwise.cache import kept
from layerwise.cache.laid import Laid
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import MemoryTree
from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Reading
from layerwise.ecosystems.recognise import Recognised
from layerwise.settings import Settings
from layerwise.split.unneeded import unneeded
from layerwise.syntax.parse import parse
from planning import planned

# What is the same for every file makes the ratio smaller, and a square in it makes it near four.
_MOST = 2.35
_HEAD = "FROM node:22-slim\nWORKDIR /srv\nCOPY . .\nRUN npm ci\n"
_FILES = {"package.json": "{}", "package-lock.json": "{}", "src/index.js": "1"}
_BUILD = Build(context=BuildContext(MemoryTree(_FILES)), label="", origin="a test", dockerfile="Dockerfile")


def _stages(count: int, base: Callable[[int], str], below: Callable[[int], str]) -> str:
    inner = "WORKDIR /srv\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN node index.js\n"
    stages = (f"FROM {base(number)} AS stage{number}\n{inner}" for number in range(count))
    return "".join((*stages, _HEAD, *map(below, range(count))))


def _apart(count: int) -> str:
    return _stages(count, lambda _: "node:22-slim", lambda _: "")


def _taken(count: int) -> str:
    return _stages(
        count, lambda _: "node:22-slim", lambda number: f"COPY --from=stage{number} /srv /{number}\n"
    )


def _chained(count: int) -> str:
    """Stages that are built one from the other, each with an install that the first one's copy reruns."""
    head = "FROM node:22-slim AS stage0\n" + _HEAD.partition("\n")[2]
    below = (
        f"FROM stage{number} AS stage{number + 1}\nRUN npm ci\nRUN node {number}.js\n"
        for number in range(count)
    )
    return head + "".join(below)


def _found(count: int) -> str:
    """Stages that each have findings, and copy from the one above."""
    stages = (
        f"FROM node:22-slim AS stage{number}\nWORKDIR /srv\nCOPY . .\nRUN npm ci\nRUN npm install -g tool\n"
        + (f"COPY --from=stage{number - 1} /srv /above\nRUN node index.js\n" if number else "")
        for number in range(count)
    )
    return "".join(stages)


def _steps(line: str) -> Callable[[int], str]:
    return lambda count: _HEAD + "".join(f"{line}\n".format(number) for number in range(count))


def _continued(first: str, line: str, last: str) -> Callable[[int], str]:
    return lambda count: (
        f"{_HEAD}{first} \\\n" + "".join(f"    {line} \\\n".format(n) for n in range(count)) + f"    {last}\n"
    )


def _wide(first: str, more: str, last: str = "") -> Callable[[int], str]:
    return lambda count: f"{_HEAD}{first}{more * count}{last}\n"


_CASES: dict[str, tuple[Callable[[int], str], int]] = {
    "stages": (_apart, 20),
    "stages that are copied from": (_taken, 20),
    "stages that are built from others": (_chained, 9),
    "many stages that are built from others": (_chained, 24),
    "stages with findings": (_found, 4),
    "variables": (_steps("ENV A{0}={0}"), 200),
    "variables of others": (_steps("ENV A{0}=$A/{0}"), 200),
    "arguments": (_steps("ARG A{0}"), 200),
    "labels": (_steps("LABEL a{0}=b"), 200),
    "directories": (_steps("WORKDIR /d{0}"), 100),
    "directories in directories": (_steps("WORKDIR directory-{0}-" + 200 * "x"), 30),
    "copies": (_steps("COPY src/index.js /opt/{0}/"), 60),
    "commands": (_steps("RUN mkdir -p /opt/{0} && echo {0} > /opt/{0}/file"), 30),
    "scripts": (_steps("RUN ./script{0}.sh"), 50),
    "packages": (_steps("RUN apt-get update && apt-get install -y lib{0}"), 15),
    "installs": (_steps("RUN npm install"), 12),
    "users": (_steps("RUN useradd user{0}\nUSER user{0}"), 15),
    "wide copies": (_steps("COPY . /opt/{0}/"), 40),
    "comments": (_steps("# layerwise: ignore=hot-before-cold"), 200),
    "nonsense": (_steps("nonsense {0}"), 200),
    "continued packages": (_continued("RUN apt-get install -y", "lib{0}", "end"), 300),
    "continued commands": (_continued("RUN true", "&& echo {0}", "&& true"), 60),
    "continued variables": (_continued("ENV a=b", "V{0}={0}", "x=y"), 300),
    "continued sources": (_continued("COPY", "file{0}", "./"), 100),
    "a long word": (_wide("RUN echo ", "a"), 20_000),
    "many words": (_wide("RUN echo", " a"), 1000),
    "many commands": (_wide("RUN true", " && echo a"), 150),
    "many references": (_wide("ENV a=", "$A"), 500),
    "a JSON array": (_wide('CMD ["a"', ',"a"', "]"), 1000),
}


def _calls(judge: Callable[[], object]) -> int:
    """How many functions are called."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        judge()
    finally:
        sys.setprofile(before)
    return calls


def _judge(text: str) -> object:
    return analyse_document(parse(text), (_BUILD,), Settings()).findings


def _work(text: str) -> tuple[int, ...]:
    """The work of the first look at a text, and of edits at its end, in its head and on top of it."""
    kept.forget()
    edited = (f"{text}# x\n", text.replace("/srv", "/srv/x", 1), f"# x\n{text}")
    work = [_calls(lambda: _judge(text))]
    for version in edited:
        _judge(text)
        work.append(_calls(lambda: _judge(version)))  # noqa: B023 - called at once
    return tuple(work)


@pytest.mark.parametrize("case", _CASES)
def test_work_grows_with_the_text(case: str) -> None:
    """Of everything that can be long, twice as much is at most about twice the work, at first and with each edit."""
    make, size = _CASES[case]
    _judge(make(2))  # what is imported once
    small, large = _work(make(size)), _work(make(2 * size))

    ratios = [round(more / less, 2) for less, more in zip(small, large, strict=True)]
    assert max(ratios) < _MOST, ratios


def test_copies_that_wait_are_not_counted_with_each_step() -> None:
    """Copies below which an install may come are looked at where one comes, and not at each step on the way."""

    def work(count: int) -> int:
        text = _HEAD + "".join(f"COPY src/index.js /opt/{n}/\nLABEL a{n}=b\n" for n in range(count))
        plan = planned(text, _FILES)
        return _calls(lambda: unneeded(plan))

    work(2)
    assert work(200) < _MOST * work(100)


def test_nothing_missing_costs_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """An install that finds all that it looks for is not read once more to see what it lacks."""
    read, trees = Recognised.read, list[Tree]()

    def noting(found: Recognised, tree: Tree) -> Reading:
        trees.append(tree)
        return read(found, tree)

    monkeypatch.setattr(Recognised, "read", noting)
    kept.forget()
    context = BuildContext(MemoryTree(_FILES), parse_ignore("node_modules\n"))
    build = Build(context=context, label="", origin="a test", dockerfile="Dockerfile")
    found = analyse_document(parse(_HEAD), (build,), Settings()).findings

    assert found
    assert trees
    assert not any(isinstance(tree, Laid) for tree in trees)


def test_an_edit_looks_at_its_own_stage() -> None:
    """In a file of many stages a letter in the last one is a small part of the work of the first look."""
    text = _apart(60)
    first, end, *_ = _work(text)

    assert end < first / 10
