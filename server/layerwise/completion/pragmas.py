"""Comments that silence rules: `# layerwise: ignore=CODE`, as much of one as is written."""

import re
from collections.abc import Collection, Iterator, Mapping

from layerwise.completion.item import NOTHING, Item, Items, What
from layerwise.regex import regex
from layerwise.text import Edit, Span

_NAME = "layerwise"
_KEYS = {
    "ignore": "Silences the rules at the next instruction",
    "ignore-file": "Silences the rules in the whole file",
}
_MARK = regex(r"#\s*(?P<word>[\w-]*)$")
_KEY = regex(r"#\s*layerwise:\s*(?P<word>[\w-]*)$")
_CODES = regex(
    r"#\s*layerwise:\s*(?:ignore-file|ignore)\s*=\s*(?P<codes>(?:[\w-]+\s*,\s*)*)(?P<word>[\w-]*)$"
)
_REASON = regex(r"#\s*layerwise:\s*(?:ignore-file|ignore)\s*=\s*[\w-]+(?:\s*,\s*[\w-]+)*\s+(?P<word>\w*)$")
_REST = regex(r"[\w-]*")
_KEY_REST = regex(r"[\w-]*=?")


def pragma_items(
    text: str, comment: Span, offset: int, rules: Mapping[str, str], found: Collection[str]
) -> Items:
    """What can go on in a comment at a cursor.

    `rules` have their titles, `found` are those that find something below.
    """
    before = text[comment.start : offset]
    mark = _MARK.fullmatch(before)
    if mark is not None and mark["word"] and _NAME.startswith(mark["word"]):
        return Items(tuple(_keys(_span(text, offset, mark["word"], _REST), f"{_NAME}: ")))
    key = _KEY.fullmatch(before)
    if key is not None:
        return Items(tuple(_keys(_span(text, offset, key["word"], _KEY_REST), "")))
    codes = _CODES.fullmatch(before)
    if codes is not None:
        named = {code.strip() for code in codes["codes"].split(",")}
        return Items(tuple(_codes(_span(text, offset, codes["word"], _REST), rules, named, found)))
    reason = _REASON.fullmatch(before)
    if reason is not None and "reason=".startswith(reason["word"]):
        span = _span(text, offset, reason["word"], _KEY_REST)
        return Items((Item("reason=", Edit(span, "reason="), What.KEY, "Says why, for those who read it"),))
    return NOTHING


def _span(text: str, offset: int, word: str, rest: re.Pattern[str]) -> Span:
    """From the beginning of a word to its end behind the cursor."""
    match = rest.match(text, offset)
    return Span(offset - len(word), match.end() if match else offset)


def _keys(span: Span, prefix: str) -> Iterator[Item]:
    for name, meaning in _KEYS.items():
        label = f"{prefix}{name}="
        yield Item(label, Edit(span, label), What.KEY, meaning, goes_on=True)


def _codes(
    span: Span, rules: Mapping[str, str], named: Collection[str], found: Collection[str]
) -> Iterator[Item]:
    for code, title in rules.items():
        if code not in named:
            yield Item(code, Edit(span, code), What.CODE, title, rank=0 if code in found else 1)
