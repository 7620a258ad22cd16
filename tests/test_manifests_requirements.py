"""pip requirements files."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layerwise.manifests.requirements import _UNQUOTED, Kind, Line, local_path, read
from layerwise.unknown import Unknown

R, E, I, C, L = Kind.REQUIREMENT, Kind.EDITABLE, Kind.INCLUDE, Kind.CONSTRAINT, Kind.LINKS  # noqa: E741

LINES: dict[str, list[tuple[Kind, str]]] = {
    "": [],
    "# only\n\n   # this\n": [],
    "flask==3.0  # web\nrequests>=2\n": [(R, "flask==3.0"), (R, "requests>=2")],
    "-r base.txt": [(I, "base.txt")],
    "-rbase.txt": [(I, "base.txt")],
    "--requirement base.txt": [(I, "base.txt")],
    "--requirement=base.txt": [(I, "base.txt")],
    "--requirem base.txt": [(I, "base.txt")],
    '-r "my base.txt"': [(I, "my base.txt")],
    "-c limits.txt": [(C, "limits.txt")],
    "--constraint=limits.txt": [(C, "limits.txt")],
    "-e .": [(E, ".")],
    "--editable ./lib[x]": [(E, "./lib[x]")],
    "-r a.txt -r b.txt": [(I, "a.txt")],
    "six -r a.txt": [(R, "six")],
    "six \\\n  --hash=sha256:aa \\\n  --hash=sha256:bb\nflask": [(R, "six"), (R, "flask")],
    "-r \\\nbase.txt": [(I, "base.txt")],
    "six \\\n# note \\\nflask": [(R, "six"), (R, "flask")],
    "--no-index\n--find-links=wheels": [(L, "wheels")],
    "-f wheels --no-binary :all:": [(L, "wheels")],
    "six; python_version < '3'": [(R, "six; python_version < '3'")],
    "\ufeffsix\r\nflask": [(R, "six"), (R, "flask")],
    "x @ git+ssh://git@host/x.git#egg=x": [(R, "x @ git+ssh://git@host/x.git#egg=x")],
    "${NAME}==${VERSION}": [(R, "six==1.0")],
    "-r ${WHERE}/a.txt": [(I, "${WHERE}/a.txt")],
    "${name}": [(R, "${name}")],
}


@pytest.mark.parametrize(("text", "expected"), LINES.items(), ids=map(repr, LINES))
def test_lines(text: str, expected: list[tuple[Kind, str]]) -> None:
    """Each line is what pip makes of it."""
    lines = read(text, {"NAME": "six", "VERSION": "1.0", "WHERE": None})

    assert not isinstance(lines, Unknown)
    assert expected == [(line.kind, line.value) for line in lines]


@pytest.mark.parametrize("text", ["--frobnicate", "-r", '-r "open', "--requir x", "-z"])
def test_what_pip_refuses_is_unknown(text: str) -> None:
    """A line at which pip stops makes the file unknown."""
    assert isinstance(read(text, {}), Unknown)


def test_spans() -> None:
    """A span covers the joined line without its line end."""
    text = "\ufeff# x\nsix \\\n  --hash=a\n-r b.txt\r\n"
    lines = read(text, {})

    assert not isinstance(lines, Unknown)
    assert [line.span.of(text) for line in lines] == ["six \\\n  --hash=a", "-r b.txt"]
    assert lines[1] == Line(Kind.INCLUDE, "b.txt", lines[1].span)


PATHS = {
    "six": None,
    "six>=1.0,<2": None,
    "six[extra]==1.0": None,
    "requirements.txt": None,
    "https://host/six.whl": None,
    "git+https://${TOKEN}@host/x.git": None,
    "x @ https://host/x.whl": None,
    "git@host:x.git": None,
    ".": ".",
    ".[dev]": ".",
    "./lib": "./lib",
    "../lib[a,b]": "../lib",
    "/opt/lib": "/opt/lib",
    "sub/": "sub/",
    "six.whl": "six.whl",
    "dist/six-1.0.tar.gz": "dist/six-1.0.tar.gz",
    "x @ file:./six.whl": "./six.whl",
    "x@file:///opt/a%20b": "/opt/a b",
    "file:///opt/x#egg=x": "/opt/x",
    "file://localhost/opt/x ; python_version > '3'": "/opt/x",
    "git+file:///srv/x": "/srv/x",
    "./lib ; python_version > '3'": "./lib",
}


@pytest.mark.parametrize(("requirement", "expected"), PATHS.items())
def test_local_path(requirement: str, expected: str | None) -> None:
    """A requirement is a path only where pip looks for one."""
    assert expected == local_path(requirement)


@pytest.mark.parametrize("requirement", ["${DIR}/lib", "./${NAME}", "${PKG}"])
def test_local_path_with_a_variable(requirement: str) -> None:
    """A path with an unexpanded variable is not known."""
    assert isinstance(local_path(requirement), Unknown)


@given(st.text("ab-=:# \t\r\n'\"\\$(){}[];|&~^,./\x0b\x1c\xa0é", max_size=20))
def test_words_without_quotes(text: str) -> None:
    """What is taken apart at its blanks, shlex takes apart there as well."""
    if _UNQUOTED.fullmatch(text):
        assert text.split() == shlex.split(text)
