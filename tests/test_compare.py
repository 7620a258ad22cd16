"""When two versions of a Dockerfile build the same image, and what stands in the way where they may not."""

from collections.abc import Mapping

import pytest
from layerwise.builds.build import Build
from layerwise.cache.compare import differences
from layerwise.cache.difference import Weight
from layerwise.cache.plan import plan
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, Folder, Link, MemoryTree
from layerwise.syntax.parse import parse

_FILES: Mapping[str, Content] = {
    "package.json": "{}",
    "package-lock.json": "{}",
    "requirements.txt": "six\n",
    "src/a.js": "1",
    "src/b.js": "1",
    "src/config": Link("../real.json"),
    "lib.tar.gz": "1",
    "real.json": "{}",
    "link.json": Link("real.json"),
    "dir/link": Link("../real.json"),
    "linked": Link("src"),
    "lib/a": "1",
    "lib/b": "1",
    "empty": Folder(),
}
_SHARED: Mapping[str, Content] = {"real.json": "{}"}


def _said(before: str, after: str, target: str | None = None) -> list[str]:
    """The differences of two Dockerfiles, the small ones with a `~` before them."""
    build = Build(
        context=BuildContext(MemoryTree(_FILES)),
        label=".",
        origin="a test",
        target=target,
        contexts={"shared": BuildContext(MemoryTree(_SHARED))},
    )
    found = differences(plan(parse(before), build), plan(parse(after), build))
    return ["~ " * (difference.weight is Weight.SMALL) + difference.why for difference in found]


def _stage(lines: str) -> str:
    return "FROM alpine\n" + "".join(f"{line}\n" for line in lines.split("; "))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("COPY src /x", "RUN true; COPY src /x"),
        ("COPY src /x", "RUN test -f /nowhere; COPY src /x"),
        ("COPY src /x", "COPY src /x; RUN test -f /x/a.js"),
        ("COPY src /x", "COPY src/a.js /x/; COPY src /x"),
        ("COPY src /x; COPY src /x", "COPY src /x"),
        ("ARG TARGETARCH; COPY $TARGETARCH /x; COPY $TARGETARCH /x", "ARG TARGETARCH; COPY $TARGETARCH /x"),
        ("COPY src /x; COPY package.json /y", "COPY package.json /y; COPY src /x"),
        ("COPY . /x; COPY src/a.js /x/src/", "COPY src/a.js /x/src/; COPY . /x"),
        ("COPY . /opt; RUN cd /opt && touch /tmp/y", "RUN cd /opt && touch /tmp/y; COPY . /opt"),
        ("COPY . /x; RUN cat /x/src/a.js", "COPY src /x/src; RUN cat /x/src/a.js; COPY . /x"),
    ],
)
def test_same(before: str, after: str) -> None:
    """Steps that change nothing, are made again, or do not meet what they pass."""
    assert _said(_stage(before), _stage(after)) == []


@pytest.mark.parametrize(
    ("after", "why"),
    [
        ("RUN touch /y; COPY src /x", "touch /y would add files"),
        ("RUN test -f /x/a.js; COPY src /x", "test -f /x/a.js would not find /x/a.js yet"),
        ("COPY . /x/; COPY src /x", "COPY . /x/ would add files"),
        ("COPY package.json src/a.js /x/; COPY src /x", "COPY package.json src/a.js /x/ would add files"),
        ("COPY --from=other /f /f; COPY src /x", "COPY --from=other /f /f would add files"),
        ("ADD lib.tar.gz /x; COPY src /x", "ADD lib.tar.gz /x would add files"),
        ("COPY missing /x; COPY src /x", "COPY missing /x would add files"),
        ("COPY; COPY src /x", "COPY: it has no destination"),
        ("RUN true", "the stage 0 would end without COPY src /x"),
        ("COPY package.json /y", "the stage 0 would end without COPY src /x"),
        ("WORKDIR /w; COPY src /x", "the stage's settings change"),
    ],
)
def test_added(after: str, why: str) -> None:
    """What the second version has besides a copy of `src`, or lacks."""
    assert _said(_stage("COPY src /x"), _stage(after))[0] == why


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        (
            "COPY real.json /x/link.json",
            ["~ COPY real.json /x/link.json brings a file where the copy below puts a link to it"],
        ),
        (
            "COPY --from=shared real.json /x/link.json",
            ["COPY --from=shared real.json /x/link.json would add files"],
        ),
        ("COPY src/a.js /x/linked/", ["COPY src/a.js /x/linked/ would add files"]),
    ],
)
def test_added_where_links_are(copy: str, said: list[str]) -> None:
    """A narrow copy takes the file that a link points to; whether that is the same is for a person to judge."""
    assert _said(_stage("COPY . /x"), _stage(f"{copy}; COPY . /x")) == said


