"""The shape of what is known about one package manager."""

from collections.abc import Callable
from enum import Enum

from layerwise.context.tree import Tree
from layerwise.records import dataclass
from layerwise.shell.script import Command, Word
from layerwise.tuples import NamedTuple


class Verdict(Enum):
    """What can be done about an install below the source; the values are the words of the documentation.

    SPLIT: its manifests alone, copied first, give the same installation. SPLIT_IF: they do where a static test
    says so. TWO_PHASES: it installs the project too, so its downloads become a command of their own. REFUSE: what
    it reads cannot be told from the files. MOVE_UP: it reads no file of the project, and moves above the copy.
    """

    SPLIT = "manifests first"
    SPLIT_IF = "manifests first, if"
    TWO_PHASES = "in two phases"
    REFUSE = "left alone"
    MOVE_UP = "above the copy as it is"


class Cost(Enum):
    """How long an install takes on a usual project, by its order of size."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    LONG = "many minutes"


class Need(NamedTuple):
    """A file that an install opens: its path in the tree, and why, in words such as "named by -r in base.txt"."""

    path: str
    why: str


class Reason(NamedTuple):
    """Why something cannot be done, in words for users; `path` is the file that says so, where one does."""

    note: str
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one install command reads and writes in a tree; all paths are absolute image paths.

    `needs`: existing files that it opens. `tests`: paths whose absence it notices (a lockfile that is not
    there, folders searched for a workspace root); a directory stands for the names in it ending in `/`.
    `outputs`: files and folders (whole subtrees) that it writes; `shared` are those among them in which it leaves
    alone what has other names than its packages. `rewrites`: files among `needs` that it may
    write again; none where it is frozen or lockfile and manifest are seen to agree. `marks`: files among `needs`
    that get another mode, without which something does not run afterwards.
    `source`: why the project's own source is needed, else None. `unknown`: why the rest cannot be trusted.
    `is_project`: it installs the project in the tree (rather than packages named on the command line).
    `required`: files among `needs` without which it fails, where its `failure` does not say so; `missed`: those
    without which it installs less and says nothing; each with a file that asks for it. `failure`: why it surely fails
    as the tree is, with the path that is not there.
    """

    needs: tuple[Need, ...] = ()
    tests: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    rewrites: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    source: Reason | None = None
    unknown: Reason | None = None
    is_project: bool = True
    required: frozenset[tuple[str, str]] = frozenset()
    missed: frozenset[tuple[str, str]] = frozenset()
    failure: Reason | None = None


class Tool(NamedTuple):
    """How a tool is called. Options are written with their dashes.

    `modules`: also `python -m MODULE`. `valued`: options that take the next word as their value.
    `directory`: those of them that change the working directory. `launchers`: commands that run the tool when
    its name comes first among their words ("corepack" for `corepack yarn install`; a version after `@` is
    dropped). `has_versions`: digits and dots may follow the name ("pip3.11"). `selector`: a first word that begins
    so chooses a version of the tool and is passed over ("+" for `cargo +nightly fetch`). `wrappers`:
    start scripts of a project that are the tool's own, whose text its reading looks at (`./mvnw`).
    """

    names: tuple[str, ...]
    modules: tuple[str, ...] = ()
    valued: frozenset[str] = frozenset()
    directory: frozenset[str] = frozenset()
    launchers: tuple[str, ...] = ()
    has_versions: bool = False
    selector: str = ""
    wrappers: tuple[str, ...] = ()


