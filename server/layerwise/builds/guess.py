"""The directory that a Dockerfile seems to be built in, where nobody says."""

from collections.abc import Iterator, Mapping

from layerwise.context.paths import below_root, join
from layerwise.context.pattern import has_pattern
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.ecosystems.index import NAMES
from layerwise.syntax.moved import as_read
from layerwise.syntax.tree import Dockerfile, Instruction
from layerwise.tuples import NamedTuple

_OWN = "the Dockerfile's own directory"
_DOUBT = "nothing that a COPY names exists in the guessed build context, which may be another one"
_REMOTE = ("http://", "https://", "ftp://", "git@", "git://", "ssh://")


class Guess(NamedTuple):
    """A directory of the workspace, why it was taken, and why it may not be the one, in words."""

    directory: str
    origin: str
    doubt: str | None = None


def guesses(dockerfile_path: str, dockerfile: Dockerfile, workspace: Tree) -> tuple[Guess, ...]:
    """The directories in question, from the Dockerfile's own up to the workspace's, the likeliest first.

    That in which most literal sources exist, of several the nearest to the Dockerfile. Where its manifest has its
    lockfile in another one further up, as a workspace's member has, nobody can say which of the two it is.
    """
    sources = frozenset(literal_sources(dockerfile))
    counts = {
        directory: sum(_exists(workspace, directory, source) for source in sources)
        for directory in _upward(dockerfile_path.rpartition("/")[0])
    }
    most = max(counts.values())
    alike = [directory for directory, count in counts.items() if count == most]
    found = (
        Guess(alike[0], "most COPY sources exist there") if most else _nameless(workspace, alike, dockerfile)
    )
    lockfiles = _missing_lockfiles(found.directory, workspace)
    for directory in alike[alike.index(found.directory) + 1 :]:
        if any(_exists(workspace, directory, name) for name in lockfiles):
            above = Guess(directory, "the directory of the lockfile")
            return _doubted(above, counts, sources), _doubted(found, counts, sources)
    return (_doubted(found, counts, sources),)


def _doubted(guess: Guess, counts: Mapping[str, int], sources: frozenset[str]) -> Guess:
    if not sources or counts[guess.directory]:
        return guess
    return guess._replace(doubt=_DOUBT)


def _nameless(workspace: Tree, directories: list[str], dockerfile: Dockerfile) -> Guess:
    """Where no COPY spells out a source: the nearest directory with a manifest, or with a file that a RUN names.

    The Dockerfile's own where no RUN works on what is copied: nothing tells of another one then.
    """
    keywords = [i.keyword.upper() for i in dockerfile.instructions if i.flag("from") is None]
    copies = [index for index, keyword in enumerate(keywords) if keyword in {"COPY", "ADD"}]
    if copies and "RUN" not in keywords[copies[0] :]:
        return Guess(directories[0], _OWN)
    manifests = {name for manifests, _, _ in NAMES.values() for name in manifests}
    runs = (i.body.text for i in dockerfile.instructions if i.keyword.upper() == "RUN")
    named = {
        word for text in runs for word in text.split() if "." in word and not word.startswith(("/", "-", "."))
    }
    for directory in directories:
        if any(_is_file(workspace, directory, name) for name in manifests | named):
            return Guess(
                directory, _OWN if directory == directories[0] else "the nearest directory with a manifest"
            )
    return Guess(directories[0], _OWN)


def _is_file(workspace: Tree, directory: str, path: str) -> bool:
    entry = workspace.entry(join(directory, path))
    return isinstance(entry, Entry) and entry.kind is Kind.FILE


def _missing_lockfiles(directory: str, workspace: Tree) -> frozenset[str]:
    """The lockfiles that the manifests of a directory may have, where it has none of them."""
    names = frozenset(
        lockfile
        for manifests, lockfiles, _ in NAMES.values()
        if any(_exists(workspace, directory, manifest) for manifest in manifests)
        for lockfile in lockfiles
    )
    return frozenset() if any(_exists(workspace, directory, name) for name in names) else names


def _exists(workspace: Tree, directory: str, path: str) -> bool:
    return isinstance(workspace.entry(join(directory, path)), Entry)


def _upward(directory: str) -> Iterator[str]:
    yield directory
    while directory:
        directory = directory.rpartition("/")[0]
        yield directory


def literal_sources(dockerfile: Dockerfile) -> Iterator[str]:
    """The context paths that COPY and ADD spell out; the context as a whole says nothing about its place."""
    copies = (as_read(one) for one in dockerfile.instructions if one.keyword.upper() in {"COPY", "ADD"})
    for instruction in copies:
        if instruction.flag("from") is not None:
            continue
        for source in _sources(instruction):
            if "$" in source or has_pattern(source) or source.lower().startswith(_REMOTE):
                continue
            path = below_root(source)
            if path:
                yield path


def _sources(instruction: Instruction) -> Iterator[str]:
    for word in instruction.words[:-1]:
        text = word.text if instruction.is_json else word.text.strip("\"'")
        if text and (instruction.is_json or not text.startswith("<<")):
            yield text
