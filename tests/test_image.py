"""What the image of a stage holds, asked path by path."""

from collections.abc import Mapping, Sequence

import pytest
from layerwise.builds.build import Build
from layerwise.cache import image
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.plan import plan
from layerwise.cache.spots import Spots
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, MemoryTree
from layerwise.context.tree import Entry, Kind
from layerwise.syntax.parse import parse
from layerwise.unknown import Unknown

_FILES: Mapping[str, Content] = {"src/a.js": "1", "lib.tar.gz": "1"}


def _image(lines: str) -> Image:
    """The image after some instructions, spelt with `; ` between them."""
    text = "FROM alpine\n" + "".join(f"{line}\n" for line in lines.split("; "))
    build = Build(context=BuildContext(MemoryTree(_FILES)), label=".", origin="a test")
    return Image(plan(parse(text), build).stages[-1].events)


@pytest.mark.parametrize(
    ("lines", "path", "names"),
    [
        ("COPY src /x", "/x", ("a.js",)),
        ("COPY src /x; WORKDIR /x/y", "/x", ("a.js", "y")),
        ("WORKDIR /w; WORKDIR /v/u", "/", ("v", "w")),
        ("WORKDIR /w", "/w", ()),
        ("COPY src /x; RUN touch /x/b", "/x", ("a.js",)),
        ("COPY src /x; ADD lib.tar.gz /x", "/x", None),
        ("COPY src /x; ADD lib.tar.gz /y", "/x", ("a.js",)),
        ("COPY --from=other /x /x", "/x", None),
    ],
)
def test_names(lines: str, path: str, names: Sequence[str] | None) -> None:
    """The names that copies and WORKDIR brought into a directory, None where there may be more."""
    found = _image(lines).names(path)

    assert (None if isinstance(found, Unknown) else found) == names


@pytest.mark.parametrize(
    ("lines", "path", "kind"),
    [
        ("COPY src /x", "/x/a.js", Kind.FILE),
        ("COPY src /x/y", "/x", Kind.DIRECTORY),
        ("COPY src /x", "/x/b.js", None),
        ("WORKDIR /w/v", "/w", Kind.DIRECTORY),
        ("WORKDIR /w/v", "/w/v/u", None),
        ("RUN touch /f", "/f", Kind.FILE),
        ("RUN touch /f; RUN touch /f", "/f", Kind.FILE),
        ("RUN echo x > /f", "/f", "unknown"),
        ("RUN echo x > /f; RUN touch /f", "/f", "unknown"),
        ("RUN touch /f; RUN echo x > /f", "/f", "unknown"),
        ("RUN touch -d yesterday /f", "/f", "unknown"),
        ("RUN test -f /g || touch /f", "/f", "unknown"),
        ("RUN find /g | xargs touch /f", "/f", "unknown"),
        ("ARG TARGETARCH; RUN touch /f $TARGETARCH", "/f", "unknown"),
        ("RUN cp /g /f", "/f", "unknown"),
        ("ADD lib.tar.gz /x", "/x/y", "unknown"),
    ],
)
def test_entry(lines: str, path: str, kind: Kind | str | None) -> None:
    """What stands at a path, as far as the steps tell."""
    found = _image(lines).entry(path)

    assert (found.kind if isinstance(found, Entry) else found and "unknown") == kind


@pytest.mark.parametrize(
    ("lines", "path", "is_there"),
    [
        ("RUN mkdir /m", "/m", True),
        ("RUN mkdir -p /m/n", "/m", True),
        ("RUN touch /m", "/m", False),
        ("COPY src /m", "/m", True),
        ("COPY src /m", "/m/a.js", False),
        ("COPY src /m", "/n", None),
    ],
)
def test_directory(lines: str, path: str, is_there: bool | None) -> None:
    """Whether a step made a directory at a path, None where none made anything there."""
    assert _image(lines).has_directory(path) is is_there


@pytest.mark.parametrize(
    ("lines", "path", "text"),
    [
        ("COPY src /x", "/x/a.js", "1"),
        ("RUN touch /f", "/f", ""),
        ("RUN echo x > /f", "/f", "unknown"),
        ("WORKDIR /w", "/w", None),
        ("WORKDIR /w", "/v", None),
        ("COPY --from=other /x /x", "/x", None),
    ],
)
def test_text(lines: str, path: str, text: str | None) -> None:
    """The text of a copied file or of one that was made empty, and what else is known of the place."""
    found = _image(lines).text(path)

    assert ("unknown" if isinstance(found, Unknown) else found) == text


