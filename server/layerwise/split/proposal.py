"""A split proposed and judged: the edits, and whether the image provably stays the same."""

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from layerwise.cache.compare import differences
from layerwise.cache.difference import Difference, Weight
from layerwise.cache.paths import BASE_CWD
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.cache.trial import edited_plan, tried
from layerwise.context.paths import is_within
from layerwise.records import dataclass, replace
from layerwise.split.absent import absent, lacking
from layerwise.split.based import in_base
from layerwise.split.groups import Group, Rerun, Wanted, copy_of, is_context_free, is_install, reruns
from layerwise.split.moves import Lift, Move, Obstacle, lift
from layerwise.split.sinking import is_quick, sinking
from layerwise.text import Edit, Span, apply

PRESUMED = "the build context cannot be read, so the usual file names are assumed"
# Each try plans the whole file again: of more installs than these, all or some of the first are lifted.
_TRIES = 8
_MOUNTED = "the manifests are mounted read-only while the install runs, which needs BuildKit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A split that builds: what it lifts, its edits, and why it is for review, if it is.

    `other` is the one that would do with the stages that are there, and is for review.
    """

    lift: Lift
    move: Move
    reason: str | None
    other: "Proposal | None" = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no split is offered, and the place that stands in its way."""

    why: str
    span: Span


def propose(before: BuildPlan, group: Group, others: Sequence[BuildPlan]) -> Proposal | Refusal:
    """The split that lifts as many installs of a group as can be lifted, right in all builds.

    `others` are the plans of the same Dockerfile under its other builds. Rules that ask the same get the same.
    """
    key = (propose, tuple(map(id, others)), group.is_wanted, tuple(map(_place, group.installs)))
    if key not in before.answers:
        # With the other plans, which must not be others of their place in memory.
        before.answers[key] = (_proposed(before, group, others), others)
    judged, _ = cast("tuple[Proposal | Refusal, object]", before.answers[key])
    return judged


def _place(install: Rerun) -> tuple[object, ...]:
    copies = tuple(step.instruction.span for step in install.copies)
    return install.event.span, copies, tuple(step.instruction.span for step in install.kept)


def _proposed(before: BuildPlan, group: Group, others: Sequence[BuildPlan]) -> Proposal | Refusal:
    refusal = Refusal("nothing can be lifted", group.span_of_first())
    for count in _sizes(len(group.installs)):
        installs = group.installs[:count]
        sunk = sinking(before, installs)
        judged = _placed(before, group, Lift(installs), others)
        if sunk and (not _is_safe(judged) or is_quick(sunk)):
            judged = _better(judged, _placed(before, group, Lift(installs, sunk), others))
        if not _is_safe(judged) and may_be_safe(before, others):
            parted = _judge(before, group, Lift(installs, is_parted=True), others)
            if isinstance(parted, Proposal) and parted.reason is None:
                return replace(parted, other=judged if isinstance(judged, Proposal) else None)
        if isinstance(judged, Proposal):
            return judged
        refusal = judged
    return refusal


def may_be_safe(before: BuildPlan, others: Sequence[BuildPlan]) -> bool:
    """Whether there can be a split that is not for review: not where nobody knows the build contexts for sure."""
    return not before.is_presumed and all(one.build.doubt is None for one in (before, *others))


def _sizes(count: int) -> Iterator[int]:
    """How many of the first installs are tried, most first: all, and then as many as have ever been of use."""
    if count > _TRIES:
        yield count
    yield from range(min(count, _TRIES), 0, -1)


def _is_safe(judged: Proposal | Refusal) -> bool:
    return isinstance(judged, Proposal) and judged.reason is None


def _better(judged: Proposal | Refusal, sinks: Proposal | Refusal) -> Proposal | Refusal:
    """The split in which steps move down where it is one, and where they stay takes more files or is not safe."""
    if not isinstance(sinks, Proposal) or not _is_safe(judged):
        return sinks if isinstance(sinks, Proposal) else judged
    assert isinstance(judged, Proposal), "it is safe"
    return sinks if _is_safe(sinks) and len(sinks.move.first) < len(judged.move.first) else judged


