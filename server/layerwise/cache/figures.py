"""How often each step would have rerun: the history of the build context replayed through the model.

Each commit is taken for one build after the commit before it: content that goes back to what it was may still be
in a cache, which is not counted.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from layerwise.cache.changed import Edits
from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan
from layerwise.cache.replay import rerun_by_each
from layerwise.cache.steps import Step
from layerwise.context.context import BuildContext
from layerwise.context.paths import is_within, join, relative
from layerwise.context.tree import Entry
from layerwise.history.log import Commit, History
from layerwise.tuples import NamedTuple


class Figure(NamedTuple):
    """In how many of some commits a step would have rerun, surely, and only if an earlier step's output changed."""

    surely: int
    perhaps: int
    of: int

    @property
    def most(self) -> int:
        """In how many it may have rerun."""
        return self.surely + self.perhaps

    @property
    def told(self) -> str:
        """The same in a word or three: `4`, or `0 to 4` where what an earlier step made decides."""
        return f"{self.surely} to {self.most}" if self.perhaps else str(self.surely)

    @property
    def share(self) -> float:
        """The sure part, from 0 to 1; 0 where there are no commits."""
        return self.surely / self.of if self.of else 0.0


def figures(plan: BuildPlan, history: History) -> Mapping[tuple[int, int], Figure]:
    """For each step of the stages that the target needs, by stage and number, how often it would have rerun."""
    of = len(history.commits)
    found = rerun_by_each(plan, _edits(history.commits, _changed_by_every_commit(plan)))
    return {
        place: Figure(ran.surely.bit_count(), (ran.possibly & ~ran.surely).bit_count(), of)
        for place, ran in found.items()
    }


@lru_cache(maxsize=8)
def _edits(commits: tuple[Commit, ...], besides: frozenset[str]) -> Edits:
    """Commits as edits, the same object for the same ones: what is kept of a stage is kept by it."""
    return Edits.several(commit.paths | besides for commit in commits)


def counterpart(after: BuildPlan, event: Event, stage: int) -> Step | None:
    """The step that has the same event after a fix, which may have added stages."""
    steps = [step for one in after.stages for step in one.steps]
    found = [step for step in steps if any(other.identity == event.identity for other in step.events)]
    return next((step for step in found if step.stage == stage), found[0] if found else None)


def busiest(copy: Copy, history: History) -> tuple[tuple[str, int], ...]:
    """The folders and files at the top of what a copy takes, and in how many commits each changed, most first."""
    found: Counter[str] = Counter()
    seen = _edits(history.commits, frozenset()).paths.order
    tops = {path: _top(path) for path in seen if any(targets(copy, path))}
    for commit in history.commits:
        found.update({tops[path] for path in commit.paths if path in tops})
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _top(path: str) -> str:
    first, rest, _ = path.partition("/")
    return first + "/" * bool(rest)


def commits_that_change(
    copies: Sequence[Copy], history: History, counts: Callable[[str], bool]
) -> frozenset[int]:
    """The commits, by their number in a history, that change what copies bring to image paths that count."""
    found = 0
    for path, edits in _edits(history.commits, frozenset()).paths.edits.items():
        is_new = edits | found != found
        if is_new and any(counts(target) for copy in copies for target in targets(copy, path)):
            found |= edits
    return frozenset(number for number in range(len(history.commits)) if found >> number & 1)


def targets(copy: Copy, path: str) -> Iterator[str]:
    """The image paths to which a copy takes a path of its context, be it there today or not."""
    for mapping in copy.mappings:
        if path == mapping.source and not mapping.is_directory:
            yield mapping.target
        elif mapping.is_directory and is_within(path, mapping.source) and copy.would_take(mapping, path):
            yield join(mapping.target, relative(path, mapping.source) or "")


def _changed_by_every_commit(plan: BuildPlan) -> frozenset[str]:
    """What git itself writes into a context that is not told to ignore it."""
    context = plan.build.context
    is_there = isinstance(context, BuildContext) and isinstance(context.entry(".git"), Entry)
    return frozenset({".git/index"}) if is_there else frozenset()
