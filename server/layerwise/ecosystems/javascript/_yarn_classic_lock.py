"""What an install of Yarn 1 does to what it locks: `yarn.lock`, the offline mirror."""

import re
from collections.abc import Iterator, Mapping, Sequence

from layerwise.ecosystems.javascript._node import DEPENDENCIES, Package, Written, join
from layerwise.ecosystems.javascript._node_settings import Settings, is_off, is_on
from layerwise.ecosystems.javascript._yarn_classic_settings import MIRROR
from layerwise.ecosystems.reads import Reads


def follow_lock(reads: Reads, settings: Settings, root: Package, members: Sequence[Package]) -> Written:
    """Read the project's lock, then the offline mirror, which is filled with what is locked."""
    path = join(root.folder, "yarn.lock")
    has_none = is_off(settings, "lockfile")
    lock = None if has_none else reads.text(path, "the lockfile")
    mirror = settings.get(MIRROR)
    filled = (mirror,) if mirror and not _is_mirrored(reads, mirror, lock or "") else ()
    if has_none or any(is_on(settings, name) for name in ("frozen-lockfile", "pure-lockfile")):
        return Written(filled)
    if lock is None:
        return Written((path, *filled))
    return Written(filled, () if _is_in_step(lock, root, members) else (path,))


def _is_in_step(lock: str, root: Package, members: Sequence[Package]) -> bool:
    """Whether an install would leave the lock as it is: it has what is asked for, and nothing besides."""
    if root.data.get("resolutions"):
        return False
    entries = _entries(lock)
    own = {one.name for one in members}
    wanted = [
        f"{name}@{spec}"
        for one in (root, *members)
        for name, spec in one.ranges(*DEPENDENCIES).items()
        if name not in own and not spec.startswith(("link:", "workspace:"))
    ]
    reached: set[str] = set()
    while wanted:
        pattern = wanted.pop()
        if pattern not in reached:
            if pattern not in entries:
                return False
            reached.add(pattern)
            wanted += [f"{name}@{spec}" for name, spec in entries[pattern].items() if name not in own]
    return reached == set(entries)


def _is_mirrored(reads: Reads, mirror: str, lock: str) -> bool:
    """Whether the mirror holds all that is locked; Yarn puts what it downloads into it (seen with strace, 1.22)."""
    names = reads.listed(mirror)
    archives = re.findall(r"^  resolved \"?(?:[^\"#\s]*/)?([^/\"#\s]+)[\"#\s]", lock, re.MULTILINE)
    return bool(archives) and all(any(name.endswith(archive) for name in names) for archive in archives)


def _entries(lock: str) -> Mapping[str, Mapping[str, str]]:
    """The lock's entries by each `name@range` that they answer, with what they depend on themselves."""
    found: dict[str, dict[str, str]] = {}
    dependencies: dict[str, str] = {}
    is_inside = False
    for line in lock.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            dependencies = {}
            found.update((key, dependencies) for key in _keys(line))
            is_inside = False
        elif not line.startswith("    "):
            is_inside = line.strip() in ("dependencies:", "optionalDependencies:")
        elif is_inside:
            name, _, spec = line.strip().partition(" ")
            dependencies[name.strip('"')] = spec.strip('"')
    return found


def _keys(line: str) -> Iterator[str]:
    for key in line.rstrip(":").split(", "):
        yield key.strip().strip('"')
