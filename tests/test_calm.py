"""Typing is calm: what is half-written changes nothing on the screen, and nothing is lost by it."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from calm.clock import JumpingLoop
from calm.conversation import Conversation, Document, Hand, Look, Shown
from calm.flicker import flickers
from calm.replay import Typing, replayed, typings
from layerwise.lsp.calm import Change, Pace, change_between, pace
from layerwise.syntax.parse import parse
from starting_case import FIXED, RULE, START, lay

# Each is typed with LAYERWISE_REPLAY=all; by default every eleventh, which takes in all kinds.
_TYPINGS = list(typings())[:: 1 if os.environ.get("LAYERWISE_REPLAY") == "all" else 11]
_DEBOUNCE = 150
_BEGINNING, _INSTALL = START.rstrip("\n").rsplit("RUN", 1)[0], START.rstrip("\n")[START.index("RUN") :]


@pytest.mark.parametrize("typing", _TYPINGS, ids=lambda typing: typing.name)
def test_replay(typing: Typing) -> None:
    """Nothing appears and vanishes within two seconds but by what was written out; at the end all is told."""
    calm = replayed(typing, pulls=True, debounce=_DEBOUNCE)
    pushed = replayed(typing, pulls=False, debounce=_DEBOUNCE)
    opened = replayed(typing._replace(before=typing.before + typing.new, new=""), pulls=False)

    assert [flicker for flicker in calm.flickers + pushed.flickers if not flicker.is_caused] == []
    assert calm.ends == pushed.ends == opened.ends


def test_flickers_are_seen() -> None:
    """The measure itself: without a pause the same typing flickers, and what is half-written is to blame."""
    typing = next(typing for typing in typings() if typing.name == "php packages")
    found = replayed(typing, pulls=True, debounce=0).flickers

    assert any(not flicker.is_caused for flicker in found)


def _hand(time: float, text: str) -> Hand:
    return Hand(time, text, len(text), is_dockerfile=True)


@pytest.mark.parametrize(
    ("written", "is_caused"),
    [("FROM a\nRUN npm ins", False), ("FROM a\nCOPY . ", False), ("FROM a\nRUN npm ci\n", True)],
)
def test_measure(written: str, is_caused: bool) -> None:
    """What comes and goes within two seconds counts, and what comes back; an ended line is to blame itself."""
    one = Shown(RULE, 2, 1)
    looks = [Look(0, ()), Look(5, (one,)), Look(5.5, ()), Look(6, (one,)), Look(8.5, ()), Look(11, (one,))]
    found = list(flickers(looks, [_hand(0, ""), _hand(4.9, written)]))

    assert [(flicker.is_gap, flicker.is_caused) for flicker in found] == [
        (False, is_caused),
        (True, is_caused),
    ]


@pytest.mark.parametrize(
    ("before", "after", "change", "left"),
    [
        ("RUN a", "RUN ab", Change.KEY, "RUN ab"),
        ("RUN ab", "RUN a", Change.KEY, "RUN a"),
        ("RUN a\nRUN b", "RUN aRUN b", Change.KEY, "RUN a"),
        ("CMD []", 'CMD [""]', Change.KEY, 'CMD [""'),
        ("RUN a", "RUN a\n", Change.ENTER, "RUN a\n"),
        ("RUN a\nRUN b", "RUN a\n\nRUN b", Change.ENTER, "RUN a\n"),
        ("  a\n  b", "  a\n  \n  b", Change.ENTER, "  a\n  "),
        ("RUN a\r\nRUN b", "RUN a\r\n\r\nRUN b", Change.ENTER, "RUN a\r\n"),
        ("a\n", "a\nRUN b\n", Change.LEAP, "a\nRUN b\n"),
        ("a\nb\nc\n", "a\nc\n", Change.LEAP, "a\n"),
        ("node_modules\n", "**/node_modules\n", Change.LEAP, "**/"),
    ],
)
def test_changes(before: str, after: str, change: Change, left: str) -> None:
    """How an edit was made, and what stands left of the cursor then."""
    found, cursor = change_between(before, after)

    assert (found, after[:cursor]) == (change, left)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\nRUN npm ci|", Pace.WRITING),
        ("FROM a\nRUN npm ci\n|", Pace.DONE),
        ("FROM a\n|\nRUN npm ci\n", Pace.DONE),
        ("FROM a\n# layerwise: ign|\n", Pace.WRITING),
        ("FROM a\nCOPY . |", Pace.BROKEN),
        ("FROM a\nCOPY |\nRUN b\n", Pace.BROKEN),
        ("FROM a\nR|\nRUN b\n", Pace.BROKEN),
        ("FROM a\nRUN b && \\\n|", Pace.BROKEN),
        ("FROM a\nRUN b && \\\n|\nCOPY . .\n", Pace.BROKEN),
        ("FROM a\nRUN b && \\\n    c|", Pace.WRITING),
        ("FROM a\nRUN <<EOF\nnpm ci|\n", Pace.BROKEN),
        ("FROM a\nRUN <<EOF\n|\nnpm ci\nEOF\n", Pace.WRITING),
        ("FROM a\nRUN <<EOF\nnpm ci\nEOF\n|", Pace.DONE),
        ("FROM a AS |\n", Pace.BROKEN),
        ("|", Pace.DONE),
    ],
)
def test_pace(text: str, expected: Pace) -> None:
    """How far the writing has come at the cursor, drawn as a bar."""
    cursor = text.index("|")

    assert pace(parse(text.replace("|", "")), cursor) is expected


class Typist:
    """Someone who types into the starting case's Dockerfile."""

    def __init__(self, talk: Conversation, document: Document) -> None:
        self._talk = talk
        self._document = document

    async def type(self, text: str, seconds: float) -> list[str]:
        """What is shown some time after a text was typed at the end, key by key."""
        for letter in text:
            self._talk.change(self._document, self._document.text + letter, len(self._document.text) + 1)
            await asyncio.sleep(0.14)
        return await self.wait(seconds)

    async def replace(self, text: str, seconds: float) -> list[str]:
        """What is shown some time after the text was replaced in one go."""
        self._talk.change(self._document, text, len(text))
        return await self.wait(seconds)

    async def save(self, seconds: float) -> list[str]:
        """What is shown some time after saving."""
        self._talk.save(self._document)
        return await self.wait(seconds)

    async def wait(self, seconds: float) -> list[str]:
        """What is shown after some time."""
        await asyncio.sleep(seconds)
        return [one.code for one in self._document.shown if one.severity < 4]


