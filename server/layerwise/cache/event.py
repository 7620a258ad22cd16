"""What happens to an image while it is built, one thing after the other."""

from layerwise.cache.copies import Copy
from layerwise.cache.paths import NOTHING, Paths
from layerwise.ecosystems.facts import Ecosystem, Reading
from layerwise.ecosystems.reads import Sought
from layerwise.ecosystems.recognise import Recognised
from layerwise.records import dataclass
from layerwise.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that a step does to the image: a copy, a directory made by WORKDIR, or one command of a RUN.

    `identity` is equal for the same event in two versions of a Dockerfile: same words, same environment, same
    directory, same `user`. `span` is where to point at, `label` what to call it. `around` is what any program
    may look at besides its own `reads`; `marks` are paths that get another mode or owner, besides `writes`.
    `soft` are written paths that the restored copy would only write the same way again unless a lockfile is out
    of step; `shared` are written trees in which it leaves alone what has other names than its own files. `tool`
    is whose command it is where that reads no file of any project, such as apt's. `links` are written paths that
    may be symbolic links, so that what is copied there lands elsewhere; `folders` are those that are directories;
    `empties` are written files that are empty unless they were there before, and stay as they are where they were.
    `has_cwd`: its working directory is that of the base image, which has it. `sought` is what an install looked for
    in vain.
    """

    identity: tuple[object, ...]
    span: Span
    label: str
    copy: Copy | None = None
    reads: Paths
    writes: Paths
    around: Paths = NOTHING
    marks: Paths = NOTHING
    soft: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    empties: frozenset[str] = frozenset()
    install: Recognised | None = None
    tool: Ecosystem | None = None
    reading: Reading | None = None
    sought: Sought | None = None
    cwd: str | None = None
    has_cwd: bool = False
    user: str | None = None
    is_directory: bool = False

    @property
    def looks(self) -> Paths:
        """All that it may look at."""
        return self.reads | self.around

    @property
    def changes(self) -> Paths:
        """All that it may leave otherwise than it was."""
        return self.writes | self.marks
