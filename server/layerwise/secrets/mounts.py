"""Secret mounts: what an install reads, given to it for as long as it runs."""

import re
from collections.abc import Collection, Mapping

from layerwise.cache.event import Event
from layerwise.cache.state import is_root
from layerwise.cache.steps import Step
from layerwise.regex import regex
from layerwise.text import Edit, Span

_PLAIN = regex(r"[\w.@+/=:~%-]+")  # a comma would end the option


def mount(step: Step, readers: Mapping[str, Event], names: Mapping[str, str]) -> Edit | None:
    """The mounts of a RUN, for each image path that a command of it reads; None where one cannot be written.

    `names` are the ids under which the build is given the files.
    """
    if step.instruction.heredocs or not all(_PLAIN.fullmatch(path) for path in readers):
        return None
    options = [
        f" --mount=type=secret,id={names[path]},target={path},required=true{_access(event)}"
        for path, event in readers.items()
    ]
    end = step.instruction.keyword_span.end
    return Edit(Span(end, end), "".join(options))


def _access(event: Event) -> str:
    """A secret is root's alone unless it is said otherwise (Dockerfile reference; measured)."""
    if is_root(event.user):
        return ""
    name = (event.user or "").partition(":")[0]
    return f",uid={name}" if name.isdecimal() else ",mode=0444"


def identities(sources: Collection[str]) -> dict[str, str]:
    """A short id for each file of the context: `npmrc` for `.npmrc`, with its folder where that tells two apart."""
    short = {source: _id(source.rpartition("/")[2]) for source in sources}
    counts = list(short.values())
    return {s: name if counts.count(name) == 1 else _id(s) for s, name in short.items()}


def _id(path: str) -> str:
    return "-".join(re.sub(r"[^\w.-]", "", piece).strip(".") for piece in path.split("/"))
