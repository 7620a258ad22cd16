"""What is copied from a terminal: ` => CACHED [build 3/7] RUN npm ci   0.0s`, drawn again and again."""

import re
from collections.abc import Iterable, Iterator

from layerwise.buildlog.log import BuildLog
from layerwise.buildlog.vertices import Vertex, build_of

_ROW = re.compile(r" ?=> (?P<word>CACHED |ERROR |CANCELED )?(?P<name>.*?)\s+(?P<seconds>\d{1,9}\.\d+)s\s*")


def screen_builds(lines: Iterable[str]) -> Iterator[BuildLog]:
    """The build of the last drawing of each row; long texts end where the terminal did."""
    vertices: dict[str, Vertex] = {}
    for line in lines:
        match = _ROW.fullmatch(line)
        if match is None or match["name"].startswith("=> "):
            continue
        vertex = Vertex(match["name"].strip())
        word = (match["word"] or "").strip()
        vertex.is_cached = word == "CACHED"
        vertex.error = word.lower() if word in {"ERROR", "CANCELED"} else None
        vertex.took(float(match["seconds"]))
        vertices[vertex.name] = vertex
    build = build_of(list(vertices.values()))
    yield build._replace(steps=tuple(step._replace(is_cut=True) for step in build.steps))
