"""The two-phase form of an install that needs the source: downloads above the copy, the project below it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile, islice

from layerwise.cache.asked import each
from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.plan import BuildPlan, PlannedStage, plan, plans
from layerwise.cache.steps import Step
from layerwise.context.paths import is_within
from layerwise.ecosystems.facts import Ecosystem, Install, Phases
from layerwise.edits import line_changes
from layerwise.records import dataclass, replace
from layerwise.regex import regex
from layerwise.split.groups import Group, Rerun, groups, is_install
from layerwise.split.proposal import propose
from layerwise.split.verdict import Proposal
from layerwise.syntax.parse import parse
from layerwise.text import Edit, Span, apply
from layerwise.tuples import NamedTuple

_FEW_WORDS = regex(r"(?:[\w=./:@,+-]+ +)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phased:
    """A split of installs in two phases: the group as it would be, the edits, what changes.

    `installs` are the whole installs, `firsts` their first phases.
    """

    group: Group
    installs: tuple[Event, ...]
    firsts: tuple[Rerun, ...]
    proposal: Proposal
    edits: tuple[Edit, ...]
    note: str


class _Candidate(NamedTuple):
    """An install and its two phases; `prefix` is what stands before the command (`sudo`, `CI=1`).

    `passed` are the plain installs right after it in its RUN that run before the second phase: a split of their
    own lifts them then, as nothing that needs the source stands above them.
    """

    event: Event
    phases: Phases
    prefix: str
    passed: tuple[Event, ...] = ()


def phased(
    before: BuildPlan, others: Sequence[BuildPlan], is_wanted: Callable[[Install], bool]
) -> Iterator[Phased]:
    """The splits in two phases that can be offered for some kinds of installs, by the place of their first copy.

    Each is judged as the split of a Dockerfile in which both phases stand side by side.
    """
    candidates = [] if before.is_presumed else list(_candidates(before, is_wanted))
    if not candidates:
        return
    for group in groups(plan(parse(_probe(before, candidates)), before.build), is_install):
        mine = [one for one in candidates if _is_of(group, one, candidates)]
        passing = [one._replace(passed=_plain_after(before, one.event)) for one in mine]
        tried = [passing, mine] if any(one.passed for one in passing) else [mine]
        found = (_attempt(before, others, applied) for applied in tried if applied)
        yield from islice((split for split in found if split is not None), 1)


def _attempt(before: BuildPlan, others: Sequence[BuildPlan], applied: Sequence[_Candidate]) -> Phased | None:
    """The split of installs written in two phases, None where it does not lift all that it is for."""
    text = _probe(before, applied)
    probe, *rest = plans(parse(text), [p.build for p in (before, *others)])
    again = next((g for g in groups(probe, is_install) if _is_of(g, applied[0], applied)), None)
    if again is None:
        return None
    judged = propose(probe, again, rest)
    if not isinstance(judged, Proposal) or not all(_is_lifted(judged, one, applied) for one in applied):
        return None
    split = apply(text, judged.move.edits)
    passed = [event for one in applied for event in one.passed]
    if passed and not _can_follow(plan(parse(split), before.build), passed):
        return None
    firsts = tuple(first for one in applied for first in _firsts(judged.lift.installs, one, applied))
    return Phased(
        group=replace(again, installs=judged.lift.installs),
        installs=tuple(one.event for one in applied),
        firsts=firsts,
        proposal=judged,
        edits=line_changes(before.document.text, split),
        note=_note(applied[0], _untold(judged, firsts), passed),
    )


def _can_follow(after: BuildPlan, passed: Sequence[Event]) -> bool:
    """Whether a split of its own lifts the installs that now stand above a second phase."""
    judged = [propose(after, group, ()) for group in groups(after, is_install)]
    lifted = {i.event.identity for one in judged if isinstance(one, Proposal) for i in one.lift.installs}
    return all(event.identity in lifted for event in passed)


def _untold(judged: Proposal, firsts: Sequence[Rerun]) -> str | None:
    """Why to look at the split, besides what a first phase does and the second does again."""
    is_told = (judged.reason or "").startswith(tuple(first.event.label for first in firsts))
    return None if is_told else judged.reason


def _note(one: _Candidate, reason: str | None, passed: Sequence[Event]) -> str:
    """Why to look at it: what the phases change, what the split changes besides, and what then runs earlier."""
    note = one.phases.note if reason is None else f"{one.phases.note}; {reason}"
    return f"{note}; {', '.join(event.label for event in passed)} runs before that" if passed else note


def _candidates(plan: BuildPlan, is_wanted: Callable[[Install], bool]) -> Iterator[_Candidate]:
    """The installs that need the source and can be taken apart, where that has not been done."""
    return each(plan, _candidates_in, is_wanted)


def _candidates_in(
    plan: BuildPlan, stage: PlannedStage, is_wanted: Callable[[Install], bool]
) -> Iterator[_Candidate]:
    events = list(stage.inherited)
    for step in stage.steps:
        for event in step.events:
            is_meant = event.install is not None and is_wanted(event.install.call.install)
            phases = _phases(step, event, events) if is_meant else None
            prefix = None if phases is None else _prefix(plan.document.text, event)
            if phases is not None and prefix is not None:
                yield _Candidate(event, phases, prefix)
            events.append(event)


def _phases(step: Step, event: Event, above: Sequence[Event]) -> Phases | None:
    found, reading = event.install, event.reading
    if found is None or reading is None or found.ecosystem.phases is None or step.instruction.is_json:
        return None
    if reading.source is None or reading.unknown is not None or not reading.is_project:
        return None
    if any(_is_first_phase(other, event) for other in above):
        return None
    if found.call.install.is_build and _keeps_downloads(step, above, found.ecosystem):
        return None
    return found.ecosystem.phases(Image(above), found.call)


def _prefix(text: str, event: Event) -> str | None:
    """What stands before the command and is to be said again, None where that is more than a few words."""
    if event.install is None or event.install.call.command.redirects:
        return None
    prefix = text[event.span.start : event.install.call.command.words[0].span.start]
    return prefix if _FEW_WORDS.fullmatch(prefix) else None


def _is_first_phase(other: Event, event: Event) -> bool:
    """Whether an earlier install of the same project has downloaded what it needs."""
    if other.install is None or other.reading is None or event.install is None:
        return False
    if other.install.ecosystem is not event.install.ecosystem:
        return False
    if other.install.call.install.is_build or event.install.call.install.is_build:
        return other.reading.is_project  # builds find what was downloaded wherever they run
    return other.cwd == event.cwd and other.reading.is_project and other.reading.source is None


def _keeps_downloads(step: Step, above: Sequence[Event], ecosystem: Ecosystem) -> bool:
    """Whether a build finds its downloads without a step of their own: in a cache mount, or copied from elsewhere."""
    if any(mount.kind == "cache" for mount in step.mounts):
        return True
    kept = (*ecosystem.cache_dirs, *ecosystem.result_dirs)
    targets = (place for event in above if event.copy for place in _targets(event, event.copy))
    return any(is_within(target, path) or is_within(path, target) for target in targets for path in kept)


def _targets(event: Event, copy: Copy) -> Iterator[str]:
    """The places that a copy from a stage or an image fills, also where nobody can say what its sources are."""
    if not copy.is_context:
        yield from event.writes.trees
        yield from (mapping.target for mapping in copy.mappings)


def _plain_after(plan: BuildPlan, event: Event) -> tuple[Event, ...]:
    """The installs that follow one in its RUN, joined by && and with nothing between, and need no source."""
    step = next(s for stage in plan.stages for s in stage.steps if event in s.events)
    parts = step.script.parts if step.script is not None else ()
    rest = list(dropwhile(lambda part: not part.span.contains(event.span), parts))
    found: list[Event] = []
    for number, part in enumerate(rest):
        inside = [one for one in step.events if part.span.contains(one.span)]
        is_alone = len(inside) == 1 and part.span.end == inside[0].span.end
        is_alone = is_alone and part.is_simple and part.carries is None and part.carries_unknown is None
        if not is_alone or (number and (part.operator != "&&" or not is_install(inside[0]))):
            break
        found += inside
    return tuple(found[1:])


def _edits(one: _Candidate) -> list[Edit]:
    """The first phase in the install's place, the second after it or after the installs that it lets pass."""
    assert one.event.install is not None, "a candidate is an install"
    command, phases = one.event.install.call.command, one.phases
    end = command.words[-1].span.end
    written = " ".join(word.raw for word in command.words)
    second = " && ".join(one.prefix + part for part in (phases.second or written).split(" && "))
    start = command.words[0].span.start
    first = (
        Edit(Span(end, end), f" {phases.added}")
        if phases.instead is None
        else Edit(Span(start, end), phases.instead)
    )
    if not one.passed:
        return [first._replace(text=f"{first.text} && {second}")]
    place = one.passed[-1].span.end
    return [first, Edit(Span(place, place), f" && {second}")]


def _probe(plan: BuildPlan, candidates: Sequence[_Candidate]) -> str:
    return apply(plan.document.text, [edit for one in candidates for edit in _edits(one)])


def _is_of(group: Group, one: _Candidate, applied: Sequence[_Candidate]) -> bool:
    """Whether a group of the text with the phases of `applied` has the first phase of this one."""
    return any(_firsts(group.installs, one, applied))


def _is_lifted(proposal: Proposal, one: _Candidate, applied: Sequence[_Candidate]) -> bool:
    return any(_firsts(proposal.lift.installs, one, applied))


def _firsts(installs: Sequence[Rerun], one: _Candidate, applied: Sequence[_Candidate]) -> Iterator[Rerun]:
    """The first phase of one among the installs of a text with the phases of `applied`."""
    start = _start(one.event, applied)
    return (install for install in installs if install.event.span.start == start)


def _start(event: Event, applied: Sequence[_Candidate]) -> int:
    """Where a command stands in the text with the phases of `applied`."""
    edits = [edit for one in applied for edit in _edits(one)]
    shift = sum(len(e.text) - (e.span.end - e.span.start) for e in edits if e.span.start < event.span.start)
    return event.span.start + shift
