"""Findings that are known and let be: a file of their fingerprints, for projects that begin with many."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from layerwise.cli.checked import Checked
from layerwise.cli.files import Overlay
from layerwise.cli.fingerprints import fingerprints
from layerwise.cli.texts import Unusable, read_text
from layerwise.records import replace

_VERSION = 1


class Baseline:
    """The fingerprints in a file, by the paths of the files checked, which are named from its folder."""

    def __init__(self, path: Path) -> None:
        self._folder = _folder(path)
        self._known = _load(path)
        self._stale = {
            name: len(marks)
            for name, marks in self._known.items()
            if not os.path.lexists(self._folder / name)
        }

    def new(self, result: Checked) -> Checked:
        """The file with those findings alone that are not known."""
        if result.analysis is None:
            return result
        known = self._known.get(_name(self._folder, result.name), frozenset())
        pairs = zip(result.analysis.findings, fingerprints(result.analysis), strict=True)
        kept = tuple(finding for finding, mark in pairs if mark not in known)
        return replace(result, analysis=replace(result.analysis, findings=kept))

    def note(self, file: str, marks: Sequence[str]) -> None:
        """Note the fingerprints of all findings of a file that was checked."""
        name = _name(self._folder, file)
        if name in self._known:
            self._stale[name] = len(self._known[name].difference(marks))

    @property
    def stale(self) -> int:
        """How many of the known findings no longer occur, in files that were checked or are gone."""
        return sum(self._stale.values())


def write(path: Path, marks: Mapping[str, Sequence[str]]) -> int:
    """Write the fingerprints of all findings, given by the names of their files, and say how many there are."""
    folder = _folder(path)
    found = {_name(folder, name): sorted(file) for name, file in marks.items()}
    text = json.dumps({"version": _VERSION, "files": dict(sorted(found.items()))}, indent=2) + "\n"
    overlay = Overlay()
    overlay.put(path, text, creates=not path.exists())
    overlay.write()
    return sum(map(len, found.values()))


def _load(path: Path) -> Mapping[str, frozenset[str]]:
    try:
        read: object = json.loads(read_text(path))
    except (ValueError, RecursionError):
        raise Unusable(f"{path} is not JSON; write it with --write-baseline") from None
    files = read.get("files") if isinstance(read, dict) and read.get("version") == _VERSION else None
    if not isinstance(files, dict):
        raise Unusable(f"{path} is no baseline of this version; write it with --write-baseline")
    return dict(_entries(files))


def _entries(files: Mapping[object, object]) -> Iterator[tuple[str, frozenset[str]]]:
    for name, marks in files.items():
        if isinstance(name, str) and isinstance(marks, list):
            yield name, frozenset(mark for mark in marks if isinstance(mark, str))


def _folder(path: Path) -> Path:
    return Path(os.path.abspath(path)).parent  # noqa: PTH100 - symlinks stay, as named


def _name(folder: Path, file: str) -> str:
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # on another drive of Windows
        return Path(os.path.abspath(file)).as_posix()  # noqa: PTH100 - as above
