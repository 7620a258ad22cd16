"""What the wide copies of a context take in for nothing, as far as all its builds agree."""

from collections.abc import Collection, Iterator, Sequence

from layerwise.builds.names import is_dockerfile
from layerwise.builds.sources import is_compose_file
from layerwise.cache.plan import BuildPlan
from layerwise.context.context import BuildContext
from layerwise.context.ignore_lines import is_plain
from layerwise.context.paths import is_within
from layerwise.context.tree import Entry
from layerwise.ignoring.candidates import candidates
from layerwise.ignoring.git_ignored import is_git_ignored
from layerwise.ignoring.kinds import INNER_CACHES, PACKAGES, SELDOM_EDITED
from layerwise.ignoring.made import is_made
from layerwise.ignoring.others import other_plans
from layerwise.ignoring.results import Candidate
from layerwise.ignoring.uses import is_mentioned, is_read, named_sources, needed_sources
from layerwise.ignoring.version_control import Asker, asker
from layerwise.ignoring.wide import Wide, wide_copies
from layerwise.records import dataclass
from layerwise.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Folders that copies take in for nothing, each with its pattern, and those copies of the first build.

    `files` are the files about the build itself that they take in too. `asker` is the step that needs a folder of
    version control, which is then not among the others.
    """

    folders: tuple[Candidate, ...]
    files: tuple[str, ...]
    copies: tuple[Wide, ...]
    asker: Asker | None


def taken_in(plans: Sequence[BuildPlan]) -> Taken | None:
    """What is taken in under the builds of one context, at least one; None where it is nothing worth a word."""
    first = plans[0]
    context = first.build.context
    if isinstance(context, Unknown):
        return None
    wide = tuple(wide_copies(first))
    found = {one.path: one for copy in wide for one in candidates(first, copy)}
    open_ones = [one for one in found.values() if not _is_let_in(context, one.path)]
    free = _free(plans, open_ones)
    if not _are_telling(free):
        return None
    others = tuple(other_plans(first))  # planned last: most contexts have nothing to tell
    everything = (*plans, *others)
    asking = [(one, _asker(everything, one.path)) for one in _free(others, free) if one.is_repository]
    kept = {one.path for one, reason in asking if reason is not None}
    folders = _outermost([one for one in _free(others, free) if one.path not in kept])
    if not _are_telling(folders):
        return None
    copies = tuple(copy for copy in wide if any(copy.copy.takes(one.path) for one in folders))
    used = {path for plan in everything for path in named_sources(plan)}
    files = tuple(path for path in _files(first, context, copies) if not _is_used(everything, used, path))
    reason = next((reason for _, reason in asking if reason is not None and reason.plan is first), None)
    needed = {*used, *(path for plan in everything for path in needed_sources(plan))}
    folders = tuple(_anywhere(context, folders, needed))
    return Taken(folders=folders, files=files, copies=copies, asker=reason)


def _free(plans: Sequence[BuildPlan], found: Sequence[Candidate]) -> list[Candidate]:
    """The folders that all of some builds can do without."""
    left = list(found)
    for plan in plans if left else ():
        used = {*named_sources(plan), *needed_sources(plan)}
        left = [
            one for one in left if not any(is_within(path, one.path) for path in used) and _is_free(plan, one)
        ]
    return left


def _outermost(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The folders without those that lie in another of them."""
    paths = {one.path for one in found}
    return tuple(
        one for one in found if not any(one.path != path and is_within(one.path, path) for path in paths)
    )


def _anywhere(
    context: BuildContext, folders: Sequence[Candidate], needed: Collection[str]
) -> Iterator[Candidate]:
    """The folders, those that several folders have under a name that git ignores everywhere with one pattern."""
    has_exceptions = any(pattern.is_exception for pattern in context.ignore.patterns)
    for name in (PACKAGES, *INNER_CACHES):
        alike = [one for one in folders if f"/{one.path}".endswith(f"/{name}")]
        is_open = has_exceptions or any(f"/{name}/" in f"/{path}/" for path in needed)
        if len(alike) > 1 and not is_open and is_git_ignored(context, f"any/folder/{name}"):
            folders = [one._replace(pattern=f"**/{name}") if one in alike else one for one in folders]
    yield from folders


def _are_telling(found: Sequence[Candidate]) -> bool:
    """Whether something is among them that changes often; settings that people share seldom do."""
    return any(one.path.rpartition("/")[2] not in SELDOM_EDITED for one in found)


def _asker(plans: Sequence[BuildPlan], path: str) -> Asker | None:
    found = (asker(plan, copy, path) for plan in plans for copy in wide_copies(plan))
    return next((one for one in found if one is not None), None)


def _is_let_in(context: BuildContext, path: str) -> bool:
    """Whether an exception of the ignore file may be about the path or something below it: it is there on purpose."""
    return context.ignore.may_restore_below(path) or any(
        pattern.is_exception and pattern.matches(path) for pattern in context.ignore.patterns
    )


def _is_free(plan: BuildPlan, one: Candidate) -> bool:
    """Whether a build can do without the folder of the context."""
    return all(
        _is_unused(plan, copy, one, target)
        for copy in wide_copies(plan)
        if (target := copy.target_of(one.path)) is not None
    )


def _is_unused(plan: BuildPlan, copy: Wide, one: Candidate, target: str) -> bool:
    if is_made(plan, copy, target):
        return True
    if one.is_result:
        return any(other.path == one.path and other.is_built for other in candidates(plan, copy))
    name = one.path.rpartition("/")[2]
    return not is_mentioned(plan, name) and not is_read(plan, target)


def _files(plan: BuildPlan, context: BuildContext, copies: Sequence[Wide]) -> Iterator[str]:
    """The files about the build in the context's root, and that of the ignore file in force, which may be new."""
    own = [path for path in (plan.build.dockerfile, plan.build.ignore_file) if path is not None]
    listed = context.names("")
    names = () if isinstance(listed, Unknown) else listed
    about = (name for name in names if is_dockerfile(name) or is_compose_file(name))
    for path in dict.fromkeys((*own, *about)):
        is_there = isinstance(context.entry(path), Entry) or context.raw.entry(path) is None
        is_open = not context.ignore.is_ignored(path) and not _is_let_in(context, path)
        if is_there and is_open and is_plain(path) and any(copy.copy.takes(path) for copy in copies):
            yield path


def _is_used(plans: Sequence[BuildPlan], used: set[str], path: str) -> bool:
    name = path.rpartition("/")[2]
    return path in used or any(is_mentioned(plan, name) for plan in plans)
