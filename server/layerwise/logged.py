"""A build log read onto a plan: what each step of the Dockerfile did, and how long it took."""

from collections.abc import Mapping, Sequence

from layerwise.buildlog.log import BuildLog, LoggedStep
from layerwise.cache.key import makes_step
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.regex import regex
from layerwise.tuples import NamedTuple

Place = tuple[int, int]  # a step by stage and number

_VARIABLE = regex(r"\$(?:\{[^}]*\}|\w+)")
# The builder takes quotes and escapes from some instructions and leaves them in others, by its version.
_QUOTES = str.maketrans("", "", "\"'\\")


class Done(NamedTuple):
    """What a step did in a build; on several platforms, it is cached where it is on all of them.

    `seconds` is its time where it ran and the log tells, the longest of several platforms.
    """

    is_cached: bool
    seconds: float | None
    error: str | None
    output: tuple[str, ...]


class Logged(NamedTuple):
    """A build log on a plan. `foreign` counts the steps of the log that are none of the Dockerfile's."""

    log: BuildLog
    steps: Mapping[Place, Done]
    foreign: int

    @property
    def seconds(self) -> dict[Place, float]:
        """How long the steps took that ran."""
        return {place: done.seconds for place, done in self.steps.items() if done.seconds is not None}


def fitting(plans: Sequence[BuildPlan], builds: Sequence[BuildLog]) -> tuple[BuildPlan, Logged] | None:
    """The plan with the most steps in a log, and the log read onto it; None where no plan has one."""
    read = [(plan, read_onto(plan, builds)) for plan in plans]
    found = [(plan, logged) for plan, logged in read if logged is not None]
    return max(found, key=lambda pair: len(pair[1].steps)) if found else None


def read_onto(plan: BuildPlan, builds: Sequence[BuildLog]) -> Logged | None:
    """The build of a log that is the plan's, the last one of several; None where none has a step of it."""
    read = [
        (plan.build.origin.endswith((f"service {target}", f"target {target}")), _read(plan, log))
        for build in builds
        for target, log in _targets(plan, build).items()
    ]
    found = [(is_named, logged) for is_named, logged in reversed(read) if logged.steps]
    best = max(found, key=lambda pair: (pair[0], len(pair[1].steps)), default=None)
    return None if best is None else best[1]


def _targets(plan: BuildPlan, build: BuildLog) -> dict[str, BuildLog]:
    """A log taken apart by the targets of compose and bake, which are built at once; "" where it names none."""
    found: dict[str, list[LoggedStep]] = {}
    for logged in build.steps:
        words = [word for word in logged.where if "/" not in word]
        stage = words[-1] if words and _named(plan, words[-1]) else ""
        rest = words[:-1] if stage or len(words) > 1 else words
        found.setdefault(rest[0] if rest else "", []).append(logged)
    return {target: build._replace(steps=tuple(steps)) for target, steps in found.items()}


def _read(plan: BuildPlan, log: BuildLog) -> Logged:
    found: dict[Place, Done] = {}
    foreign = 0
    words = {
        (step.stage, step.number): [_plain(piece) for piece in _VARIABLE.split(text_of(step))]
        for stage in plan.stages
        for step in stage.steps
        if makes_step(step)
    }
    taken: dict[tuple[str, ...], set[Place]] = {}
    known: dict[tuple[tuple[str, ...], int, str], Place] = {}
    for logged in log.steps:
        if logged.keyword == "FROM":
            continue
        already = taken.setdefault(_platform(logged), set())
        own = (logged.where, logged.number, logged.text)
        place = known.get(own) or _place(plan, logged, words, already)
        if place is None:
            foreign += _is_of_files(logged)
            continue
        already.add(place)
        known[own] = place
        done = Done(logged.is_cached, logged.seconds, logged.error, logged.output)
        found[place] = _both(found[place], done) if place in found else done
    return Logged(log, found, foreign)


def _platform(logged: LoggedStep) -> tuple[str, ...]:
    """What tells apart the platforms of one build, in each of which a step stands once."""
    return tuple(word for word in logged.where if "/" in word)


def _is_of_files(logged: LoggedStep) -> bool:
    return logged.keyword in {"RUN", "COPY", "ADD", "WORKDIR"}


def _both(one: Done, other: Done) -> Done:
    seconds = [done.seconds for done in (one, other) if done.seconds is not None]
    return Done(
        is_cached=one.is_cached and other.is_cached,
        seconds=max(seconds, default=None),
        error=one.error or other.error,
        output=one.output or other.output,
    )


def _place(
    plan: BuildPlan, logged: LoggedStep, words: Mapping[Place, list[str]], taken: set[Place]
) -> Place | None:
    """The step that a logged one is: by its words, of equal ones the first that is not told of yet.

    It stands in the stage that the log names, or in any where it names none that the Dockerfile has.
    """
    stages = {stage.index for stage in _named(plan, logged.where[-1])} if logged.where else set()
    text = _plain(logged.text)
    for place, pieces in words.items():
        is_open = place not in taken and (not stages or place[0] in stages)
        if is_open and _fits(pieces, text, is_cut=logged.is_cut):
            return place
    return None


def _named(plan: BuildPlan, name: str) -> list[PlannedStage]:
    return [stage for stage in plan.stages if name.lower() in (stage.stage.name, f"stage-{stage.index}")]


def _plain(text: str) -> str:
    return "".join(text.translate(_QUOTES).split())


def _fits(pieces: list[str], text: str, *, is_cut: bool) -> bool:
    """Whether a text is made of the pieces in their order, with a variable's value between each two."""
    if is_cut and len(pieces) == 1:
        return pieces[0].startswith(text)
    if not text.startswith(pieces[0]):
        return is_cut and pieces[0].startswith(text)
    place = len(pieces[0])
    for piece in pieces[1:-1]:
        found = text.find(piece, place)
        if found == -1:
            return is_cut
        place = found + len(piece)
    if len(pieces) == 1:
        return place == len(text)
    return is_cut or (text.endswith(pieces[-1]) and len(text) - len(pieces[-1]) >= place)


def text_of(step: Step) -> str:
    """The instruction on one line, flags included, as a builder names it."""
    flags = (
        f"--{flag.name}" + (f"={flag.value}" if flag.value is not None else "")
        for flag in step.instruction.flags
    )
    return " ".join((step.instruction.keyword, *flags, *step.instruction.body.text.split()))
