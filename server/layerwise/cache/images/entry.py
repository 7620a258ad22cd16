"""The form of a row in the tables of images."""

from collections.abc import Mapping

from layerwise.records import dataclass, field

# What an image has that never says otherwise, and what the builder sets where there is none.
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
DEFAULT_SHELL = ("/bin/sh", "-c")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An image, or those of its tags that `tags` (a pattern of the whole tag) describes; the first that fits counts.

    `names` and `sets` are words. `sets` are variables whose values depend on the tag, or that some tags lack.
    `source` is the repository whose Dockerfiles this was read off. None is unknown.
    """

    names: str
    source: str
    tags: str = ".*"
    user: str | None = "root"
    cwd: str | None = "/"
    path: str | None = SYSTEM_PATH
    environment: Mapping[str, str] = field(default_factory=dict)
    sets: str = ""
    homes: Mapping[str, str] = field(default_factory=dict)
    shell: tuple[str, ...] = DEFAULT_SHELL
    triggers: tuple[str, ...] = ()


def unclear(names: str, tags: str, source: str) -> Entry:
    """Tags that set something else in every other version, so that nothing is said about them."""
    return Entry(names=names, source=source, tags=tags, user=None, cwd=None, path=None)


def first(*folders: str) -> str:
    """A PATH with folders before the system's."""
    return ":".join((*folders, SYSTEM_PATH))


def last(*folders: str) -> str:
    """A PATH with folders after the system's."""
    return ":".join((SYSTEM_PATH, *folders))
