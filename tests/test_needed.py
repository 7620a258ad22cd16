"""What is copied first for whom: the files of a copy, and the steps above which they go."""

from collections.abc import Mapping

import pytest
from layerwise.builds.build import Build
from layerwise.cache.plan import plan
from layerwise.context.memory import Content
from layerwise.split.groups import copy_of, groups, is_install
from layerwise.split.needed import batches, needed
from layerwise.syntax.parse import parse
from layerwise.unknown import Unknown
from planning import planned

_FILES: Mapping[str, Content] = {
    "package.json": "{}",
    "package-lock.json": '{"lockfileVersion": 3, "packages": {"": {}}}',
    "requirements.txt": "six\n",
    "more.txt": "six\n",
    "app.js": "1",
    "web/x": "1",
    "closed": Unknown("it cannot be read"),
}
_BOTH = ["/app/package.json", "/app/package-lock.json"]
_LOCK = ["/app/package-lock.json"]
_ONE = ["/app/package.json"]


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        ("RUN npm ci", {"npm ci": _BOTH}),
        ("RUN npm config set a b; RUN npm ci", {"npm config set a b": _BOTH}),
        ("RUN cat package.json; RUN npm ci", {"cat package.json": _BOTH}),
        (
            "RUN cat package.json app.js; RUN npm ci",
            {"cat package.json app.js": ["/app/app.js", *_ONE], "npm ci": _LOCK},
        ),
        ("RUN test -d web; RUN npm ci", {"npm ci": _BOTH}),
        ("RUN cat closed; RUN npm ci", {"npm ci": _BOTH}),
        ("RUN cat app.js; RUN npm ci", {"cat app.js": ["/app/app.js"], "npm ci": _BOTH}),
        ("RUN cat package.json; RUN ls /x; RUN npm ci", {"cat package.json": _ONE, "npm ci": _LOCK}),
        ("RUN cat package.json; ENV A=b; RUN npm ci", {"cat package.json": _BOTH}),
        ("RUN cat package.json && ./x; RUN npm ci", {"cat package.json": _ONE, "npm ci": _LOCK}),
        ("RUN cat package.json && pip install six; RUN npm ci", {"cat package.json": _ONE, "npm ci": _LOCK}),
        (
            "RUN pip install -r requirements.txt; RUN pip install -r requirements.txt -r more.txt",
            {
                "pip install -r requirements.txt": ["/app/requirements.txt"],
                "pip install -r requirements.txt -r more.txt": ["/app/more.txt"],
            },
        ),
        ("RUN cat package.json; FROM b; RUN npm ci", {"cat package.json": _ONE, "npm ci": _LOCK}),
    ],
)
def test_batches(lines: str, places: Mapping[str, list[str]]) -> None:
    """Each file above its first reader; what only looks into it right above an install gets all of that's files."""
    plan = planned(f"FROM a AS b; WORKDIR /app; COPY . .; {lines}", _FILES)
    (group,) = groups(plan, is_install)
    (step,) = group.copies
    copy = copy_of(step)
    assert copy is not None
    found = batches(plan, needed(plan, step, copy, group.installs, ()))

    assert {batch.above.events[0].label: batch.paths for batch in found} == places


_IN_STAGES = (
    "FROM a AS one; WORKDIR /app; COPY . .; RUN npm ci; RUN cat web/x; FROM one AS two; RUN cat app.js; {}"
)


@pytest.mark.parametrize(
    ("lines", "files"),
    [
        (
            "FROM two; RUN pip install -r requirements.txt",
            [*_BOTH, "/app/web/x", "/app/app.js", "/app/requirements.txt"],
        ),
        (
            "RUN pip install -r requirements.txt",
            [*_BOTH, "/app/web/x", "/app/app.js", "/app/requirements.txt"],
        ),
        (
            "RUN pip install -r requirements.txt; FROM two AS three; RUN pip install -r more.txt",
            [*_BOTH, "/app/web/x", "/app/app.js", "/app/requirements.txt", "/app/more.txt"],
        ),
        ("RUN rm requirements.txt; RUN npm ci", [*_BOTH, "/app/web/x", "/app/app.js"]),
    ],
)
def test_installs_in_several_stages(lines: str, files: list[str]) -> None:
    """What is read in a stage and in those that are built from it, each step met once."""
    plan = planned(_IN_STAGES.format(lines), _FILES)
    (group,) = groups(plan, is_install)
    (step,) = group.copies
    copy = copy_of(step)
    assert copy is not None

    assert list(needed(plan, step, copy, group.installs, ())) == files


def test_a_context_that_nobody_can_read() -> None:
    """Only the files are named that the package manager usually has."""
    why = Build(context=Unknown("it is elsewhere"), label="", origin="a test")
    lines = "FROM a\nWORKDIR /app\nCOPY . .\nRUN cat app.js package.json\nRUN npm ci\n"
    presumed = plan(parse(lines), why)
    (group,) = groups(presumed, is_install)
    (step,) = group.copies
    copy = copy_of(step)
    assert copy is not None
    found = needed(presumed, step, copy, group.installs, ())

    assert presumed.is_presumed
    assert set(found) >= set(_BOTH)
    assert "/app/app.js" not in found
    assert {reader.instruction.keyword for readers in found.values() for reader in readers} == {"RUN"}
    assert [one.events[-1].label for one in found["/app/package.json"]] == ["npm ci"]
