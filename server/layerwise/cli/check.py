"""`layerwise check`: what is found in Dockerfiles."""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator

from layerwise.cli import baseline
from layerwise.cli.asked import Asked
from layerwise.cli.baseline import Baseline
from layerwise.cli.checked import is_as_loud
from layerwise.cli.configured import configurations_of
from layerwise.cli.dockerfiles import dockerfiles
from layerwise.cli.formats.registry import format_of
from layerwise.cli.formats.text import Shown
from layerwise.cli.judged import Bench, Judged
from layerwise.cli.progress import Progress
from layerwise.cli.screen import screen_of
from layerwise.cli.terminal import complain
from layerwise.cli.work import Work
from layerwise.findings.finding import Severity


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    return check(
        Asked(
            names=tuple(arguments.paths),
            context=arguments.context,
            output=arguments.format,
            fail_on=Severity(arguments.fail_on),
            configurations=configurations_of(arguments),
            shown=Shown(screen_of(sys.stdout), arguments.show_fixes),
            piped_name=arguments.stdin_filename,
            since=arguments.changed_since,
            baseline=arguments.baseline,
            new_baseline=arguments.write_baseline,
            jobs=arguments.jobs,
            is_quiet=arguments.quiet,
            is_verbose=arguments.verbose,
            exits_zero=arguments.exit_zero,
        )
    )


def check(asked: Asked) -> int:
    """Report on Dockerfiles and folders of them, and return the exit code."""
    known = Baseline(asked.baseline) if asked.baseline is not None else None
    outcome = _Outcome(asked, known)
    progress = Progress()
    names = list(dockerfiles(asked.names, asked.piped_name, is_quiet=asked.is_quiet))
    work = Work(Bench(asked=asked, known=known), names, progress)
    try:
        for text in format_of(asked.output, asked.shown).report(outcome.noted(work.results())):
            if text and not (asked.is_quiet and asked.output == "text"):
                if sys.stdout.isatty():  # the line that says how far it is stands where the text is to go
                    progress.end()
                sys.stdout.write(text)
                sys.stdout.flush()
    finally:
        work.close()
        progress.end()
    outcome.tell(work)
    return outcome.code


class _Outcome:
    """What the exit code and the last words depend on, noted as the files go by."""

    def __init__(self, asked: Asked, known: Baseline | None) -> None:
        self._asked = asked
        self._known = known
        self._errors: list[str] = []
        self._warned: set[str] = set()
        self._marks: dict[str, tuple[str, ...]] = {}
        self._fails = False
        self._files = 0
        self._started = time.perf_counter()

    def noted(self, results: Iterable[Judged]) -> Iterator[object]:
        """What the format keeps of each file, the rest of which is noted here."""
        for result in results:
            self._note(result)
            yield result.part

    def _note(self, result: Judged) -> None:
        self._files += 1
        for warning in result.warnings:
            if warning not in self._warned:
                self._warned.add(warning)
                complain(warning)
        if result.error is not None:
            self._errors.append(result.error)
        if result.loudest is not None and is_as_loud(result.loudest, self._asked.fail_on):
            self._fails = True
        if self._known is not None and result.error is None:
            self._known.note(result.name, result.marks)
        if self._asked.new_baseline is not None and result.marks:
            self._marks[result.name] = result.marks
        for line in result.told:
            complain(line)

    def tell(self, work: Work) -> None:
        """Write the new baseline, and say on stderr what is not about a single finding."""
        asked = self._asked
        if asked.new_baseline is not None:
            number = baseline.write(asked.new_baseline, self._marks)
            if not asked.is_quiet:
                complain(f"{_findings(number)} written to {asked.new_baseline}")
        elif self._known is not None and self._known.stale and not asked.is_quiet:
            stale = self._known.stale
            verb = "occurs" if stale == 1 else "occur"
            complain(
                f"{_findings(stale)} of {asked.baseline} no longer {verb}; --write-baseline forgets what is gone"
            )
        for error in self._errors:
            complain(error)
        if asked.is_verbose:
            seconds = time.perf_counter() - self._started
            complain(f"{self._files} files in {seconds:.2f} s, {work.jobs} at a time")

    @property
    def code(self) -> int:
        """The exit code: 2 where a file could not be judged, 1 where a finding is loud enough."""
        if self._errors:
            return 2
        return int(self._fails and not self._asked.exits_zero and self._asked.new_baseline is None)


def _findings(number: int) -> str:
    return f"{number} finding{'s' if number != 1 else ''}"
