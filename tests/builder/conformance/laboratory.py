"""What the builders did with families of cases, each family built once, in the background."""

import secrets
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from builder.builder import Builder, BuildResult
from builder.conformance.family import Case, Family
from builder.conformance.scene import Scene
from builder.contexts import lay


class Seen(NamedTuple):
    """A case as it went: the build before the edit, the one after it."""

    before: Scene
    first: BuildResult
    after: Scene
    second: BuildResult


class Laboratory:
    """Builds families, one at a time on each builder, as no build may meet one that is still running."""

    def __init__(self, builders: Sequence[Builder], folder: Path, cases: Iterable[Case]) -> None:
        self._free: SimpleQueue[Builder] = SimpleQueue()
        for builder in builders:
            self._free.put(builder)
        self._folder = folder
        self._pool = ThreadPoolExecutor(len(builders))
        wanted: dict[str, list[Case]] = {}
        for case in cases:
            wanted.setdefault(case.family.name, []).append(case)
        self._seen: dict[str, Future[dict[str, Seen]]] = {
            name: self._pool.submit(self._family, some[0].family, some) for name, some in wanted.items()
        }

    def of(self, case: Case) -> Seen:
        """What came of a case."""
        return self._seen[case.family.name].result()[case.name]

    def stop(self) -> None:
        """Begin nothing more, and wait for what is under way."""
        self._pool.shutdown(cancel_futures=True)

    def _family(self, family: Family, cases: Sequence[Case]) -> dict[str, Seen]:
        builder = self._free.get()
        folder = self._folder / family.name
        try:
            before = family.scene
            first = _built(builder, folder, before)
            seen = {}
            for case in cases if first.failed is None else ():
                after = case.edit(before, secrets.token_hex(8))
                seen[case.name] = Seen(before, first, after, _built(builder, folder, after))
            return seen or {case.name: Seen(before, first, before, first) for case in cases}
        finally:
            self._free.put(builder)


def _built(builder: Builder, folder: Path, scene: Scene) -> BuildResult:
    """Build a scene in the folder of the build before it, as edits are made, with new times on everything."""
    shutil.rmtree(folder, ignore_errors=True)
    return builder.build(
        lay(folder, scene.laid),
        scene.dockerfile,
        target=scene.target,
        arguments=scene.arguments,
        is_inside=scene.is_inside,
    )
