"""Costly steps below copies that they need nothing of, apart from those whose copies a split moves anyway."""

import posixpath
from collections.abc import Iterator, Sequence
from typing import cast

from layerwise.cache.asked import kept
from layerwise.cache.commands.folders import SYSTEM_TREES
from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.paths import NOTHING, Paths, files, trees
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.history.log import History
from layerwise.records import replace
from layerwise.split.groups import Rerun, copy_of, is_context_free, is_install, reruns
from layerwise.tuples import NamedTuple

# Besides installs and downloads, the commands that take their time and of which it is known what they read and
# write: they unpack, compress, or fill a directory of their own.
_COSTLY = frozenset((
    "7z", "7za", "7zr", "brotli", "bsdtar", "bunzip2", "bzip2", "dpkg", "gtar", "gunzip", "gzip", "jar", "locale-gen",
    "pigz", "pyvenv", "rpm", "spacy", "tar", "unxz", "unzip", "unzstd", "virtualenv", "xz", "zip", "zstd",
))  # fmt: skip
_COSTLY_MODULES = frozenset(("compileall", "venv", "virtualenv"))
_PYTHONS = frozenset(("python", "python2", "python3"))


class Question(NamedTuple):
    """Steps that could stand above copies, and the history that says whether it is worth it."""

    reruns: tuple[Rerun, ...]
    history: History


def asked(plan: BuildPlan) -> Question | None:
    """What a history is asked about a build; it is read only where there is something to ask, and must tell enough."""
    if asked not in plan.answers:
        plan.answers[asked] = _asked(plan)
    return cast("Question | None", plan.answers[asked])


def _asked(plan: BuildPlan) -> Question | None:
    found = () if plan.is_presumed else unneeded(plan)
    history = plan.build.history() if found else None
    return Question(found, history) if history is not None and history.is_telling else None


def unneeded(plan: BuildPlan) -> tuple[Rerun, ...]:
    """The first costly command of each step with the copies above it that could go below it, in order.

    Whether they could is only roughly looked at. Copies of the same stage count alone.
    """
    found = [(stage, one) for stage in plan.asked for one in kept(plan, stage, _in_stage)]
    taken = (
        frozenset(place for stage in plan.asked for place in kept(plan, stage, _taken_in)) if found else ()
    )
    return tuple(one.rerun_in(stage) for stage, one in found if one.places_in(stage).isdisjoint(taken))


def is_costly(event: Event) -> bool:
    """Whether a command is worth a cached layer, and it is known what it reads and writes."""
    if event.reads.unknown is not None or event.changes.unknown is not None or event.changes == NOTHING:
        return False
    return is_install(event) or is_context_free(event) or _is_known_for_it(event.label.split())


def needs(event: Event) -> Paths:
    """The image paths that a command takes from copies, as far as its words say."""
    return replace(event.reads, unknown=None) | (NOTHING if event.tool is None else trees(event.around.trees))


def _is_known_for_it(words: Sequence[str]) -> bool:
    name = posixpath.basename(words[0]) if words else ""
    return name in _COSTLY or (
        name in _PYTHONS and words[1:2] == ["-m"] and bool(_COSTLY_MODULES & set(words[2:3]))
    )


_Place = tuple[int, int]  # the numbers of a stage and of a step in it


class _Found(NamedTuple):
    """A costly command and the copies that could go below it, by the numbers of steps and of the command in its own."""

    step: int
    event: int
    copies: tuple[int, ...]

    def rerun_in(self, stage: PlannedStage) -> Rerun:
        """The same in a stage that is made so."""
        step = stage.steps[self.step]
        return Rerun(step, step.events[self.event], tuple(stage.steps[number] for number in self.copies))

    def places_in(self, stage: PlannedStage) -> frozenset[_Place]:
        """Its steps."""
        return frozenset((stage.index, number) for number in (self.step, *self.copies))


def _in_stage(_: BuildPlan, stage: PlannedStage) -> tuple[_Found, ...]:
    found, above = [], _IdleAbove()
    for step in stage.steps:
        number, event = next(((n, one) for n, one in enumerate(step.events) if is_costly(one)), (0, None))
        if event is not None and not _is_joined(step, event):
            copies = tuple(sorted(other.number for other in above.idle(step, event)))
            if copies:
                found.append(_Found(step.number, number, copies))
        above.add(step)
    return tuple(found)


def _is_joined(step: Step, event: Event) -> bool:
    """Whether an install of the project stands in the same RUN, with whose manifests its author has it rerun.

    `RUN pip install --upgrade pip && pip install -r requirements.txt`: a layer more is no gain for sure.
    """
    readings = (other.reading for other in step.events if other is not event)
    return any(reading is not None and reading.is_project for reading in readings)


class _IdleAbove:
    """The copies that may go down to where one looks, and what installs have read since each.

    Nothing moves below what nobody knows.
    """

    def __init__(self) -> None:
        self._copies: list[tuple[Step, Copy, int]] = []  # with how many paths had been read before it
        self._read: list[str] = []

    def add(self, step: Step) -> None:
        """The step that comes next."""
        copy = copy_of(step)
        if (copy is not None and copy.unknown is not None) or _is_unknown(step.events):
            self._copies, self._read = [], []
        elif copy is None:
            if self._copies:
                self._read += (path for one in step.events if one.install for path in one.reads.files)
        elif _may_sink(copy):
            self._copies.append((step, copy, len(self._read)))

    def idle(self, step: Step, event: Event) -> Iterator[Step]:
        """Those that bring files besides those that a command and installs on the way need, the lowest first."""
        above = [one for one in step.events if one.span < event.span]
        if _is_unknown(above):
            return
        own = needs(event) | files(*(path for one in above if one.install for path in one.reads.files))
        seen = len(self._read)
        for other, copy, before in reversed(self._copies):
            if before < seen:
                own, seen = own | files(*self._read[before:seen]), before
            if copy.brings_besides(own) is not None:
                yield other


def _is_unknown(events: Sequence[Event]) -> bool:
    """Whether a command may read or change what nobody knows."""
    return any(one.reads.unknown or one.changes.unknown for one in events if one.copy is None)


def _may_sink(copy: Copy) -> bool:
    """Whether it brings files of the context elsewhere than among the system's, which any program may read."""
    return copy.is_context and not all(SYSTEM_TREES.may_hold(mapping.target) for mapping in copy.mappings)


def _taken_in(plan: BuildPlan, stage: PlannedStage) -> frozenset[_Place]:
    """The steps that the manifest-first splits and those of context-free steps of a stage are about."""
    found = (*reruns(plan, is_install, (stage,)), *reruns(plan, is_context_free, (stage,)))
    return frozenset((step.stage, step.number) for one in found for step in (one.step, *one.copies))
