"""What appears and vanishes, or vanishes and appears, within two seconds, and whether the edit itself is to blame."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Instruction

from calm.conversation import Hand, Look, Shown

_MOMENT = 2.0
_REST = 1.0


class Flicker(NamedTuple):
    """Something that came and went, or went and came back; `is_caused` by what was written, as it stood then."""

    shown: Shown
    is_gap: bool
    is_caused: bool
    text: str
    cursor: int


def flickers(looks: Sequence[Look], hands: Sequence[Hand]) -> Iterator[Flicker]:
    """All of them in what was to see in one document; `hands` say what was being written meanwhile."""
    came: dict[Shown, float] = {}
    went: dict[Shown, float] = {}
    before: Counter[Shown] = Counter()
    for look in looks:
        now = Counter(look.shown)
        for one in before - now:
            went[one] = look.time
            if look.time - came[one] < _MOMENT:
                yield _flicker(one, came[one], hands, is_gap=False)
        for one in now - before:
            came[one] = look.time
            if one in went and look.time - went[one] < _MOMENT:
                yield _flicker(one, went[one], hands, is_gap=True)
        before = now


def _flicker(shown: Shown, time: float, hands: Sequence[Hand], *, is_gap: bool) -> Flicker:
    hand = next(hand for hand in reversed(hands) if hand.time <= time)
    return Flicker(shown, is_gap, _is_finished(hand, time), hand.text, hand.cursor)


def _is_finished(hand: Hand, time: float) -> bool:
    """Whether nothing was half-written: its line was left, or its writer rested on an instruction that builds."""
    is_left = not _line(hand).strip()
    if not hand.is_dockerfile:
        return is_left or time - hand.time >= _REST
    parsed = parse(hand.text)
    written = next((one for one in parsed.instructions if _is_in(hand, one)), None)
    if written is None and is_left:
        return True
    if written is not None and (
        written.is_open or any(written.span.contains(p.span) for p in parsed.problems)
    ):
        return False
    return time - hand.time >= _REST


def _is_in(hand: Hand, instruction: Instruction) -> bool:
    """Whether the cursor stands in an instruction, or where one goes on that is not at its end."""
    goes_on = instruction.is_open or any(heredoc.is_open for heredoc in instruction.heredocs)
    end = instruction.lines.end
    at_end = hand.cursor == end and (goes_on or not hand.text[:end].endswith("\n"))
    return instruction.lines.start <= hand.cursor < end or at_end


def _line(hand: Hand) -> str:
    start = hand.text.rfind("\n", 0, hand.cursor) + 1
    return hand.text[start:].split("\n", 1)[0]
