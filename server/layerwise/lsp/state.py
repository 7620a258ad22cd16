"""What our own client shows of a document in its status item, and the news that it may have changed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from layerwise.fixes import is_safe
from layerwise.lsp.choices import said_of, shown_context
from layerwise.lsp.histories import Standing
from layerwise.lsp.own import CHANGED
from layerwise.lsp.protocol import Server
from layerwise.lsp.result import Result
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class News(NamedTuple):
    """Tells a client that asked for it that the state of a document may be another one."""

    server: Server
    is_wanted: bool

    def changed(self, uri: str) -> None:
        """The state of a document may have changed."""
        if self.is_wanted:
            self.server.protocol.notify(CHANGED, {"uri": uri})


def state_of(results: Sequence[Result], standing: Standing, folders: Sequence[Path]) -> dict[str, Any] | None:
    """The state of a document, by the first build of its first Dockerfile; None where it has none."""
    findings = [finding for result in results for finding in result.findings]
    build = next((build for one in results for build in (*one.analysis.builds, *one.found.counting)), None)
    if build is None:
        return None
    where = said_of(build)
    return {
        "context": shown_context(build, folders),
        "origin": build.origin,
        "saidUri": where["saidUri"],
        "saidLine": where["saidLine"],
        "findings": len(findings),
        "fixable": sum(any(map(is_safe, finding.fixes)) for finding in findings),
        "history": standing.word,
        "commits": standing.commits,
        "builds": sum(len(result.found.builds) for result in results),
        "notes": list(dict.fromkeys(note for result in results for note in _notes(result))),
    }


def _notes(result: Result) -> list[str]:
    """What a user should know of the builds by which a document is judged."""
    notes = []
    for build in result.found.counting:
        if isinstance(build.context, Unknown) and build.context.why != build.origin:
            notes.append(f"{build.origin}: {build.context.why}")
        if build.doubt is not None:
            notes.append(build.doubt)
    left_out = len(result.found.others)
    if left_out:
        notes.append(f"{left_out} other build{'s' if left_out > 1 else ''} left out by choice")
    return notes
