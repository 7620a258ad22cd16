"""The kinds of values that settings have: what is wrong with one, and how a JSON schema says what is right."""

from collections.abc import Callable, Iterator, Mapping

from layerwise.findings.finding import Severity
from layerwise.ignore_files.registry import IGNORE_RULES
from layerwise.nearest import nearest
from layerwise.records import dataclass
from layerwise.rules.registry import RULES
from layerwise.tuples import NamedTuple

OFF = "off"
CODES = tuple(sorted((*(rule.code for rule in RULES), *(rule.code for rule in IGNORE_RULES))))
LEVELS = (*(severity.value for severity in Severity), OFF)
_LONGEST = 30  # characters of a value that is quoted in a message


class Fault(NamedTuple):
    """Something wrong at a path inside a value, in words that follow the name of the setting; or with a key there."""

    path: tuple[str | int, ...]
    message: str
    is_about_key: bool = False


class Checked(NamedTuple):
    """What of a value can be used, None where nothing can, and what is wrong with the rest."""

    value: object
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of value: its name for readers, its JSON schema, and its check."""

    name: str
    schema: Mapping[str, object]
    check: Callable[[object], Checked]


def choice(*words: str) -> Kind:
    """One of some words."""
    wanted = f"one of {', '.join(words)}"
    return Kind(
        name=" or ".join(f"`{word}`" for word in words),
        schema={"enum": [*words]},
        check=lambda value: Checked(value) if value in words else _refused(value, wanted),
    )


def number(least: int, most: int) -> Kind:
    """A whole number between two, both included."""

    def check(value: object) -> Checked:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return Checked(value)
        return _refused(value, f"a number from {least} to {most}")

    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Kind(name="number", schema=schema, check=check)


def _text(value: object) -> Checked:
    return Checked(value) if isinstance(value, str) else _refused(value, "a string")


def _switch(value: object) -> Checked:
    return Checked(value) if isinstance(value, bool) else _refused(value, "true or false")


def _codes(value: object) -> Checked:
    if not isinstance(value, list):
        return _refused(value, "a list of rule codes")
    return _list(value, lambda one: _code_fault(one) if isinstance(one, str) else _wanted(one, "a rule code"))


def _globs(value: object) -> Checked:
    if not isinstance(value, list) or not value:
        return _refused(value, "a list of path patterns")
    return _list(value, lambda one: "" if isinstance(one, str) and one else _wanted(one, "a path pattern"))


def _list(values: list[object], fault: Callable[[object], str]) -> Checked:
    """The values of a list that have no fault, which is told in words, empty for none."""
    said = [fault(value) for value in values]
    kept = [value for value, words in zip(values, said, strict=True) if not words]
    return Checked(kept, tuple(Fault((index,), words) for index, words in enumerate(said) if words))


def _severities(value: object) -> Checked:
    if not isinstance(value, Mapping):
        return _refused(value, "a table of rule codes with severities")

    def faults() -> Iterator[Fault]:
        for code, level in value.items():
            unknown = _code_fault(str(code))
            if unknown:
                yield Fault((code,), unknown, is_about_key=True)
            if level not in LEVELS:
                yield Fault((code,), _wanted(level, f"one of {', '.join(LEVELS)}"))

    return _without(value, tuple(faults()))


def _texts(value: object) -> Checked:
    if not isinstance(value, Mapping):
        return _refused(value, "a table of names with strings")
    faults = (
        Fault((name,), _wanted(text, "a string")) for name, text in value.items() if not isinstance(text, str)
    )
    return _without(value, tuple(faults))


def _without(value: Mapping[str, object], faults: tuple[Fault, ...]) -> Checked:
    wrong = {fault.path[0] for fault in faults}
    return Checked({name: one for name, one in value.items() if name not in wrong}, faults)


def _code_fault(code: str) -> str:
    if code in CODES:
        return ""
    meant = nearest(code, CODES)
    return f"names no rule: {_shown(code)}{f'; did you mean {meant}?' if meant else ''}"


def _refused(value: object, wanted: str) -> Checked:
    return Checked(None, (Fault((), _wanted(value, wanted)),))


def _wanted(value: object, wanted: str) -> str:
    return f"must be {wanted}, not {_shown(value)}"


def _shown(value: object) -> str:
    """A value in a message."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value if len(value) <= _LONGEST else value[:_LONGEST] + "…"}"'
        case list():
            return "a list" if value else "an empty list"
        case Mapping():
            return "a table"
        case _:
            return str(value)[:_LONGEST]


TEXT = Kind(name="string", schema={"type": "string"}, check=_text)
SWITCH = Kind(name="`true` or `false`", schema={"type": "boolean"}, check=_switch)
CODE_LIST = Kind(
    name="list of rule codes",
    schema={"type": "array", "items": {"enum": [*CODES]}, "uniqueItems": True},
    check=_codes,
)
GLOBS = Kind(
    name="list of path patterns",
    schema={"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
    check=_globs,
)
SEVERITIES = Kind(
    name="table of rule codes",
    schema={
        "type": "object",
        "properties": {code: {"enum": [*LEVELS]} for code in CODES},
        "additionalProperties": False,
    },
    check=_severities,
)
TEXTS = Kind(
    name="table of strings",
    schema={"type": "object", "additionalProperties": {"type": "string"}},
    check=_texts,
)
