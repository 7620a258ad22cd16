"""The split that is proposed for a group: as many installs lifted as can be, in the best of several ways."""

from collections.abc import Iterator, Sequence
from typing import cast

from layerwise.cache.plan import BuildPlan
from layerwise.cache.trial import edited_plan
from layerwise.context.paths import is_within
from layerwise.records import replace
from layerwise.split.groups import Group, Rerun, copy_of, is_context_free, is_install, reruns
from layerwise.split.judged import judged
from layerwise.split.moves import Lift, Obstacle, lift
from layerwise.split.sinking import is_quick, sinking
from layerwise.split.verdict import Proposal, Refusal
from layerwise.text import Span

# Each try plans the whole file again: of more installs than these, all or some of the first are lifted.
_TRIES = 8
_MOUNTED = "the manifests are mounted read-only while the install runs, which needs BuildKit"


def propose(before: BuildPlan, group: Group, others: Sequence[BuildPlan]) -> Proposal | Refusal:
    """The split that lifts as many installs of a group as can be lifted, right in all builds.

    `others` are the plans of the same Dockerfile under its other builds. Rules that ask the same get the same.
    """
    key = (propose, tuple(map(id, others)), group.is_wanted, tuple(map(_place, group.installs)))
    if key not in before.answers:
        # With the other plans, which must not be others of their place in memory.
        before.answers[key] = (_proposed(before, group, others), others)
    found, _ = cast("tuple[Proposal | Refusal, object]", before.answers[key])
    return found


def _place(install: Rerun) -> tuple[object, ...]:
    copies = tuple(step.instruction.span for step in install.copies)
    return install.event.span, copies, tuple(step.instruction.span for step in install.kept)


def _proposed(before: BuildPlan, group: Group, others: Sequence[BuildPlan]) -> Proposal | Refusal:
    refusal = Refusal("nothing can be lifted", group.span_of_first())
    for count in _sizes(len(group.installs)):
        installs = group.installs[:count]
        sunk = sinking(before, installs)
        found = _placed(before, group, Lift(installs), others)
        if sunk and (not _is_safe(found) or is_quick(sunk)):
            found = _better(found, _placed(before, group, Lift(installs, sunk), others))
        if not _is_safe(found) and may_be_safe(before, others):
            parted = judged(before, group, Lift(installs, is_parted=True), others)
            if isinstance(parted, Proposal) and parted.reason is None:
                return replace(parted, other=found if isinstance(found, Proposal) else None)
        if isinstance(found, Proposal):
            return found
        refusal = found
    return refusal


def may_be_safe(before: BuildPlan, others: Sequence[BuildPlan]) -> bool:
    """Whether there can be a split that is not for review: not where nobody knows the build contexts for sure."""
    return not before.is_presumed and all(one.build.doubt is None for one in (before, *others))


def _sizes(count: int) -> Iterator[int]:
    """How many of the first installs are tried, most first: all, and then as many as have ever been of use."""
    if count > _TRIES:
        yield count
    yield from range(min(count, _TRIES), 0, -1)


def _is_safe(found: Proposal | Refusal) -> bool:
    return isinstance(found, Proposal) and found.reason is None


def _better(found: Proposal | Refusal, sinks: Proposal | Refusal) -> Proposal | Refusal:
    """The split in which steps move down where it is one, and where they stay takes more files or is not safe."""
    if not isinstance(sinks, Proposal) or not _is_safe(found):
        return sinks if isinstance(sinks, Proposal) else found
    assert isinstance(found, Proposal), "it is safe"
    return sinks if _is_safe(sinks) and len(sinks.move.first) < len(found.move.first) else found


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
        return judged(before, group, wanted, others)
    low = judged(before, group, wanted._replace(is_low=True), others)
    if _is_safe(low):
        return low
    found = judged(before, group, wanted, others)
    return found if _is_safe(found) or not isinstance(low, Proposal) else low
