"""When typing counts as paused in documents that were edited and not saved since."""

import asyncio
from collections.abc import Iterable


class Typing:
    """For each edited document the moment at which its user has stopped typing, unless they go on."""

    def __init__(self) -> None:
        self._ends: dict[str, float] = {}

    def edited(self, uri: str, milliseconds: int) -> None:
        """A document was edited; without another edit for so long, typing has paused."""
        self._ends[uri] = asyncio.get_running_loop().time() + milliseconds / 1000

    def over(self, uri: str) -> None:
        """A document was saved or closed."""
        self._ends.pop(uri, None)

    def is_unsaved(self, uri: str) -> bool:
        """Whether a document was edited and not saved since."""
        return uri in self._ends

    async def pause(self, uris: Iterable[str] | None = None) -> None:
        """Wait until typing has paused in some documents, in all where none are named."""
        ends = self._ends if uris is None else [uri for uri in uris if uri in self._ends]
        left = max((self._ends[uri] for uri in ends), default=0.0) - asyncio.get_running_loop().time()
        if left > 0:
            await asyncio.sleep(left)
