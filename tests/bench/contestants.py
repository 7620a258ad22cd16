"""Who is measured: Layerwise and the tools it is compared with, as `scripts/setup/bench.mjs` has set them up."""

import json
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
OURS = "layerwise"
LANGSERVER = "docker-langserver"
TALLY = "tally"
HADOLINT = "hadolint"
FLOOR = "pygls alone"


class Contestant(NamedTuple):
    """The commands of a tool, those that it has; or why it is missing."""

    name: str
    version: str = ""
    server: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    missing: str = ""


def contestants_in(file: Path) -> list[Contestant]:
    """The contestants that a file tells of."""
    told = json.loads(file.read_text())
    return [
        Contestant(
            name,
            one.get("version", ""),
            tuple(one.get("server", ())),
            tuple(one.get("check", ())),
            one.get("missing", ""),
        )
        for name, one in told.items()
    ]


def ours_alone() -> list[Contestant]:
    """Layerwise from its source, in the Python that runs this."""
    command = (sys.executable, str(ROOT / "server" / "layerwise_server.py"))
    return [Contestant(OURS, "source", command, (*command, "check"))]
