"""A configuration file as TOML: its values, and each wrong key or value with its place."""

import re
from collections.abc import Iterator, Mapping, Sequence

from layerwise.configuration.keys import IN_FILES, OVERRIDES, PATH_KEY, PATHS, Key
from layerwise.configuration.kinds import Fault
from layerwise.configuration.layers import File, Override, Problem
from layerwise.configuration.values import Values
from layerwise.manifests import toml_text
from layerwise.manifests.toml_places import Path, places
from layerwise.nearest import nearest
from layerwise.regex import regex
from layerwise.text import Lines, Place, Span
from layerwise.unknown import Unknown

LARGEST = 100_000
"""Characters of a file that is read; people write some hundred, and a project's largest have a third of it."""

_PYPROJECT = "pyproject.toml"
_TOO_LARGE = f"nothing of it is read: it has more than {LARGEST:,} characters"
_TOOL, _OURS = "tool", "layerwise"
_CONTEXT = "context"
_HEADER = regex(r"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*[\"']?layerwise", re.MULTILINE)
_FAULTY_PLACE = regex(r" \(at (?:line (\d+), column (\d+)|end of document)\)")


def read_file(text: str, name: str) -> File | None:
    """What a file of that name says, None where it says nothing of Layerwise, as most pyproject.toml do."""
    is_shared = name.rpartition("/")[2] == _PYPROJECT
    if is_shared and _OURS not in text:
        return None
    document = toml_text.load(text) if len(text) <= LARGEST else Unknown(_TOO_LARGE)
    if isinstance(document, Unknown):
        if is_shared and not _HEADER.search(text):
            return None
        return File(values={}, overrides=(), problems=(_broken(text, document.why),), is_broken=True)
    if is_shared and _OURS not in toml_text.table(document, _TOOL):
        return None
    return _Reader(text).file(document, (_TOOL, _OURS) if is_shared else ())


def problems_in(text: str, name: str) -> tuple[Problem, ...]:
    """Everything that a configuration file of that name says wrongly, in the order of the text."""
    found = read_file(text, name)
    return found.problems if found else ()


def _broken(text: str, why: str) -> Problem:
    """Why it is no TOML, at the place that the reader names; else, as at a sudden end, at the last character."""
    match = _FAULTY_PLACE.search(why)
    words = f"{why[: match.start()]}{why[match.end() :]}" if match else why
    lines = Lines(text)
    start = max(len(text.rstrip()) - 1, 0)
    if match and match[1]:
        start = lines.offset(Place(int(match[1]) - 1, int(match[2]) - 1))
    return Problem(words, Span(start, min(start + 1, len(text))))


class _Reader:
    """Reads the tables of one document, and gathers what is wrong."""

    def __init__(self, text: str) -> None:
        self._places = places(text)
        self._problems: list[Problem] = []
        self._contexts: list[tuple[str, Span]] = []

    def file(self, document: Mapping[str, object], path: tuple[str, ...]) -> File:
        """What the table at a path says."""
        table: object = document
        for name in path:
            table = table[name] if isinstance(table, Mapping) else None
        values: Values = {}
        overrides: tuple[Override, ...] = ()
        if isinstance(table, Mapping):
            values = self._values(table, path, IN_FILES, (OVERRIDES,))
            overrides = tuple(self._overrides(table.get(OVERRIDES, []), (*path, OVERRIDES)))
        else:
            self._tell(path, Fault((), f"{_TOOL}.{_OURS} must be a table"))
        problems = sorted(self._problems, key=lambda problem: problem.span)
        return File(
            values=values, overrides=overrides, problems=tuple(problems), contexts=tuple(self._contexts)
        )

    def _values(
        self, table: Mapping[str, object], path: Path, keys: Sequence[Key], others: Sequence[str] = ()
    ) -> Values:
        """The values of the known keys of a table."""
        known = {key.name: key for key in keys}
        found: dict[str, object] = {}
        for name, value in table.items():
            here: Path = (*path, name)
            if name in known:
                checked = known[name].kind.check(value)
                if checked.value is not None:
                    found[name] = checked.value
                if name == _CONTEXT and isinstance(checked.value, str):
                    self._contexts.append((checked.value, self._places[here].value))
                for fault in checked.faults:
                    self._tell(here, fault._replace(message=f"{name} {fault.message}"))
            elif name not in others:
                meant = nearest(name, [*known, *others])
                words = f"unknown key {name}{f'; did you mean {meant}?' if meant else ''}"
                self._tell(here, Fault((), words, is_about_key=True), meant)
        return found

    def _overrides(self, value: object, path: Path) -> Iterator[Override]:
        tables = value if isinstance(value, list) else None
        if tables is None or not all(isinstance(table, Mapping) for table in tables):
            self._tell(path, Fault((), f"{OVERRIDES} must be an array of tables: [[{OVERRIDES}]]"))
            return
        for number, table in enumerate(tables):
            values = dict(self._values(table, (*path, number), (PATH_KEY, *IN_FILES)))
            paths = values.pop(PATHS, None)
            if PATHS not in table:
                words = f"{OVERRIDES} needs {PATHS}, which say for which Dockerfiles it is"
                self._tell((*path, number), Fault((), words, is_about_key=True))
            if isinstance(paths, list):
                yield Override(tuple(map(str, paths)), values)

    def _tell(self, path: Path, fault: Fault, instead: str | None = None) -> None:
        place = self._places[path + fault.path]
        span = place.key if fault.is_about_key else place.value
        self._problems.append(Problem(fault.message, span, instead))
