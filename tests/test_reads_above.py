"""Tools that look into what an earlier install of the project made."""

from collections.abc import Mapping

import pytest
from layerwise.context.memory import Content
from layerwise.split.reads_above import Above
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
