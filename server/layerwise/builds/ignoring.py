"""The ignore file of a build with more lines."""

from collections.abc import Sequence

from layerwise.builds.build import Build
from layerwise.context.ignore import Ignore, parse_ignore
from layerwise.context.ignore_lines import appended, is_plain
from layerwise.context.tree import Entry, Kind
from layerwise.records import replace
from layerwise.text import Edit, apply
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class Longer(NamedTuple):
    """An ignore file with more lines: its path in the context, whether it is new, the edit, what it then says.

    `build` has it in force.
    """

    path: str
    is_new: bool
    edit: Edit
    ignore: Ignore
    build: Build


def with_lines(build: Build, patterns: Sequence[str]) -> Longer | None:
    """The ignore file in force with more lines, None where it cannot be read or lies outside of the context.

    Nor where it is a link: what it leads to, such as `.gitignore`, says something to others as well.
    """
    path = build.ignore_file
    are_plain = all(is_plain(pattern.removeprefix("**/")) for pattern in patterns)
    if isinstance(build.context, Unknown) or path is None or not are_plain:
        return None
    entry = build.context.raw.entry(path)
    written = build.context.raw.text(path)
    if isinstance(written, Unknown) or (isinstance(entry, Entry) and entry.kind is not Kind.FILE):
        return None
    text = written or ""
    edit = appended(text, patterns)
    ignore = parse_ignore(apply(text, (edit,)), build.context.ignore.name)
    after = replace(build, context=replace(build.context, ignore=ignore))
    return Longer(path, written is None, edit, ignore, after)
