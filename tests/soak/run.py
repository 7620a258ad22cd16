"""Works with one server all day and says what it held, and when: python -m soak.run [--edits N] [--seed N]."""

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from repository import Repository

from soak.busy import Busy
from soak.talk import Talk
from soak.world import Document, world

_DOCUMENTS = 50
_RESTS = 10


class Rest(NamedTuple):
    """What a server held when nothing was under way, after how many edits."""

    edits: int
    held: dict[str, int]


class Day(NamedTuple):
    """What a day came to."""

    rests: list[Rest]
    closed: dict[str, int]  # what was held when every document was closed again
    different: list[str]  # documents that a new server judges otherwise
    found: int  # diagnostics at the end
    wrong: list[str]
    counts: dict[str, int]
    code: int


def day(
    folder: Path, edits: int, *, seed: int, rests: int, documents: int, is_trusted: bool = True
) -> Iterator[Rest | Day]:
    """Each rest of a day, and then the day."""
    opened = world(folder, documents)
    repository = None
    if is_trusted:
        repository = Repository(folder)
        repository.commit()
    talk = Talk(folder, is_trusted=is_trusted)
    try:
        busy = Busy(talk, opened, repository, seed)
        busy.open_all()
        found = []
        for part in range(1, rests + 1):
            busy.edit_until(edits * part // rests)
            found.append(Rest(busy.edits, talk.census()))
            yield found[-1]
        shown = {document: _told(talk, document) for document in opened}
        different = _different(folder, talk.settings, busy.texts, shown, is_trusted=is_trusted)
        busy.close_all()
        closed = talk.census()
        sums = sum(map(len, shown.values()))
        yield Day(found, closed, different, sums, talk.wrong, talk.counts, talk.end())
    finally:
        talk.kill()


def _different(
    folder: Path,
    settings: dict[str, Any],
    texts: dict[Document, str],
    shown: dict[Document, list[dict[str, Any]]],
    *,
    is_trusted: bool,
) -> list[str]:
    """The documents of which a new server says something else."""
    talk = Talk(folder, is_trusted=is_trusted)
    talk.settings = settings
    try:
        busy = Busy(talk, list(texts), None, 0)
        busy.texts = dict(texts)
        busy.open_all()
        talk.census()
        found = {document: _told(talk, document) for document in texts}
        assert talk.end() == 0, "it leaves in order"
    finally:
        talk.kill()
    return [
        f"{document.path}: {shown[document]} instead of {told}"
        for document, told in found.items()
        if shown[document] != told
    ]


def _told(talk: Talk, document: Document) -> list[dict[str, Any]]:
    version, diagnostics = talk.shown[document.uri]
    assert version == talk.versions[document.uri], "the last version was judged"
    return diagnostics


def main() -> int:
    """Print the rests and the day; succeed where nothing is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    start, last = time.monotonic(), None
    with tempfile.TemporaryDirectory() as folder:
        for last in day(Path(folder), given.edits, seed=given.seed, rests=_RESTS, documents=_DOCUMENTS):
            if isinstance(last, Rest):
                spent = time.monotonic() - start
                print(f"{last.edits} edits, {spent:.0f} s: {told(last.held)}", flush=True)  # noqa: T201
    assert isinstance(last, Day), "a day ends"
    print(f"all closed: {told(last.closed)}; {last.counts}; {last.found} diagnostics at the end")  # noqa: T201
    for line in (*last.wrong, *last.different):
        print(line)  # noqa: T201
    return 1 if last.wrong or last.different or last.code else 0


def told(held: dict[str, int]) -> str:
    """What a server held, in words."""
    numbers = f"{held['objects']} objects, {held['tasks']} tasks, {held['futures']} futures"
    return f"{held['memory'] / 1e6:.1f} MB, {numbers}"


if __name__ == "__main__":
    raise SystemExit(main())
