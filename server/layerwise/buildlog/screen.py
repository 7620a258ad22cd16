"""What is copied from a terminal: ` => CACHED [build 3/7] RUN npm ci   0.0s`, drawn again and again."""

from collections.abc import Iterable, Iterator

from layerwise.buildlog.log import BuildLog
from layerwise.buildlog.vertices import Vertex, build_of
from layerwise.regex import regex

_MARK = "=> "
_SECONDS = regex(r"(\d{1,9}\.\d+)s")
_ENDS = ("CACHED", "ERROR", "CANCELED")


def screen_builds(lines: Iterable[str]) -> Iterator[BuildLog]:
    """The build of the last drawing of each row; long texts end where the terminal did."""
    vertices: dict[str, Vertex] = {}
    for line in lines:
        vertex = _row(line.strip())
        if vertex is not None:
            vertices[vertex.name] = vertex
    build = build_of(list(vertices.values()))
    yield build._replace(steps=tuple(step._replace(is_cut=True) for step in build.steps))


def _row(line: str) -> Vertex | None:
    """The work of a row; those of its parts are left out."""
    parts = line.removeprefix(_MARK).rsplit(maxsplit=1)
    seconds = _SECONDS.fullmatch(parts[-1]) if line.startswith(_MARK) and len(parts) > 1 else None
    if seconds is None:
        return None
    word, _, rest = parts[0].partition(" ")
    end = word if word in _ENDS else ""
    vertex = Vertex(rest.strip() if end else parts[0], is_cached=end == "CACHED")
    vertex.error = end.lower() if end in {"ERROR", "CANCELED"} else None
    vertex.took(float(seconds[1]))
    return vertex