_STEPS = "COPY src /x; RUN touch /x/a.js; RUN rm -f /x/a.js; COPY src /x; WORKDIR /w/v; RUN touch /w"


@pytest.mark.parametrize(
    ("count", "number", "is_changed"),
    [
        (1, 0, False),
        (2, 0, True),
        (2, 1, False),
        (3, 1, True),
        (3, 2, False),
        (6, 2, False),
        (6, 3, False),
        (6, -1, True),
    ],
)
def test_changed_since(count: int, number: int, *, is_changed: bool) -> None:
    """Whether a command below an event may have changed a path: asked of the image alone, and of a part of one."""
    whole = _image(_STEPS)

    assert Image(whole.events[:count]).is_changed_since("/x/a.js", number) is is_changed
    assert whole.first(count).is_changed_since("/x/a.js", number) is is_changed


@pytest.mark.parametrize(("line", "is_changed"), [("RUN ./x", True), ("RUN touch /y", False)])
def test_changed_by_what_nobody_knows(line: str, *, is_changed: bool) -> None:
    """A command of which nobody knows what it writes may have changed any path."""
    image = _image(f"COPY src /x; {line}")

    assert image.is_changed_since("/x/a.js", 0) is is_changed
    assert image.first(2).is_changed_since("/x/a.js", 0) is is_changed


_PLACES = ("/x", "/x/a.js", "/x/b", "/w", "/w/v", "/y", "/y/b", "/")


def _asked(image: Image) -> list[object]:
    """What is said of some places, more than once, as whoever asks more than a few times is told by another way."""
    return [[image.entry(path), image.origin(path), image.copied_at(path)] for path in 2 * _PLACES]


def test_however_it_came_about() -> None:
    """An image says the same whether it grew, is a part of a larger one, or has a few more events than one."""
    for text in (
        _STEPS,
        "WORKDIR /w/v; COPY src/a.js /y/; RUN mkdir -p /y/b /x; ADD lib.tar.gz /y; COPY src /x",
    ):
        events = _image(text).events
        whole = Image(events)
        _asked(whole)
        for count in range(len(events) + 1):
            told = [Image(events[:count]).entry(path) for path in 2 * _PLACES]
            assert [one[0] for one in _asked(whole.first(count))] == told  # type: ignore[index]
            for part in range(count):
                grown = Image(events[:part]).grown(events[part : part + 1])
                more = grown.after(events[part + 1 : count])
                ways = (
                    _asked(Image(events[:count])),
                    _asked(more),
                    _asked(more.grown(())),
                    _asked(grown.grown(events[part + 1 : count])),
                    _asked(Image(events[:count]).first(count)),
                )
                assert all(one == ways[0] for one in ways)


def test_links() -> None:
    """The paths at which commands may have made links, the same whenever they are asked for."""
    image = _image("RUN ln -s /a /z; COPY src /x; RUN ln -s /a /b")
    for _ in range(2):
        assert {"/b", "/z"} <= set(image.links)
        assert list(image.links) == sorted(image.links)
        assert not any(path.startswith("/x") for path in image.links)
    assert not Image().links


def test_where_events_write_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of an image share what was looked up for the whole, and one that grows goes on from what it has."""
    made: list[int] = []

    class Counted(Spots):
        def __init__(self, events: Sequence[Event]) -> None:
            made.append(len(events))
            super().__init__(events)

    monkeypatch.setattr(image, "Spots", Counted)
    events = _image(_STEPS).events
    made.clear()
    whole = Image(events)
    for count in range(len(events)):
        _asked(whole.first(count))
    assert made == [len(events)]
    made.clear()
    grown = Image()
    for event in events:
        grown = grown.grown([event])
    _asked(grown)
    assert made == [0]
    made.clear()
    alone = Image(events)
    for number in range(4):
        alone.entry(f"/x{number}")
    assert made == [], "for a few questions it does not pay"
    alone.entry("/y")
    assert made == [len(events)]
    alone.entry("/x")
    assert made == [len(events)]


def test_events_are_told_from_the_last_to_the_first() -> None:
    """Those that may have written a path: at it, above it, or by the way to something below it."""
    events = _image(
        "RUN touch /x; COPY src /x; WORKDIR /x/y/z; RUN mkdir /q; COPY src /x/y; RUN touch /x/y"
    ).events
    spots = Spots(events)

    assert list(dict.fromkeys(spots.touching("/x/y", 6))) == [5, 4, 2, 1, 0]
    assert list(dict.fromkeys(spots.touching("/x/y", 3))) == [2, 1, 0]
    assert list(dict.fromkeys(spots.touching("/q", 6))) == [3]
