"""One way in which a Dockerfile is built."""

from collections.abc import Mapping
from enum import Enum

from layerwise.builds.names import IGNORE_FILE
from layerwise.context.context import BuildContext
from layerwise.history.log import Remembered, forgotten
from layerwise.records import dataclass, field
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class Profile(Enum):
    """What does a build, as far as that makes a difference."""

    BUILDKIT = "buildkit"
    BUILDAH = "buildah"
    PODMAN = "podman"

    @property
    def reruns_for_mounts(self) -> bool:
        """Whether a step surely reruns when a file that it bind-mounts changes (measured: buildah 1.28 does not)."""
        return self is Profile.BUILDKIT


class Said(NamedTuple):
    """A line of a file of the workspace, counted from 1: where a build is declared.

    `root` is the folder that the path starts at, empty where it is on no disk.
    """

    path: str
    line: int
    root: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A build of one Dockerfile.

    `context` is Unknown where it cannot be read (a URL, an untitled document); `label` is its directory in the
    workspace, empty where it has none there. `dockerfile` is its path in the
    context, None where it lies outside. `origin` says in words who named the context ("compose.yaml, service
    web", "the setting layerwise.context", "most COPY sources exist there"), `said` where that is written, None where
    it is written nowhere. `target` None means the last stage.
    `is_guess`: nobody has named the context; `doubt`: why it may well be another one, None where it may not.
    `contexts` are named contexts (`additional_contexts`); a value is Unknown where it cannot be read.
    `changing` are the build arguments that get another value with each build, and what says so, for a message:
    `{"REVISION": "compose.yaml, service web: ${GITHUB_SHA}"}`. `history` is the context's, called only where
    something depends on it, since reading it costs more than the rest of an analysis; it answers None where there is
    none, where nobody may read it, and as long as it is not there yet. `builder` is what does the build.
    """

    context: BuildContext | Unknown
    label: str
    origin: str
    said: Said | None = None
    dockerfile: str | None = None
    target: str | None = None
    arguments: Mapping[str, str | None] = field(default_factory=dict)
    is_guess: bool = False
    doubt: str | None = None
    contexts: Mapping[str, BuildContext | Unknown] = field(default_factory=dict)
    changing: Mapping[str, str] = field(default_factory=dict)
    history: Remembered = field(default=forgotten, compare=False)
    builder: Profile = Profile.BUILDKIT

    def is_alike(self, other: "Build") -> bool:
        """Whether both bring the same files and arguments to every stage, whoever declares them."""
        mine = (self.context, self.dockerfile, self.arguments, self.contexts, self.builder)
        return mine == (other.context, other.dockerfile, other.arguments, other.contexts, other.builder)

    @property
    def ignore_file(self) -> str | None:
        """The path in the context of the ignore file in force, which may not be there; None where it lies outside."""
        if isinstance(self.context, Unknown):
            return None
        name = self.context.ignore.name
        if name == IGNORE_FILE:
            return name
        own = f"{self.dockerfile}{IGNORE_FILE}" if self.dockerfile is not None else None
        return own if own is not None and own.rpartition("/")[2] == name else None
