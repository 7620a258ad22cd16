"""The two-phase form of an install that needs the source: downloads above the copy, the project below it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from layerwise.cache.image import Event, Image
from layerwise.cache.plan import BuildPlan, plan, plans
from layerwise.cache.steps import Step
from layerwise.context.paths import is_within
from layerwise.ecosystems.facts import Ecosystem, Install, Phases
from layerwise.edits import line_changes
from layerwise.split.groups import Group, groups, is_install
from layerwise.split.proposal import Proposal, propose
from layerwise.syntax.parse import parse
from layerwise.text import Edit, Span, apply

_FEW_WORDS = re.compile(r"(?:[\w=./:@,+-]+ +)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phased:
    """A split of installs in two phases: the group as it would be, the whole installs, the edits, what changes."""

    group: Group
    installs: tuple[Event, ...]
    proposal: Proposal
    edits: tuple[Edit, ...]
    note: str


class _Candidate(NamedTuple):
    """An install and its two phases; `prefix` is what stands before the command (`sudo`, `CI=1`)."""

    event: Event
    phases: Phases
    prefix: str


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
        if not mine:
            continue
        text = _probe(before, mine)
        probe, *rest = plans(parse(text), [p.build for p in (before, *others)])
        again = [g for g in groups(probe, is_install) if any(_is_of(g, one, mine) for one in mine)]
        judged = propose(probe, again[0], rest) if len(again) == 1 else None
        if isinstance(judged, Proposal) and all(_is_lifted(judged, one, mine) for one in mine):
            yield Phased(
                group=again[0],
                installs=tuple(one.event for one in mine),
                proposal=judged,
                edits=line_changes(before.document.text, apply(text, judged.move.edits)),
                note=_note(mine[0], judged),
            )


def _note(one: _Candidate, judged: Proposal) -> str:
    """Why to look at it: what the phases change, and what the split changes besides."""
    is_told = judged.reason is None or any(
        judged.reason.startswith(install.event.label) for install in judged.lift.installs
    )
    return one.phases.note if is_told else f"{one.phases.note}; {judged.reason}"


def _candidates(plan: BuildPlan, is_wanted: Callable[[Install], bool]) -> Iterator[_Candidate]:
    """The installs that need the source and can be taken apart, where that has not been done."""
    for stage in plan.stages:
        events = list(stage.inherited)
        for step in stage.steps:
            for event in step.events:
                is_meant = event.install is not None and is_wanted(event.install.call.install)
                phases = _phases(step, event, events) if is_meant else None
                prefix = _prefix(plan.document.text, event)
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
    """Whether a build finds its downloads without a step of their own: in a cache mount, or copied from a stage."""
    if any(mount.kind == "cache" for mount in step.mounts):
        return True
    kept = (*ecosystem.cache_dirs, *ecosystem.result_dirs)
    targets = (m.target for e in above if e.copy and not e.copy.is_context for m in e.copy.mappings)
    return any(is_within(target, path) or is_within(path, target) for target in targets for path in kept)


def _edit(one: _Candidate) -> Edit:
    """Both phases in the install's place, joined by &&."""
    assert one.event.install is not None, "a candidate is an install"
    command, phases = one.event.install.call.command, one.phases
    end = command.words[-1].span.end
    written = " ".join(word.raw for word in command.words)
    second = " && ".join(one.prefix + part for part in (phases.second or written).split(" && "))
    if phases.instead is not None:
        return Edit(Span(command.words[0].span.start, end), f"{phases.instead} && {second}")
    return Edit(Span(end, end), f" {phases.added} && {second}")


def _probe(plan: BuildPlan, candidates: Sequence[_Candidate]) -> str:
    return apply(plan.document.text, [_edit(one) for one in candidates])


def _is_of(group: Group, one: _Candidate, applied: Sequence[_Candidate]) -> bool:
    """Whether a group of the text with the phases of `applied` has the first phase of this one."""
    return any(install.event.span.start == _start(one, applied) for install in group.installs)


def _is_lifted(proposal: Proposal, one: _Candidate, applied: Sequence[_Candidate]) -> bool:
    return any(install.event.span.start == _start(one, applied) for install in proposal.lift.installs)


def _start(one: _Candidate, applied: Sequence[_Candidate]) -> int:
    """Where the install stands in the text with the phases of `applied`."""
    edits = [_edit(other) for other in applied]
    shift = sum(
        len(e.text) - (e.span.end - e.span.start) for e in edits if e.span.end <= one.event.span.start
    )
    return one.event.span.start + shift