_BOTH = "{} and {} both bear on {}"
_REWRITES = "~ npm install may rewrite /x/package-lock.json, and the copy brings the old one back"
_OTHER = "{} and the moved copy bring different files to the same place"


@pytest.mark.parametrize(
    ("moved", "passed", "narrow", "why"),
    [
        ("COPY . /x", "RUN cat /x/src/a.js", "", "cat /x/src/a.js reads /x/src/a.js, which the copy brings"),
        (
            "COPY . /x",
            "RUN cd /x && touch /tmp/y",
            "",
            "/x would not be there yet when touch /tmp/y runs",
        ),
        ("COPY . /x", "COPY src/a.js /x/src/b.js", "", _OTHER.format("COPY src/a.js /x/src/b.js")),
        ("COPY src/a.js /x/src/b.js", "COPY . /x", "", _OTHER.format("COPY . /x")),
        ("COPY dir src/a.js /x/src/", "COPY package.json src/b.js /x/src/", "", None),
        (
            "COPY dir src/a.js /x/src/",
            "COPY package.json src/b.js src/a.js /x/src/",
            "",
            None,
        ),
        (
            "COPY package.json real.json /x/",
            "COPY --from=shared real.json /x/",
            "",
            _OTHER.format("COPY --from=shared real.json /x/"),
        ),
        ("COPY . /x", "ADD lib.tar.gz /x", "", _OTHER.format("ADD lib.tar.gz /x")),
        ("COPY real.json /x/", "COPY . /x", "", None),
        ("COPY . /x", "RUN test -d /x/src", "COPY src /x/src", None),
        ("COPY . /x", "RUN cp -r /x/lib /q", "COPY lib /x/lib", None),
        (
            "COPY . /x",
            "RUN cp -r /x/lib /q",
            "COPY lib/a /x/lib/",
            "cp -r /x/lib /q reads /x/lib, which the copy brings",
        ),
        (
            "COPY . /x",
            "RUN cp -r /x/empty /q",
            "COPY lib /x/lib",
            "cp -r /x/empty /q reads /x/empty, which the copy brings",
        ),
        ("COPY . /x", "RUN test -d /x/src", "", "test -d /x/src reads /x/src, which the copy brings"),
        (
            "COPY . /x",
            "RUN test -d /x/src",
            "COPY package.json /x/src",
            "test -d /x/src reads /x/src, which the copy brings",
        ),
        (
            "COPY . /x",
            "RUN touch /x/dir/new",
            "",
            "touch /x/dir/new needs the directory /x, which the copy brings",
        ),
        (
            "COPY . /x",
            "RUN touch /x/dir/new",
            "COPY src /x/src",
            "touch /x/dir/new needs the directory /x/dir, which the copy brings",
        ),
        ("COPY . /x", "RUN touch /x/dir/new", "COPY dir /x/dir", None),
        ("COPY . /x", "RUN touch /y/new", "", None),
        ("COPY . /x", "RUN cd /x && npm install", "COPY package.json package-lock.json /x/", _REWRITES),
        (
            "COPY package.json /x/",
            "RUN cd /x && npm install",
            "COPY package.json package-lock.json /x/",
            None,
        ),
        (
            "COPY src /x/src",
            "RUN cd /x && npm ci --prefix src/new",
            "COPY package.json package-lock.json /x/src/new/",
            None,
        ),
        ("COPY --chown=u src /x", "RUN touch /etc/group", "", "touch /etc/group may change who u is"),
        ("COPY --chown=1:u src /x", "RUN touch /etc/group", "", "touch /etc/group may change who 1:u is"),
        ("COPY --chown=1:2 src /x", "RUN touch /etc/group", "", None),
        ("COPY src /x", "RUN touch /etc/group", "", None),
        (
            "COPY --chown=u src /x",
            "COPY package.json /etc/passwd",
            "",
            "COPY package.json /etc/passwd may change who u is",
        ),
        ("COPY --chown=u src /x", "COPY package.json /y", "", None),
        ("COPY src/a.js package.json /x/", "RUN true", "RUN ln -s /q /x/a.js", None),
        (
            "COPY src/a.js package.json /x/",
            "RUN touch /q",
            "RUN ln -s /q /x/a.js",
            "COPY src/a.js package.json /x/ may write through the link /x/a.js",
        ),
        ("RUN touch /q", "COPY src /x", "", None),
        ("RUN touch /x/a.js", "COPY src /x", "", _BOTH.format("touch /x/a.js", "COPY src /x", "/x/a.js")),
        ("RUN touch /q", "ADD lib.tar.gz /x", "", None),
        ("RUN touch /x/f", "ADD lib.tar.gz /x", "", _BOTH.format("touch /x/f", "ADD lib.tar.gz /x", "/x")),
        (
            "RUN rm -rf /x",
            "ADD lib.tar.gz /x/y",
            "",
            _BOTH.format("rm -rf /x", "ADD lib.tar.gz /x/y", "/x/y"),
        ),
        ("RUN touch /q", "WORKDIR /x", "WORKDIR /x; WORKDIR /", None),
        (
            "RUN rm -rf /x /y",
            "WORKDIR /x",
            "WORKDIR /x; WORKDIR /",
            _BOTH.format("rm -rf /x /y", "WORKDIR /x", "/x"),
        ),
        (
            "COPY . /x",
            "RUN cat /x/dir/link",
            "COPY dir /x/dir",
            "cat /x/dir/link reads /x/dir/link, which the copy brings",
        ),
        (
            "COPY . /x",
            "RUN test -f /x/linked/config",
            "COPY linked/config /x/linked/",
            "test -f /x/linked/config reads /x/linked/config, which the copy brings",
        ),
    ],
)
def test_moved(moved: str, passed: str, narrow: str, why: str | None) -> None:
    """A copy that now stands below what it stood above, with a narrow copy above both, or without."""
    above = f"{narrow}; " if narrow else ""
    found = _said(_stage(f"{above}{moved}; {passed}"), _stage(f"{above}{passed}; {moved}"))

    assert found == ([] if why is None else [why])


