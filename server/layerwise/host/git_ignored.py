"""Which files of a folder git ignores, also where the folder holds several repositories."""

from functools import cache
from pathlib import Path

from layerwise.host.git import ignored_below


class GitIgnored:
    """What git ignores below a directory; git is asked once for each repository."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._below = cache(ignored_below)
        self._is_top = cache(lambda folder: (folder / ".git").exists())

    def holds(self, path: Path) -> bool:
        """Whether git ignores a file below the directory, or a folder around it."""
        inside = path.relative_to(self._directory)
        folders = [self._directory / folder for folder in inside.parents]
        tops = [one for one in folders if one == self._directory or self._is_top(one)]
        return any(self._is_ignored(path.relative_to(top), top) for top in tops)

    def _is_ignored(self, path: Path, top: Path) -> bool:
        ignored = self._below(top)
        if not ignored:
            return False
        around = (f"{folder.as_posix()}/" for folder in path.parents)
        return path.as_posix() in ignored or any(folder in ignored for folder in around)
