"""How far down a value that changes with each build can go: past what it reruns for nothing, to its first use."""

from collections.abc import Iterator

from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.records import dataclass
from layerwise.split.groups import is_context_free, is_install
from layerwise.syntax.expand import names as named_in
from layerwise.syntax.tree import Word
from layerwise.text import Span
from layerwise.tuples import NamedTuple
from layerwise.values.readers import Reader, mentions, reader
from layerwise.values.states import Reach


class Obstacle(NamedTuple):
    """Why an argument stays where it is, and the place that says so."""

    why: str
    span: Span


@dataclass(frozen=True, slots=True)
class Declared:
    """An ARG of a stage: its step and the word that declares the name."""

    step: Step
    word: Word
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """A step that goes down with the argument: some words of an ARG or ENV, or all of a LABEL."""

    step: Step
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """What an argument reruns for nothing above its first use.

    `items` are what goes down, the argument first; `rerun` are the costly commands that need not know it, with
    their steps; `target` is the step above which it all belongs, None for the end of the stage. `passed` are
    the steps in between that stay, `names` the variables that go. `doubt`: a script in between that might read
    one of them all the same. `is_used`: something uses the argument or hands it to the image. `is_read`: a step of
    the stage does, with which all below it reruns anyway.
    """

    items: tuple[Item, ...]
    rerun: tuple[tuple[Step, Event], ...]
    target: Step | None
    passed: tuple[Step, ...]
    names: frozenset[str]
    doubt: Reader | None = None
    is_used: bool
    is_read: bool


def fall(plan: BuildPlan, declared: Declared, reach: Reach, *, past_scripts: bool = False) -> Fall:
    """How an argument falls in its own stage; `past_scripts`: scripts that may read it are taken not to."""
    stage = plan.stages[declared.step.stage]
    walk = _Walk(plan, declared, past_scripts=past_scripts)
    for step in stage.steps[declared.step.number + 1 :]:
        if walk.ends_at(step, reach.names[step.number]):
            break
    return walk.fall()


def below(stage: PlannedStage, reach: Reach) -> tuple[tuple[Step, Event], ...]:
    """The costly commands of a stage that an inherited value reruns before anything there may read it."""
    found: list[tuple[Step, Event]] = []
    for step in stage.steps:
        names = reach.names[step.number]
        is_said = step.instruction.keyword in _SAYING
        if not names or (not is_said and reader(step, names) is not None):
            break
        found += costly(step)
    return tuple(found)


def costly(step: Step) -> Iterator[tuple[Step, Event]]:
    """The commands of a step that install or download what is there anyway."""
    wanted = (event for event in step.events if is_install(event) or is_context_free(event))
    return ((step, event) for event in wanted)


_SAYING = frozenset({"ARG", "ENV", "LABEL"})
# Instructions that close a Dockerfile: what is put at the end of a stage stands above them.
_CLOSING = frozenset({"CMD", "ENTRYPOINT", "EXPOSE", "HEALTHCHECK", "STOPSIGNAL", "VOLUME"})


class _Walk:
    """A walk down a stage from an ARG, to the first step at which its value counts."""

    def __init__(self, plan: BuildPlan, declared: Declared, *, past_scripts: bool) -> None:
        self._stage = plan.stages[declared.step.stage]
        self._escape = plan.document.escape
        self._past_scripts = past_scripts
        self._items = [Item(declared.step, (declared.word,))]
        self._names = {declared.name}
        self._mentioned = set(named_in(declared.word.text, self._escape))
        self._passed: list[Step] = []
        self._rerun: list[tuple[Step, Event]] = []
        self._stop: Step | None = None
        self._doubt: Reader | None = None
        self._is_read = False

    def ends_at(self, step: Step, reached: frozenset[str]) -> bool:
        """Whether the value counts at a step; what goes down and what is passed is kept."""
        names = frozenset(self._names) | reached
        keyword = step.instruction.keyword
        if keyword in ("ARG", "ENV"):
            is_end = not self._takes(step, names)
        elif keyword == "LABEL":
            is_end = not self._takes_label(step, names)
        else:
            self._is_read = self._reads(step, names)
            is_end = not reached or self._is_read
            if not is_end:
                self._rerun += costly(step)
                self._passed.append(step)
        if is_end:
            self._stop = step
        return is_end

    def _reads(self, step: Step, names: frozenset[str]) -> bool:
        found = reader(step, names)
        if found is not None and found.is_script and self._past_scripts:
            self._doubt = self._doubt or found
            return False
        return found is not None

    def _takes(self, step: Step, names: frozenset[str]) -> bool:
        """Take the words that are fed by the value; not where a name that counts gets another value."""
        words = pairs(step)
        fed = tuple(word for word, name, value in words if names & set(named_in(value, self._escape)))
        others = {name for word, name, _ in words if word not in fed}
        if others & (names | self._mentioned) or any(
            r in self._mentioned - names for w, r, _ in words if w in fed
        ):
            return False
        if fed:
            self._add(step, fed, {name for word, name, _ in words if word in fed})
        if len(fed) < len(words):
            self._passed.append(step)
        return True

    def _takes_label(self, step: Step, names: frozenset[str]) -> bool:
        """Take a LABEL that the value is in; not past another one that sets the same label."""
        keys = {name for _, name, _ in pairs(step)}
        taken = [
            name
            for item in self._items
            if item.step.instruction.keyword == "LABEL"
            for _, name, _ in pairs(item.step)
        ]
        if any(mentions(step.instruction, name) for name in names):
            self._add(step, step.instruction.words, set())
            return True
        self._passed.append(step)
        return keys.isdisjoint(taken)

    def _add(self, step: Step, words: tuple[Word, ...], names: set[str]) -> None:
        self._items.append(Item(step, words))
        self._names |= names
        self._mentioned |= {name for word in words for name in named_in(word.text, self._escape)}

    def fall(self) -> Fall:
        """What has come of the walk: only what stands above the last costly step goes down, and to below it."""
        last = self._rerun[-1][0].number if self._rerun else -1
        items = [item for item in self._items if item.step.number < last]
        lower = [item.step for item in self._items if item.step.number > last][:1] if self._rerun else []
        target = lower[0] if lower else self._stop or _closing(self._stage)
        passed = (step for step in self._passed if target is None or step.number < target.number)
        return Fall(
            items=tuple(items),
            rerun=tuple(self._rerun),
            target=target,
            passed=tuple(passed),
            names=frozenset(self._names),
            doubt=self._doubt,
            is_used=self._is_read or len(self._items) > 1,
            is_read=self._is_read,
        )


def _closing(stage: PlannedStage) -> Step | None:
    """The first of the instructions that close a stage, None where it ends otherwise."""
    found = None
    for step in reversed(stage.steps):
        if step.instruction.keyword not in _CLOSING:
            break
        found = step
    return found


def pairs(step: Step) -> list[tuple[Word, str, str]]:
    """The words of an ARG, ENV or LABEL with the name and the value of each."""
    words = step.instruction.words
    if step.instruction.keyword != "ARG" and words and "=" not in words[0].text:
        _, _, rest = step.instruction.body.text.strip().partition(words[0].text)
        return [(words[0], words[0].text, rest.strip())]
    parted = ((word, *word.text.partition("=")) for word in words)
    return [(word, name, value) for word, name, _, value in parted]
