"""Sets of image paths: single ones, whole subtrees, or not known."""

from collections.abc import Iterable

from layerwise.context.paths import is_within
from layerwise.records import dataclass

# Stands for the working directory that an unknown base image has; no image holds a path of this name.
BASE_CWD = "/…"

# Directories that images of Linux distributions and of language toolchains have.
USUAL_DIRECTORIES = frozenset(
    (
        "/",
        BASE_CWD,  # the builder makes it for the base
        *("/bin", "/etc", "/go", "/home", "/lib", "/media", "/mnt", "/opt", "/root", "/sbin", "/srv", "/usr"),
        *("/tmp", "/usr/bin", "/usr/lib", "/usr/local", "/usr/local/bin", "/usr/local/lib"),  # noqa: S108 - an image's
        *("/usr/local/share", "/usr/sbin", "/usr/share", "/usr/src", "/var", "/var/lib", "/var/log"),
    )
)


def parents(path: str) -> list[str]:
    """The directories above an absolute path, the nearest first, `/` left out."""
    found = []
    at = path.rfind("/")
    while at > 0:
        path = path[:at].rstrip("/")
        if path:
            found.append(path)
        at = path.rfind("/")
    return found


def prefixes(path: str) -> list[str]:
    """Every directory that a path lies within by its spelling, from the roots "" and "/" down."""
    found = ["", "/"]
    at = path.find("/", 1)
    while at != -1:
        found.append(path[:at])
        at = path.find("/", at + 1)
    return found


@dataclass(frozen=True, slots=True)
class Paths:
    """Image paths that something reads or writes; `unknown` is the reason why there may be more."""

    files: frozenset[str] = frozenset()
    trees: frozenset[str] = frozenset()
    unknown: str | None = None

    def __or__(self, other: "Paths") -> "Paths":
        if not other.files and not other.trees and other.unknown is None:
            return self
        return Paths(self.files | other.files, self.trees | other.trees, self.unknown or other.unknown)

    def may_hold(self, path: str) -> bool:
        """Whether the path is one of the known ones."""
        if path in self.files or path in self.trees:
            return True
        # By the directories above it: the system's trees are many, and this is asked more than anything else.
        return bool(self.trees) and not self.trees.isdisjoint(prefixes(path))

    def meets(self, path: str) -> bool:
        """Whether the path or anything below it is one of the known ones."""
        return self.may_hold(path) or any(is_within(known, path) for known in self.files | self.trees)


NOTHING = Paths()


def files(*paths: str) -> Paths:
    """Exactly these paths."""
    return Paths(files=frozenset(paths))


def trees(paths: Iterable[str]) -> Paths:
    """These paths and everything below them."""
    return Paths(trees=frozenset(paths))


def unknown(why: str) -> Paths:
    """Any path at all, and why nobody can say."""
    return Paths(unknown=why)
