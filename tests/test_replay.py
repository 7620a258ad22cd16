"""What an edit reruns, as the model says; the builder suite holds the same against real builds."""

from dataclasses import replace

import pytest
from checking import analysed
from layerwise.cache.plan import plan
from layerwise.cache.replay import Rerun, rerun_between, rerun_by
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import MemoryTree

_FILES = {
    "package.json": "{}",
    "src/a.js": "1",
    "docs/b.md": "1",
    "lib.tar.gz": "1",
    ".dockerignore": "docs\n",
}
_NO, _IF, _YES = Rerun.NO, Rerun.IF_OUTPUT_CHANGES, Rerun.YES


@pytest.mark.parametrize(
    ("text", "changed", "expected"),
    [
        ("FROM a\nCOPY . /x\nRUN y\n", "src/a.js", [_YES, _YES]),
        ("FROM a\nCOPY . /x\nRUN y\n", "docs/b.md", [_NO, _NO]),
        ("FROM a\nCOPY package.json /x/\nRUN y\nCOPY . /x\n", "src/a.js", [_NO, _NO, _YES]),
        ("FROM a\nCOPY package.json /x/\nRUN y\nCOPY . /x\n", "package.json", [_YES, _YES, _YES]),
        ("FROM a\nRUN --mount=type=bind,source=src,target=/s y\n", "src/a.js", [_YES]),
        ("FROM a\nRUN --mount=type=bind,source=src,target=/s y\n", "package.json", [_NO]),
        ("FROM a\nRUN --mount=type=cache,target=/s y\n", "src/a.js", [_NO]),
        ("FROM a AS b\nCOPY . /x\nFROM b\nRUN y\n", "src/a.js", [_YES, _YES]),
        ("FROM a AS b\nCOPY . /x\nFROM c\nCOPY --from=b /x/src /s\n", "src/a.js", [_YES, _YES]),
        ("FROM a AS b\nCOPY . /x\nFROM c\nCOPY --from=b /x/src /s\n", "package.json", [_YES, _NO]),
        ("FROM golang:onbuild\nRUN y\n", "src/a.js", [_YES]),
        ("FROM golang:onbuild\nRUN y\n", "docs/b.md", [_NO]),
        ("FROM a AS b\nONBUILD COPY src /x\nFROM b\nRUN y\n", "src/a.js", [_NO, _YES]),
        ("FROM a AS b\nONBUILD COPY src /x\nFROM b\nRUN y\n", "package.json", [_NO, _NO]),
        ("FROM a AS b\nCOPY . /x\nRUN make\nFROM c\nCOPY --from=b /out /s\n", "src/a.js", [_YES, _YES, _IF]),
        ("FROM a AS b\nCOPY . /x\nRUN make\nFROM c\nCOPY --from=b /x /s\n", "src/a.js", [_YES, _YES, _IF]),
        ("FROM a AS b\nCOPY . /x\nFROM a\nCOPY --from=b /x/src/* /s\n", "src/a.js", [_YES, _YES]),
        ("FROM a AS b\nCOPY . /x\nFROM a\nCOPY --from=b /x/src/* /s\n", "package.json", [_YES, _NO]),
        ("FROM a\nCOPY src/*.js /x/\n", "src/gone.js", [_YES]),
        ("FROM a\nCOPY src/*.js /x/\n", "src/gone.css", [_NO]),
        ("FROM a\nADD lib.tar.gz /x/\n", "lib.tar.gz", [_YES]),
        ("FROM a AS unused\nCOPY . /x\nFROM a\nCOPY src /x\n", "src/a.js", [_YES]),
        ("FROM a\nCOPY src /s\nCOPY --link package.json /p\nRUN y\n", "src/a.js", [_YES, _NO, _YES]),
    ],
)
def test_rerun(text: str, changed: str, expected: list[Rerun]) -> None:
    """The answers for all steps, in the order of the Dockerfile."""
    (plan,) = analysed(text, _FILES).plans

    assert list(rerun_by(plan, [changed]).values()) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "FROM a\nCOPY src /x\nRUN y\n",
            "FROM a\n# why\nCOPY ./src  /x\nLABEL l=1\nRUN y\n",
            [_NO, _NO, _NO],
        ),
        ("FROM a\nCOPY src /x\nRUN y\n", "FROM a\nENV E=1\nCOPY src /x\nRUN y\n", [_NO, _NO, _YES]),
        ("FROM a\nENV A=1 B=2\nRUN y\n", "FROM a\nENV B=2\nENV A=1\nRUN y\n", [_NO, _NO, _YES]),
        ("FROM a\nUSER x\nWORKDIR /w\nRUN y\n", "FROM a\nUSER z\nWORKDIR /w\nRUN y\n", [_NO, _YES, _YES]),
        ("FROM a\nCOPY . /x\n", "FROM a\nLABEL l=1\nCOPY . /x\n", [_NO, _YES]),
        ("FROM a AS b\nRUN y\nFROM b\nRUN z\n", "FROM a AS c\nRUN y\nFROM c\nRUN z\n", [_NO, _NO]),
        (
            "FROM a AS b\nRUN y >/o\nFROM c\nCOPY --from=b /o /o\n",
            "FROM a AS b\nRUN z >/o\nFROM c\nCOPY --from=b /o /o\n",
            [_YES, _IF],
        ),
    ],
)
def test_rerun_between(before: str, after: str, expected: list[Rerun]) -> None:
    """The answers after an edit of the Dockerfile, which is part of the context."""
    (one,) = analysed(before, _FILES).plans
    (other,) = analysed(after, _FILES).plans

    assert list(rerun_between(one, other, []).values()) == expected


