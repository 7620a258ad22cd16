"""An instruction with the state that it meets and the events that it causes."""

from collections.abc import Mapping, Sequence

from layerwise.cache.accounts import homes_after
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.mounts import Mount
from layerwise.cache.paths import NOTHING, Paths, files
from layerwise.cache.runs import run_events
from layerwise.cache.scripts import read_script
from layerwise.cache.sources import Places, Resolved, resolve
from layerwise.cache.state import State, advance
from layerwise.late import Late
from layerwise.records import dataclass, replace
from layerwise.shell.script import Script
from layerwise.syntax.tree import Instruction
from layerwise.text import Span
from layerwise.tuples import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Late):
    """One instruction of a stage: the state that it meets and the events that it causes.

    The parts of one that stands elsewhere than it was planned are made when somebody asks for one (`shifted.py`).
    """

    stage: int
    number: int
    instruction: Instruction
    state: State
    after: State
    events: tuple[Event, ...] = ()
    script: Script | None = None
    mounts: tuple[Mount, ...] = ()


class Setting(NamedTuple):
    """What holds for all instructions of a stage: where copies come from, the escape, the ARGs above all FROMs."""

    places: Places
    escape: str
    outer: Mapping[str, str | None]


def run(
    setting: Setting, stage: int, instructions: Sequence[Instruction], state: State, events: tuple[Event, ...]
) -> tuple[Step, ...]:
    """The steps of instructions that meet a state and an image made by some events."""
    steps: list[Step] = []
    image = Image(events)
    for number, instruction in enumerate(instructions):
        step = planned(setting, stage, number, instruction, state, image)
        steps.append(step)
        image = image.grown(step.events)
        state = step.after
    return tuple(steps)


def planned(  # noqa: PLR0913 - the step, and all that it meets
    setting: Setting,
    stage: int,
    number: int,
    instruction: Instruction,
    state: State,
    image: Image,
    *,
    script: Script | None = None,
) -> Step:
    """The step of one instruction that meets a state and an image; its script, where that is known."""
    after = advance(state, instruction, setting.escape, setting.places.build, setting.outer)
    if instruction.keyword == "RUN" and script is None:
        script = read_script(instruction, state)
    step = Step(stage=stage, number=number, instruction=instruction, state=state, after=after, script=script)
    step = _with_events(step, image, setting.places, setting.escape)
    if step.script is not None:
        homes = homes_after(after.homes, step.script)
        step = replace(step, after=replace(after, homes=homes)) if homes != after.homes else step
    return step


def _with_events(step: Step, image: Image, places: Places, escape: str) -> Step:
    match step.instruction.keyword:
        case "COPY" | "ADD":
            resolved = resolve(step.instruction, step.state, image, places, escape)
            return replace(step, events=_copy_events(step.instruction, resolved))
        case "RUN":
            assert step.script is not None, "it has been read"
            mounted, events = run_events(step.instruction, step.script, step.state, image, places, escape)
            return replace(step, events=events, mounts=mounted)
        case "WORKDIR" if (path := step.after.cwd) and path != "/":
            return replace(step, events=(_directory_event(step, path),))
        case _:
            return step


def _copy_events(instruction: Instruction, resolved: Resolved) -> tuple[Event, ...]:
    copy = resolved.copy
    written = Paths(frozenset(resolved.files), frozenset(resolved.trees), copy.unknown)
    identity = (
        *("COPY", copy.origin, copy.mappings, copy.owner, copy.mode, copy.is_link, copy.excludes),
        *(resolved.files, resolved.trees, instruction.body.text if copy.unknown or resolved.trees else None),
        tuple(heredoc.body for heredoc in instruction.heredocs),
    )
    return (
        Event(
            identity=identity,
            span=copy_span(instruction),
            label=_label(instruction),
            copy=copy,
            reads=NOTHING,
            writes=written,
        ),
    )


def _label(instruction: Instruction) -> str:
    """The instruction as a message names it, on one line."""
    flags = [
        f"--{flag.name}" + ("" if flag.value is None else f"={flag.value}") for flag in instruction.flags
    ]
    return " ".join([instruction.keyword, *flags, *instruction.body.text.split()])


def copy_span(instruction: Instruction) -> Span:
    """From the keyword through the last source: what a squiggle marks, since a lone `.` is too small to hit."""
    if instruction.is_json or len(instruction.words) < len(("source", "destination")):
        return instruction.span
    return Span(instruction.span.start, instruction.words[-2].span.end)


def _directory_event(step: Step, path: str) -> Event:
    return Event(
        identity=("WORKDIR", path, step.state.user),
        span=step.instruction.span,
        label=f"WORKDIR {path}",
        reads=NOTHING,
        writes=files(path),
        user=step.state.user,
        is_directory=True,
    )
