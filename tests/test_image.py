"""What the image of a stage holds, asked path by path."""

from collections.abc import Mapping, Sequence

import pytest
from layerwise.builds.build import Build
from layerwise.cache.image import Image
from layerwise.cache.plan import plan
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
