"""Tools that look into what an earlier install of the project made."""

from collections.abc import Mapping

import pytest
from layerwise.cache.paths import NOTHING
from layerwise.context.memory import Content
from layerwise.split.reads_above import Above, manifests_above, own, read_beside
from planning import planned

_LOCK = '{"lockfileVersion": 3, "packages": {"": {}}}'
_FILES: Mapping[str, Content] = {
    "package.json": '{"scripts": {"postinstall": "node app.js"}, "workspaces": ["web"]}',
    "package-lock.json": _LOCK,
    "web/package.json": "{}",
    "app.js": "1",
    "plain/package.json": "{}",
    "plain/package-lock.json": _LOCK,
}
_TOOL = "RUN npx playwright install"


@pytest.mark.parametrize(
    ("lines", "rests"),
    [
        (f"RUN npm ci; {_TOOL}", True),
        (f"RUN npm ci --prefix plain; {_TOOL}", False),
        (f"RUN cd plain && npm ci; WORKDIR plain; {_TOOL}", False),
        (f"{_TOOL}; RUN npm ci", False),
        ("RUN npm ci; RUN apt-get install -y curl", False),
    ],
)
def test_is_source_of(lines: str, *, rests: bool) -> None:
    """Packages whose scripts need the source, in one of the folders that the tool looks into."""
    lineage = planned(f"FROM a; WORKDIR /app; COPY . .; {lines}", _FILES).lineage(0)
    (tool,) = [event for step in lineage for event in step.events if event.tool is not None]

    assert Above(lineage).is_source_of(tool) is rests


@pytest.mark.parametrize(
    ("command", "read"),
    [
        ("cat app.js", {"/app/app.js"}),
        ("touch /r", set()),
        ("npm ci --prefix plain", {"/app/plain/package.json", "/app/plain/package-lock.json"}),
        ("apt-get install -y /app/plain", {"/app/plain"}),
        ("npm ci", {"/app/package.json", "/app/package-lock.json", "/app/web/package.json", "/app/app.js"}),
    ],
)
def test_read_until(command: str, read: set[str]) -> None:
    """What the commands up to one read, in whichever order one asks."""
    lineage = planned(
        f"FROM a; WORKDIR /app; COPY . .; RUN touch /q; RUN {command}; RUN cat web/package.json", _FILES
    ).lineage(0)
    *_, first, middle, last = (step.events[-1] for step in lineage)
    above = Above(lineage)

    assert above.read_until(first) == set()
    assert read <= above.read_until(middle)
    assert above.read_until(last) == above.read_until(middle) | {"/app/web/package.json"}
    assert above.read_until(middle) == Above(lineage).read_until(middle)
    assert above.read_until(first) == set()


@pytest.mark.parametrize(
    ("command", "read"),
    [
        ("npm ci && cat app.js", set()),
        ("npm ci & cat app.js plain/package.json", {"/app/app.js", "/app/plain/package.json"}),
        ("cat app.js & npm ci; cat plain/package.json", {"/app/app.js", "/app/plain/package.json"}),
    ],
)
def test_read_beside(command: str, read: set[str]) -> None:
    """All that a RUN reads of which a part runs in the background, since nothing of it can be parted."""
    *_, step = planned(f"FROM a; WORKDIR /app; COPY . .; RUN {command.replace('; ', ';')}", _FILES).lineage(0)

    found = read_beside(step)
    assert found >= read
    assert bool(found) is bool(read)


def test_what_a_step_reads_of_itself() -> None:
    """An install by names takes its own program and package files from a copy; one of the project says so itself."""
    *_, packages, project = planned(
        "FROM a; WORKDIR /app; COPY . .; RUN apt-get install -y /app/x.deb; RUN npm ci", _FILES
    ).lineage(0)

    assert "/app/x.deb" in own(packages.events[0]).files
    assert own(packages.events[0]).unknown is None
    assert own(project.events[0]) == NOTHING


def test_manifests() -> None:
    """What installs of the project read, and no other command."""
    plan = planned(
        "FROM a AS one; WORKDIR /app; COPY . .; FROM one AS two; RUN npm ci --prefix plain; FROM two; RUN cat app.js",
        _FILES,
    )
    one, two, three = (manifests_above(plan, stage) for stage in plan.stages)

    assert one == frozenset()
    assert two >= {"/app/plain/package.json", "/app/plain/package-lock.json"}
    assert "/app/app.js" not in two
    assert three == two
