"""What a build does with some files of its context: who names, reads, deletes and hands them on."""

from collections.abc import Iterator, Sequence

from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.context.paths import join, relative
from layerwise.records import dataclass, field
from layerwise.secrets.layers import command_of, deletes, followed, reads
from layerwise.split.groups import copy_of
from layerwise.text import Span
from layerwise.tuples import NamedTuple


class Obstacle(NamedTuple):
    """Why a file cannot be kept out, and the place that stands in the way."""

    why: str
    span: Span


class Reader(NamedTuple):
    """A RUN that reads files of the context: the commands by the image paths that they read."""

    step: Step
    events: dict[str, Event]


@dataclass(slots=True)
class Uses:
    """The uses: `targets` are the files' image paths with their paths in the context; `named` the copies that name one.

    `readers` are installs, by the place of their RUN; `others` are what else reads a file. `perhaps` are
    commands that may read any file.
    """

    targets: dict[str, str] = field(default_factory=dict)
    named: list[tuple[Step, str]] = field(default_factory=list)
    readers: dict[Span, Reader] = field(default_factory=dict)
    removals: list[tuple[Step, Event]] = field(default_factory=list)
    others: list[tuple[Step, Event, str]] = field(default_factory=list)
    perhaps: list[Event] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)

    def read(self) -> dict[str, Event]:
        """The files that installs read, by their paths in the context, each with the first that does."""
        found: dict[str, Event] = {}
        for reader in self.readers.values():
            for path, event in reader.events.items():
                found.setdefault(self.targets[path], event)
        return found


def uses(plan: BuildPlan, sources: Sequence[str]) -> Uses:
    """What the build does with files of its context."""
    found = Uses()
    for step in (step for stage in plan.stages for step in stage.steps):
        for mounted in step.mounts:
            if mounted.event is not None and mounted.event.copy is not None:
                found.obstacles += _bound(step, mounted.event.copy, sources)
        copy = copy_of(step)
        if copy is None or not copy.is_context:
            continue
        for source in sources:
            for target, is_named in places(copy, source):
                if is_named:
                    found.named.append((step, source))
                found.targets[target] = source
                _follow(plan, step, target, found)
    found.obstacles += (*_refusing(found), *_marking(found))
    return found


def _is_changed(event: Event, path: str) -> bool:
    """Whether a command of the project works on a file, by its name or in a directory."""
    is_project = event.install is None and event.tool is None
    return is_project and (event.writes.may_hold(path) or path in event.marks.files)


def _marking(found: Uses) -> Iterator[Obstacle]:
    """A `chown -R` beside an install, which fails at a mount: it is read-only."""
    for reader in found.readers.values():
        for event in reader.step.events:
            path = next((path for path in reader.events if event.marks.may_hold(path)), None)
            if path is not None:
                yield Obstacle(f"{event.label} changes {found.targets[path]}", event.span)


def _refusing(found: Uses) -> Iterator[Obstacle]:
    """Readers that a mount for the installs does not help; the tool itself does without, as with `npm cache clean`."""
    tools = {
        (found.targets[path], command.name)
        for reader in found.readers.values()
        for path, event in reader.events.items()
        if (command := command_of(reader.step, event)) is not None
    }
    for step, event, source in found.others:
        command = command_of(step, event)
        if command is None or (source, command.name) not in tools:
            yield Obstacle(f"{event.label} reads {source}", event.span)


def places(copy: Copy, source: str) -> Iterator[tuple[str, bool]]:
    """The image paths to which a copy takes a file, and whether it names the file."""
    for mapping in copy.mappings:
        inner = relative(source, mapping.source)
        if inner is None or (inner and not mapping.is_directory):
            continue
        target = join(mapping.target, inner)
        if copy.source_of(target) == source:
            yield target, not mapping.is_directory


def _bound(step: Step, copy: Copy, sources: Sequence[str]) -> Iterator[Obstacle]:
    """Files that a bind mount brings to a command."""
    for source in sources if copy.is_context else ():
        for target, is_named in places(copy, source):
            reader = next((event for event in step.events if reads(step, event, target)), None)
            if is_named or reader is not None:
                span = reader.span if reader is not None else step.instruction.span
                yield Obstacle(f"a bind mount brings {source} to a command", span)


def _follow(plan: BuildPlan, step: Step, path: str, found: Uses) -> None:
    """What later commands and copies do with a file at an image path."""
    source = found.targets[path]
    for other, event in followed(plan, step):
        if deletes(other, event, path):
            if all(known is not event for _, known in found.removals):
                found.removals.append((other, event))
        elif reads(other, event, path) and event.install is not None:
            reader = found.readers.setdefault(other.instruction.span, Reader(other, {}))
            reader.events.setdefault(path, event)
        elif reads(other, event, path):
            found.others.append((other, event, source))
        elif _is_changed(event, path):
            found.obstacles.append(Obstacle(f"{event.label} changes {source}", event.span))
        elif event.reads.unknown is not None:
            found.perhaps.append(event)
    for taker in (taker for stage in plan.stages for taker in stage.steps):
        copy = copy_of(taker)
        if copy is not None and copy.stage is not None and any(m.source == path for m in copy.mappings):
            found.obstacles.append(Obstacle(f"a copy takes {source} from a stage", taker.events[0].span))