class Option(NamedTuple):
    """An option as given: `value` is None where it has none."""

    name: str
    value: Word | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One recognised command: its verb as the install lists it, options and the words after the verb.

    `cwd` is the absolute image path in which the tool works, its directory options applied; None where unknown.
    """

    command: Command
    install: "Install"
    options: tuple[Option, ...]
    arguments: tuple[Word, ...]
    cwd: str | None

    def has(self, *names: str) -> bool:
        """Whether one of these options is given."""
        return any(option.name in names for option in self.options)

    def values(self, *names: str) -> tuple[Word, ...]:
        """The values given to these options, in order."""
        return tuple(o.value for o in self.options if o.name in names and o.value is not None)


class Install(NamedTuple):
    """One spelling of an install: the words after the tool's name ("mod download"; "" for the bare tool).

    `applies` tells near-misses apart by options and arguments; None accepts every call. `is_frozen`: this
    spelling never rewrites the lockfile. `is_build`: it builds the project and downloads on the way, as
    `go build` does; its reading says why it needs the source, and `phases` which command downloads alone.
    `shown` is how the documentation spells it, where that is not the tool's name and the verb.
    """

    verb: str
    aliases: tuple[str, ...] = ()
    applies: Callable[[Call], bool] | None = None
    is_frozen: bool = False
    is_build: bool = False
    shown: str = ""


class Index(NamedTuple):
    """The list of packages that a manager keeps on disk, and installs from however old it is.

    `refreshes` are the commands that fetch it and do nothing else; `renews` tells an install that fetches it on the
    way. `lists` are the directories in which it lies, `settings` those that decide what is fetched.
    """

    refreshes: tuple[Install, ...]
    renews: Callable[[Call], bool]
    lists: tuple[str, ...]
    settings: tuple[str, ...]


class Phases(NamedTuple):
    """An install that needs the project's source, taken apart: downloads first, the project when it is there.

    `added` are options put behind the command's last word for the first phase; `instead` is a whole command
    in its place where options do not do (`pnpm fetch`). `second` is the command that is run below the copy,
    None for the command as the author wrote it. `note` says what is not quite the same for the user,
    completing "for review: ...".
    """

    note: str
    added: str = ""
    instead: str | None = None
    second: str | None = None


class Cache(NamedTuple):
    """A folder in which a tool keeps what it downloads, so that a cache mount there saves the next download.

    `places` are tried in order, and the first counts whose variables are all set; `~` is the user's home as the
    system knows it, `for_root` where it is for root in place of the last one. `options` name it in a call. `moved` is
    a pattern: where it is found in a file that a call reads, or in a variable, the folder may be another. `unfit` are
    options, and variables as NAME=value, with which it holds what is installed, or what nothing downloads again.

    `is_locked`: only one build may write it at a time. `is_result`: it holds all that is installed, and later
    commands need it. `is_of_builds`: only commands that build use it. `filled_by`: the verb that brings what other
    calls look for there, and so runs in the same RUN. `prepared_by` is a command, run once and above, without which
    nothing is kept; `instead` what stands for options that defeat it; `doubt` what is for people to judge.
    """

    places: tuple[str, ...]
    options: tuple[str, ...] = ()
    for_root: str = ""
    moved: str = ""
    unfit: tuple[str, ...] = ()
    is_locked: bool = False
    is_result: bool = False
    is_of_builds: bool = False
    filled_by: str = ""
    prepared_by: str = ""
    instead: tuple[tuple[str, str], ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ecosystem:
    """The facts about one package manager. `read` gives what a call reads and writes in the image's tree.

    `manifests` and `lockfiles` are the conventional names, used where no context can be read. `locks_versions`: the
    lockfile decides which versions are installed; go.sum only checks them.
    `cache_dirs` are download caches for the root user; `result_dirs` are those among them that hold all that is
    installed, so that later commands need what is there. `defeated_by`: options, variables and commands with which
    nothing is kept in the download cache. `caches`: the same with all that a cache mount must know, where that is
    known well enough to write one. `ignore`: what .dockerignore should keep out.
    `claims` tells whether a call is this one's where several share a command (two generations of one
    tool); None claims every call. `phases` gives the two-phase form of a call whose reading needs the source,
    None where the tool has none; the first phase, read again, must not need it. `read` is None where a tool reads
    no file of a project: what it does to the image is then said with the commands of the cache model.
    `index` is None where there is none, or where it is fetched again once it is old (apk, dnf, yum).

    For people: `verdict`, with `condition` completing it ("no script of the project runs"); `form`, the two-phase
    form in their words; `cost`; and `proof`, how the facts are known: run with the real tool, the official page, or
    conservative.
    """

    name: str
    tool: Tool
    installs: tuple[Install, ...]
    manifests: tuple[str, ...] = ()
    lockfiles: tuple[str, ...] = ()
    locks_versions: bool = True
    settings: tuple[str, ...] = ()
    cache_dirs: tuple[str, ...] = ()
    result_dirs: tuple[str, ...] = ()
    defeated_by: tuple[str, ...] = ()
    caches: tuple[Cache, ...] = ()
    ignore: tuple[str, ...] = ()
    claims: Callable[[Tree, Call], bool] | None = None
    read: Callable[[Tree, Call], Reading] | None
    phases: Callable[[Tree, Call], Phases | None] | None = None
    index: Index | None = None
    verdict: Verdict
    condition: str = ""
    form: str = ""
    cost: Cost
    proof: str
