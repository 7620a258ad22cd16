"""Copies of files that change often, put below costly steps whose own files change rarely, as a history tells."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from layerwise.cache.event import Event
from layerwise.cache.figures import Figure, commits_that_change, counterpart, figures
from layerwise.cache.key import key
from layerwise.cache.plan import BuildPlan, plan
from layerwise.ecosystems.facts import Install
from layerwise.history.log import History
from layerwise.records import dataclass
from layerwise.split.groups import Group, Rerun, copy_of
from layerwise.split.phases import phased
from layerwise.split.proposal import propose
from layerwise.split.sinking import is_quick
from layerwise.split.unneeded import Question, needs
from layerwise.split.verdict import Proposal
from layerwise.syntax.parse import parse
from layerwise.text import apply
from layerwise.tuples import NamedTuple

# One build in five: an order that saves less is as likely somebody's taste as an oversight.
_LEAST_SHARE = 0.2
# From one build in ten on, files are edited often enough for a copy of theirs to be moved.
_HOT_SHARE = 0.1

_Figures = Mapping[tuple[int, int], Figure]


class Cold(NamedTuple):
    """A costly command, in how many commits it reran, and how many changed the files that it reads."""

    rerun: Rerun
    reran: int
    changed: int


@dataclass(frozen=True, slots=True)
class Reordered:
    """A safe split after which some costly commands rerun far less often, by a history."""

    cold: tuple[Cold, ...]
    proposal: Proposal
    history: History


def reordered(before: BuildPlan, others: Sequence[BuildPlan], question: Question) -> Iterator[Reordered]:
    """The splits that the history of the build's context shows to be worth it, at most one for each stage."""
    found, history = question
    hot = [one for rerun in found if (one := _with_hot_copies(before, rerun, history)) is not None]
    now = figures(before, history) if hot else {}
    for stage in dict.fromkeys(one.step.stage for one in hot):
        mine = [one for one in hot if one.step.stage == stage]
        sizes = sorted({len(mine), 1}, reverse=True)  # all at once, else one alone
        tried = (some for size in sizes for some in combinations(mine, size))
        judged = (_judged(before, others, some, now, history) for some in tried)
        best = next((one for one in judged if one is not None), None)
        if best is not None and not _is_busy(before, others, stage):
            yield best


def _with_hot_copies(before: BuildPlan, rerun: Rerun, history: History) -> Rerun | None:
    """The command with the copies that change often, and more so than its own files; None where too little is won."""
    own = _own_commits(before, rerun, history)
    needed = needs(rerun.event)
    hot, won = [], frozenset[int]()
    for step in rerun.copies:
        copy = copy_of(step)
        assert copy is not None, "it copies"
        others = commits_that_change([copy], history, lambda path: not needed.may_hold(path)) - own
        if len(others) > max(len(own), _HOT_SHARE * len(history.commits)):
            hot.append(step)
            won |= others
    return rerun._replace(copies=tuple(hot)) if hot and len(won) >= _least(history) else None


def _own_commits(before: BuildPlan, rerun: Rerun, history: History) -> frozenset[int]:
    """The commits that change a file that the command takes from a copy, or one that is mounted for it."""
    lineage = before.lineage(rerun.step.stage)
    copied = [copy for step in lineage[: lineage.index(rerun.step)] if (copy := copy_of(step))]
    mounted = [copy for copy in key(rerun.step).mounts if copy.is_context]
    read = commits_that_change(
        [copy for copy in copied if copy.is_context], history, needs(rerun.event).may_hold
    )
    return read | commits_that_change(mounted, history, lambda _: True)


def _judged(
    before: BuildPlan, others: Sequence[BuildPlan], some: tuple[Rerun, ...], now: _Figures, history: History
) -> Reordered | None:
    """The split that lifts some commands above their hot copies, None unless it is safe and worth it."""
    judged = propose(before, Group(some, "", _judged_by_figures), others)
    if not isinstance(judged, Proposal) or judged.reason is not None:
        return None
    after = plan(parse(apply(before.document.text, judged.move.edits)), before.build)
    then = figures(after, history)
    cold = []
    for rerun in judged.lift.installs:
        step = rerun.step
        moved = counterpart(after, rerun.event, step.stage)
        reran = now.get((step.stage, step.number))
        still = None if moved is None else then.get((moved.stage, moved.number))
        if reran is None or still is None or reran.surely - still.surely < _least(history):
            return None
        cold.append(Cold(rerun, reran.surely, len(_own_commits(before, rerun, history))))
    is_loss = _reruns_more(before, after, now, then)
    return None if is_loss else Reordered(tuple(cold), judged, history)


def _judged_by_figures(_: Event) -> bool:
    """No command is looked for in the result: whether it still reruns is for its figures to say."""
    return False


def _reruns_more(before: BuildPlan, after: BuildPlan, now: _Figures, then: _Figures) -> bool:
    """Whether a command that may take its time, such as one that moves down, reruns in more commits than it did."""
    for step in (step for stage in before.stages for step in stage.steps if not is_quick((step,))):
        for event in (event for event in step.events if event.copy is None):
            moved = counterpart(after, event, step.stage)
            old = now.get((step.stage, step.number))
            new = None if moved is None else then.get((moved.stage, moved.number))
            if old is not None and (new is None or new.surely > old.surely):
                return True
    return False


def _is_busy(before: BuildPlan, others: Sequence[BuildPlan], stage: int) -> bool:
    """Whether the downloads of a command of the stage are to be lifted, which moves copies too."""
    events = [event for step in before.stages[stage].steps for event in step.events]
    return any(
        event.span == installed.span
        for split in phased(before, others, _any)
        for installed in split.installs
        for event in events
    )


def _any(_: Install) -> bool:
    return True


def _least(history: History) -> float:
    """How many reruns have to be saved."""
    return _LEAST_SHARE * len(history.commits)
