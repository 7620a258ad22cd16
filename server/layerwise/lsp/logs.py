"""Build logs that the user had read for a Dockerfile: their times feed its hovers and its plan."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from layerwise.cache.plan import BuildPlan
from layerwise.history.log import History
from layerwise.lsp.result import Result
from layerwise.past import Past
from layerwise.tuples import NamedTuple

# What reads logs is imported with the first of them: most conversations have none.
if TYPE_CHECKING:
    from layerwise.buildlog.log import BuildLog
    from layerwise.logged import Place


class _Log(NamedTuple):
    name: str
    builds: tuple[BuildLog, ...]


class Logs:
    """The logs of open Dockerfiles by their URI, each read onto the text as it is now."""

    def __init__(self) -> None:
        self._logs: dict[str, _Log] = {}
        self._times: dict[
            str, tuple[str, dict[Place, float]]
        ] = {}  # with the id of the result that they are of

    async def read(self, result: Result, path: Path) -> dict[str, object]:
        """Keep a log for a document: how many of its steps are told of there, or why it cannot be used."""
        from layerwise.host.logfiles import LogError, log_in  # noqa: PLC0415 - see above
        from layerwise.logged import read_onto  # noqa: PLC0415 - see above

        plan = next(iter(result.analysis.plans), None)
        try:
            builds = await asyncio.to_thread(log_in, path)
        except LogError as error:
            return {"isRead": False, "message": str(error)}
        logged = None if plan is None else read_onto(plan, builds)
        if logged is None:
            return {"isRead": False, "message": f"{path.name} tells of no step of this Dockerfile"}
        uri = result.document.uri
        self._logs[uri] = _Log(path.name, builds)
        self._times.pop(uri, None)
        count = len(logged.steps)
        steps = "1 step" if count == 1 else f"{count} steps"
        return {"isRead": True, "message": f"{path.name} tells of {steps}, {len(logged.seconds)} with a time"}

    def past(self, result: Result, history: History | None) -> Past:
        """What is known of earlier builds of a document."""
        log = self._logs.get(result.document.uri)
        plan = next(iter(result.analysis.plans), None)
        if log is None or plan is None:
            return Past(history)
        return Past(history, self._seconds(result, plan, log), log.name)

    def forget(self, uri: str) -> None:
        """A document was closed."""
        self._logs.pop(uri, None)
        self._times.pop(uri, None)

    def _seconds(self, result: Result, plan: BuildPlan, log: _Log) -> dict[Place, float]:
        known = self._times.get(result.document.uri)
        if known is not None and known[0] == result.id:
            return known[1]
        from layerwise.logged import read_onto  # noqa: PLC0415 - see above

        logged = read_onto(plan, log.builds)
        seconds = {} if logged is None else logged.seconds
        self._times[result.document.uri] = (result.id, seconds)
        return seconds
