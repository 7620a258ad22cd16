"""The commits that touched a folder, read from the words of `git log`; knows no process and no disk."""

from collections.abc import Callable, Iterator

from layerwise.tuples import NamedTuple

# Before each commit's name in the log; no path that people use begins with it.
MARK = "\x01"
# Fewer commits are a few days of work, which say little about what is edited often.
_TELLING = 10


class Commit(NamedTuple):
    """One commit: its name, and the paths that it changed, relative to the folder."""

    name: str
    paths: frozenset[str]


class History(NamedTuple):
    """The newest commits that touched a folder, the newest first. `is_whole`: there are no earlier ones."""

    commits: tuple[Commit, ...]
    is_whole: bool

    @property
    def extent(self) -> str:
        """How many commits these are, in words: "all 12 commits", "the last 200 commits", "1 commit"."""
        number = len(self.commits)
        if number == 1:
            return "1 commit"
        return f"all {number} commits" if self.is_whole else f"the last {number} commits"

    @property
    def says_how_often(self) -> bool:
        """Whether there are several commits: of a single one, nothing can be said about how often."""
        return len(self.commits) > 1

    @property
    def is_telling(self) -> bool:
        """Whether these are enough commits to conclude something from them."""
        return len(self.commits) >= _TELLING


Remembered = Callable[[], History | None]
"""A history that is read when it is asked for, the same whenever it is; None where nobody can tell."""


def forgotten() -> History | None:
    """The history of what has none."""
    return None


def parse_log(output: str) -> tuple[Commit, ...]:
    """The commits in what `git log -z --name-only --format=%x01%H` prints."""
    return tuple(_commits(output))


def _commits(output: str) -> Iterator[Commit]:
    name: str | None = None
    paths: list[str] = []
    for part in output.split("\0"):
        if part.startswith(MARK):
            if name is not None:
                yield Commit(name, frozenset(paths))
            name, paths = part.removeprefix(MARK), []
        elif part:
            # The first path of a commit stands behind a line end.
            paths.append(part.removeprefix("\n") if not paths else part)
    if name is not None:
        yield Commit(name, frozenset(paths))
