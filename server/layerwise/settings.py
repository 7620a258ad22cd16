"""Every setting of the analysis, typed and defaulted; package.json is checked against this file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple, TypeVar

from layerwise.rules.finding import Severity

_T = TypeVar("_T")

_LONGEST_DEBOUNCE = 10_000  # as package.json has it; longer looks like a server that does not answer


class Run(Enum):
    """When an open Dockerfile is judged."""

    ON_TYPE = "onType"
    ON_SAVE = "onSave"


class Hints(Enum):
    """Which steps have a hint beside them that says how often they would have rerun."""

    OFF = "off"
    FINDINGS = "findings"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may set.

    `ignore`: rule codes left out. `severity`: severities by rule code. `context`: the build context's
    directory, relative to the workspace folder; None means that it is discovered. `debounce`: milliseconds
    without an edit before the Dockerfile is judged again. `run`: when it is judged at all. `hints`: which steps
    have their figure beside them. `lens`: whether stages have theirs above them.
    """

    ignore: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    context: str | None = None
    debounce: int = 150
    run: Run = Run.ON_TYPE
    hints: Hints = Hints.FINDINGS
    lens: bool = True

    def is_on(self, code: str) -> bool:
        """Whether a rule is checked."""
        return code not in self.ignore


class Read(NamedTuple):
    """Settings as read, and one line for each value that could not be used."""

    settings: Settings
    problems: tuple[str, ...]


def read(values: Mapping[str, object]) -> Read:
    """Settings from what an editor sends: null means the default, so does a value of the wrong type."""
    defaults = Settings()
    problems: list[str] = []

    def value(name: str, reader: Callable[[object], _T | None], default: _T, wanted: str) -> _T:
        given = values.get(name)
        if given is None:
            return default
        found = reader(given)
        if found is None:
            problems.append(f"layerwise.{name} must be {wanted}, not {given!r}; the default is used")
            return default
        return found

    settings = Settings(
        ignore=value("ignore", _codes, defaults.ignore, "a list of rule codes"),
        severity=value("severity", _severities, defaults.severity, f"rule codes with one of {_words()}"),
        context=value("context", _text, "", "a directory") or None,
        debounce=value("debounce", _milliseconds, defaults.debounce, "milliseconds, at most 10000"),
        run=value("run", _run, defaults.run, "onType or onSave"),
        hints=value("hints", _hints, defaults.hints, "off, findings or all"),
        lens=value("lens", _switch, defaults.lens, "true or false"),
    )
    return Read(settings, tuple(problems))


def _codes(value: object) -> frozenset[str] | None:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        return None
    return frozenset(value)


def _severities(value: object) -> Mapping[str, Severity] | None:
    if not isinstance(value, Mapping):
        return None
    words = {severity.value: severity for severity in Severity}
    if not all(isinstance(code, str) and word in words for code, word in value.items()):
        return None
    return {code: words[word] for code, word in value.items()}


def _words() -> str:
    return ", ".join(severity.value for severity in Severity)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _milliseconds(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LONGEST_DEBOUNCE:
        return None
    return value


def _run(value: object) -> Run | None:
    return next((run for run in Run if run.value == value), None)


def _hints(value: object) -> Hints | None:
    return next((hints for hints in Hints if hints.value == value), None)


def _switch(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
