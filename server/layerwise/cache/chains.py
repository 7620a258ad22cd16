"""Planned steps that are kept: one after the other, each known by what stands above it and by its text.

A step is a function of its text, of the steps above it, of the stages that it looks up by name, and of the build.
So the steps of a new version of a Dockerfile are those of the last one, down to the first that was edited; and a
stage is the same as before where its last step is the same link of the same chain, wherever it stands in the text.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.scripts import Scripts
from layerwise.cache.shifted import shifted
from layerwise.cache.state import State
from layerwise.cache.steps import Setting, Step, planned
from layerwise.records import dataclass, field
from layerwise.syntax.tree import Instruction
from layerwise.tuples import NamedTuple

_VARIANTS = 4  # of one step, by the stages that it looks up: before a fix, after it, and so forth
_LEAST = 200
_A_STAGE = 4  # of so many instructions at least, on the whole
_Key = TypeVar("_Key")
_Held = TypeVar("_Held")


@dataclass(eq=False, slots=True)
class Root:
    """The top of a stage: its state, and the events of the image that it begins with.

    `image` is that of these, where it was made. `answers` are what is known of the stage that ends here, by the
    question (`asked.py`).
    """

    state: State
    events: tuple[Event, ...] = ()
    image: Image | None = None
    answers: dict[object, object] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Link:
    """A step below others. It stands where it was last asked for; `asked` are the stages that it looked up.

    `image` is the one at the end of its stage, from which others are built. `answers` are what is known of the stage
    that ends here, by the question (`asked.py`).
    """

    above: "End"
    step: Step
    asked: "Mapping[str, End | None]"
    image: Image | None = None
    answers: dict[object, object] = field(default_factory=dict)

    def at(self, instruction: Instruction) -> Step:
        """The step at the place of an instruction of the same text."""
        self.step = step = shifted(self.step, instruction)
        return step


End: TypeAlias = Root | Link
"""What a stage is made of, by its last step."""


def state_after(end: End) -> State:
    """The state that the next step meets."""
    return end.state if isinstance(end, Root) else end.step.after


def _events(end: End) -> tuple[Event, ...]:
    """All events above the next step, each at a place where it once stood."""
    steps: list[Step] = []
    while isinstance(end, Link):
        steps.append(end.step)
        end = end.above
    return (*end.events, *(event for step in reversed(steps) for event in step.events))


class Named(Mapping[str, tuple[int, Image]]):
    """The stages that stand above, by name; remembers which were asked for."""

    def __init__(self, ends: Mapping[str, tuple[int, End]]) -> None:
        self._ends = ends
        self.asked: dict[str, End | None] = {}

    def end(self, name: str) -> End | None:
        """What the stage of a name is made of, None where there is none."""
        return self._ends[name][1] if name in self._ends else None

    def __getitem__(self, name: str) -> tuple[int, Image]:
        self.asked[name] = self.end(name)
        index, end = self._ends[name]
        return index, Image(_events(end))

    def __contains__(self, name: object) -> bool:
        if isinstance(name, str):
            self.asked[name] = self.end(name)
        return name in self._ends

    def __iter__(self) -> Iterator[str]:
        return iter(self._ends)

    def __len__(self) -> int:
        return len(self._ends)


class _Stage(NamedTuple):
    """The steps of a whole stage, and those of them that look up others."""

    links: tuple[Link, ...]
    asking: tuple[Link, ...]


@dataclass(eq=False, slots=True)
class Chains:
    """The steps of one build that are kept, those that were used last; `_most` grows with the Dockerfile."""

    _roots: dict[tuple[object, ...], Root] = field(default_factory=dict)
    _links: dict[tuple[End, str], tuple[Link, ...]] = field(default_factory=dict)
    _stages: dict[tuple[Root, str], _Stage] = field(default_factory=dict)
    _scripts: Scripts = field(default_factory=Scripts)
    _most: int = _LEAST

    def root(self, index: int, base: str | None, parent: End | None, state: Callable[[], State]) -> Root:
        """The top of a stage of some number, built from an image or from another stage; its state, if it is new."""
        key = (index, base, parent)
        root = self._roots.pop(key, None)
        if root is None:
            root = Root(state()) if parent is None else Root(state(), _events(parent), parent.image)
        self._roots[key] = root
        return root

    def links(
        self, root: Root, index: int, text: str, instructions: Sequence[Instruction], setting: Setting
    ) -> tuple[Link, ...]:
        """The steps of a stage from its top, `text` being that of the Dockerfile."""
        if not instructions:
            return ()
        named = setting.places.stages
        assert isinstance(named, Named), "what is looked up is remembered"
        key = (root, text[instructions[0].lines.start : instructions[-1].lines.end])
        known = self._stages.pop(key, None)
        if known is None or not all(_is_current(link, named) for link in known.asking):
            links = tuple(self._linked(root, index, text, instructions, setting, named))
            known = _Stage(links, tuple(link for link in links if link.asked))
        self._stages[key] = known
        return known.links

    def _linked(
        self,
        above: End,
        index: int,
        text: str,
        instructions: Sequence[Instruction],
        setting: Setting,
        named: Named,
    ) -> Iterator[Link]:
        """The steps, one by one: those that are kept, down to the first that is not."""
        image: Image | None = None
        for number, instruction in enumerate(instructions):
            key = (above, instruction.lines.of(text))
            known = self._links.pop(key, ())
            link = next((one for one in known if _is_current(one, named)), None)
            if link is None:
                image = image or above.image or Image(_events(above))
                named.asked = {}
                state = state_after(above)
                is_run = instruction.keyword == "RUN"
                script = self._scripts.read(key[1], instruction, state) if is_run else None
                step = planned(setting, index, number, instruction, state, image, script=script)
                link = Link(above, step, named.asked)
                _let_go(known[_VARIANTS - 1 :])
                known = (link, *known[: _VARIANTS - 1])
            self._links[key] = known
            if image is not None:
                image = image.grown(link.step.events)
                link.image = image if number + 1 == len(instructions) else None
            above = link
            yield link

    def __len__(self) -> int:
        return max(len(self._roots), len(self._links), len(self._stages), len(self._scripts.known))

    def tidy(self, count: int) -> None:
        """Forget the steps that were used longest ago; a Dockerfile has so many instructions."""
        self._most = max(self._most, 4 * count)
        for root in _shorten(self._roots, self._most):
            root.answers.clear()
        gone = [link for links in _shorten(self._links, self._most) for link in links]
        gone += (stage.links[-1] for stage in _shorten(self._stages, self._most // _A_STAGE))
        used = {id(stage.links[-1]) for stage in self._stages.values()} if gone else set[int]()
        _let_go(link for link in gone if id(link) not in used)
        _shorten(self._scripts.known, self._most // _A_STAGE)


def _is_current(link: Link, named: Named) -> bool:
    return all(named.end(name) is end for name, end in link.asked.items())


def _let_go(links: Iterable[Link]) -> None:
    """Forget what is known of links, which names them in turn: else they stayed until Python looks for garbage."""
    for link in links:
        link.answers.clear()


def _shorten(kept: dict[_Key, _Held], most: int) -> list[_Held]:
    """Take out what was used longest ago."""
    return [kept.pop(next(iter(kept))) for _ in range(len(kept) - most)]
