"""The directory that a Dockerfile seems to be built in, where nobody says."""

from collections.abc import Iterator, Mapping

from layerwise.builds.hints import Hints
from layerwise.context.paths import join
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.ecosystems.index import NAMES
from layerwise.tuples import NamedTuple

_OWN = "the Dockerfile's own directory"
_DOUBT = "nothing that a COPY names exists in the guessed build context, which may be another one"


class Guess(NamedTuple):
    """A directory of the workspace, why it was taken, and why it may not be the one, in words."""

    directory: str
    origin: str
    doubt: str | None = None


def guesses(dockerfile_path: str, hints: Hints, workspace: Tree) -> tuple[Guess, ...]:
    """The directories in question, from the Dockerfile's own up to the workspace's, the likeliest first.

    That in which most literal sources exist, of several the nearest to the Dockerfile. Where its manifest has its
    lockfile in another one further up, as a workspace's member has, nobody can say which of the two it is.
    """
    counts = {
        directory: sum(_exists(workspace, directory, source) for source in hints.sources)
        for directory in _upward(dockerfile_path.rpartition("/")[0])
    }
    most = max(counts.values())
    alike = [directory for directory, count in counts.items() if count == most]
    found = Guess(alike[0], "most COPY sources exist there") if most else _nameless(workspace, alike, hints)
    lockfiles = _missing_lockfiles(found.directory, workspace)
    for directory in alike[alike.index(found.directory) + 1 :]:
        if any(_exists(workspace, directory, name) for name in lockfiles):
            above = Guess(directory, "the directory of the lockfile")
            return _doubted(above, counts, hints), _doubted(found, counts, hints)
    return (_doubted(found, counts, hints),)


def _doubted(guess: Guess, counts: Mapping[str, int], hints: Hints) -> Guess:
    if not hints.sources or counts[guess.directory]:
        return guess
    return guess._replace(doubt=_DOUBT)


def _nameless(workspace: Tree, directories: list[str], hints: Hints) -> Guess:
    """Where no COPY spells out a source: the nearest directory with a manifest, or with a file that a RUN names.

    The Dockerfile's own where no RUN works on what is copied: nothing tells of another one then.
    """
    if hints.runs.are_above:
        return Guess(directories[0], _OWN)
    manifests = {name for manifests, _, _ in NAMES.values() for name in manifests}
    for directory in directories:
        if any(_is_file(workspace, directory, name) for name in manifests | hints.runs.named):
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
