"""A build as BuildKit tells it piece by piece: works that are named, say things, and end."""

from collections import deque

from layerwise.buildlog.log import BuildLog, LoggedStep
from layerwise.buildlog.names import import_named, step_named
from layerwise.records import dataclass, field

_TAIL = 12  # lines of output kept of each step, for the one that fails


@dataclass(slots=True)
class Vertex:
    """One work of a build under way."""

    name: str
    is_cached: bool = False
    seconds: float | None = None
    error: str | None = None
    output: deque[str] = field(default_factory=lambda: deque(maxlen=_TAIL))

    @property
    def has_ended(self) -> bool:
        """Whether it is told how it ended."""
        return self.is_cached or self.seconds is not None or self.error is not None

    def took(self, seconds: float) -> None:
        """Note its time; work that is done in parts ends several times, each time with the whole."""
        self.seconds = max(seconds, self.seconds or 0.0)


def build_of(vertices: list[Vertex]) -> BuildLog:
    """The log of a build's works."""
    steps = tuple(step for vertex in vertices if (step := _step(vertex)) is not None)
    imports = [(vertex, name) for vertex in vertices if (name := import_named(vertex.name)) is not None]
    return BuildLog(
        steps=steps,
        imports=tuple(name for _, name in imports),
        failed_imports=tuple(name for vertex, name in imports if vertex.error is not None),
    )


def _step(vertex: Vertex) -> LoggedStep | None:
    step = step_named(vertex.name)
    if step is None or not vertex.has_ended:
        return None
    return step._replace(
        is_cached=vertex.is_cached,
        seconds=None if vertex.is_cached else vertex.seconds,
        error=vertex.error,
        output=tuple(vertex.output) if vertex.error is not None else (),
    )
