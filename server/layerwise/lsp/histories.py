"""What git tells of build contexts: asked in the background, kept until another commit is checked out."""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

from layerwise.history.log import History
from layerwise.host.git import head, head_files, read_history, stop
from layerwise.tuples import NamedTuple

# A hover comes without figures rather than late; they are there the next time.
_PATIENCE = 0.3
# Seconds in which another commit is hardly checked out: figures are asked for with every edit.
_FRESH = 2.0
# The same for files that nobody looks at: there may be many, and git is a process for each of their folders.
_FRESH_ELSEWHERE = 60.0


class _Folder(NamedTuple):
    """A folder, and how many commits are looked back."""

    path: Path
    commits: int


class _Known(NamedTuple):
    """A history, the commit that was checked out, and when that was looked at on the loop's clock."""

    head: str | None
    history: History | None
    time: float


class Standing(NamedTuple):
    """How far a folder's history is known: "off", "reading", "none", "partial" or "whole"; and its commits."""

    word: str
    commits: int = 0


class Histories:
    """The histories of folders by their path; git runs in a thread, never in an untrusted workspace."""

    def __init__(
        self,
        *,
        is_trusted: bool,
        tell: Callable[[], None],
        judge_again: Callable[[], None],
        looked: Callable[[], None],
        watch: Callable[[Iterable[Path]], None],
    ) -> None:
        """`tell` is called when a history is there that an earlier answer had to do without.

        `judge_again` is called besides where findings had to do without it; `looked` whenever more is known than
        before, and be it that there is none. `watch` is told of files that change with the commit that is checked
        out; they may lie outside of all folders.
        """
        self._is_trusted = is_trusted
        self._tell = tell
        self._looked = looked
        self._watch = watch
        self._judge_again = judge_again
        self._judged: set[_Folder] = set()
        self._known: dict[_Folder, _Known] = {}
        self._asked: dict[_Folder, asyncio.Task[History | None]] = {}

    async def of(self, place: Path | None, commits: int) -> History | None:
        """A folder's last commits if they are known soon; what was known before where they are not."""
        if place is None or not self._is_trusted:
            return None
        folder = _Folder(place, commits)
        if self._is_fresh(folder):
            return self._so_far(folder)
        try:
            return await asyncio.wait_for(asyncio.shield(self._ask(folder)), _PATIENCE)
        except asyncio.TimeoutError:
            return self._so_far(folder)

    def known(self, place: Path, commits: int) -> History | None:
        """A folder's last commits as far as they are known now, for findings: they are judged again on a change."""
        return self._for_findings(place, commits, _FRESH)

    def known_elsewhere(self, place: Path, commits: int) -> History | None:
        """The same for findings in a file that is not open, for which git is asked seldom."""
        return self._for_findings(place, commits, _FRESH_ELSEWHERE)

    def _for_findings(self, place: Path, commits: int, seconds: float) -> History | None:
        if not self._is_trusted:
            return None
        folder = _Folder(place, commits)
        self._judged.add(folder)
        if not self._is_fresh(folder, seconds):
            self._ask(folder)
        return self._so_far(folder)

    def look_again(self) -> None:
        """Another commit may have been checked out, or made."""
        for folder, known in tuple(self._known.items()):
            self._known[folder] = known._replace(time=float("-inf"))
            self._ask(folder)

    def standing(self, place: Path | None, commits: int) -> Standing:
        """How far a folder's history is known now; it is asked for where it is not."""
        if not self._is_trusted:
            return Standing("off")
        if place is None:
            return Standing("none")
        folder = _Folder(place, commits)
        if not self._is_fresh(folder):
            self._ask(folder)
        known = self._known.get(folder)
        if known is None:
            return Standing("reading")
        if known.history is None:
            return Standing("none")
        return Standing("whole" if known.history.is_whole else "partial", len(known.history.commits))

    def is_awaited(self, place: Path | None, commits: int) -> bool:
        """Whether git has yet to answer for a folder."""
        folder = None if place is None else _Folder(place, commits)
        return folder in self._asked and folder not in self._known

    def close(self) -> None:
        """Ask no further."""
        for task in self._asked.values():
            task.cancel()
        stop()

    def _so_far(self, folder: _Folder) -> History | None:
        return self._known[folder].history if folder in self._known else None

    def _is_fresh(self, folder: _Folder, seconds: float = _FRESH) -> bool:
        known = self._known.get(folder)
        return known is not None and asyncio.get_running_loop().time() - known.time < seconds

    def _ask(self, folder: _Folder) -> asyncio.Task[History | None]:
        """The look at a folder that is under way, else a new one."""
        task = self._asked.get(folder)
        if task is None:
            task = self._asked[folder] = asyncio.get_running_loop().create_task(self._read(folder))
            task.add_done_callback(lambda _: self._asked.pop(folder, None))
        return task

    async def _read(self, folder: _Folder) -> History | None:
        now = await asyncio.to_thread(head, folder.path)
        known = self._known.get(folder)
        if known is None:
            self._watch(await asyncio.to_thread(head_files, folder.path))
        history = known.history if known is not None else None
        is_new = known is None or known.head != now
        if is_new:
            read = asyncio.to_thread(read_history, *folder) if now is not None else None
            history = await read if read is not None else None
        self._known[folder] = _Known(now, history, asyncio.get_running_loop().time())
        if is_new:
            self._looked()
        if is_new and (known is not None or history is not None):
            self._tell()
            if folder in self._judged:
                self._judge_again()
        return history