_INSTALL = "RUN pip install --target /x/lib -r /r/requirements.txt"


@pytest.mark.parametrize(
    ("above", "first", "second", "met"),
    [
        ("", "RUN touch /w/q", "WORKDIR /w", "/w"),
        ("RUN mkdir /w; ", "RUN touch /w/q", "WORKDIR /w", "/w"),
        ("RUN touch /w; ", "RUN touch /w/q", "WORKDIR /w", "/w"),
        ("WORKDIR /w; WORKDIR /; ", "RUN touch /w/q", "WORKDIR /w", None),
        ("WORKDIR /w; WORKDIR /; ", "RUN rm -rf /w", "WORKDIR /w", "/w"),
        ("", "RUN mkdir -p /x/f", "RUN touch /x/g", "/x"),
        ("", "RUN mkdir -p /x/f", _INSTALL, None),
        ("", "RUN mkdir -p /x/f", f"USER node; {_INSTALL}; USER root", "/x"),
    ],
)
def test_order(above: str, first: str, second: str, met: str | None) -> None:
    """Steps that changed places, and the directory on the way that both need or that one makes for the other."""
    above = f"COPY requirements.txt /r/; {above}"
    found = _said(_stage(f"{above}{first}; {second}"), _stage(f"{above}{second}; {first}"))
    other = next(line for line in second.split("; ") if not line.startswith("USER"))

    assert found == (
        [] if met is None else [_BOTH.format(first.removeprefix("RUN "), other.removeprefix("RUN "), met)]
    )


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("FROM a\n", "FROM b\n", "the stage's settings change"),
        ("FROM a\n", "FROM a\nFROM b\nFROM c\n", "the stages are not the same"),
        (
            "FROM a AS one\nFROM a\nCOPY . /x\n",
            "FROM a AS one\nFROM a\n",
            "the stage 1 would end without COPY . /x",
        ),
        (
            "FROM a AS one\nCOPY . /x\nFROM a\n",
            "FROM a AS one\nFROM a\n",
            "~ the stage one, built for itself, would hold less",
        ),
        (
            "FROM a\nWORKDIR /a\nRUN touch x y\nWORKDIR /b\n",
            "FROM a\nWORKDIR /a\nWORKDIR /b\nRUN touch x y\n",
            "touch x y would not do the same in the stage 0",
        ),
        (
            "FROM a AS one\nCOPY dir /d\nRUN make\nFROM a\nCOPY . /x\nCOPY --from=one /d/link /o /x/src/\n",
            "FROM a AS one\nCOPY dir /d\nRUN make\nFROM a\nCOPY --from=one /d/link /o /x/src/\nCOPY . /x\n",
            _OTHER.format("COPY --from=one /d/link /o /x/src/"),
        ),
        (
            "FROM a AS one\nRUN make /o\nFROM a\nCOPY src /x\nCOPY --from=one /o /x/o\n",
            "FROM a AS one\nRUN make /o\nFROM a\nCOPY --from=one /o /x/o\nCOPY src /x\n",
            None,
        ),
    ],
)
def test_stages(before: str, after: str, why: str | None) -> None:
    """Differences are told of the stage in which they are, and of what takes from it."""
    assert _said(before, after) == ([] if why is None else [why])


def test_target_is_built_by_itself() -> None:
    """A stage that a build names is a result, whatever the last stage takes from it."""
    found = _said("FROM a AS one\nCOPY . /x\nFROM a\n", "FROM a AS one\nFROM a\n", target="one")

    assert found == ["the stage one, which is built by itself, would end without COPY . /x"]
