"""Which patterns and links decide about a copy besides the files that it takes."""

from collections.abc import Mapping, Sequence

import pytest
from layerwise.cache.image import Image
from layerwise.cache.watched import Watched, watched
from layerwise.context.memory import Content, Link, MemoryTree
from layerwise.unknown import Unknown
from planning import planned

_FILES: Mapping[str, Content] = {
    "a": "1",
    "a.tar.gz": "1",
    "src/b": "1",
    "linked": Link("src/b"),
    "out": Link("../../x"),
}


@pytest.mark.parametrize(
    ("sources", "is_add", "patterns"),
    [
        (["a"], False, ()),
        (["a.tar.gz"], False, ()),
        (["a.tar.gz"], True, ("a.tar.gz",)),
        (["a"], True, ()),
        (["s*"], False, ("s*",)),
        (["linked"], False, ("linked",)),
        (["<<EOF", "a"], False, ()),
    ],
)
def test_context(sources: Sequence[str], is_add: bool, patterns: Sequence[str]) -> None:
    """In a context patterns and links count, and what ADD may unpack."""
    assert watched(MemoryTree(_FILES), sources, is_add=is_add) == Watched(tuple(patterns))


def test_plainly() -> None:
    """A copy is no ADD unless it is said, and nothing leads away from a context, nor from what nobody knows."""
    assert watched(MemoryTree(_FILES), ["a.tar.gz"]) == Watched((), is_led_away=False)
    assert not watched(Unknown("another image"), ["*"]).is_led_away


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("/x/a", Watched()),
        ("/x/*", Watched(("/x/*",))),
        ("/x/linked", Watched(("/x/src/b",))),
        ("/x/out", Watched((), is_led_away=True)),
        ("/x/absent", Watched()),
        ("/made", Watched((), is_led_away=True)),
    ],
)
def test_image(source: str, expected: Watched) -> None:
    """In a stage the links count that copies brought, and those that commands may have made."""
    image = Image(planned("FROM a; COPY . /x; RUN ln -s /y /made", _FILES).stages[0].events)

    assert watched(image, [source]) == expected
