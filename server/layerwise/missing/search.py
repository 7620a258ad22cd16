"""What an install would read of the build context that nothing has brought into the image before it."""

import posixpath
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import takewhile

from layerwise.cache.asked import each
from layerwise.cache.bases import UNKNOWN_BASE, base
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.laid import Laid, Pair
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.cache.target import needed_stages
from layerwise.context.context import BuildContext
from layerwise.context.paths import join
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.ecosystems.facts import Need, Reading
from layerwise.ecosystems.locked import misses_lockfile
from layerwise.ecosystems.recognise import Recognised, recognise
from layerwise.missing.bringing import anchor, brought, context_copy, is_same, may_bring, outward
from layerwise.records import dataclass, replace


class Harm(Enum):
    """What comes of a missing file: the install fails, chooses versions anew, or installs less and says nothing."""

    FAILS = "fails"
    UNLOCKED = "unlocked"
    LESS = "less"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An install that lacks files of the build context.

    `anchor` is the copy that brought the manifest that asks for them; `files` are the needs with their context paths,
    `worst` the context paths of those for want of which the harm comes.
    `is_hidden`: the ignore file keeps them out. `is_enough`: with them the install is known to have all it needs.
    """

    plan: BuildPlan
    step: Step
    event: Event
    anchor: Step
    pairs: tuple[Pair, ...]
    files: tuple[tuple[Need, str], ...]
    harm: Harm
    worst: tuple[str, ...]
    is_hidden: bool
    is_enough: bool


def missing(plan: BuildPlan) -> Iterator[Missing]:
    """The installs of a build that lack files, in the stages that are built."""
    context = plan.build.context
    if plan.is_presumed or not isinstance(context, BuildContext) or plan.build.doubt is not None:
        return
    built = needed_stages(plan)
    known = (s for s in plan.asked if s.index in built and _is_known_base(plan, s.index))
    yield from each(plan, _missing_in, stages=known)


def _missing_in(plan: BuildPlan, stage: PlannedStage) -> Iterator[Missing]:
    context = plan.build.context
    assert isinstance(context, BuildContext), "it can be read"
    installs = [(step, event) for step in stage.steps for event in step.events if event.install is not None]
    if not installs:
        return
    lineage = plan.lineage(stage.index)
    above = stage.image()  # a base whose instructions are carried out first is none that is known
    for step, event in installs:
        found = _Question(plan, step, event, lineage, above).answer(context)
        if found is not None:
            yield found


def _is_known_base(plan: BuildPlan, index: int) -> bool:
    """Whether the image at the bottom of a stage is a common one, in which no project lies."""
    stage = plan.stages[index]
    while stage.parent is not None and not stage.triggered:
        index = stage.parent
        stage = plan.stages[index]
    if stage.triggered:
        return False
    *_, name = (plan.base(index) or " ").split(" ")  # a platform may stand before it
    return name == "scratch" or base(name) != UNKNOWN_BASE


class _Question:
    """One install, asked what it lacks."""

    __slots__ = ("_before", "_event", "_found", "_image", "_lineage", "_plan", "_step")

    def __init__(
        self, plan: BuildPlan, step: Step, event: Event, lineage: Sequence[Step], image: Image
    ) -> None:
        """The lineage is that of its stage, and the image the one at its end."""
        assert event.install is not None, "it is an install"
        self._plan = plan
        self._step = step
        self._event = event
        self._found: Recognised = event.install
        number = len(lineage) - len(plan.stages[step.stage].steps) + step.number
        self._lineage = lineage[:number]
        mounts = [mount.event for mount in step.mounts if mount.event is not None]
        own = step.events[: next(n for n, one in enumerate(step.events) if one is event)]
        count = sum(len(other.events) for other in self._lineage)
        self._image = image.first(count).after([*mounts, *own])
        self._before = self._image.events

    def answer(self, context: BuildContext) -> Missing | None:
        """What it lacks, None where that is nothing or not known."""
        command, reading = self._found.call.command, self._event.reading
        if command.is_conditional or command.feeds_arguments or _may_fail(self._step, self._event):
            return None
        copies = [] if reading is None else list(brought(self._lineage, self._image, reading))
        pairs = tuple(dict.fromkeys(pair for _, pair in copies))
        further = outward(pairs)
        return (
            self._judged(context, copies, pairs, is_hidden=False)
            or (self._judged(context, copies, further, is_hidden=False) if further != pairs else None)
            or (self._judged(context.raw, copies, pairs, is_hidden=True) if context.ignore.patterns else None)
        )

    def _judged(
        self, tree: Tree, copies: Sequence[tuple[Step, Pair]], pairs: tuple[Pair, ...], *, is_hidden: bool
    ) -> Missing | None:
        if not pairs:
            return None
        whole = self._whole(Laid(self._image, tree, pairs))
        only = frozenset(need.path for need in whole.needs)
        if all(self._image.entry(path) is not None for path in only):
            return None  # what it lacks would be one of these
        laid = Laid(self._image, tree, pairs, only)
        reading = self._read(laid)
        if reading.unknown is not None or reading.failure is not None:
            return None
        lacking = [
            (need, source)
            for need in reading.needs
            if self._image.entry(need.path) is None and (source := laid.source_of(need.path)) is not None
            if _is_file(tree, source)
            and not self._may_come_otherwise(need.path)
            and not self._is_left_out(need.path)
        ]
        for harm, worst, files in self._harms(tree, pairs, only, reading, lacking):
            if not files or (is_hidden and harm is not Harm.FAILS):
                continue
            if harm is not Harm.FAILS and self._is_repaired(files):
                continue
            return Missing(
                plan=self._plan,
                step=self._step,
                event=self._event,
                anchor=anchor(copies, files[0][0].path),
                pairs=tuple(sorted(pairs, key=lambda pair: len(pair.image))),
                files=tuple(files),
                harm=harm,
                worst=tuple(source for _, source in worst),
                is_hidden=is_hidden,
                is_enough=reading.source is None,
            )
        return None

    def _whole(self, laid: Laid) -> Reading:
        """Its reading with directories of the context beneath the image: the known one where these add nothing."""
        event = self._event
        if event.reading is not None and event.sought is not None and not laid.adds_to(event.sought):
            return event.reading
        return self._read(laid)

    def _read(self, tree: Tree) -> Reading:
        """The command's reading of a tree, in which it may be another tool's (two generations of Yarn)."""
        found = recognise(self._found.call.command, tree) or self._found
        return found.read(tree)

    def _harms(
        self,
        tree: Tree,
        pairs: tuple[Pair, ...],
        only: frozenset[str],
        reading: Reading,
        lacking: Sequence[tuple[Need, str]],
    ) -> Iterator[tuple[Harm, list[tuple[Need, str]], list[tuple[Need, str]]]]:
        """The files by what comes of their absence, the worst first; with them the others that belong to them."""
        is_failing = self._event.reading is not None and self._event.reading.failure is not None
        failing = [
            one
            for one in lacking
            if self._asked(reading.required, one[0].path, frozenset())
            or (
                is_failing
                and self._read(Laid(self._image, tree, pairs, only, one[0].path)).failure is not None
            )
        ]
        unlocked = [one for one in lacking if self._is_unlocked(*one)]
        less = self._less(reading, lacking)
        some = [one for one in lacking if one in failing or one in unlocked or one in less]
        yield Harm.FAILS, failing, some if failing else []
        yield Harm.UNLOCKED, unlocked, [one for one in some if one not in failing] if unlocked else []
        yield Harm.LESS, less, less

    def _is_unlocked(self, need: Need, source: str) -> bool:
        """Whether a lockfile is missing for want of which the install chooses versions itself, and makes one."""
        ecosystem, name = self._found.ecosystem, posixpath.basename(need.path)
        if name not in ecosystem.lockfiles or not ecosystem.locks_versions:
            return False
        folder = posixpath.dirname(need.path)
        manifests = [
            (posixpath.join(folder, one), join(posixpath.dirname(source), one)) for one in ecosystem.manifests
        ]
        if not any(is_same(self._image, at, written) for at, written in manifests):
            return False
        reading = self._event.reading or Reading()
        makes = any(
            posixpath.dirname(output) == folder and posixpath.basename(output) in ecosystem.lockfiles
            for output in reading.outputs
        )
        return makes or misses_lockfile(self._found, reading)

    def _less(self, reading: Reading, lacking: Sequence[tuple[Need, str]]) -> list[tuple[Need, str]]:
        """The files that are silently done without, though something that is there asks for them."""
        found: list[tuple[Need, str]] = []
        while True:
            there = frozenset(need.path for need, _ in found)
            asked = reading.missed | reading.required if found else reading.missed
            more = [one for one in lacking if one not in found and self._asked(asked, one[0].path, there)]
            if not more:
                return found
            found += more

    def _asked(self, pairs: frozenset[tuple[str, str]], path: str, others: frozenset[str]) -> bool:
        """Whether a file that is there, or is one of some others, asks for a path."""
        return any(
            asked == path and (asking in others or self._image.entry(asking) is not None)
            for asked, asking in pairs
        )

    def _is_repaired(self, files: Sequence[tuple[Need, str]]) -> bool:
        """Whether a later install of the stage has the files."""
        wanted = {need.path for need, _ in files}
        steps = self._plan.stages[self._step.stage].steps
        later = [event for step in steps[self._step.number :] for event in step.events]
        return any(
            event is not self._event
            and event.install is not None
            and event.install.ecosystem.name == self._found.ecosystem.name
            and event.reading is not None
            and wanted <= {need.path for need in event.reading.needs}
            for event in later
        )

    def _is_left_out(self, path: str) -> bool:
        """Whether a copy of the stage says that it is not to be copied."""
        steps = (*self._lineage, *self._plan.stages[self._step.stage].steps)
        copies = [copy for step in steps if (copy := context_copy(step)) is not None and copy.excludes]
        return any(
            copy.source_of(path) is None and replace(copy, excludes=()).source_of(path) is not None
            for copy in copies
        )

    def _may_come_otherwise(self, path: str) -> bool:
        """Whether something above may have brought a file that nobody sees: a copy of a stage, a script."""
        return any(may_bring(event, path) for event in self._before)


def _may_fail(step: Step, event: Event) -> bool:
    """Whether the step goes on where the command fails: `npm ci || npm install`."""
    parts = step.script.parts if step.script is not None else ()
    for number, part in enumerate(parts):
        if part.span.contains(event.span):
            following = takewhile(lambda other: other.operator not in (";", "\n"), parts[number + 1 :])
            return not part.is_simple or any(other.operator in ("||", "&") for other in following)
    return True


def _is_file(tree: Tree, source: str) -> bool:
    entry = tree.entry(source)
    return isinstance(entry, Entry) and entry.kind is Kind.FILE
