"""Where a COPY or an ADD puts what, as its words say."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from layerwise.builds.build import Build
from layerwise.cache.event import Event
from layerwise.cache.plan import plan
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, Link, MemoryTree
from layerwise.host.disk import DiskTree
from layerwise.syntax.parse import parse
from layerwise.unknown import Unknown

_FILES: Mapping[str, Content] = {
    "package.json": "{}",
    "src/a.js": "1",
    "lib.tar.gz": "1",
    "dark": Unknown("no permission"),
    "dim": Unknown("no such device"),
    "broken": Link("nowhere"),
    "linked": Link("package.json"),
}
_UNKNOWN = "the value of $TARGETARCH is not known"


def _event(lines: str) -> Event:
    """The event of the last instruction of some, spelt with `; ` between them."""
    text = "FROM nobody/knows AS base\nFROM nobody/knows\nARG TARGETARCH\n"
    text += "".join(f"{line}\n" for line in lines.split("; "))
    build = Build(context=BuildContext(MemoryTree(_FILES)), label=".", origin="a test")
    (event,) = plan(parse(text), build).stages[-1].steps[-1].events
    return event


@pytest.mark.parametrize(
    ("lines", "target"),
    [
        ("COPY package.json /x", "/x"),
        ("COPY package.json /x/", "/x/package.json"),
        ("COPY package.json /x/.", "/x/package.json"),
        ("COPY package.json /x/y/..", "/x/package.json"),
        ("COPY package.json /opt", "/opt/package.json"),
        ("COPY package.json .", "/…/package.json"),
        ("COPY package.json x", "/…/x"),
        ("WORKDIR /x/y; COPY package.json /x", "/x/package.json"),
        ("WORKDIR /x/y; COPY package.json /x/y", "/x/y/package.json"),
        ("RUN mkdir /x; COPY package.json /x", "/x/package.json"),
        ("RUN touch /x; COPY package.json /x", "/x"),
        ("ARG TARGETARCH; WORKDIR $TARGETARCH; COPY package.json /x", "/x"),
        ("COPY linked /x/", "/x/linked"),
        ("COPY package.js* /x", "/x"),
        ("COPY --parents package.json /x", "/x/package.json"),
        ("COPY --parents=false package.json /x", "/x"),
        ("COPY --parents ./src/a.js /x", "/x/src/a.js"),
        ("COPY --parents src/./a.js /x", "/x/a.js"),
    ],
)
def test_target(lines: str, target: str) -> None:
    """The image path of a file: in a directory by the spelling, or because one is there."""
    event = _event(lines)

    assert event.copy is not None
    assert [mapping.target for mapping in event.copy.mappings] == [target]


@pytest.mark.parametrize(
    ("line", "files", "trees"),
    [
        ("COPY <<f /x\nf", {"/x"}, set()),
        ("COPY <<f /x/\nf", {"/x/f"}, set()),
        ("COPY <<-'f' /x/\nf", {"/x/f"}, set()),
        ("ADD https://a.example/f /x/", set(), {"/x/f"}),
        ("ADD lib.tar.gz /x/", set(), {"/x"}),
        ("COPY lib.tar.gz /x/", set(), set()),
        ("COPY missing.txt /x/", set(), {"/x/missing.txt"}),
        ("COPY missing /x/", set(), {"/x"}),
        ("COPY broken /x/", set(), {"/x"}),
        ("COPY --from=base /o/* /x/", set(), {"/x"}),
    ],
)
def test_not_mapped(line: str, files: set[str], trees: set[str]) -> None:
    """What is written besides the files of the build context."""
    event = _event(line)

    assert event.writes.files == files
    assert event.writes.trees == trees


@pytest.mark.parametrize(
    ("line", "absent"),
    [
        ("COPY https://a.example/f /x/", ("https://a.example/f",)),
        ("ADD https://a.example/f /x/", ()),
        ("COPY package.json missing broken /x/", ("missing", "broken")),
    ],
)
def test_absent(line: str, absent: Sequence[str]) -> None:
    """The sources that the build context lacks."""
    event = _event(line)

    assert event.copy is not None
    assert event.copy.absent == absent


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("COPY package.json /x", None),
        ("COPY package.json", "it has no destination"),
        ("COPY $TARGETARCH", "it has no destination"),
        ("COPY package.json $TARGETARCH", _UNKNOWN),
        ("COPY package.json $TARGETARCH /x/", _UNKNOWN),
        ("WORKDIR $TARGETARCH; COPY package.json x", "the working directory is not known"),
        ("WORKDIR $TARGETARCH; COPY package.json $TARGETARCH x", _UNKNOWN),
        ("COPY dark dim /x/", "no permission"),
        ("COPY dim dark /x/", "no such device"),
    ],
)
def test_unknown(lines: str, why: str | None) -> None:
    """Why nobody can say what is brought where; then nothing counts as brought but what surely is."""
    event = _event(lines)

    assert event.copy is not None
    assert event.copy.unknown == event.writes.unknown == why
    assert bool(event.copy.mappings) is (why is None)


@pytest.mark.parametrize(
    ("flag", "owner"),
    [("", None), ("--chown", None), ("--chown=a", "a"), ("--chown=$TARGETARCH", "$TARGETARCH")],
)
def test_owner(flag: str, owner: str | None) -> None:
    """The owner as far as it is known, else as written."""
    event = _event(f"COPY {flag} package.json /x")

    assert event.copy is not None
    assert event.copy.owner == owner


@pytest.mark.parametrize(
    ("line", "other", "is_same"),
    [
        ("COPY src /x", "COPY ./src  /x", True),
        ("COPY src /x", "COPY --chown=a src /x", False),
        ("COPY missing /x", "COPY missing /x", True),
        ("COPY missing /x", "COPY gone /x", False),
        ("COPY dark /x", "COPY dim /x", False),
        ("COPY <<f /x\n1\nf", "COPY <<f /x\n2\nf", False),
    ],
)
def test_same(line: str, other: str, is_same: bool) -> None:
    """Whether two lines are the same event: by what they bring, and by their words where that is not known."""
    assert (_event(line).identity == _event(other).identity) is is_same


def test_context_is_gone(tmp_path: Path) -> None:
    """A build context that is not there brings nothing, not even a directory."""
    build = Build(context=BuildContext(DiskTree(tmp_path / "gone")), label=".", origin="a test")
    (event,) = plan(parse("FROM a\nCOPY . /x\n"), build).stages[-1].steps[-1].events

    assert event.copy is not None
    assert (event.copy.mappings, event.copy.absent) == ((), (".",))
