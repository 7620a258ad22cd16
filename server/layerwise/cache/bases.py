"""What an image starts with, by its reference: looked up in the tables of `images/`."""

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib import import_module

import layerwise.cache.images as package
from layerwise.cache.images.entry import DEFAULT_SHELL, Entry
from layerwise.cache.images.index import TABLES
from layerwise.records import dataclass, field
from layerwise.regex import regex

# Other addresses of the default registry's images. What follows is a name as Docker Hub has it.
_HUB = (
    "docker.io/",
    "index.docker.io/",
    "registry-1.docker.io/",
    "registry.hub.docker.com/",
    "mirror.gcr.io/",
)
_OFFICIAL = ("public.ecr.aws/docker/library/", "registry.docker.com/library/")
# Where the official images of one processor lie; docker-library/official-images, "Architectures other than amd64?".
_ARCHITECTURES = (
    "library/",
    *("amd64/", "arm32v5/", "arm32v6/", "arm32v7/", "arm64v8/", "i386/"),
    *("mips64le/", "ppc64le/", "riscv64/", "s390x/"),
)
_WINDOWS = regex(r"windows|nanoserver")


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What an image starts with; None where nobody can say.

    `homes` are the home directories of users that the image knows. `triggers` are its ONBUILD instructions.
    """

    user: str | None = None
    cwd: str | None = None
    environment: Mapping[str, str | None] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)
    shell: tuple[str, ...] = DEFAULT_SHELL
    triggers: tuple[str, ...] = ()

    @property
    def home(self) -> str | None:
        """The home directory of the user that the image starts with."""
        return None if self.user is None else self.homes.get(self.user.partition(":")[0])


UNKNOWN_BASE = Base()


@lru_cache(maxsize=256)
def base(image: str | None) -> Base:
    """What is known of an image by its reference."""
    if image is None:
        return UNKNOWN_BASE
    name, tag = _parts(image)
    entries = _rows(name)
    if tag is None:
        return _made(entries[0]) if len(entries) == 1 else UNKNOWN_BASE
    if _WINDOWS.search(tag):
        return UNKNOWN_BASE
    return next((_made(entry) for entry in entries if re.fullmatch(entry.tags, tag)), UNKNOWN_BASE)


def _parts(image: str) -> tuple[str, str | None]:
    """An image's name as the tables spell it, and its tag; None where only a digest says which one it is."""
    reference, has_digest, _ = image.partition("@")
    head, slash, tail = reference.rpartition("/")
    tail, _, tag = tail.partition(":")
    name = head + slash + tail
    hub = next((prefix for prefix in _HUB if name.startswith(prefix)), "")
    name = name.removeprefix(hub)
    for prefix in (*_OFFICIAL, *_ARCHITECTURES):
        name = name.removeprefix(prefix)
    return name, tag or (None if has_digest else "latest")


def _made(entry: Entry) -> Base:
    # A PATH that differs from tag to tag is like that of an unknown image: folders of its own, not of the project.
    path = {} if entry.path is None else {"PATH": entry.path}
    environment: dict[str, str | None] = {**path, **dict.fromkeys(entry.sets.split())}
    homes = {} if entry.user is None else {"root": "/root", "0": "/root", **entry.homes}
    return Base(
        user=entry.user,
        cwd=entry.cwd,
        environment={**environment, **entry.environment},
        homes=homes,
        shell=entry.shell,
        triggers=entry.triggers,
    )


def _rows(name: str) -> tuple[Entry, ...]:
    """The rows of an image, or of the patterns that its name fits, out of those tables that hold some."""
    known = [name] if name in TABLES else [one for one in TABLES if "*" in one and fnmatchcase(name, one)]
    return tuple(row for one in known for row in _table(TABLES[one]) if one in row.names.split())


def _table(module: str) -> tuple[Entry, ...]:
    """One of the tables, imported now that an image may stand in it."""
    table: tuple[Entry, ...] = getattr(import_module(f"{package.__name__}.{module}"), module.upper())
    return table
