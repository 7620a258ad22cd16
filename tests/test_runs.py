"""What the commands of a RUN become: which of them count, what they read, where they would do the same."""

from collections.abc import Mapping, Sequence

import pytest
from layerwise.builds.build import Build
from layerwise.cache.event import Event
from layerwise.cache.plan import plan
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, Link, MemoryTree
from layerwise.syntax.parse import parse

_FILES: Mapping[str, Content] = {
    "Gemfile": "",
    "Gemfile.lock": "",
    "package.json": "{",
    "nginx.conf": "1",
    "requirements.txt": "six\n",
    "pip": "1",
    "npm": "1",
    "run.sh": "1",
    "conf/a": "1",
    "bin/bundle": "1",
    "bin/pip": "1",
    "linked": Link("run.sh"),
    "tool/npm": Link("../npm"),
    "tool/bundle": Link("../bin/bundle"),
    "also": Link("bin"),
    "gradlew": "1",
    "build.gradle": "",
}
_ALL = "COPY . /app; WORKDIR /app; "


def _events(lines: str) -> Sequence[Event]:
    """The events of the last instruction of some, spelt with `; ` between them."""
    text = "FROM alpine\n" + "".join(f"{line}\n" for line in lines.split("; "))
    build = Build(context=BuildContext(MemoryTree(_FILES)), label=".", origin="a test")
    return plan(parse(text), build).stages[-1].steps[-1].events


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("true", []),
        ("true && touch /x", ["touch /x"]),
        ("cd", []),
        ("cd /opt", ["cd /opt"]),
        ("cd /opt && touch /x", ["touch /x"]),
        ("cd /opt && cd lib && touch /x", ["touch /x"]),
        ("cd /opt && cd / && touch /x", ["cd /opt", "touch /x"]),
        ("pushd /opt && cd / && touch /x", ["pushd /opt", "touch /x"]),
        ("cd $UNKNOWN && touch /x", ["cd $UNKNOWN", "touch /x"]),
        ("cd $UNKNOWN && cd y && touch /x", ["cd $UNKNOWN", "touch /x"]),
        (f"touch /{'x' * 53}", [f"touch /{'x' * 53}"]),
        (f"touch /{'x' * 54}", [f"touch /{'x' * 52}…"]),
    ],
)
def test_counted(line: str, labels: Sequence[str]) -> None:
    """The commands that can bear on others: a `cd` only where nothing runs in the directory."""
    assert [event.label for event in _events(f"RUN {line}")] == labels


@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("./run.sh", {"/app/run.sh"}),
        ("./run.sh $UNKNOWN conf Gemfile", {"/app/run.sh", "/app/Gemfile"}),
        ("./linked", {"/app/linked"}),
        ("./made", set()),
        ("cp nginx.conf /etc/", {"/app/nginx.conf"}),
        ("cp conf /etc/", set()),
        ("cd $UNKNOWN && ./run.sh", set()),
    ],
)
def test_read(command: str, files: set[str]) -> None:
    """The single files that a command reads: programs and scripts of copies are among them."""
    assert _events(f"{_ALL}RUN touch made; RUN {command}")[-1].reads.files == files


_LINK = "the command is a symbolic link"


@pytest.mark.parametrize(
    ("lines", "needs", "why"),
    [
        ("RUN pip install -r requirements.txt", ["requirements.txt"], None),
        ("RUN bin/pip install -r requirements.txt", ["bin/pip", "requirements.txt"], None),
        ("RUN touch x/pip; RUN x/pip install -r requirements.txt", ["requirements.txt"], None),
        ("RUN bin/bundle install", ["bin/bundle", "Gemfile", "Gemfile.lock"], None),
        ("RUN tool/bundle install", None, _LINK),
        ("RUN also/bundle install", None, _LINK),
        ("RUN tool/npm install", None, "it is not JSON"),
        ("RUN ./gradlew dependencies", ["gradlew", "build.gradle"], "gradlew is a script of the project"),
        ("RUN cd $UNKNOWN && bin/bundle install", [], "the directory in which bundle runs is not known"),
    ],
)
def test_program_of_install(lines: str, needs: Sequence[str] | None, why: str | None) -> None:
    """An install whose program is a file of the project needs that too, once; a link may lead anywhere."""
    reading = _events(f"{_ALL}{lines}")[-1].reading

    assert reading is not None
    assert needs is None or sorted(need.path for need in reading.needs) == sorted(f"/app/{n}" for n in needs)
    assert (reading.unknown.note.partition(" (")[0] if reading.unknown else None) == why


@pytest.mark.parametrize(
    ("command", "is_same"),
    [
        ("mkdir /x", True),
        ("mkdir x", False),
        ("mkdir /x y", False),
        ("mkdir $OLDPWD/x", False),
        ("useradd app", True),
        ("make", False),
        ("./make", False),
    ],
)
def test_same_in_other_directory(command: str, is_same: bool) -> None:
    """Whether a command counts as the same one when it runs elsewhere."""
    (here,) = _events(f"WORKDIR /a; RUN {command}")
    (there,) = _events(f"WORKDIR /b; RUN {command}")

    assert (here.identity == there.identity) is is_same


@pytest.mark.parametrize(
    ("command", "name", "is_same"),
    [
        ("touch /x", "A", True),
        ("touch /x", "LANG", False),
        ("touch $UNKNOWN", "A", False),
        ("make", "A", False),
        ("make", "LANG", False),
    ],
)
def test_same_in_other_environment(command: str, name: str, is_same: bool) -> None:
    """Whether a command counts as the same one where a variable has another value."""
    (here,) = _events(f"ENV {name}=1; RUN {command}")
    (there,) = _events(f"ENV {name}=2; RUN {command}")

    assert (here.identity == there.identity) is is_same


@pytest.mark.parametrize(
    ("command", "has_cwd"),
    [
        ("RUN make", True),
        ("FROM nobody/knows; RUN make", True),
        ("FROM nobody/knows; WORKDIR /x; RUN make", False),
        ("RUN cd /x && make", False),
        ("WORKDIR /x; RUN make", False),
        ("ARG TARGETARCH; WORKDIR $TARGETARCH; RUN make", False),
    ],
)
def test_directory_of_base(command: str, has_cwd: bool) -> None:
    """Whether the directory that a command runs in is the one that the base image starts in, and so has."""
    assert _events(command)[-1].has_cwd is has_cwd


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("RUN make; WORKDIR /app/dist; RUN bundle install", "what make has made in /app/dist is not known"),
        ("RUN touch x; WORKDIR /app/dist; RUN bundle install", None),
        ("RUN make; RUN bundle install", None),
        ("RUN make; WORKDIR /app/dist; RUN pip install -r ../requirements.txt", None),
    ],
)
def test_what_may_have_been_made(lines: str, why: str | None) -> None:
    """A project above counts only where nothing that nobody knows may have made one in the directory itself."""
    event = _events(_ALL + lines)[-1]
    unknown = event.reading.unknown if event.reading else None

    assert event.install is not None
    assert (None if unknown is None else unknown.note) == why
