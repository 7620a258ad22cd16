"""`--progress=plain`: lines that begin with the number of the work that they tell of (progressui, `printVtx`)."""

import re
from collections.abc import Iterable, Iterator

from layerwise.buildlog.log import BuildLog
from layerwise.buildlog.vertices import Vertex, build_of
from layerwise.regex import regex

_LINE = regex(r"#(?P<id>\d{1,9}) (?P<rest>.*)", re.DOTALL)
_DONE = regex(r"DONE(?: (?P<seconds>\d{1,9}\.\d+)s)?\s*")
_ERROR = regex(r"ERROR: (?P<error>.*)", re.DOTALL)
_LOADS = "internal] load "
_OUTPUT = regex(r"\d+\.\d+ (?P<said>.*)", re.DOTALL)


def plain_builds(lines: Iterable[str]) -> Iterator[BuildLog]:
    """The builds of a log, one after the other where there are several."""
    vertices: dict[str, Vertex] = {}
    for line in lines:
        match = _LINE.match(line)
        if match is None:
            continue
        number, rest = match["id"], match["rest"]
        vertex = vertices.get(number)
        if vertex is not None and _is_another(vertex, rest):
            yield build_of(list(vertices.values()))
            vertices, vertex = {}, None
        if vertex is None or (_is_name(rest) and rest.strip() != vertex.name):
            vertices[number] = Vertex(rest.strip())
            continue
        _tell(vertex, rest)
    yield build_of(list(vertices.values()))


def _is_another(vertex: Vertex, rest: str) -> bool:
    """Whether a work that has ended begins again as another build's: the files are loaded once in each."""
    is_same = rest.strip() == vertex.name
    return vertex.has_ended and _is_name(rest) and (not is_same or _LOADS in rest)


def _is_name(rest: str) -> bool:
    return rest.startswith("[") and "]" in rest


def _tell(vertex: Vertex, rest: str) -> None:
    """Note what a line says of a work that is named already."""
    if rest.strip() == "CACHED":
        vertex.is_cached = True
    elif rest.strip() == "CANCELED":
        vertex.error = "canceled"
    elif (done := _DONE.fullmatch(rest)) is not None:
        vertex.took(float(done["seconds"] or 0))
    elif (error := _ERROR.match(rest)) is not None:
        vertex.error = error["error"].strip()
    elif (output := _OUTPUT.match(rest)) is not None:
        vertex.output.append(output["said"].rstrip())
