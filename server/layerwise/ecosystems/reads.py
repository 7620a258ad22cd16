"""What a call reads, collected file by file in the tree that it runs in."""

import posixpath
from collections.abc import Sequence

from layerwise.context.tree import Entry, Kind, Tree
from layerwise.ecosystems.facts import Need, Reading, Reason
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

# Files of one folder that a call may need one by one; with more the source is as good as needed.
MANY = 200


class Reads:
    """Collects needs and tests; of several reasons for not knowing, or for needing source, the first stays.

    Paths are absolute; `cwd` is the directory from which messages name them.
    """

    __slots__ = ("_cwd", "_missed", "_needs", "_required", "_tests", "_tree", "failure", "source", "unknown")

    def __init__(self, tree: Tree, cwd: str) -> None:
        self._tree = tree
        self._cwd = cwd
        self._needs: dict[str, Need] = {}
        self._tests: dict[str, None] = {}
        self._required: set[tuple[str, str]] = set()
        self._missed: set[tuple[str, str]] = set()
        self.failure: Reason | None = None
        self.source: Reason | None = None
        self.unknown: Reason | None = None

    def cannot_know(self, note: str, path: str | None = None) -> None:
        """Note why the rest cannot be trusted."""
        self.unknown = self.unknown or Reason(note, path)

    def fails(self, note: str, missing: str, said_by: str | None = None) -> None:
        """Note that the call surely fails without what is missing; `said_by` is the file that asks for it."""
        self.failure = self.failure or Reason(note, missing)
        self.cannot_know(note, said_by or missing)

    def requires(self, path: str, asked_by: str) -> None:
        """Note that the call fails without a file that another one asks for, and would not be seen to."""
        self._required.add((path, asked_by))

    def misses(self, path: str, asked_by: str) -> None:
        """Note that the call installs less without a file that another one asks for, and says nothing."""
        self._missed.add((path, asked_by))

    def peek(self, path: str) -> str | None:
        """The text of a file, which is not noted as opened."""
        text = self._tree.text(path)
        return text if isinstance(text, str) else None

    def needs_source(self, note: str, path: str | None = None) -> None:
        """Note why the project's own source is needed."""
        self.source = self.source or Reason(note, path)

    def resolve(self, path: str, folder: str | None = None) -> str:
        """The absolute path of one written from a folder, else from the working directory."""
        return posixpath.normpath(posixpath.join(folder or self._cwd, path))

    def shown(self, path: str) -> str:
        """The path as a user would write it here."""
        return path.removeprefix(self._cwd.rstrip("/") + "/")

    def kind(self, path: str) -> Kind | None:
        """What stands there, symlinks not followed; None where nothing does or where it is not known."""
        entry = self._tree.entry(path)
        if isinstance(entry, Unknown):
            self.cannot_know(f"{self.shown(path)} is not known: {entry.why}", path)
        elif entry is None:
            self._tests[path] = None
        return entry.kind if isinstance(entry, Entry) else None

    def text(self, path: str, why: str) -> str | None:
        """The text of a file that is opened if it is there."""
        text = self._tree.text(path)
        if isinstance(text, Unknown):
            self.cannot_know(f"{self.shown(path)} is not known: {text.why}", path)
            return None
        if text is None:
            self._tests[path] = None
        else:
            self._needs[path] = self._needs.get(path) or Need(path, why)
        return text

    def looked_for(self, path: str, why: str) -> str | None:
        """The text of a settings file or parent folder's file, where one is known to be there.

        Not knowing is no reason to distrust the rest: every base image may hold an /etc/pip.conf.
        """
        text = self._tree.text(path)
        if isinstance(text, str):
            return self.text(path, why)
        self._tests[path] = None
        return None

    def looked_for_folder(self, path: str) -> bool:
        """Whether a folder is known to be there; not knowing is no reason to distrust the rest."""
        entry = self._tree.entry(path)
        if entry is None:
            self._tests[path] = None
        return isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY

    def unreadable(self, path: str) -> bool:
        """Whether nobody can say what is there; noted as such for the whole call."""
        text = self._tree.text(path)
        if isinstance(text, Unknown):
            self.cannot_know(f"{self.shown(path)} is not known: {text.why}", path)
        return isinstance(text, Unknown)

    def required(self, path: str, why: str) -> str | None:
        """The text of a file without which the call fails."""
        text = self.text(path, why)
        if text is None and not self.unreadable(path):
            self.fails(f"{self.shown(path)} is not in the image at this point", path)
        return text

    def file(self, path: str, why: str) -> None:
        """Note a file that is there and opened, whose text says nothing to us."""
        self._needs[path] = self._needs.get(path) or Need(path, why)

    def folder(self, path: str, why: str) -> None:
        """Note every file of a folder, where it is there."""
        waiting = [path.rstrip("/")]
        count = 0
        while waiting:
            place = waiting.pop()
            kind = self.kind(place)
            count += 1
            if count > MANY:
                self.cannot_know(f"{self.shown(path)} holds too many files to follow", path)
                return
            if kind is Kind.DIRECTORY:
                waiting += [f"{place}/{name}" for name in self.names(place)]
            elif kind is not None:
                self.file(place, why)

    def names(self, path: str) -> tuple[str, ...]:
        """The names in a directory that the call lists, and so notices any new one."""
        self._tests[path.rstrip("/") + "/"] = None
        return self.listed(path)

    def listed(self, path: str) -> tuple[str, ...]:
        """The names in a directory, where the call's pattern finds nothing but what is read anyway."""
        names = self._tree.names(path)
        if isinstance(names, Unknown):
            self.cannot_know(f"what {self.shown(path)} holds is not known: {names.why}", path)
            return ()
        return tuple(names)

    def reading(
        self,
        *,
        outputs: tuple[str, ...] = (),
        shared: tuple[str, ...] = (),
        rewrites: tuple[str, ...] = (),
        marks: tuple[str, ...] = (),
        is_project: bool = True,
    ) -> Reading:
        """All that was collected."""
        return Reading(
            needs=tuple(self._needs.values()),
            tests=tuple(path for path in self._tests if path not in self._needs),
            outputs=tuple(dict.fromkeys(outputs)),
            shared=shared,
            rewrites=rewrites,
            marks=marks,
            source=self.source,
            unknown=self.unknown,
            is_project=is_project,
            required=frozenset(self._required),
            missed=frozenset(self._missed),
            failure=self.failure,
        )


class Sought(NamedTuple):
    """What was looked for in a tree in vain: all that could make a reading another one, were more files there.

    These are the paths at which nothing was found, and the folders whose names were listed.
    """

    absent: frozenset[str]
    listed: frozenset[str]


class Witness:
    """A tree that notes what it is asked for in vain; implements the Tree protocol."""

    __slots__ = ("_absent", "_listed", "_tree")

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._absent: set[str] = set()
        self._listed: set[str] = set()

    @property
    def sought(self) -> Sought:
        """What it was asked for in vain by now."""
        return Sought(frozenset(self._absent), frozenset(self._listed))

    def entry(self, path: str) -> Entry | Unknown | None:
        """What stands at the path in the tree."""
        found = self._tree.entry(path)
        if found is None:
            self._absent.add(path)
        return found

    def text(self, path: str) -> str | Unknown | None:
        """The text of the file there."""
        found = self._tree.text(path)
        if found is None:
            self._absent.add(path)
        return found

    def names(self, path: str) -> Sequence[str] | Unknown:
        """The names in a directory."""
        self._listed.add(path)
        return self._tree.names(path)
