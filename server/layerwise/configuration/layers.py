"""What a configuration file says, as a value; only `file.py`, which reads one, needs TOML."""

from layerwise.configuration.values import Values, laid
from layerwise.manifests.globs import is_match
from layerwise.records import dataclass
from layerwise.text import Span
from layerwise.tuples import NamedTuple

NAMES = ("layerwise.toml", ".layerwise.toml", "pyproject.toml")  # of one folder the first that says something


class Problem(NamedTuple):
    """Something that a configuration file says wrongly, in one line, and where; `instead` is what was meant there."""

    message: str
    span: Span
    instead: str | None = None


class Override(NamedTuple):
    """Values for the Dockerfiles that some patterns name."""

    paths: tuple[str, ...]
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A configuration file as read. `is_broken`: it is no TOML, so that nothing is known of it.

    `contexts` are the build contexts that it names, with their places: whether one may be read is for others to say.
    """

    values: Values
    overrides: tuple[Override, ...]
    problems: tuple[Problem, ...]
    contexts: tuple[tuple[str, Span], ...] = ()
    is_broken: bool = False

    def values_for(self, path: str) -> Values:
        """The values for the Dockerfile at a path below the file's folder; of the overrides the last counts most."""
        return laid(
            [self.values, *(one.values for one in self.overrides if any(_names(p, path) for p in one.paths))]
        )


def _names(pattern: str, path: str) -> bool:
    pattern = pattern.removeprefix("./")
    return is_match(path if "/" in pattern else path.rpartition("/")[2], pattern)
