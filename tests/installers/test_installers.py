"""What the product says about an install, held against the real installer."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from layerwise.context.paths import is_within

from installers.cases import CASES, Case
from installers.outcome import Outcome, Whole
from installers.project import closure, inside
from installers.trees import changes

pytestmark = pytest.mark.installers

# What a tool opens and makes nothing of, by name; the install with the needed files alone proves it.
_MANIFEST_TEXT = "its text goes into the manifest as a registry shows it, which an install does not use"
_PNPM_VERSION = "pnpm fetch looks there for the version of pnpm alone (pnpm.io, fetch)"
_LOOKED_AT: Mapping[str, Mapping[str, str]] = {
    "yarn-1": {"README.md": _MANIFEST_TEXT, "LICENSE": _MANIFEST_TEXT},
    "pnpm-9": {"package.json": _PNPM_VERSION},
    "pnpm-10": {"package.json": _PNPM_VERSION},
}


def _each(*cases: Case) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=lambda case: case.name)


_closed = _each(*(case for case in CASES if not case.needs_source))
_open = _each(*(case for case in CASES if case.needs_source))
_controlled = _each(*(case for case in CASES if case.without is not None))


@_closed
def test_opened_files_are_needed(case: Case, whole: Whole) -> None:
    """Every file of the project that the installer opens is one that the product names."""
    assert whole.outcome.code == 0, whole.outcome.output
    assert (whole.install.reading.source, whole.install.reading.unknown) == (None, None)

    files = {path for path, node in whole.laid.items() if node.kind == "file"}
    outputs = inside(whole.install.reading.outputs)
    opened = {path for path in inside(whole.seen.opened) & files if not _is_below(path, outputs)}
    untold = opened - closure(whole.install.reading)

    assert sorted(path for path in untold if Path(path).name not in _LOOKED_AT.get(case.tool, {})) == []


@_closed
def test_written_paths_are_outputs(whole: Whole) -> None:
    """Every path of the project that the installer changes is one that the product names."""
    reading = whole.install.reading
    outputs = inside((*reading.outputs, *reading.rewrites, *reading.marks))
    changed = {path for path in whole.outcome.changed if not _is_below(path, outputs)}

    # The folders in which an output stands are made for it.
    assert sorted(path for path in changed if not any(is_within(output, path) for output in outputs)) == []


@_closed
def test_closure_alone_installs_the_same(case: Case, whole: Whole, alone: Outcome) -> None:
    """In an empty folder with the needed files alone the installer makes the same tree."""
    assert (whole.outcome.code, alone.code) == (0, 0), alone.output
    assert changes(whole.outcome.changed, alone.changed) == {}
    assert changes(whole.outcome.elsewhere, alone.elsewhere) == {}
    assert whole.outcome.changed or whole.outcome.elsewhere or case.installs_nothing


@_open
def test_source_is_needed(whole: Whole, alone: Outcome) -> None:
    """Where the product says that the source is needed, the files that it names do not suffice."""
    assert whole.outcome.code == 0, whole.outcome.output
    assert whole.install.reading.source is not None
    assert alone.differs(whole.outcome)


@_open
def test_phases_install_the_same(case: Case, whole: Whole, phased: Outcome | None) -> None:
    """The first phase with its own files, then the second in the whole project: the same tree in the end."""
    assert (phased is not None) is case.has_phases
    if phased is not None:
        assert phased.code == 0, phased.output
        assert changes(whole.outcome.changed, phased.changed) == {}
        assert changes(whole.outcome.elsewhere, phased.elsewhere) == {}


@_controlled
def test_missing_file_is_noticed(whole: Whole, lacking: Outcome) -> None:
    """Without one of the needed files the installer fails or makes another tree: the comparison can fail."""
    assert lacking.differs(whole.outcome)


def _is_below(path: str, folders: frozenset[str]) -> bool:
    return any(is_within(path, folder) for folder in folders)
