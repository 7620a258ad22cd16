"""Any text as build logs: whichever way of telling gives the most steps is the one that it is written in."""

from collections.abc import Callable, Iterable, Iterator

from layerwise.buildlog.lines import lines
from layerwise.buildlog.log import BuildLog
from layerwise.buildlog.numbered import numbered_builds
from layerwise.buildlog.plain import plain_builds
from layerwise.buildlog.raw import raw_builds
from layerwise.buildlog.screen import screen_builds

_WAYS: tuple[Callable[[Iterable[str]], Iterator[BuildLog]], ...] = (
    plain_builds,
    raw_builds,
    screen_builds,
    numbered_builds,
)


def read_log(text: str) -> tuple[BuildLog, ...]:
    """The builds that a text tells of, in its order; none where it is no build log."""
    tidied = tuple(lines(text))
    read = (tuple(build for build in way(tidied) if build.steps) for way in _WAYS)
    return max(read, key=lambda builds: sum(len(build.steps) for build in builds), default=())
