"""What a real install did, with all files of a project or with some."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from installers import trace
from installers.cases import Case
from installers.project import Install, closure, install, lay, lay_only
from installers.sandbox import Run, fresh, run
from installers.trees import Changes, Snapshot, changes, snapshot

# What the tools write that says when, and so differs between any two runs.
_VOLATILE: Mapping[str, str] = {
    r"__pycache__(/|$)": "compiled Python holds the time of its source",
    r"^\.venv/\.lock$": "empty: uv locks an environment that is there already, and leaves the file behind",
    r"/uv_cache\.json$": "uv notes when a wheel in the project was changed last",
    r"^\.venv/.*\.dist-info/RECORD$": "it holds the digest of uv_cache.json",
    r"^\.yarn/install-state\.gz$": "Yarn 4 writes it in the order in which its downloads happen to end",
    r"^_build/.*/\.mix/compile\.app_tracer$": "mix writes a table there with its number in this run",
    r"node_modules/\.modules\.yaml$": "pnpm notes when it last cleaned up",
    r"node_modules/\.pnpm-workspace-state.*\.json$": "pnpm notes when it last looked",
}
# Where a tool installs outside of the project.
_ELSEWHERE: Mapping[str, str] = {"pip": "venv/lib", "go": "home/go"}


class Outcome(NamedTuple):
    """How an install ended, what it changed in the project, and what stands elsewhere now."""

    code: int
    output: str
    changed: Changes
    elsewhere: Snapshot

    def differs(self, other: "Outcome") -> bool:
        """Whether it ended otherwise or left other files."""
        return (self.code, self.changed, self.elsewhere) != (other.code, other.changed, other.elsewhere)


class Whole(NamedTuple):
    """A project as it was laid, the product's word on it, what the install opened of all its files, and did."""

    laid: Snapshot
    install: Install
    seen: trace.Seen
    outcome: Outcome


def of_whole(case: Case, folder: Path) -> Whole:
    """Run the case in its whole project."""
    app = fresh(folder)
    lay(case, app)
    laid, said = snapshot(app), install(case, app)
    done = run(case.tool, case.line, case.environment, app.parent, is_traced=True)
    return Whole(laid, said, trace.read(done.trace), _outcome(case, app, laid, done))


def of_closure(case: Case, folder: Path, *, without: str | None = None) -> Outcome:
    """Run the case in an empty folder with the needed files alone, one of them left out where it is named."""
    whole = folder.with_name(f"{folder.name}-whole")
    lay(case, whole)
    needed = closure(install(case, whole).reading)
    assert without is None or without in needed, f"{without} is not needed"
    app = fresh(folder)
    lay_only(needed - {without}, whole, app)
    return _run(case, app, snapshot(app))


def of_phases(case: Case, folder: Path) -> Outcome | None:
    """Run the first phase with what it needs alone, then the second in the whole project; None without phases."""
    whole = folder.with_name(f"{folder.name}-whole")
    lay(case, whole)
    phases = install(case, whole).phases
    if phases is None:
        return None
    first = replace(case, line=phases.instead or f"{case.line} {phases.added}")
    reading = install(first, whole).reading
    assert (reading.source, reading.unknown) == (None, None), "the first phase needs no source"
    app = fresh(folder)
    lay_only(closure(reading), whole, app)
    begun = _run(first, app, snapshot(app))
    if begun.code != 0:
        return begun
    lay(case, app)
    return _run(replace(case, line=phases.second or case.line), app, snapshot(whole))


def _run(case: Case, app: Path, laid: Snapshot) -> Outcome:
    return _outcome(case, app, laid, run(case.tool, case.line, case.environment, app.parent))


def _outcome(case: Case, app: Path, laid: Snapshot, done: Run) -> Outcome:
    """What a run has left behind in a folder, against what was laid into it."""
    elsewhere = snapshot(app.parent / _ELSEWHERE[case.tool]) if case.tool in _ELSEWHERE else {}
    return Outcome(
        code=done.code,
        output=done.output,
        changed={path: node for path, node in changes(laid, snapshot(app)).items() if not _is_volatile(path)},
        elsewhere={path: node for path, node in elsewhere.items() if not _is_volatile(path)},
    )


def _is_volatile(path: str) -> bool:
    return any(re.search(pattern, path) for pattern in _VOLATILE)
