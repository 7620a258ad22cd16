"""The front door for configuration files: tables, keys with their meaning, and values."""

from collections.abc import Iterator, Mapping, Sequence

from layerwise.completion.item import NOTHING, Item, Items, What
from layerwise.completion.toml_place import Part, TomlPlace, place_at
from layerwise.configuration.file import LARGEST
from layerwise.configuration.keys import IN_FILES, OVERRIDES, PATH_KEY, Key
from layerwise.configuration.kinds import CODES, LEVELS, SEVERITIES, TEXTS
from layerwise.ignore_files.registry import IGNORE_RULES
from layerwise.rules.registry import RULES
from layerwise.text import Edit

_PYPROJECT = "pyproject.toml"
_OURS = ("tool", "layerwise")
_OVERRIDES = "Settings for some Dockerfiles; of several tables that name one, the last counts most."


def configuration_items(text: str, name: str, offset: int) -> Items:
    """What can be written at an offset of a configuration file of that name."""
    place = place_at(text, offset) if len(text) <= LARGEST else None
    root = _OURS if name == _PYPROJECT else ()
    if place is None:
        return NOTHING
    if place.part is Part.HEADER:
        return Items(tuple(_headers(place, root)))
    if place.path[: len(root)] != root:
        return NOTHING
    path = place.path[len(root) :]
    keys: Sequence[Key] = IN_FILES
    if path[:1] == (OVERRIDES,):
        keys, path = (PATH_KEY, *IN_FILES), path[1:]
    known = {key.name: key for key in keys}
    if place.part is Part.VALUE:
        return Items(tuple(_values(text, place, known, path)))
    if not path:
        return Items(tuple(_keys(text, place, keys)))
    is_table_of_rules = len(path) == 1 and path[0] in known and known[path[0]].kind is SEVERITIES
    return Items(tuple(_codes_as_keys(text, place))) if is_table_of_rules else NOTHING


def _headers(place: TomlPlace, root: tuple[str, ...]) -> Iterator[Item]:
    if root:
        yield _header(place, root, "Settings of Layerwise.", is_list=False)
    for key in IN_FILES:
        if key.kind in (SEVERITIES, TEXTS):
            yield _header(place, (*root, key.name), key.summary, is_list=False)
    yield _header(place, (*root, OVERRIDES), _OVERRIDES, is_list=True)


def _header(place: TomlPlace, path: tuple[str, ...], meaning: str, *, is_list: bool) -> Item:
    name = ".".join(path)
    text = f"[[{name}]]" if is_list else f"[{name}]"
    return Item(text, Edit(place.span, text), What.KEY, documentation=meaning)


def _keys(text: str, place: TomlPlace, keys: Sequence[Key]) -> Iterator[Item]:
    for rank, key in enumerate(keys):
        meaning = f"{key.summary}\n\n```toml\n{key.name} = {key.example}\n```"
        edit = Edit(place.span, _as_key(text, place, key.name))
        yield Item(key.name, edit, What.KEY, key.kind.name.replace("`", ""), meaning, rank, goes_on=True)


def _codes_as_keys(text: str, place: TomlPlace) -> Iterator[Item]:
    for code, title in _titles().items():
        yield Item(code, Edit(place.span, _as_key(text, place, code)), What.CODE, title, goes_on=True)


def _as_key(text: str, place: TomlPlace, name: str) -> str:
    """A key with what comes between it and its value, as far as that is not there."""
    behind = text[place.span.end :].split("\n", 1)[0]
    closing = place.quote if not behind.startswith(place.quote or "\0") else ""
    return name if "=" in behind else f"{name}{closing} = "


def _values(text: str, place: TomlPlace, known: Mapping[str, Key], path: tuple[str, ...]) -> Iterator[Item]:
    key = known.get(path[0]) if path else None
    if key is None:
        return
    if key.kind is SEVERITIES and len(path) > 1:
        yield from _choices(text, place, dict.fromkeys(LEVELS, ""))
    elif len(path) == 1:
        yield from _choices(text, place, _allowed(key), is_list=key.kind.schema.get("type") == "array")


def _allowed(key: Key) -> Mapping[str, str]:
    """The words that a key takes, each with its meaning where it has one."""
    items = key.kind.schema.get("items")
    words = items.get("enum") if isinstance(items, Mapping) else key.kind.schema.get("enum")
    titles = _titles()
    return {word: titles.get(word, "") for word in map(str, words)} if isinstance(words, list) else {}


def _choices(
    text: str, place: TomlPlace, words: Mapping[str, str], *, is_list: bool = False
) -> Iterator[Item]:
    for rank, (word, meaning) in enumerate(words.items()):
        if place.quote:
            closing = "" if text.startswith(place.quote, place.span.end) else place.quote
            written = f"{word}{closing}"
        else:
            written = f'["{word}"]' if is_list and not place.in_list else f'"{word}"'
        yield Item(word, Edit(place.span, written), What.VALUE, meaning, rank=rank)


def _titles() -> dict[str, str]:
    titles = {rule.code: rule.summary for rule in RULES}
    titles |= {rule.code: rule.summary for rule in IGNORE_RULES}
    return {code: titles[code] for code in CODES}
