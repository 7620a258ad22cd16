"""`--progress=rawjson`: one JSON object a line, as BuildKit's client sees it (client.SolveStatus)."""

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from layerwise.buildlog.log import BuildLog
from layerwise.buildlog.vertices import Vertex, build_of
from layerwise.regex import regex

_NANOSECONDS = regex(r"(\.\d{6})\d+")


def raw_builds(lines: Iterable[str]) -> Iterator[BuildLog]:
    """The builds of a log, which are one: each work has a name of its own."""
    vertices: dict[str, Vertex] = {}
    for line in lines:
        if not line.startswith("{"):
            continue
        try:
            status = json.loads(line)
        except (ValueError, RecursionError):
            continue
        for item in _objects(status, "vertexes"):
            _note(vertices, item)
        for item in _objects(status, "logs"):
            _say(vertices, item)
    yield build_of(list(vertices.values()))


def _objects(status: Any, name: str) -> list[dict[str, Any]]:  # noqa: ANN401 - what JSON holds
    found = status.get(name) if isinstance(status, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _note(vertices: dict[str, Vertex], item: dict[str, Any]) -> None:
    digest, name = str(item.get("digest")), item.get("name")
    if not isinstance(name, str):
        return
    vertex = vertices.setdefault(digest, Vertex(name))
    vertex.is_cached = vertex.is_cached or item.get("cached") is True
    started, completed = _time(item.get("started")), _time(item.get("completed"))
    if started is not None and completed is not None:
        vertex.took((completed - started).total_seconds())
    if isinstance(item.get("error"), str) and item["error"]:
        vertex.error = item["error"]


def _say(vertices: dict[str, Vertex], item: dict[str, Any]) -> None:
    vertex = vertices.get(str(item.get("vertex")))
    if vertex is None or not isinstance(item.get("data"), str):
        return
    try:
        said = base64.b64decode(item["data"], validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return
    vertex.output.extend(said.splitlines())


def _time(value: Any) -> datetime | None:  # noqa: ANN401 - what JSON holds
    """A time of Go's, whose nanoseconds and Z Python 3.10 does not read."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(_NANOSECONDS.sub(r"\1", _padded(value)).replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _padded(value: str) -> str:
    """Fractions of less than six digits filled up, which Python 3.10 wants."""
    return re.sub(r"\.(\d{1,5})(?=\D|$)", lambda match: "." + match[1].ljust(6, "0"), value)
