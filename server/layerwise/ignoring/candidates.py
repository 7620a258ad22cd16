"""What a wide copy takes in and the build may have no use for: a few folders are looked into, none is walked."""

import posixpath
from collections.abc import Iterator

from layerwise.cache.plan import BuildPlan
from layerwise.context.context import BuildContext
from layerwise.context.ignore_lines import is_plain
from layerwise.context.paths import is_within, join
from layerwise.context.tree import Entry, Kind
from layerwise.ignoring import kinds
from layerwise.ignoring.results import Candidate, results
from layerwise.ignoring.uses import needed_sources
from layerwise.ignoring.wide import Wide
from layerwise.unknown import Unknown

_MOST_FOLDERS = 40  # into which one look each is taken: the copied one, and those of the manifests
_MOST_INNER = 60  # folders of one folder that are asked for one name each


def candidates(plan: BuildPlan, wide: Wide) -> Iterator[Candidate]:
    """The folders in question that are there, version control first, then dependencies, results, caches."""
    context = plan.build.context
    if not isinstance(context, BuildContext):
        return
    found = [one for folder in _folders(plan, wide) for one in _in_folder(plan, wide, context, folder)]
    for one in sorted((one for one in found if is_plain(one.path)), key=_rank):
        entry = context.entry(one.path)
        if isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY and wide.copy.takes(one.path):
            yield one


def _rank(one: Candidate) -> int:
    if posixpath.basename(one.path) in kinds.VERSION_CONTROL:
        return 0
    return 1 if one.is_result else 2


def _folders(plan: BuildPlan, wide: Wide) -> list[str]:
    """The copied folder, and those below it whose manifests installs read."""
    top = wide.mapping.source
    below = (source.rpartition("/")[0] for source in needed_sources(plan))
    return list(dict.fromkeys((top, *(one for one in below if is_within(one, top)))))[:_MOST_FOLDERS]


def _in_folder(plan: BuildPlan, wide: Wide, context: BuildContext, folder: str) -> Iterator[Candidate]:
    """What is in question in one folder; version control and editors keep theirs in the copied one."""
    listed = context.names(folder)
    names = frozenset(() if isinstance(listed, Unknown) else listed)
    is_top = folder == wide.mapping.source
    for name in (*kinds.CACHES, *((*kinds.VERSION_CONTROL, *kinds.EDITORS) if is_top else ())):
        if name in names:
            yield _plain(join(folder, name))
    for name in kinds.INNER_CACHES:
        if name.partition("/")[0] in names:
            yield _plain(join(folder, name))
    for name in kinds.ENVIRONMENTS:
        path = join(folder, name)
        if name in names and isinstance(context.entry(join(path, kinds.ENVIRONMENT_FILE)), Entry):
            yield _plain(path)
    yield from _compiled(context, folder, names)
    yield from results(plan, wide, context, folder)


def _plain(path: str) -> Candidate:
    name = posixpath.basename(path)
    return Candidate(path, f"**/{name}" if name == kinds.PYTHON_CACHE else path)


def _compiled(context: BuildContext, folder: str, names: frozenset[str]) -> Iterator[Candidate]:
    """Python's compiled files, which lie in the packages' folders."""
    if names.isdisjoint(kinds.PYTHON_FILES) and not any(name.endswith(".py") for name in names):
        return
    inner = [name for name in sorted(names) if "." not in name and name != kinds.PYTHON_CACHE]
    for name in inner[:_MOST_INNER]:
        path = join(join(folder, name), kinds.PYTHON_CACHE)
        if isinstance(context.entry(path), Entry):
            yield _plain(path)
            return
