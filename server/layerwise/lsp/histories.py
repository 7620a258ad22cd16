"""What git tells of build contexts: asked in the background, kept until another commit is checked out."""

import asyncio
from pathlib import Path
from typing import NamedTuple

from layerwise.history.log import History
from layerwise.host.git import head, read_history

# A hover comes without figures rather than late; they are there the next time.
_PATIENCE = 0.3


class _Known(NamedTuple):
    head: str | None
    history: History | None


class Histories:
    """The histories of folders by their path; git runs in a thread, never in an untrusted workspace."""

    def __init__(self, *, is_trusted: bool) -> None:
        self._is_trusted = is_trusted
        self._known: dict[Path, _Known] = {}
        self._asked: dict[Path, asyncio.Task[History | None]] = {}

    async def of(self, folder: Path | None) -> History | None:
        """The history of a folder if it is known soon; what was known before where it is not."""
        if folder is None or not self._is_trusted:
            return None
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

    async def _read(self, folder: Path) -> History | None:
        now = await asyncio.to_thread(head, folder)
        known = self._known.get(folder)
        if known is None or known.head != now:
            history = await asyncio.to_thread(read_history, folder) if now is not None else None
            known = self._known[folder] = _Known(now, history)
        return known.history