@pytest.fixture(params=[True, False], ids=["pulled", "pushed"])
def pulls(request: pytest.FixtureRequest) -> bool:
    """Whether the editor pulls diagnostics."""
    return bool(request.param)


Work = Callable[[Typist], Awaitable[list[list[str]]]]


def _typed(folder: Path, text: str, work: Work, *, pulls: bool) -> list[list[str]]:
    """What is seen during some work on a text."""
    lay(folder)
    loop = JumpingLoop()

    async def talk() -> list[list[str]]:
        conversation = Conversation(folder, pulls=pulls, debounce=_DEBOUNCE)
        await conversation.start()
        typist = Typist(conversation, conversation.open("Dockerfile", text))
        await asyncio.sleep(1)
        found = await work(typist)
        await conversation.stop()
        return found

    try:
        return loop.run_until_complete(talk())
    finally:
        loop.close()


def test_rest_in_a_line(tmp_path: Path, pulls: bool) -> None:
    """Within a line, what it brings is told a second after the last key, and no sooner."""

    async def work(typist: Typist) -> list[list[str]]:
        return [await typist.type(_INSTALL, 0.5), await typist.wait(0.5)]

    assert _typed(tmp_path, _BEGINNING, work, pulls=pulls) == [[], [RULE]]


def test_end_of_a_line(tmp_path: Path, pulls: bool) -> None:
    """A line that is ended is told of as soon as the settings say."""

    async def work(typist: Typist) -> list[list[str]]:
        return [await typist.type(_INSTALL + "\n", 0.1)]

    assert _typed(tmp_path, _BEGINNING, work, pulls=pulls) == [[RULE]]


def test_fix(tmp_path: Path, pulls: bool) -> None:
    """After a fix its finding is gone as soon as the settings say."""

    async def work(typist: Typist) -> list[list[str]]:
        return [await typist.wait(0), await typist.replace(FIXED, 0.2)]

    assert _typed(tmp_path, START, work, pulls=pulls) == [[RULE], []]


def test_half_written(tmp_path: Path, pulls: bool) -> None:
    """While an instruction would be refused, all stays as it was; what is saved is told as it is."""
    half = START.replace("COPY", "RUN <<EOF\nCOPY")

    async def work(typist: Typist) -> list[list[str]]:
        return [await typist.replace(half, 60), await typist.save(0.1)]

    assert _typed(tmp_path, START, work, pulls=pulls) == [[RULE], []]


def test_half_written_and_left(tmp_path: Path, pulls: bool) -> None:
    """Where something else is written after it, all is told as it is."""

    async def work(typist: Typist) -> list[list[str]]:
        return [await typist.replace(START.replace(". /app", ". "), 60), await typist.type("USER me\n", 0.1)]

    assert _typed(tmp_path, START, work, pulls=pulls) == [[RULE], []]
