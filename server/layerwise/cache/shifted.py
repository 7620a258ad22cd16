"""Steps whose instruction stands elsewhere in the text, all else being the same."""

from collections.abc import Iterator

from layerwise.cache.event import Event
from layerwise.cache.mounts import Mount
from layerwise.cache.steps import Step
from layerwise.ecosystems.facts import Call, Option
from layerwise.ecosystems.recognise import Recognised
from layerwise.late import made_of
from layerwise.records import replace
from layerwise.shell.moved import Shift
from layerwise.syntax.tree import Instruction
from layerwise.tuples import NamedTuple

_SAME = ("stage", "number", "state", "after")


class _Origin(NamedTuple):
    """A step with all its parts, and how much further on it stands now."""

    step: Step
    by: int

    def parts(self) -> Iterator[tuple[str, object]]:
        """The parts that are not made at once."""
        step, shift = self.step, _Shift(self.by)
        yield "script", None if step.script is None else shift.script(step.script)
        yield "events", tuple(shift.event(event) for event in step.events)
        yield "mounts", tuple(shift.mount(mount) for mount in step.mounts)


def shifted(step: Step, instruction: Instruction) -> Step:
    """The step of an instruction that has the text of the step's own one; what has moved is made when asked for."""
    if step.instruction is instruction:
        return step
    by = instruction.lines.start - step.instruction.lines.start
    origin = step.origin
    if isinstance(origin, _Origin):
        step, by = origin.step, origin.by + by
    if not by:
        return replace(step, instruction=instruction)
    known = [(name, getattr(step, name)) for name in _SAME]
    return made_of(Step, [("instruction", instruction), *known], _Origin(step, by))


class _Shift(Shift):
    """The same for what makes up a step."""

    __slots__ = ()

    def event(self, event: Event) -> Event:
        install = None if event.install is None else self._recognised(event.install)
        return replace(event, span=self.span(event.span), install=install)

    def mount(self, mount: Mount) -> Mount:
        return mount if mount.event is None else mount._replace(event=self.event(mount.event))

    def _recognised(self, found: Recognised) -> Recognised:
        call = found.call
        made: Call = replace(
            call,
            command=self.command(call.command),
            options=tuple(self._option(option) for option in call.options),
            arguments=tuple(self.word(word) for word in call.arguments),
        )
        return found._replace(call=made)

    def _option(self, option: Option) -> Option:
        return option if option.value is None else option._replace(value=self.word(option.value))
