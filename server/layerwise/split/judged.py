"""One split judged: whether the image provably stays the same with its edits, and what is no longer rerun."""

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from layerwise.cache.compare import differences
from layerwise.cache.difference import Difference, Weight
from layerwise.cache.paths import BASE_CWD
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.cache.trial import edited_plan, tried
from layerwise.context.paths import is_within
from layerwise.records import replace
from layerwise.split.absent import absent, lacking
from layerwise.split.based import in_base
from layerwise.split.groups import Group, Wanted, reruns
from layerwise.split.moves import Lift, Obstacle, lift
from layerwise.split.verdict import PRESUMED, Proposal, Refusal
from layerwise.text import Edit, apply


def judged(before: BuildPlan, group: Group, wanted: Lift, others: Sequence[BuildPlan]) -> Proposal | Refusal:
    """A split by its edits, and whether the image is provably the same with them in all builds."""
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
