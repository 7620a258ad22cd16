"""`layerwise check`: what is found in Dockerfiles."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from layerwise.cli import baseline
from layerwise.cli.baseline import Baseline
from layerwise.cli.checked import Checked, is_as_loud
from layerwise.cli.configured import Configurations, Misconfigured
from layerwise.cli.dockerfiles import Named, Since, dockerfiles
from layerwise.cli.files import Source, read_source
from layerwise.cli.formats.registry import FORMATS
from layerwise.cli.ignored import check_ignore_files
from layerwise.cli.terminal import complain
from layerwise.cli.texts import Unusable
from layerwise.findings.finding import Severity
from layerwise.host.git import read_history
from layerwise.hosted import merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What `check` is asked for.

    `piped_name` stands for standard input; `since` is a revision of git; `baseline` is read, `new_baseline` written.
    """

    names: tuple[str, ...]
    context: Path | None
    output: str
    fail_on: Severity
    configurations: Configurations
    piped_name: str | None = None
    since: str | None = None
    baseline: Path | None = None
    new_baseline: Path | None = None
    is_quiet: bool = False
    exits_zero: bool = False


def check(asked: Asked) -> int:
    """Report on Dockerfiles and folders of them, and return the exit code."""
    known = Baseline(asked.baseline) if asked.baseline is not None else None
    results: list[Checked] = []
    new: list[Checked] = []
    for part in FORMATS[asked.output](_noted(asked, known, results, new)):
        if not (asked.is_quiet and asked.output == "text"):
            sys.stdout.write(part)
            sys.stdout.flush()
    _tell_baselines(asked, known, results)
    for result in results:
        if result.error is not None:
            complain(result.error)
    if any(result.error is not None for result in results):
        return 2
    fails = any(is_as_loud(finding, asked.fail_on) for result in new for finding in result.findings)
    return int(fails and not asked.exits_zero and asked.new_baseline is None)


def _noted(
    asked: Asked, known: Baseline | None, results: list[Checked], new: list[Checked]
) -> Iterator[Checked]:
    """Each file as soon as it is known, with its new findings alone; all of it is noted in the lists."""
    for result in _results(asked):
        results.append(result)
        new.append(known.new(result) if known is not None else result)
        yield new[-1]


def _results(asked: Asked) -> Iterator[Checked]:
    """The Dockerfiles, then the ignore files in force for them in which something is found."""
    since = Since(asked.since) if asked.since is not None else None
    history = cache(read_history)
    found = []
    for named in dockerfiles(asked.names, asked.piped_name, is_quiet=asked.is_quiet):
        source = _read(named, asked)
        if isinstance(source, Checked):
            result = source
        elif since is None or since.touches(source):
            source = replace(source, history=history)
            result = _check(source)
        else:
            continue
        found.append(result)
        yield result
    yield from check_ignore_files(found)


def _check(source: Source) -> Checked:
    hosted = source.hosted(source.text) if source.is_compose else ()
    analysis = merged(source.text, hosted) if source.is_compose else source.analyse(source.text)
    return Checked(name=source.name, source=source, analysis=analysis, error=None, hosted=hosted)


def _read(named: Named, asked: Asked) -> Source | Checked:
    """A Dockerfile, or the file without anything known about it."""
    try:
        return read_source(named.name, asked.context, named.folder, asked.configurations, piped=named.piped)
    except Misconfigured:
        raise
    except Unusable as error:
        return Checked(name=named.name, source=None, analysis=None, error=str(error))


def _tell_baselines(asked: Asked, known: Baseline | None, results: list[Checked]) -> None:
    """Write the new baseline, and say on stderr what became of the known findings."""
    if asked.new_baseline is not None:
        number = baseline.write(asked.new_baseline, results)
        if not asked.is_quiet:
            complain(f"{_findings(number)} written to {asked.new_baseline}")
    elif known is not None and known.stale and not asked.is_quiet:
        verb = "occurs" if known.stale == 1 else "occur"
        complain(
            f"{_findings(known.stale)} of {asked.baseline} no longer {verb}; --write-baseline forgets what is gone"
        )


def _findings(number: int) -> str:
    return f"{number} finding{'s' if number != 1 else ''}"
