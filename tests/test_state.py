"""What the instructions of a stage leave set, and what of it a build argument decides."""

from collections.abc import Sequence

import pytest
from layerwise.builds.build import Build
from layerwise.cache.plan import plan
from layerwise.cache.state import State
from layerwise.context.context import BuildContext
from layerwise.context.memory import MemoryTree
from layerwise.syntax.parse import parse

_KNOWN, _UNKNOWN = "FROM alpine; ", "FROM nobody/knows; "


def _state(lines: str) -> State:
    """The state after some instructions, spelt with `; ` between them."""
    build = Build(context=BuildContext(MemoryTree({})), label=".", origin="a test")
    return plan(parse(lines.replace("; ", "\n")), build).stages[-1].steps[-1].after


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        ("ENV A=1; ENV B=1", []),
        ("ARG A", ["A"]),
        ("ARG A=1", ["A"]),
        ("ARG TARGETARCH", []),
        ("ARG TARGETARCH; ARG A", ["A"]),
        ("ARG A; ENV A=1", []),
        ("ARG A; ENV B=1", ["A"]),
        ("ARG A; ENV B=$A", ["A", "B"]),
        ("ENV A=1; ENV B=$A", []),
    ],
)
def test_asked(lines: str, asked: Sequence[str]) -> None:
    """The variables whose value another `--build-arg` changes."""
    state = _state(_KNOWN + lines)

    assert state.asked("$A/$B/$C/$TARGETARCH", "\\") == tuple(asked)


@pytest.mark.parametrize(
    ("lines", "path", "is_fixed"),
    [
        ("WORKDIR /a", "x", True),
        ("WORKDIR /a", "/x", True),
        ("ARG A; WORKDIR /a", "$A", False),
        ("ARG A; WORKDIR /a", "/x/$A", False),
        ("ARG A=a; WORKDIR $A", "x", False),
        ("ARG A=a; WORKDIR $A", "/x", True),
        ("ARG A=a; WORKDIR $A; WORKDIR b", "x", False),
        ("ARG A=a; WORKDIR $A; WORKDIR /b", "x", True),
        ("ENV A=a; WORKDIR $A", "x", True),
        ("RUN true", "x", True),
    ],
)
def test_fixed(lines: str, path: str, is_fixed: bool) -> None:
    """Whether a path is the same one whatever the build arguments are."""
    assert _state(_KNOWN + lines).is_fixed(path, "\\") is is_fixed


@pytest.mark.parametrize(
    ("lines", "path", "resolved"),
    [
        (f"{_KNOWN}WORKDIR /a", "x", "/a/x"),
        (f"{_KNOWN}WORKDIR /a", "/x/../y", "/y"),
        (f"{_KNOWN}WORKDIR /a", "C:\\x", "/a/C:\\x"),
        (f"{_KNOWN}ARG TARGETARCH; WORKDIR $TARGETARCH", "x", None),
        (f"{_KNOWN}ARG TARGETARCH; WORKDIR $TARGETARCH", "/x", "/x"),
        (f"{_UNKNOWN}RUN true", "x", "/…/x"),
        (f"{_UNKNOWN}RUN true", "C:/x", None),
        (f"{_UNKNOWN}RUN true", "x\\y", None),
        (f"{_UNKNOWN}WORKDIR /a", "x\\y", "/a/x\\y"),
    ],
)
def test_resolved(lines: str, path: str, resolved: str | None) -> None:
    """Paths against the working directory; of an unknown base nobody knows whether it is one of Windows."""
    assert _state(lines).resolve(path) == resolved


@pytest.mark.parametrize(
    ("lines", "cwd", "base"),
    [
        (f"{_KNOWN}RUN true", "/", "/"),
        (f"{_KNOWN}WORKDIR a", "/a", "/"),
        (f"{_UNKNOWN}WORKDIR a", "/…/a", "/…"),
    ],
)
def test_directories(lines: str, cwd: str, base: str) -> None:
    """The working directory, and the one that the base image starts in."""
    state = _state(lines)

    assert (state.cwd, state.base_cwd) == (cwd, base)
    assert state.is_in_base() is cwd.startswith("/…")


@pytest.mark.parametrize(
    ("lines", "shell"),
    [
        ("RUN true", ("/bin/sh", "-c")),
        ('SHELL ["/bin/bash", "-c"]', ("/bin/bash", "-c")),
        ("SHELL /bin/bash -c", ("/bin/sh", "-c")),
    ],
)
def test_shell(lines: str, shell: Sequence[str]) -> None:
    """Only the JSON form sets the shell."""
    assert _state(_KNOWN + lines).shell == shell


@pytest.mark.parametrize(
    ("image", "is_open"), [("${V}alpine", False), ("alpine", False), ("${V}nobody", True)]
)
def test_base(image: str, *, is_open: bool) -> None:
    """A variable that nothing sets is empty in the name of a base, and only an unknown base may set more."""
    assert _state(f"FROM {image}; ENV A=1").is_open is is_open
