"""Sources of COPY and ADD: what the build context holds, first what the installs below read."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice

from layerwise.cache.plan import BuildPlan
from layerwise.completion.item import NOTHING, Item, Items, What
from layerwise.completion.listing import listed
from layerwise.completion.needed import needed
from layerwise.completion.words import Written
from layerwise.context.context import BuildContext
from layerwise.context.paths import below_root, is_within, relative
from layerwise.context.pattern import escape as as_pattern
from layerwise.context.pattern import has_pattern
from layerwise.syntax.tree import Dockerfile, Instruction
from layerwise.text import Edit, Span
from layerwise.tuples import NamedTuple

_READ, _PLAIN, _HIDDEN = range(3)
_MOST_READ = 50  # files of one install, from folders further down
_MARKS = ("--", "#", "<<")  # words that begin so are flags, comments, heredocs
_TROUBLE = frozenset("\\\"'`\0\r\n\t")  # what no word of a Dockerfile says in one way for all builders


class _Found(NamedTuple):
    """A path of the context below the folder that is written: who reads it, and the contexts that have it."""

    is_folder: bool
    reader: str
    labels: tuple[str, ...]


def source_items(
    document: Dockerfile, instruction: Instruction, plans: Sequence[BuildPlan], written: Written
) -> Items:
    """What can be written as a source.

    The last of several words may be the destination, in which a list that opens by itself would be in the way: once it
    has letters, only what an install reads is offered for it.
    """
    directory, _, name = written.before.rpartition("/")
    if written.before.startswith("<<") or "://" in written.before or "$" in directory:
        return NOTHING
    readable = [plan for plan in plans if isinstance(plan.build.context, BuildContext)]
    found: dict[str, _Found] = {}
    is_cut = False
    for plan in readable:
        is_cut |= _collect(found, plan, instruction, directory, name)
    taken = _taken(instruction, written)
    may_be_destination = written.is_last and not written.is_first
    kept = {
        path: one
        for path, one in found.items()
        if path not in taken
        and (not (may_be_destination and written.before) or (one.reader and path.startswith(name)))
    }
    items = tuple(
        item for path, one in kept.items() for item in _item(document, written, path, one, len(readable))
    )
    return Items(items, is_cut)


def _taken(instruction: Instruction, written: Written) -> set[str]:
    """The other sources, as seen from the folder that is written."""
    words = (
        instruction.words if written.is_last else instruction.words[:-1]
    )  # the destination may have its name
    others = (word for word in words if not word.span.contains(written.span))
    folder = below_root(written.before.rpartition("/")[0])
    paths = (below_root(word.text.strip("\"'")) for word in others)
    return {seen for path in paths if (seen := relative(path, folder)) is not None}


def _collect(
    found: dict[str, _Found], plan: BuildPlan, instruction: Instruction, directory: str, name: str
) -> bool:
    """Add what one build's context holds in the folder; whether there is more."""
    context = plan.build.context
    assert isinstance(context, BuildContext), "others were left out"
    folder = _folder(context, directory)
    if folder is None:
        return False
    read = {
        seen: reader
        for path, reader in needed(plan, instruction).items()
        if is_within(path, folder) and (seen := relative(path, folder))
    }
    names, is_cut = listed(context, folder, name)
    for path in islice((path for path in read if "/" in path), _MOST_READ):
        _add(found, path, _Found(is_folder=False, reader=read[path], labels=(plan.build.label,)))
    for path, is_folder in names:
        _add(found, path, _Found(is_folder, read.get(path, ""), (plan.build.label,)))
    return is_cut


def _add(found: dict[str, _Found], path: str, one: _Found) -> None:
    known = found.get(path)
    if known is not None:
        one = _Found(one.is_folder, known.reader or one.reader, (*known.labels, *one.labels))
    found[path] = one


def _folder(context: BuildContext, written: str) -> str | None:
    """The folder of the context that is written, None where it names none or several."""
    if not has_pattern(written):
        return below_root(written)
    paths = context.glob(written)
    return paths[0] if len(paths) == 1 else None


def _item(document: Dockerfile, written: Written, path: str, one: _Found, builds: int) -> Iterator[Item]:
    text = _spelt(path, written, document.escape)
    if text is None:
        return
    slash = "/" if one.is_folder else ""
    closing = "" if written.is_closed or written.is_json else written.quote
    only = f"only in the build context {', '.join(dict.fromkeys(one.labels))}"
    parts = [f"read by {one.reader}" if one.reader else "", only if len(one.labels) < builds else ""]
    yield Item(
        label=f"{path}{slash}",
        edit=Edit(Span(written.name, written.span.end), f"{text}{slash}{closing}"),
        what=What.FOLDER if one.is_folder else What.FILE,
        detail=", ".join(part for part in parts if part),
        rank=_READ if one.reader else _HIDDEN if path.startswith(".") else _PLAIN,
        goes_on=one.is_folder,
    )


def _spelt(path: str, written: Written, escape: str) -> str | None:
    """The path as a word says it, None where that takes another form of the instruction."""
    if not _TROUBLE.isdisjoint(path) or not path.isprintable():
        return None
    if not written.is_json and any(letter.isspace() for letter in path):
        return None
    if not written.before and not written.quote and path.startswith(_MARKS):
        return None
    if "$" in path and (written.quote == "'" or written.is_json):
        return None
    text = as_pattern(path).replace("$", f"{escape}$")
    return json.dumps(text, ensure_ascii=False)[1:-1] if written.is_json else text
