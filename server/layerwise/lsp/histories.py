"""What git tells of build contexts: asked in the background, kept until another commit is checked out."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from layerwise.history.log import History
from layerwise.host.git import head, read_history

# A hover comes without figures rather than late; they are there the next time.
_PATIENCE = 0.3
# Seconds in which another commit is hardly checked out: figures are asked for with every edit.
_FRESH = 2.0


class _Folder(NamedTuple):
    """A folder, and how many commits are looked back."""

    path: Path
    commits: int


class _Known(NamedTuple):
    """A history, the commit that was checked out, and when that was looked at on the loop's clock."""

    head: str | None
    history: History | None
    time: float


class Histories:
    """The histories of folders by their path; git runs in a thread, never in an untrusted workspace."""

    def __init__(self, *, is_trusted: bool, tell: Callable[[], None]) -> None:
        """`tell` is called when a history is there that an earlier answer had to do without."""
        self._is_trusted = is_trusted
        self._tell = tell
        self._known: dict[_Folder, _Known] = {}
        self._asked: dict[_Folder, asyncio.Task[History | None]] = {}

    async def of(self, place: Path | None, commits: int) -> History | None:
        """A folder's last commits if they are known soon; what was known before where they are not."""
        if place is None or not self._is_trusted:
            return None
        folder = _Folder(place, commits)
        known = self._known.get(folder)
        if known is not None and asyncio.get_running_loop().time() - known.time < _FRESH:
            return known.history
        task = self._asked.get(folder)
        if task is None:
            task = self._asked[folder] = asyncio.get_running_loop().create_task(self._read(folder))
            task.add_done_callback(lambda _: self._asked.pop(folder, None))
        try:
            return await asyncio.wait_for(asyncio.shield(task), _PATIENCE)
        except asyncio.TimeoutError:
            return self._known[folder].history if folder in self._known else None

    def close(self) -> None:
        """Ask no further."""
        for task in self._asked.values():
            task.cancel()

    async def _read(self, folder: _Folder) -> History | None:
        now = await asyncio.to_thread(head, folder.path)
        known = self._known.get(folder)
        history = known.history if known is not None else None
        is_new = known is None or known.head != now
        if is_new:
            read = asyncio.to_thread(read_history, *folder) if now is not None else None
            history = await read if read is not None else None
        self._known[folder] = _Known(now, history, asyncio.get_running_loop().time())
        if is_new and (known is not None or history is not None):
            self._tell()
        return history
