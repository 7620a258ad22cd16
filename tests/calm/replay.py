"""Replays the typing of Dockerfiles and prints what flickered: python -m calm.replay [--push] [--debounce N] [NAME]."""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from calm.clock import JumpingLoop
from calm.contexts import CONTEXTS, OTHERS
from calm.conversation import Conversation, Shown
from calm.flicker import Flicker, flickers
from calm.typist import typed


class Typing(NamedTuple):
    """A text that is typed into a file of a project, between two pieces that are there already."""

    name: str
    project: str
    before: str
    new: str
    after: str = ""
    file: str = "Dockerfile"
    dockerfile: str = ""  # beside it, where another file is typed


class Replayed(NamedTuple):
    """What flickered while a text was typed, what was shown in all, and what stood in each document at the end."""

    flickers: list[Flicker]
    shown: set[Shown]
    ends: list[list[tuple[str, int, int]]]


def typings() -> Iterator[Typing]:
    """Each Dockerfile from its first key to its last; then one of its lines written into the rest; then other files."""
    text = (Path(__file__).parent / "typed.txt").read_text()
    contents = dict(part.split("\n", 1) for part in text.split("=== ")[1:])
    for number, (name, content) in enumerate(contents.items()):
        project = name.split(" ", 1)[0]
        yield Typing(name, project, "", content)
        lines = content.splitlines(keepends=True)
        at = 1 + number * 7 % (len(lines) - 1)
        yield Typing(
            f"{name}, line {at + 1}", project, "".join(lines[:at]), lines[at], "".join(lines[at + 1 :])
        )
    for name, project, file, new in OTHERS:
        yield Typing(f"{name}, {file}", project, "", new, "", file, contents[name])


def replayed(typing: Typing, *, pulls: bool, debounce: int = 150, seed: int = 1) -> Replayed:
    """What comes of typing a text."""
    with tempfile.TemporaryDirectory() as folder:
        lay(Path(folder), {**CONTEXTS[typing.project], "Dockerfile": typing.dockerfile})
        loop = JumpingLoop()
        try:
            talk = Conversation(Path(folder), pulls=pulls, debounce=debounce)
            return loop.run_until_complete(_typed_into(talk, typing, seed))
        finally:
            loop.close()


async def _typed_into(talk: Conversation, typing: Typing, seed: int) -> Replayed:
    await talk.start()
    if typing.dockerfile:
        talk.open("Dockerfile", typing.dockerfile)
    document = talk.open(typing.file, typing.before + typing.after)
    await asyncio.sleep(5)
    for key in typed(typing.before, typing.new, typing.after, seed=seed):
        talk.change(document, key.text, key.cursor)
        await asyncio.sleep(key.pause)
    await asyncio.sleep(5)
    await talk.stop()
    found = [one for document in talk.documents.values() for one in flickers(document.looks, talk.hands)]
    shown = {one for document in talk.documents.values() for look in document.looks for one in look.shown}
    return Replayed(found, shown, [document.placed() for document in talk.documents.values()])


def lay(folder: Path, files: dict[str, str]) -> None:
    """Write files into a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def main() -> None:
    """Print each flicker, and the sums."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help="parts of names")
    parser.add_argument(
        "--push", action="store_true", help="have diagnostics pushed, as editors but VS Code do"
    )
    parser.add_argument("--debounce", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    start, count, found = time.time(), 0, list[Flicker]()
    for typing in typings():
        if all(name in typing.name for name in given.names):
            count += 1
            new = replayed(typing, pulls=not given.push, debounce=given.debounce, seed=given.seed)
            for one in new.flickers:
                words = (
                    f"{one.shown.code} in line {one.shown.line + 1} {'vanishes' if one.is_gap else 'appears'}"
                )
                why = "by the edit itself" if one.is_caused else "half-written"
                print(f"{typing.name}: {words}, {why}: {one.text[: one.cursor][-40:]!r}")  # noqa: T201
            found += new.flickers
    caused = sum(one.is_caused for one in found)
    seconds = time.time() - start
    print(f"{count} typings, {len(found)} flickers, {caused} by the edit itself, {seconds:.0f} s")  # noqa: T201


if __name__ == "__main__":
    main()
