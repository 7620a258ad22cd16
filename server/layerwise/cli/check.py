"""`layerwise check`: what is found in Dockerfiles."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from layerwise.cli import json_output, text
from layerwise.cli.checked import Checked
from layerwise.cli.configured import Configurations, Misconfigured
from layerwise.cli.files import read_source
from layerwise.cli.ignored import check_ignore_files
from layerwise.cli.terminal import complain
from layerwise.cli.texts import Unusable
from layerwise.history.log import History
from layerwise.host.discovery import find_dockerfiles
from layerwise.host.git import read_history
from layerwise.rules.finding import Finding, Severity

FORMATS: dict[str, Callable[[Sequence[Checked]], str]] = {
    "json": json_output.report,
    "text": text.report,
}

_LOUDEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFORMATION, Severity.HINT)


def check(
    names: Sequence[str],
    context: Path | None,
    output: str,
    fail_on: Severity,
    configurations: Configurations,
) -> int:
    """Report on Dockerfiles and folders of them, and return the exit code."""
    history = cache(read_history)
    results = [_check(name, context, folder, configurations, history) for name, folder in _dockerfiles(names)]
    results += check_ignore_files(results)
    sys.stdout.write(FORMATS[output](results))
    sys.stdout.flush()
    for result in results:
        if result.error is not None:
            complain(result.error)
    if any(result.error is not None for result in results):
        return 2
    return 1 if any(is_as_loud(finding, fail_on) for result in results for finding in result.findings) else 0


def is_as_loud(finding: Finding, severity: Severity) -> bool:
    """Whether a finding is at least this severe."""
    return _LOUDEST_FIRST.index(finding.severity) <= _LOUDEST_FIRST.index(severity)


def _dockerfiles(names: Sequence[str]) -> Iterator[tuple[str, Path | None]]:
    """The Dockerfiles that are meant, each once, as a user would write their names, with the folder searched."""
    seen: set[Path] = set()
    for name in names:
        folder = Path(name) if Path(name).is_dir() else None
        if folder is None:
            found = [name]
        else:
            found = sorted(str(path) for path in find_dockerfiles(folder))
            if not found:
                complain(f"no Dockerfiles in {name}; name one to have it checked whatever it is called")
        for one in found:
            place = Path(one).absolute()
            if place not in seen:
                seen.add(place)
                yield one, folder


def _check(
    name: str,
    context: Path | None,
    folder: Path | None,
    configurations: Configurations,
    history: Callable[[Path, int], History | None],
) -> Checked:
    try:
        source = replace(read_source(name, context, folder, configurations), history=history)
    except Misconfigured:
        raise
    except Unusable as error:
        return Checked(name=name, source=None, analysis=None, error=str(error))
    return Checked(name=name, source=source, analysis=source.analyse(source.text), error=None)
