"""The builds of a Dockerfile that is typed: those of before, until it tells something else or the disk does."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from layerwise.builds.build import Build
from layerwise.builds.hints import Hints
from layerwise.host.discovery import builds_of
from layerwise.host.trees import Trees
from layerwise.syntax.parse import parse

_NODE = "FROM node:22\nWORKDIR /srv\nCOPY package.json ./\nRUN npm ci\n"
_WIDE = "FROM node:22\nCOPY . .\nRUN npm ci\n"
_WORKFLOW = "jobs:\n  a:\n    steps:\n      - run: docker build app\n"


class _Typed:
    """One Dockerfile of a project, whose builds are asked for again and again."""

    def __init__(self, root: Path, files: Sequence[str]) -> None:
        self._trees = Trees()
        self._root = root
        for name in files:
            self.write(name, "")

    def write(self, name: str, text: str) -> None:
        (self._root / name).parent.mkdir(parents=True, exist_ok=True)
        (self._root / name).write_text(text)

    def builds(self, text: str, trees: Trees | None = None) -> tuple[Build, ...]:
        return builds_of(
            self._root / "app/Dockerfile",
            parse(text),
            context=None,
            roots=[self._root],
            trees=(trees or self._trees).tree,
        )

    def labels(self, text: str) -> list[str]:
        """Where it is built, which a first look at the project has to tell as well."""
        found = [build.label for build in self.builds(text)]
        assert found == [build.label for build in self.builds(text, Trees())]
        return found


@pytest.mark.parametrize("text", [_NODE, _WIDE])
def test_builds_are_kept_while_nothing_tells_of_others(tmp_path: Path, text: str) -> None:
    """A letter in a WORKDIR, a comment, a word of a RUN that is no file's name."""
    typed = _Typed(tmp_path, ["app/package.json"])
    first = typed.builds(text)
    for other in ("# more\n" + text, text.replace("npm ci", "npm ci --silent"), text + "WORKDIR /x\n"):
        assert typed.builds(other)[0] is first[0]


def test_another_source_may_tell_of_another_directory(tmp_path: Path) -> None:
    """The one in which what is copied exists."""
    typed = _Typed(tmp_path, ["app/package.json", "shared/lib.js"])
    assert typed.labels(_NODE) == ["app"]
    assert typed.labels(_NODE.replace("package.json", "shared/lib.js")) == ["."]
    assert typed.labels(_NODE) == ["app"]


def test_where_no_copy_tells_a_run_may(tmp_path: Path) -> None:
    """The file that it names lies in one directory or in the other."""
    typed = _Typed(tmp_path, ["inner/x", "top.sh", "app/own.sh"])
    above, own = ("FROM a\nCOPY . .\nRUN sh " + name for name in ("top.sh", "own.sh"))
    assert typed.labels(above) == ["."]
    assert typed.labels(own) == ["app"]
    assert typed.labels(above) == ["."]


def test_what_comes_to_the_disk_tells_of_builds(tmp_path: Path) -> None:
    """A workflow that comes, and one that is changed."""
    typed = _Typed(tmp_path, ["app/package.json"])
    assert [build.is_guess for build in typed.builds(_NODE)] == [True]
    typed.write(".github/workflows/ci.yml", _WORKFLOW)
    assert [build.is_guess for build in typed.builds(_NODE)] == [False]
    typed.write(".github/workflows/ci.yml", _WORKFLOW.replace("build", "build --target x"))
    assert [build.target for build in typed.builds(_NODE)] == ["x"]


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("COPY a.json b.json ./", {"a.json", "b.json"}),
        ("add ./a.json /x", {"a.json"}),
        ("COPY --from=build a.json ./", set()),
        ("COPY $A a* a[b] ./", set()),
        ("ADD https://example.com/a.tar.gz ./", set()),
        ("COPY \"a.json\" 'b.json' ./", {"a.json", "b.json"}),
        ('COPY ["a b", "\'c\'", "<<d", ""]', {"a b", "'c'", "<<d"}),
        ('COPY ["a b", ""]', {"a b"}),
        ("COPY <<E /x\na\nE", set()),
        ("COPY . ./", set()),
        ("RUN a b c", set()),
    ],
)
def test_sources_that_are_spelt_out(line: str, sources: set[str]) -> None:
    """Not those of other stages, of variables and patterns, of the network, or written down on the spot."""
    assert Hints(parse(f"FROM a\n{line}\n")).sources == sources


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (_WIDE, "RUN a.b\n" + _WIDE, True),
        (_WIDE, _WIDE + "COPY x /\n", False),
        (_NODE, _NODE.replace("npm ci", "sh x.sh"), True),
    ],
)
def test_runs_count_only_where_they_were_asked_for(one: str, other: str, *, is_same: bool) -> None:
    """Where sources tell, no RUN is looked at."""
    assert Hints(parse(other)).tell(Hints(parse(one)).taken) is is_same


def test_runs_that_were_asked_for_count() -> None:
    """The files that they name, and whether there is one below the copy."""
    hints = Hints(parse(_WIDE))
    assert hints.runs.named == frozenset()
    assert Hints(parse(_WIDE + "RUN npm test\n")).tell(hints.taken)
    assert not Hints(parse(_WIDE + "RUN node a.js\n")).tell(hints.taken)
    assert not Hints(parse(_WIDE.replace("RUN", "#"))).tell(hints.taken)
