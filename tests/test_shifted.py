"""Steps that stand further down than they did: each of their parts is at the same words."""

from collections.abc import Iterator

import pytest
from layerwise.cache import kept
from layerwise.cache.event import Event
from layerwise.cache.plan import plan
from layerwise.cache.shifted import shifted
from layerwise.cache.steps import Step
from layerwise.ecosystems.facts import Call
from layerwise.shell.script import Command, Script
from layerwise.syntax.parse import parse
from layerwise.text import Span
from planning import planned

_FILES = {"web/package.json": "{}", "web/package-lock.json": '{"lockfileVersion": 3, "packages": {"": {}}}'}
_LINES = (
    "WORKDIR /app; COPY . .; "
    "RUN --mount=type=cache,target=/c --mount=type=bind,target=/m npm ci --prefix web >/q && (ls /m); "
    "RUN --mount=type=ssh true; ENV A=1"
)


def _of_command(command: Command) -> Iterator[Span]:
    yield command.span
    yield from (word.span for word in command.words)
    yield from (redirect.target.span for redirect in command.redirects)


def _of_script(script: Script) -> Iterator[Span]:
    for command in script.commands:
        yield from _of_command(command)
    for part in script.parts:
        yield from (part.span, part.operator_span)
        for command in part.commands:
            yield from _of_command(command)


def _of_call(call: Call) -> Iterator[Span]:
    yield from _of_command(call.command)
    yield from (word.span for word in call.arguments)
    yield from (option.value.span for option in call.options if option.value is not None)


def _of_event(event: Event) -> Iterator[Span]:
    yield event.span
    if event.install is not None:
        yield from _of_call(event.install.call)


def _words(step: Step, text: str) -> list[str]:
    """What stands at each place that a step tells of."""
    spans = [step.instruction.span]
    for event in step.events:
        spans += _of_event(event)
    for mount in step.mounts:
        spans += _of_event(mount.event) if mount.event is not None else ()
    if step.script is not None:
        spans += _of_script(step.script)
    return [span.of(text) for span in spans]


@pytest.mark.parametrize("above", ["# more", "ARG A=1", "", "# more; # and more"])
def test_moved_steps(above: str) -> None:
    """Lines above a stage change nothing in what its steps say, but for where it stands."""
    before = planned(f"FROM a; {_LINES}", _FILES)
    text = f"{above}; FROM a; {_LINES}".replace("; ", "\n")
    after = plan(parse(text), before.build)
    again = plan(parse(f"# once more\n{text}"), before.build)
    steps = before.stages[0].steps
    assert steps[2].events[0].install is not None

    for step, moved, further in zip(steps, after.stages[0].steps, again.stages[0].steps, strict=True):
        assert _words(moved, text) == _words(step, before.document.text)
        assert _words(further, f"# once more\n{text}") == _words(step, before.document.text)
        assert [one is None for one in moved.mounts] == [one is None for one in step.mounts]


def test_steps_that_stay() -> None:
    """A step is itself at its own instruction, and takes another one of the same place as it is."""
    kept.forget()
    before = planned(f"FROM a; {_LINES}", _FILES)
    step = before.stages[0].steps[2]
    again = parse(before.document.text).stages[0].instructions[2]
    (moved,) = parse(f"# more\n{before.document.text}").stages[0].instructions[2:3]

    assert shifted(step, step.instruction) is step
    assert shifted(step, again).instruction is again
    assert shifted(step, again).events is step.events
    further = shifted(step, moved)
    assert further.origin is not None
    assert shifted(further, step.instruction).events is step.events


def test_commands_are_shared() -> None:
    """A command of a moved script is one object, in its part and in what installs."""
    before = planned(f"FROM a; {_LINES}", _FILES)
    after = plan(parse(f"# more\n{before.document.text}"), before.build)
    step = after.stages[0].steps[2]
    assert step.script is not None
    (command, *_) = step.script.commands

    assert command in step.script.parts[0].commands
    assert any(command is one for one in step.script.parts[0].commands)
