"""A recognised command said again with another verb: its program and options as the author wrote them."""

from collections.abc import Collection, Iterable

from layerwise.ecosystems.facts import Call, Option


def program(call: Call, names: Collection[str]) -> str:
    """The words up to the tool's own name: "php -d memory_limit=-1 composer.phar", "npx -y npm@10"."""
    said = []
    for word in call.command.words:
        said.append(word.raw)
        value = word.value or ""
        if value.rpartition("/")[2].partition("@")[0] in names:
            break
    return " ".join(said)


def options(call: Call, names: Collection[str]) -> list[str]:
    """Those of the options that have these names, each with its value."""
    return [_said(option) for option in call.options if option.name in names]


def options_without(call: Call, names: Collection[str]) -> list[str]:
    """All of the options but those that have these names, each with its value."""
    return [_said(option) for option in call.options if option.name not in names]


def line(*parts: str | Iterable[str]) -> str:
    """Words joined to a command; an empty one falls out."""
    words = [word for part in parts for word in ([part] if isinstance(part, str) else part)]
    return " ".join(word for word in words if word)


def whole(call: Call) -> str:
    """All words of the command as written."""
    return " ".join(word.raw for word in call.command.words)


def _said(option: Option) -> str:
    """An option as written: `--prefix=web` and `-jobs` in one word, else the name and its value."""
    if option.value is None:
        return option.name
    raw = option.value.raw
    return raw if raw.startswith(option.name) else f"{option.name} {raw}"
