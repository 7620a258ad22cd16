"""One file after another brought down to what a report and an exit code need, so that none has to be kept."""

import time
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from layerwise.cli.asked import Asked
from layerwise.cli.baseline import Baseline
from layerwise.cli.checked import Checked, loudest
from layerwise.cli.configured import Misconfigured
from layerwise.cli.dockerfiles import Named, Since
from layerwise.cli.files import Source, read_source
from layerwise.cli.fingerprints import fingerprints
from layerwise.cli.formats.registry import format_of
from layerwise.cli.ignored import InForce, check_ignore_file, in_force
from layerwise.cli.texts import Unusable
from layerwise.cli.verbose import described
from layerwise.findings.finding import Severity
from layerwise.host.git import read_history
from layerwise.host.trees import Snapshot
from layerwise.records import dataclass, replace
from layerwise.tuples import NamedTuple

RECENT = 64  # Dockerfiles whose plans are kept for the ignore files, which come last
_HISTORIES = 16  # build contexts whose history is kept for the next Dockerfile of the same context


class Judged(NamedTuple):
    """A file after its judgement, as plain data: what the format keeps of it, and what the exit code depends on.

    `loudest` is the worst severity among the new findings, `marks` are the fingerprints of all. `ignore_files` are in
    force for it, each with what is found in it if no other Dockerfile has it in force. `told` is for those who want
    to know more, `warnings` are about its configuration.
    """

    name: str
    part: object
    error: str | None = None
    loudest: Severity | None = None
    marks: tuple[str, ...] = ()
    ignore_files: tuple[tuple[Path, "Judged | None"], ...] = ()
    told: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a judge works with: the request, known findings, and whether ignore files are judged ahead.

    That is worth while where many Dockerfiles are judged, of which the plans are not kept until then.
    """

    asked: Asked
    known: Baseline | None
    looks_ahead: bool = False


class Task(NamedTuple):
    """A Dockerfile to be judged, or an ignore file in force for several."""

    dockerfiles: tuple[Named, ...]
    ignore_file: Path | None = None

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.dockerfiles[0].name if self.ignore_file is None else str(self.ignore_file)


class Judge:
    """Judges Dockerfiles, and then the ignore files in force for them."""

    def __init__(self, bench: Bench) -> None:
        self._asked = bench.asked
        self._bench = bench
        self._format = format_of(bench.asked.output, bench.asked.shown)
        self._since = Since(bench.asked.since) if bench.asked.since is not None else None
        self._history = lru_cache(_HISTORIES)(read_history)
        self._snapshot = Snapshot()
        self._warnings: list[str] = []
        self._configurations = bench.asked.configurations.telling(self._warnings.append)
        self._recent: OrderedDict[Named, tuple[InForce, ...]] = OrderedDict()

    def judge(self, task: Task) -> Judged | None:
        """What is known; None for a Dockerfile that is not asked about, or an ignore file in which nothing is found.

        A fault of ours costs this one file, not the others.
        """
        try:
            if task.ignore_file is not None:
                return self._ignore_file(task.ignore_file, task.dockerfiles)
            return self._dockerfile(task.dockerfiles[0])
        except Unusable:
            raise
        except Exception as error:
            import logging  # noqa: PLC0415 - it costs a tenth of a short command, and most have no fault

            logging.getLogger(__name__).debug("while judging %s", task.name, exc_info=True)
            return self.unjudged(task, error)

    def unjudged(self, task: Task, error: BaseException) -> Judged:
        """A file that could not be judged, which is a fault of Layerwise."""
        name, words = task.name, " ".join(str(error).split())
        text = f"{name} cannot be judged, a fault of Layerwise: {type(error).__name__}: {words}; please report it"
        return self._judged(Checked(name=name, source=None, analysis=None, error=text))

    def _dockerfile(self, named: Named) -> Judged | None:
        started = time.perf_counter()
        result = self._checked(named)
        if result is None:
            return None
        judged = self._judged(result)
        if self._asked.is_verbose:
            judged = judged._replace(told=tuple(described(result, time.perf_counter() - started)))
        files: tuple[InForce, ...] = ()
        if result.source is not None and result.analysis is not None:
            files = tuple(in_force(result.source, result.plans))
        self._remember(named, files)
        by_path = {
            path: [one for one in files if one.path == path] for path in sorted({f.path for f in files})
        }
        ahead = tuple((path, self._ahead(found)) for path, found in by_path.items())
        return judged._replace(ignore_files=ahead, warnings=self._warned())

    def _ignore_file(self, path: Path, dockerfiles: Sequence[Named]) -> Judged | None:
        found = [one for named in dockerfiles for one in self._in_force(named) if one.path == path]
        result = check_ignore_file(found) if found else None
        return self._judged(result) if result is not None else None

    def _ahead(self, found: Sequence[InForce]) -> Judged | None:
        result = check_ignore_file(found) if self._bench.looks_ahead else None
        return self._judged(result) if result is not None else None

    def _in_force(self, named: Named) -> tuple[InForce, ...]:
        if named in self._recent:
            return self._recent[named]
        source = self._read(named)
        if isinstance(source, Checked):
            return ()  # it has gone since
        return tuple(in_force(source, source.planned(source.text)))

    def _remember(self, named: Named, files: tuple[InForce, ...]) -> None:
        self._recent[named] = files
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)

    def _checked(self, named: Named) -> Checked | None:
        source = self._read(named)
        if isinstance(source, Checked):
            return source
        if self._since is not None and not self._since.touches(source):
            return None
        source = replace(source, history=self._history, trees=self._snapshot.tree)
        if not source.is_compose:
            analysis = source.analyse(source.text)
            return Checked(name=source.name, source=source, analysis=analysis, error=None)
        from layerwise.hosted import merged  # noqa: PLC0415 - for compose files alone

        hosted = source.hosted(source.text)
        analysis = merged(source.text, hosted)
        return Checked(name=source.name, source=source, analysis=analysis, error=None, hosted=hosted)

    def _read(self, named: Named) -> Source | Checked:
        """A Dockerfile, or the file without anything known about it."""
        asked, piped = self._asked, named.piped
        try:
            return read_source(named.name, asked.context, named.folder, self._configurations, piped=piped)
        except Misconfigured:
            raise
        except Unusable as error:
            return Checked(name=named.name, source=None, analysis=None, error=str(error))

    def _judged(self, result: Checked) -> Judged:
        new = result if self._bench.known is None else self._bench.known.new(result)
        return Judged(
            name=result.name,
            part=self._format.part(new),
            error=result.error,
            loudest=loudest(new.findings),
            marks=fingerprints(result.analysis) if self._asked.needs_marks and result.analysis else (),
        )

    def _warned(self) -> tuple[str, ...]:
        warnings = tuple(self._warnings)
        self._warnings.clear()
        return warnings