def mounted(before: BuildPlan, proposal: Proposal, others: Sequence[BuildPlan]) -> Proposal | None:
    """The same split with its manifests bind-mounted, None where that cannot be written or would not rerun.

    The image is that of the split, which has been judged: a mount leaves nothing behind that the copy below does
    not write again.
    """
    if (
        before.is_presumed
        or proposal.lift.is_parted
        or not proposal.move.first
        or _others_work_there(before, proposal.lift)
        or not all(plan.build.builder.reruns_for_mounts for plan in (before, *others))
    ):
        return None
    wanted = proposal.lift._replace(is_mounted=True)
    move = lift(before, wanted)
    if isinstance(move, Obstacle):
        return None
    lifted = {(i.step.stage, i.event.label) for i in wanted.installs}
    theirs = {stage for stage, _ in lifted}
    after = [edited_plan(one, move.edits, max(theirs)) for one in (before, *others)]
    left = {
        (i.step.stage, i.event.label)
        for p in after
        for i in reruns(p, is_install, (stage for stage in p.stages if stage.index in theirs))
    }
    if not left.isdisjoint(lifted):
        return None
    return Proposal(lift=wanted, move=move, reason=proposal.reason or _MOUNTED)


def _others_work_there(plan: BuildPlan, wanted: Lift) -> bool:
    """Whether a step that stays above the copies works in their directories, which mounts do not make."""
    lifted = [install.step.instruction.span for install in wanted.installs]
    copies = [copy for i in wanted.installs for step in i.copies if (copy := copy_of(step)) is not None]
    first = min(step.instruction.span for install in wanted.installs for step in install.copies)
    between = Span(first.end, max(lifted).start)
    targets = {mapping.target for copy in copies for mapping in copy.mappings}
    return any(
        is_within(path, target)
        for stage in plan.stages
        if between.touches(stage.span)
        for step in stage.steps
        if between.contains(step.instruction.span) and step not in wanted.sunk
        for event in step.events
        if event.install is None and event.copy is None and not event.is_directory
        for path in (*event.changes.files, *event.changes.trees, *event.reads.files, *event.reads.trees)
        for target in targets
    )


def _placed(before: BuildPlan, group: Group, wanted: Lift, others: Sequence[BuildPlan]) -> Proposal | Refusal:
    """The split with its manifests below packages that they would rerun, else in the place of the wide copies."""
    first, last = wanted.installs[0].copies[0], wanted.installs[-1].step
    steps = before.stages[last.stage].steps
    between = steps[first.number + 1 : last.number] if first.stage == last.stage else ()
    if not any(is_context_free(event) for step in between for event in step.events):
        return _judge(before, group, wanted, others)
    low = _judge(before, group, wanted._replace(is_low=True), others)
    if _is_safe(low):
        return low
    judged = _judge(before, group, wanted, others)
    return judged if _is_safe(judged) or not isinstance(low, Proposal) else low


def _judge(before: BuildPlan, group: Group, wanted: Lift, others: Sequence[BuildPlan]) -> Proposal | Refusal:
    move = lift(before, wanted)
    if isinstance(move, Obstacle):
        return Refusal(move.why, move.span)
    if any(BASE_CWD in edit.text for edit in move.edits):
        return Refusal("the working directory of the base image is not known", group.span_of_first())
    if apply(before.document.text, move.edits) == before.document.text:
        return Refusal("all that the copies bring is needed above the install", group.span_of_first())
    proposal = Proposal(lift=wanted, move=move, reason=move.reason)
    if before.is_presumed:
        return replace(proposal, reason=PRESUMED)
    worst = _worst(_differences(before, group, wanted, others, move.edits))
    if worst is not None and worst.weight is Weight.GREAT:
        return Refusal(_unparted(worst, wanted) or worst.why, worst.span)
    return proposal if worst is None else replace(proposal, reason=worst.why)


def _differences(
    before: BuildPlan, group: Group, wanted: Lift, others: Sequence[BuildPlan], edits: Sequence[Edit]
) -> Iterator[Difference]:
    """What may differ in the image or in what reruns, of a Dockerfile that has the edits of the split."""
    builds = (before, *others)
    if len(wanted.installs) > 1 and not _may_be_gone(builds, group, wanted, edits):
        # Nobody hears why: fewer installs are tried next.
        yield Difference(Weight.GREAT, "the installs would still rerun", group.span_of_first())
        return
    for one in builds:
        after, compared = tried(one, edits)
        yield from lacking(one, after, group)
        for difference in differences(one, after, compared):
            yield _told(difference, one) if others else difference
        if not _is_gone(after, wanted, group.is_wanted):
            yield Difference(Weight.GREAT, "the install would still rerun", group.span_of_first())
    yield from _kept_in_mounts(wanted)
    yield from _run_by_scripts(wanted)
    yield from _doubts(group, builds)
    yield from absent(wanted, builds)
    yield from in_base(before, wanted)


