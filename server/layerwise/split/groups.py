"""Which copies rerun which installs for nothing: the groups that one fix settles together."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, takewhile, tee

from layerwise.cache.asked import each
from layerwise.cache.commands.folders import SYSTEM_TREES
from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.paths import NOTHING, Paths, files
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.ecosystems.facts import Ecosystem, Reading
from layerwise.records import dataclass
from layerwise.regex import regex
from layerwise.split.reads_above import Above, copies_above, manifests_above, own, read_beside
from layerwise.split.stage_copies import is_marker, is_worked_on
from layerwise.text import Span
from layerwise.tuples import NamedTuple

_LOOKED_AT = 200  # files among which a good example is sought; a listing of a folder or two
_SELDOM_EDITED = regex(
    r"\.|dockerfile|license|copyright|readme|changelog|tsconfig|[^.]*$|.*\.(?:md|ya?ml|lock|dockerfile|t?[gx]z|zip)$|.*\.config\.",
    re.IGNORECASE,
)
_LEGAL = regex(r"(?:licen[cs]e|copying|copyright|notice|patents)(?:$|[.-])", re.IGNORECASE)

_NOTHING_READ = Reading()
_COPYING = ("COPY", "ADD")

Wanted = Callable[[Event], bool]


class Rerun(NamedTuple):
    """An install, the step that runs it, and the wide copies above it, in order.

    `kept` are the uppermost of them where only the others are to move. `read` is what it and the commands above it
    read: a copy of nothing else stands where it has to.
    """

    step: Step
    event: Event
    copies: tuple[Step, ...]
    kept: tuple[Step, ...] = ()
    read: Paths = NOTHING

    @property
    def reading(self) -> Reading:
        """What the install reads and writes; a tool of the system has nothing to do with a project's files."""
        return self.event.reading or _NOTHING_READ

    @property
    def ecosystem(self) -> Ecosystem:
        """The package manager or tool that installs."""
        found = self.event.install.ecosystem if self.event.install is not None else self.event.tool
        assert found is not None, "the event is an install"
        return found


@dataclass(frozen=True, slots=True)
class Group:
    """Installs that share wide copies. `example` is a file that reruns them and that none of them reads.

    `is_wanted` tells which commands count as installs in it.
    """

    installs: tuple[Rerun, ...]
    example: str
    is_wanted: Wanted

    @property
    def copies(self) -> tuple[Step, ...]:
        """All wide copies of the group, in the order of the Dockerfile."""
        found = {step.instruction.span: step for install in self.installs for step in install.copies}
        return tuple(found[span] for span in sorted(found))

    def span_of_first(self) -> Span:
        """Where the first copy stands."""
        return self.copies[0].events[0].span


def is_install(event: Event) -> bool:
    """Whether it installs the project's dependencies, and is known not to need the project's source."""
    return _is_known(event) and event.reading is not None and event.reading.is_project


def is_context_free(event: Event) -> bool:
    """Whether it installs what no file of a project names: packages of the system, tools by their names."""
    if event.reading is not None:
        return _is_known(event) and not event.reading.is_project and not event.reading.needs
    return event.tool is not None and event.reads.unknown is None and event.writes.unknown is None


def _is_known(event: Event) -> bool:
    reading = event.reading
    return reading is not None and reading.source is None and reading.unknown is None


def groups(plan: BuildPlan, is_wanted: Wanted) -> tuple[Group, ...]:
    """The groups of a plan's wanted commands, by the place of their first copy."""
    found: dict[int, list[Rerun]] = {}
    holders: dict[Span, int] = {}  # which of them has a copy
    latest: dict[int, int] = {}
    for number, rerun in enumerate(reruns(plan, is_wanted, plan.asked)):
        spans = [step.instruction.span for step in rerun.copies]
        sharing = sorted({holders[span] for span in spans if span in holders}, key=lambda one: latest[one])
        key = sharing[0] if len(sharing) == 1 else number
        joined = [rerun]
        for other in sharing if key == number else ():
            joined = sorted(found.pop(other) + joined, key=lambda one: one.event.span)
            spans += [step.instruction.span for one in joined for step in one.copies]
        found.setdefault(key, []).extend(joined)
        latest[key] = number
        holders.update((span, key) for span in spans)
    made = (group_of(tuple(installs), is_wanted) for installs in found.values())
    return tuple(sorted(made, key=lambda group: group.span_of_first()))


def group_of(installs: tuple[Rerun, ...], is_wanted: Wanted) -> Group:
    """The group that they make; each file that reruns one of them may be one that another reads."""
    return Group(installs, example(installs) or "a file", is_wanted)


