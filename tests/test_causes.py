"""Why each step reruns: the changed files that it takes, or the step that reruns it."""

from collections.abc import Mapping

import pytest
from layerwise.cache.causes import causes
from layerwise.context.memory import Content
from planning import planned

_FILES: Mapping[str, Content] = {"package.json": "{}", "src/a.js": "1", "src/b.js": "1"}
_STAGES = "FROM a AS s; COPY src /s; RUN make; FROM b; COPY package.json ./; COPY --from=s /o /o; RUN ls"


def _why(lines: str, *changed: str) -> list[str]:
    """For each step the number of the one that reruns it in its stage, the files that it takes, or nothing."""
    found = causes(planned(lines, _FILES), changed)
    return [
        " ".join(one.takes) if one.after is None else f"{one.after.stage}.{one.after.number}" for one in found
    ]


@pytest.mark.parametrize(
    ("lines", "changed", "why"),
    [
        ("FROM a; COPY package.json ./; RUN x; COPY src src; RUN y", "src/a.js", ["", "", "src/a.js", "0.2"]),
        ("FROM a; COPY package.json ./; RUN x; RUN y", "package.json", ["package.json", "0.0", "0.1"]),
        ("FROM a; COPY package.json ./; ENV A=b; RUN x", "package.json", ["package.json", "0.0"]),
        ("FROM a; RUN x; COPY src src", "package.json", ["", ""]),
        (_STAGES, "src/a.js", ["src/a.js", "0.0", "", "0.1", "1.1"]),
        (_STAGES, "package.json", ["", "", "package.json", "1.0", "1.1"]),
        ("FROM a; RUN --mount=type=bind,source=src,target=/s x; RUN y", "src/a.js", ["src/a.js", "0.0"]),
        ("FROM a AS s; COPY src /s; RUN x; FROM s; RUN y", "src/a.js", ["src/a.js", "0.0", "0.1"]),
    ],
)
def test_causes(lines: str, changed: str, why: list[str]) -> None:
    """The nearest step above, else the last that feeds it from another stage."""
    assert _why(lines, changed) == why


def test_several_files() -> None:
    """All files that it takes, in order."""
    assert _why("FROM a; COPY src src", "src/b.js", "src/a.js", "package.json") == ["src/a.js src/b.js"]


def test_named_context() -> None:
    """A copy takes the changed files of its own context, with the name of that before them."""
    lines = "FROM a AS s; COPY --from=shared . /s; COPY src /src; FROM b; COPY --from=s /s /s"
    plan = planned(lines, _FILES, shared={"src/a.js": "1"})
    found = causes(plan, [], {"shared": ["src/a.js"]})

    assert [(one.takes, one.after) for one in found] == [
        (("shared:src/a.js",), None),
        ((), plan.stages[0].steps[0]),
        ((), plan.stages[0].steps[1]),
    ]