def _worst(differences: Iterable[Difference]) -> Difference | None:
    """The first of the worst differences; none is looked for beyond one that forbids the split."""
    worst: Difference | None = None
    for one in differences:
        if worst is None or one.weight > worst.weight:
            worst = one
        if one.weight is Weight.GREAT:
            break
    return worst


def _unparted(worst: Difference, wanted: Lift) -> str | None:
    """Why what stands in the way is not left below: it is in one with an install, as in `sh -c "npm ci && …"`."""
    for install in wanted.installs:
        parts = install.step.script.parts if install.step.script is not None else ()
        whole = (part.span for part in parts if part.span.contains(install.event.span))
        part = next(whole, install.step.instruction.span)
        for event in install.step.events:
            if event.span == worst.span and event is not install.event and part.contains(event.span):
                return f"a RUN of this form cannot be split between {install.event.label} and {event.label}"
    return None


def _kept_in_mounts(wanted: Lift) -> Iterator[Difference]:
    """Installs into a cache mount, which may be emptied while the step that filled it stays cached."""
    for install in (one for one in wanted.installs if one.event.install or one.event.tool):
        downloads = install.ecosystem.cache_dirs
        for mount in install.step.mounts:
            target = mount.target
            if mount.kind != "cache" or target is None:
                continue
            outputs = install.reading.outputs
            kept = {o for o in outputs if not any(is_within(o, download) for download in downloads)}
            kept.update(install.ecosystem.result_dirs)
            if any(is_within(target, path) or is_within(path, target) for path in kept):
                why = f"{install.event.label} installs into the cache mount {target}, which may be emptied"
                yield Difference(Weight.SMALL, why, install.event.span)


def _run_by_scripts(wanted: Lift) -> Iterator[Difference]:
    """Installs whose program is a file of the project, which may read more than the tool of its name."""
    for install in wanted.installs:
        found, reading = install.event.install, install.event.reading
        written = found.call.command.words[0].value if found else None
        if not written or "/" not in written or found is None or reading is None:
            continue
        if posixpath.basename(written) in found.ecosystem.tool.wrappers:
            continue
        path = posixpath.normpath(posixpath.join(found.call.command.cwd or "/", written))
        if any(need.path == path for need in reading.needs):
            why = f"{written} is a file of the project, and what it does besides is not known"
            yield Difference(Weight.SMALL, why, install.event.span)


def _doubts(group: Group, builds: Sequence[BuildPlan]) -> Iterator[Difference]:
    """Build contexts that were guessed, and may well be others."""
    for one in builds:
        if one.build.doubt is not None:
            yield Difference(Weight.SMALL, one.build.doubt, group.span_of_first())


def _told(difference: Difference, plan: BuildPlan) -> Difference:
    """A difference with the build in which it comes up, where a Dockerfile has several."""
    return difference._replace(why=f"{difference.why} (build context: {plan.build.origin})")


def _is_gone(after: BuildPlan, wanted: Lift, is_wanted: Wanted) -> bool:
    """Whether none of the lifted installs is rerun for nothing any more, but by the copies that are kept above."""
    further = int(wanted.is_parted)  # stages above the installs' own
    kept = {(i.step.stage + further, i.event.identity): _identities(i.kept) for i in wanted.installs}
    theirs = {stage for stage, _ in kept}
    left = list(reruns(after, is_wanted, (stage for stage in after.stages if stage.index in theirs)))
    keys = [(rerun.step.stage, rerun.event.identity) for rerun in left]
    return all(
        _identities(rerun.copies) <= kept[key] for key, rerun in zip(keys, left, strict=True) if key in kept
    )


def _may_be_gone(builds: Sequence[BuildPlan], group: Group, wanted: Lift, edits: Sequence[Edit]) -> bool:
    """The same of what has the edits in each build, which is sooner known than what they do to images."""
    lowest = max(install.step.stage for install in wanted.installs) + int(wanted.is_parted)
    after = (edited_plan(one, edits, lowest) for one in builds)
    return all(_is_gone(plan, wanted, group.is_wanted) for plan in after)


def _identities(copies: Sequence[Step]) -> Counter[tuple[object, ...]]:
    return Counter(event.identity for step in copies for event in step.events)