def reruns(plan: BuildPlan, is_wanted: Wanted, stages: Iterable[PlannedStage]) -> Iterator[Rerun]:
    """The wanted commands of some stages that copies rerun for nothing."""
    return each(plan, _reruns_in, is_wanted, stages=stages)


def _reruns_in(plan: BuildPlan, stage: PlannedStage, is_wanted: Wanted) -> Iterator[Rerun]:
    wanted = [(step, event) for step in stage.steps for event in step.events if is_wanted(event)]
    if not wanted:
        return
    lineage = plan.lineage(stage.index)
    named, above = manifests_above(plan, stage), Above(lineage)
    first = len(lineage) - len(stage.steps)
    copies = copies_above(plan, stage)
    for step, event in wanted:
        if above.is_source_of(event):
            continue
        read = files(*above.read_until(last_with(step, event)), *read_beside(step))
        read |= NOTHING if is_install(event) else files(*named)
        read |= own(event)
        upper = takewhile(lambda one: one[0] < first + step.number, copies)  # noqa: B023 - used at once
        wide = tuple(s for _, s, c in upper if not is_worked_on(c, event) and _is_wide(plan, c, read))
        if wide:
            yield Rerun(step, event, wide, read=read)


def last_with(step: Step, install: Event) -> Event:
    """The last command that no split can part from an install: of one `if` for several managers, that of the last."""
    parts = step.script.parts if step.script is not None else ()
    part = next((part.span for part in parts if part.span.contains(install.span)), install.span)
    return [event for event in step.events if event is install or part.contains(event.span)][-1]


def copy_of(step: Step) -> Copy | None:
    """The copy that a COPY or ADD step makes, None for other steps."""
    if step.instruction.keyword not in _COPYING:
        return None  # and the events of a RUN that has moved need not be made
    return next((event.copy for event in step.events if event.copy is not None), None)


def _is_wide(plan: BuildPlan, copy: Copy, needed: Paths) -> bool:
    """Whether an edit of a context file that the install does not need changes what the copy brings.

    Not where it all goes among the system's files: any program may read those, and an install may write them. Nor
    where it is all texts of law, which change once in years.
    """
    if not copy.is_context and not _holds_context(plan, copy):
        return False
    if copy.mappings and all(SYSTEM_TREES.may_hold(mapping.target) for mapping in copy.mappings):
        return False
    if all(not one.is_directory and _LEGAL.match(posixpath.basename(one.source)) for one in copy.mappings):
        return False
    return copy.brings_more(needed)


def _holds_context(plan: BuildPlan, copy: Copy) -> bool:
    """Whether a COPY --from takes from a stage into which build context was copied."""
    stage = copy.stage
    if stage is None or is_marker(plan, copy, stage):
        return False
    copies = [c for step in plan.lineage(stage) if (c := copy_of(step)) is not None]
    return any(c.is_context or _holds_context(plan, c) for c in copies)


def example(installs: Sequence[Rerun]) -> str | None:
    """A file as the user knows it: its path in the build context where it comes straight from there.

    Rather one that is edited every day than the Dockerfile, a hidden file or a text for people. None where copies
    that are kept above bring every file too.
    """
    needed = frozenset(need.path for install in installs for need in install.reading.needs)
    for install in installs:
        for step in install.copies:
            copy = copy_of(step)
            if copy is None:
                continue
            found = (
                path
                for path in copy.all_files()
                if path not in needed and not install.read.may_hold(path) and _counts(install, copy, path)
            )
            first, some = tee(islice(found, _LOOKED_AT))
            daily = (path for path in some if not _is_seldom_edited(_known_as(copy, path)))
            path = next(daily, None) or next(first, None)
            if path is None and not install.kept:
                path = copy.brings_besides(files(*needed) | install.read)
            if path is not None:
                return _known_as(copy, path)
    return None


def _known_as(copy: Copy, path: str) -> str:
    """A file's path in the build context, where it comes straight from there, else in the image."""
    source = copy.source_of(path) if copy.is_context else None
    return path if source is None else source


def _counts(install: Rerun, copy: Copy, path: str) -> bool:
    """Whether a file reruns an install no more once this copy stands below it."""
    kept = [other for step in install.kept if (other := copy_of(step)) is not None]
    if not kept:
        return True
    source = copy.source_of(path)
    if source is None or not copy.is_context or not all(other.is_context for other in kept):
        return False
    return not any(other.takes(source) for other in kept)


def _is_seldom_edited(path: str) -> bool:
    """Whether a file is hidden, a setting or a text for people."""
    folder, name = posixpath.split(path)
    return _SELDOM_EDITED.match(name) is not None or any(part.startswith(".") for part in folder.split("/"))
