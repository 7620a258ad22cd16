"""Plain values of settings, checked already: laid over each other, and made one `Settings`."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from layerwise.builds.build import Profile
from layerwise.findings.finding import Severity
from layerwise.settings import Hints, Run, Scope, Settings

Values: TypeAlias = Mapping[str, object]


def laid(layers: Iterable[Values]) -> Values:
    """Later layers over earlier ones: a value takes another's place, in a table each entry does."""
    found: dict[str, object] = {}
    for layer in layers:
        for name, value in layer.items():
            under = found.get(name)
            if isinstance(value, Mapping) and isinstance(under, Mapping):
                found[name] = {**under, **value}
            else:
                found[name] = value
    return found


def settings_of(values: Values) -> Settings:
    """The settings that checked values make, with defaults for the rest."""
    plain = Settings()
    severity, arguments = values.get("severity"), values.get("arguments")
    levels = {one.value: one for one in Severity}
    return Settings(
        select=_words(values.get("select")),
        ignore=_words(values.get("ignore")),
        severity={code: levels.get(str(level)) for code, level in _items(severity)},
        context=_word(values, "context"),
        target=_word(values, "target"),
        arguments={name: str(value) for name, value in _items(arguments)},
        builder=Profile(values.get("builder", plain.builder)),
        history=_number(values, "history", plain.history),
        debounce=_number(values, "debounce", plain.debounce),
        run=Run(values.get("run", plain.run)),
        scope=Scope(values.get("scope", plain.scope)),
        hints=Hints(values.get("hints", plain.hints)),
        lens=bool(values.get("lens", plain.lens)),
    )


def _words(value: object) -> frozenset[str]:
    return frozenset(str(one) for one in value) if isinstance(value, list) else frozenset()


def _items(value: object) -> Iterable[tuple[str, object]]:
    return value.items() if isinstance(value, Mapping) else ()


def _word(values: Values, name: str) -> str | None:
    value = values.get(name)
    return value if isinstance(value, str) and value else None


def _number(values: Values, name: str, default: int) -> int:
    value = values.get(name)
    return value if isinstance(value, int) else default
