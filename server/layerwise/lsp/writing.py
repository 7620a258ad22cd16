"""When findings are told while somebody types: not about what is half-written, and no later than they rest.

A line that is left is finished, and what it brings is told after the pause of the settings. Within a line the next
key may change everything, so there findings come and go only once its writer rests; where the builder would refuse
what stands there, they stay as they were until it is written out or saved. With a pause of nothing all is told at once.
"""

import asyncio
from collections.abc import Callable, Iterable
from enum import Enum, auto

from layerwise.lsp.calm import Change, Pace, change_between, pace
from layerwise.lsp.documents import Document, Documents
from layerwise.lsp.result import Result
from layerwise.lsp.told import Told
from layerwise.tuples import NamedTuple

# Seconds without a key after which a line counts as meant: longer than most pauses between two words.
_REST = 1.0
# An event loop may wake somebody a little before their time.
_SOON = 0.001


class Half(Enum):
    """What is told about a document that the builder would refuse where it is being written: nothing new."""

    WRITTEN = auto()


class _Edit(NamedTuple):
    """The last edit of a document: how it was made, where it ended, and from when on its writer paused, and rested."""

    change: Change
    cursor: int
    paused: float
    rested: float

    @property
    def told(self) -> float:
        """From when on it is told what the edit brings, as far as is known without a look at the text."""
        return self.rested if self.change is Change.KEY else self.paused


class Writing:
    """The last edits of the open documents that were not saved since, and waiting for their writers."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._edits: dict[str, _Edit] = {}

    def __contains__(self, uri: str) -> bool:
        return uri in self._edits

    def edited(self, before: str, document: Document, debounce: int) -> None:
        """A document was edited; `debounce` is the pause of the settings, in milliseconds."""
        change, cursor = change_between(before, document.text)
        now = asyncio.get_running_loop().time()
        rest = max(debounce / 1000, _REST) if debounce else 0
        self._edits[document.uri] = _Edit(change, cursor, now + debounce / 1000, now + rest)

    def forget(self, uri: str) -> None:
        """A document was saved or closed: it is as its writer wants it."""
        self._edits.pop(uri, None)

    async def paused(self, uri: str) -> None:
        """Wait until typing has paused in a document and in those that bear on it."""
        await self._until(uri, lambda edit: edit.paused)

    async def rested(self, uri: str) -> None:
        """Wait until nobody is in the middle of a line in a document and in those that bear on it."""
        await self._until(uri, lambda edit: edit.told)

    async def holds(self, uri: str, told: Told | None) -> bool | None:
        """Whether what is known now is not to be told yet; None where it is not before the next edit.

        True comes once the writer rests, or writes something else.
        """
        edit = self._edits.get(uri)
        if edit is None or edit.rested == edit.paused or not isinstance(told, Result):
            return False
        match pace(told.analysis.document, edit.cursor):
            case Pace.BROKEN:
                return None
            case Pace.WRITING if edit.change is Change.ENTER and _is_ahead(edit.rested):
                await self._until(uri, lambda edit: edit.rested)
                return True
            case _:
                return False

    async def all_paused(self) -> None:
        """Wait until typing has paused everywhere."""
        await self._while(lambda: self._edits, lambda edit: edit.paused)

    async def _until(self, uri: str, time: Callable[[_Edit], float]) -> None:
        await self._while(lambda: self._bearing_on(uri), time)

    async def _while(self, uris: Callable[[], Iterable[str]], time: Callable[[_Edit], float]) -> None:
        while True:
            edits = [edit for uri in uris() if (edit := self._edits.get(uri)) is not None]
            latest = max(map(time, edits), default=0.0)
            if not _is_ahead(latest):
                return
            await asyncio.sleep(latest - asyncio.get_running_loop().time())

    def _bearing_on(self, uri: str) -> list[str]:
        """The documents on whose text the judgement of one depends."""
        document = self._documents.get(uri)
        others = () if document is None else self._documents.bearing_on(document)
        return [uri, *(other.uri for other in others)]


def _is_ahead(time: float) -> bool:
    return time - asyncio.get_running_loop().time() > _SOON