def test_named_context_replaces_stage() -> None:
    """A stage whose name a named context of the build has is not carried out, also where its name is a base."""
    text = "FROM a AS b\nCOPY . /x\nFROM b\nCOPY --from=b /x /s\nRUN y\n"
    (plan_,) = analysed(text, _FILES).plans
    build = replace(plan_.build, contexts={"b": BuildContext(MemoryTree({"x": "1"}))})
    answers = rerun_by(plan(plan_.document, build), ["src/a.js"])

    assert answers == {(1, 0): _NO, (1, 1): _NO}


_SHARED = """\
FROM a AS c
COPY --from=shared src /s
RUN true
FROM a
COPY --from=c /s/lib /l
RUN --mount=type=bind,from=shared,source=tools,target=/t y
"""


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({"shared": ["src/lib/a"]}, [_YES, _YES, _YES, _YES], id="copied further"),
        pytest.param({"shared": ["src/b"]}, [_YES, _YES, _NO, _NO], id="copied beside"),
        pytest.param({"shared": ["tools/t"]}, [_NO, _NO, _NO, _YES], id="mounted"),
        pytest.param({"shared": ["docs/d"]}, [_NO] * 4, id="beside"),
        pytest.param({"shared": ["src/log"]}, [_NO] * 4, id="ignored there"),
        pytest.param({"other": ["src/b"]}, [_NO] * 4, id="another context"),
    ],
)
def test_named_context(changed: dict[str, list[str]], expected: list[Rerun]) -> None:
    """A changed file of a named context reruns what takes it from there, and nothing else."""
    (plan_,) = analysed(_SHARED, _FILES).plans
    tree = MemoryTree({"src/lib/a": "1", "src/b": "1", "src/log": "1", "tools/t": "1", "docs/d": "1"})
    contexts = {"shared": BuildContext(tree, parse_ignore("src/log\n"))}
    planned = plan(plan_.document, replace(plan_.build, contexts=contexts))

    assert list(rerun_by(planned, [], changed).values()) == expected
    assert set(rerun_by(planned, ["src/lib/a", "src/b", "tools/t"]).values()) == {_NO}
