"""Why the steps of a build that was logged reran, as far as git and the Dockerfile tell, and what that cost."""

from collections.abc import Collection, Iterator, Mapping

from layerwise.cache.copies import Copy
from layerwise.cache.key import key, makes_step
from layerwise.cache.plan import BuildPlan
from layerwise.cache.replay import Rerun, rerun_by, takes
from layerwise.cache.steps import Step
from layerwise.history.log import Commit, History
from layerwise.logged import Done, Logged, Place, text_of
from layerwise.tuples import NamedTuple


class Changes(NamedTuple):
    """What git tells of a build context: paths that differ from the last commit, and the commits before.

    Either is None where git does not tell.
    """

    uncommitted: tuple[str, ...] | None
    history: History | None


class Reason(NamedTuple):
    """A step, what it did, and the likely cause where it reran.

    `done` is None where the log does not name it. `after` is the step that it reran after; without one, `takes` are
    the files of its key that changed, in `commit`, or since the last commit where that is None.
    """

    step: Step
    done: Done | None
    after: Step | None = None
    takes: tuple[str, ...] = ()
    commit: Commit | None = None

    @property
    def has_rerun(self) -> bool:
        """Whether it ran rather than being taken from the cache."""
        return self.done is not None and not self.done.is_cached

    @property
    def is_first(self) -> bool:
        """Whether it reran of itself."""
        return self.has_rerun and self.after is None


def reasons(plan: BuildPlan, logged: Logged, changes: Changes) -> tuple[Reason, ...]:
    """What each step did and why, in the order of the Dockerfile."""
    steps = (step for stage in plan.stages for step in stage.steps if makes_step(step))
    return tuple(_reason(plan, step, logged, changes) for step in steps)


def _reason(plan: BuildPlan, step: Step, logged: Logged, changes: Changes) -> Reason:
    done = logged.steps.get((step.stage, step.number))
    if done is None or done.is_cached:
        return Reason(step, done)
    above = [s for s in plan.lineage(step.stage) if (s.stage, s.number) < (step.stage, step.number)]
    feeding = [
        s
        for copy in _copies(step)
        if copy.origin.startswith("stage ")
        for s in plan.lineage(int(copy.origin.removeprefix("stage ")))
    ]
    for candidates in (above, feeding):
        for other in reversed(candidates):
            before = logged.steps.get((other.stage, other.number))
            if before is not None and not before.is_cached:
                return Reason(step, done, after=other)
    taken = _taken(step, changes.uncommitted or ())
    if taken:
        return Reason(step, done, takes=taken)
    for commit in changes.history.commits if changes.history is not None else ():
        taken = _taken(step, commit.paths)
        if taken:
            return Reason(step, done, takes=taken, commit=commit)
    return Reason(step, done)


def _copies(step: Step) -> list[Copy]:
    found = key(step)
    return [copy for copy in (found.copy, *found.mounts) if copy is not None]


def _taken(step: Step, paths: Collection[str]) -> tuple[str, ...]:
    """The paths of the build context that are in a step's key."""
    copies = [copy for copy in _copies(step) if copy.is_context]
    return tuple(sorted({path for path in paths for copy in copies if takes(copy, path)}))


def lacks_cache(found: Collection[Reason], logged: Logged, changes: Changes) -> bool:
    """Whether it looks as if there was no cache: nothing was cached, steps reran that nothing recent touches."""
    newest = next(iter(changes.history.commits), None) if changes.history is not None else None
    first = [reason for reason in found if reason.is_first]
    return not logged.log.is_cached and any(
        not reason.takes or (reason.commit is not None and reason.commit is not newest) for reason in first
    )


def edited(found: Collection[Reason]) -> frozenset[str]:
    """The files whose change reran the steps that reran of themselves."""
    return frozenset(path for reason in found if reason.is_first for path in reason.takes)


def saved(
    before: BuildPlan, after: BuildPlan, logged: Logged, changed: Collection[str]
) -> dict[Place, float]:
    """The steps that reran, with their seconds, and that other instructions keep cached after the same change.

    Steps are the same where their words are; of a step that is not in the other plan, nothing is said.
    """
    now, then = rerun_by(before, changed), rerun_by(after, changed)
    kept = {text_of(step) for step in _steps(after) if then[step.stage, step.number] is Rerun.NO}
    return {
        (step.stage, step.number): seconds
        for step in _steps(before)
        if (seconds := logged.seconds.get((step.stage, step.number))) is not None
        and now[step.stage, step.number] is not Rerun.NO
        and text_of(step) in kept
    }


def carried_over(before: BuildPlan, after: BuildPlan, seconds: Mapping[Place, float]) -> dict[Place, float]:
    """The times of steps that another plan has in the same words."""
    known = {
        text_of(step): seconds[step.stage, step.number]
        for step in _steps(before)
        if (step.stage, step.number) in seconds
    }
    return {(s.stage, s.number): known[text_of(s)] for s in _steps(after) if text_of(s) in known}


def _steps(plan: BuildPlan) -> Iterator[Step]:
    return (step for stage in plan.stages for step in stage.steps if makes_step(step))
