"""Work in the background: at most one piece of each name, and none that ends unheard."""

import asyncio
import logging
from collections.abc import Callable, Coroutine

_logger = logging.getLogger(__name__)


class Tasks:
    """What runs on the event loop beside the answers."""

    def __init__(self) -> None:
        self._running: dict[str, asyncio.Task[None]] = {}

    def start(self, name: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Run some work in place of earlier work of that name."""
        self.cancel(name)
        self._running[name] = asyncio.get_running_loop().create_task(_logged(name, work))

    def cancel(self, name: str) -> None:
        """Stop the work of that name, if there is any."""
        task = self._running.pop(name, None)
        if task is not None:
            task.cancel()

    def was_replaced(self, name: str) -> bool:
        """Whether newer work of that name has taken the place of the work that asks."""
        return self._running.get(name) not in {None, asyncio.current_task()}

    def close(self) -> None:
        """Stop all work."""
        for name in tuple(self._running):
            self.cancel(name)


async def _logged(name: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
    try:
        await work()
    except Exception:
        _logger.exception("background work failed: %s", name)
