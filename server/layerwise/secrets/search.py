"""Which secrets a copy brings: looked for where people keep them, never by a walk through the context."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import cast

from layerwise.cache.asked import kept
from layerwise.cache.copies import Copy, Mapping
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.context.context import BuildContext
from layerwise.context.paths import join, relative
from layerwise.context.tree import Entry
from layerwise.context.tree import Kind as PathKind
from layerwise.secrets.kinds import Kind, is_for_tests, kind_of
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

# The bounds of one search, so that a context of any size costs the same while typing.
MOST_FOLDERS = 40  # listed; a monorepo's packages lie deeper, but those with an install are among them
MOST_NAMES = 2_000  # of one folder, in order: hidden ones come first
MOST_READ = 40  # texts of candidates
LARGEST = 64 * 1024  # bytes; files that people or tools write such settings into have a few kilobytes

# Where tools keep credentials below a home directory, and where projects gather their own.
_HOMES = (
    *(
        ".ssh",
        ".aws",
        ".docker",
        ".kube",
        ".cargo",
        ".pip",
        ".config/pip",
        ".composer",
        ".config/composer",
        ".m2",
    ),
    *(
        ".config/gcloud",
        ".nuget",
        ".nuget/NuGet",
        "config",
        "conf",
        "cert",
        "certs",
        "keys",
        "secrets",
        "ssl",
    ),
    *("credentials", "docker"),
)


class Secret(NamedTuple):
    """A file with a secret that a copy brings: its path in the build context, in the image, and its kind."""

    source: str
    target: str
    kind: Kind


def brought(plan: BuildPlan, copy: Copy) -> tuple[Secret, ...]:
    """The files with secrets that a copy of the build context brings, as far as the search goes, sorted."""
    if not copy.is_context or not isinstance(copy.tree, BuildContext):
        return ()
    key = (brought, tuple(dict.fromkeys(_with_manifests(plan, copy))))
    if key not in copy.answers:
        candidates = islice(_candidates(copy, copy.tree, key[1]), MOST_READ)
        found = {secret.source: secret for secret in _read(copy.tree, candidates)}
        copy.answers[key] = tuple(found[source] for source in sorted(found))
    return cast("tuple[Secret, ...]", copy.answers[key])


def _read(context: BuildContext, candidates: Iterator[tuple[str, str]]) -> Iterator[Secret]:
    for source, target in candidates:
        kind, text = kind_of(source, target), context.text(source)
        if kind is not None and isinstance(text, str) and kind.holds(text):
            from layerwise.secrets.contents import is_shipped  # noqa: PLC0415 - as `holds` does

            yield Secret(source, target, kind._replace(is_shared=kind.is_shared or is_shipped(text)))


def _candidates(copy: Copy, context: BuildContext, beside: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The files whose names are those of files with secrets, and the image paths that they get; named ones first.

    `beside` are the directories with manifests.
    """
    files = [mapping for mapping in copy.mappings if not mapping.is_directory]
    folders = [mapping for mapping in copy.mappings if mapping.is_directory]
    pairs = [(mapping.source, mapping.target) for mapping in files]
    yield from (pair for pair in pairs if _is_candidate(copy, context, *pair))
    for mapping in folders:
        for folder in islice(_folders(context, mapping, beside), MOST_FOLDERS):
            sources = [join(folder, name) for name in _names(context, folder)]
            pairs = [(one, join(mapping.target, relative(one, mapping.source) or "")) for one in sources]
            yield from (pair for pair in pairs if _is_candidate(copy, context, *pair))


def _is_candidate(copy: Copy, context: BuildContext, source: str, target: str) -> bool:
    if kind_of(source, target) is None or copy.source_of(target) != source:
        return False
    entry = context.entry(source)
    return isinstance(entry, Entry) and entry.kind is PathKind.FILE and entry.size <= LARGEST


def _names(context: BuildContext, folder: str) -> Iterator[str]:
    """The first names in a folder, ignored ones among them: to ask about each takes longer than the few cost."""
    names = context.raw.names(folder)
    return islice(() if isinstance(names, Unknown) else names, MOST_NAMES)


def _folders(context: BuildContext, mapping: Mapping, beside: Sequence[str]) -> Iterator[str]:
    """The directories below a copied one that are looked into, each once."""
    inner = [join(mapping.source, name) for name in _HOMES]
    inner += [path for path in beside if relative(path, mapping.source)]
    first = (n for n in _names(context, mapping.source) if "." not in n and not is_for_tests(n))
    yield mapping.source
    seen = {mapping.source}
    for path in (*inner, *(join(mapping.source, name) for name in first)):
        if path not in seen:
            seen.add(path)
            entry = context.entry(path)
            # A link to a directory stays a link in the image.
            if isinstance(entry, Entry) and entry.kind is PathKind.DIRECTORY:
                yield path


def _with_manifests(plan: BuildPlan, copy: Copy) -> Iterator[str]:
    """The directories of the files that installs read."""
    for path in dict.fromkeys(path for stage in plan.stages for path in kept(plan, stage, _needed_in)):
        source = copy.source_of(path)
        if source is not None:
            yield source.rpartition("/")[0]


def _needed_in(_: BuildPlan, stage: PlannedStage) -> tuple[str, ...]:
    """The image paths that the installs of a stage read."""
    readings = (event.reading for event in stage.events if event.reading is not None)
    return tuple(dict.fromkeys(need.path for reading in readings for need in reading.needs))
