"""What the builder did with each case, built ahead of the tests that ask: one case at a time on each builder."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from builder.builder import Builder, BuildResult, Difference, differences
from builder.case import Case, NaiveCase
from builder.contexts import Files, freshened, lay
from builder.product import Offer, Subject, offered


class Pair(NamedTuple):
    """A Dockerfile before and after another took its place, both built, and what differs between the images."""

    before: BuildResult
    after: BuildResult
    differences: Difference


class Outcome(NamedTuple):
    """One case: its first builds, the build after an edit of the source, and the same for what is offered.

    `fixed` is the case with the fix applied, None where none is offered; the rest is then None too. `manifest` is
    the build after an edit of a manifest, `naive` the pair of a naive case.
    """

    edited: BuildResult
    offer: Offer
    fixed: Subject | None = None
    pair: Pair | None = None
    fixed_edited: BuildResult | None = None
    manifest: BuildResult | None = None
    naive: Pair | None = None
    naive_edited: BuildResult | None = None


class Outcomes:
    """The outcomes of all cases, each built once however many tests ask for it."""

    def __init__(self, builders: Sequence[Builder], folder: Path) -> None:
        self._folder = folder
        self._free: SimpleQueue[Builder] = SimpleQueue()
        for builder in builders:
            self._free.put(builder)
        self._pool = ThreadPoolExecutor(len(builders))
        self._cases: dict[str, Case | NaiveCase] = {}
        self._found: dict[str, Future[Outcome]] = {}

    def start(self, cases: Iterable[Case | NaiveCase]) -> None:
        """Begin with these, in their order."""
        for case in cases:
            key = _key(case)
            assert self._cases.setdefault(key, case) is case, f"two cases are called {case.name}"
            if key not in self._found:
                self._found[key] = self._pool.submit(self._outcome, case)

    def of(self, case: Case | NaiveCase) -> Outcome:
        """What came of a case, once it is built."""
        self.start([case])
        return self._found[_key(case)].result()

    def stop(self) -> None:
        """Begin nothing more, and wait for what is under way."""
        self._pool.shutdown(cancel_futures=True)

    def _outcome(self, case: Case | NaiveCase) -> Outcome:
        builder = self._free.get()
        try:
            bench = _Bench(builder, self._folder / _key(case))
            return _of_naive(bench, case) if isinstance(case, NaiveCase) else _of_case(bench, case)
        finally:
            self._free.put(builder)


def _key(case: Case | NaiveCase) -> str:
    """A name of its own, also for a Dockerfile that both tables hold."""
    return f"{type(case).__name__}-{case.name}"


class _Bench:
    """A builder and a folder for the contexts of one case, which is made as builds ask for it."""

    def __init__(self, builder: Builder, folder: Path) -> None:
        self._builder = builder
        self._folder = folder
        self._count = 0
        folder.mkdir()

    def build(self, subject: Subject, files: Files | None = None) -> BuildResult:
        """Build it, or the same Dockerfile with other files."""
        self._count += 1
        directory = lay(self._folder / str(self._count), subject.files if files is None else files)
        return self._builder.build(
            directory, subject.dockerfile, target=subject.target, arguments=subject.arguments
        )

    def edited(self, subject: Subject, path: str) -> BuildResult:
        """Build it after an edit of a file of its context."""
        return self.build(subject, freshened(subject.files, path))

    def pair(self, before: BuildResult, after: BuildResult) -> Pair:
        """Two builds, with what differs between their images where both gave one."""
        if before.image is None or after.image is None:
            return Pair(before, after, {})
        one, other = self._builder.files(before.image), self._builder.files(after.image)
        return Pair(before, after, differences(one, other))


def _of_case(bench: _Bench, case: Case) -> Outcome:
    subject = case.subject
    before, edited = bench.build(subject), bench.edited(subject, case.edit)
    offer = offered(subject, case.safety, case.fix)
    fixed = offer.applied_to(subject)
    if fixed is None:
        return Outcome(edited, offer)
    return Outcome(
        edited,
        offer,
        fixed,
        pair=bench.pair(before, bench.build(fixed)),
        fixed_edited=bench.edited(fixed, case.edit),
        manifest=None if case.manifest is None else bench.edited(fixed, case.manifest),
    )


def _of_naive(bench: _Bench, case: NaiveCase) -> Outcome:
    subject, naive = case.subject, case.naive_subject
    before, split = bench.build(subject), bench.build(naive)
    outcome = Outcome(
        edited=bench.edited(subject, case.edit),
        offer=offered(subject),
        naive=bench.pair(before, split),
        naive_edited=bench.edited(naive, case.edit) if case.reruns else None,
    )
    fixed = outcome.offer.applied_to(subject)
    if fixed is None:
        return outcome
    pair = bench.pair(before, bench.build(fixed))
    return outcome._replace(fixed=fixed, pair=pair, fixed_edited=bench.edited(fixed, case.edit))
