"""What tells that a file or a folder has not changed, without reading it."""

import os
import time

from layerwise.tuples import NamedTuple

# File systems tell times this coarsely at worst (FAT); what changes again so soon may keep its stamp.
_COARSEST = 2_000_000_000


class Stamp(NamedTuple):
    """When and what a file was; `is_young`: it had changed so lately that another change may have the same stamp."""

    modified: int
    changed: int
    size: int
    inode: int
    is_young: bool

    def is_same(self, other: "Stamp | None") -> bool:
        """Whether nothing has changed between the two for sure."""
        return other is not None and not self.is_young and self[:4] == other[:4]


def stamp_of(path: str) -> Stamp | None:
    """The stamp of what stands at a path now, None where nothing can be read there."""
    try:
        status = os.stat(path)  # noqa: PTH116 - asked for often, and a string is at hand
    except (OSError, ValueError):
        return None
    is_young = time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) < _COARSEST
    return Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, is_young)
