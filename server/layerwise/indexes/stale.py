"""Installs that take their packages from an index which an earlier step has fetched, and which stays cached with it."""

from collections.abc import Iterator, Mapping

from layerwise.cache.asked import kept
from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.context.paths import is_within
from layerwise.ecosystems.facts import Index
from layerwise.ecosystems.recognise import Indexed, recognise_indexed
from layerwise.records import dataclass, field, replace
from layerwise.shell.script import Command, Part
from layerwise.text import Span
from layerwise.tuples import NamedTuple

# They take an index away; what else writes among the system's files leaves it there.
_REMOVING = frozenset({"rm", "rmdir", "find", "mv", "unlink"})


@dataclass(frozen=True, slots=True)
class Use:
    """A command in its step."""

    step: Step
    command: Command


@dataclass(frozen=True, slots=True)
class Stale:
    """A command that fetches an index, and the first install of each later step that relies on it."""

    index: Index
    refresh: Use
    installs: tuple[Use, ...]


def stale(plan: BuildPlan) -> tuple[Stale, ...]:
    """The indexes of a build that are installed from in steps below the one that fetches them."""
    found: dict[Span, Stale] = {}
    for stage in plan.asked:
        for index, fetched, at in kept(plan, stage, _walked).found:
            refresh, install = fetched.use(plan), at.use(plan)
            known = found.setdefault(refresh.command.span, Stale(index, refresh, ()))
            found[refresh.command.span] = replace(known, installs=(*known.installs, install))
    return tuple(found.values())


class _At(NamedTuple):
    """A command by the numbers of its stage, its step and itself."""

    stage: int
    step: int
    command: int

    def use(self, plan: BuildPlan) -> Use:
        """The command where it stands in a plan."""
        step = plan.stages[self.stage].steps[self.step]
        assert step.script is not None, "it has commands"
        return Use(step, step.script.commands[self.command])


class _Walked(NamedTuple):
    """The installs of a stage that rely on an index of an earlier step, and the indexes that its image holds."""

    found: tuple[tuple[Index, _At, _At], ...]
    known: Mapping[Index, _At]


def _walked(plan: BuildPlan, stage: PlannedStage) -> _Walked:
    above = {} if stage.parent is None else kept(plan, plan.stages[stage.parent], _walked).known
    walk = _Walk(dict(above))
    found = tuple(one for step in stage.steps for one in walk.step(step))
    return _Walked(found, walk.known)


@dataclass(slots=True)
class _Walk:
    """A walk down a stage; `known` are the indexes that its image holds, with the commands that fetched them."""

    known: dict[Index, _At] = field(default_factory=dict)

    def step(self, step: Step) -> Iterator[tuple[Index, _At, _At]]:
        """The installs of a step that rely on an index of an earlier one."""
        settled: set[Index] = set()  # fetched in this step, or told of
        for number, command in enumerate(step.script.commands if step.script is not None else ()):
            at = _At(step.stage, step.number, number)
            found = recognise_indexed(command)
            if found is None:
                self._look(step, command, settled)
                continue
            refresh = self.known.get(found.lists)
            if found.is_refresh:
                self._refresh(step, command, found, at)
            elif refresh is not None and _relies(found, step, settled):
                yield found.lists, refresh, at
            settled.add(found.lists)
        if step.script is not None and step.script.unreadable is not None:
            self.known.clear()

    def _refresh(self, step: Step, command: Command, found: Indexed, at: _At) -> None:
        if _is_mounted(step, found.lists) or command.is_conditional or not _is_decisive(step, command):
            self.known.pop(found.lists, None)
        else:
            self.known[found.lists] = at

    def _look(self, step: Step, command: Command, settled: set[Index]) -> None:
        """Forget the indexes that a command removes, or may have fetched."""
        event = event_of(step, command)
        if event is None:
            return
        for index in tuple(self.known):
            if event.changes.unknown is not None or (
                command.name in _REMOVING and _meets(event, index.lists)
            ):
                del self.known[index]
                settled.add(index)


def _relies(found: Indexed, step: Step, settled: set[Index]) -> bool:
    return not found.renews and found.lists not in settled and not _is_mounted(step, found.lists)


def event_of(step: Step, command: Command) -> Event | None:
    """What a command of a step does, None where it does nothing to files."""
    return next((event for event in step.events if event.span == command.span), None)


def part_of(step: Step, command: Command) -> Part | None:
    """The part of its script in which a command stands."""
    parts = step.script.parts if step.script is not None else ()
    return next((part for part in parts if part.span.contains(command.span)), None)


def operator_after(step: Step, part: Part) -> str:
    """What stands behind a part, empty where it is the last."""
    parts = step.script.parts if step.script is not None else ()
    following = parts[parts.index(part) + 1 :]
    return following[0].operator if following else ""


def _is_decisive(step: Step, command: Command) -> bool:
    """Whether the step fails with it: not `apt-get update || true`."""
    part = part_of(step, command)
    return part is not None and operator_after(step, part) not in ("||", "&")


def _is_mounted(step: Step, index: Index) -> bool:
    """Whether the index lies in a mount, so that the layer has none of it."""
    targets = [mount.target for mount in step.mounts if mount.target is not None]
    return any(is_within(t, one) or is_within(one, t) for t in targets for one in index.lists)


def _meets(event: Event, places: tuple[str, ...]) -> bool:
    changed = event.changes.files | event.changes.trees
    return any(is_within(path, one) or is_within(one, path) for path in changed for one in places)
