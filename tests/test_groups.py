"""Which file tells best why an install reruns, and what counts as read above it."""

from collections.abc import Mapping, Sequence

import pytest
from layerwise.builds.build import Build
from layerwise.cache.plan import BuildPlan, plan
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, Folder, Link, MemoryTree
from layerwise.split.groups import Rerun, example, groups, is_context_free, is_install, last_with
from layerwise.syntax.parse import parse

_FILES: Mapping[str, Content] = {
    "requirements.txt": "six\n",
    "app.py": "1",
    "src/b.py": "1",
    ".github/c.py": "1",
    "docs/.hidden/d.py": "1",
    "tool.deb": "1",
}


def _plan(lines: str, files: Mapping[str, Content] = _FILES) -> BuildPlan:
    """The plan of a Dockerfile, spelt with `; ` between its lines."""
    build = Build(context=BuildContext(MemoryTree(files)), label=".", origin="a test")
    return plan(parse(lines.replace("; ", "\n")), build)


_PIP = "RUN pip install -r requirements.txt"
_MADE = "FROM a AS s; COPY . /s; RUN make /o"


@pytest.mark.parametrize(
    ("lines", "names", "told"),
    [
        ("COPY . ./", ["app.py"], "app.py"),
        ("COPY . ./", [".github/c.py", "docs/.hidden/d.py", "src/b.py"], "src/b.py"),
        ("COPY . ./", [".github/c.py", "README.md"], "README.md"),
        ("COPY . ./", ["docs/.hidden/d.py", "LICENSE"], "LICENSE"),
        ("COPY requirements.txt ./; COPY src ./", ["src/b.py"], "src/b.py"),
        ("COPY requirements.txt ./; COPY .a src ./", [".a/c.py", "src/d.py"], "src/d.py"),
    ],
)
def test_example(lines: str, names: Sequence[str], told: str) -> None:
    """Rather a file that is edited every day than a hidden one, by its path in the build context."""
    files = {"requirements.txt": "six\n", **dict.fromkeys(names, "1")}
    (group,) = groups(_plan(f"FROM python:3.13; WORKDIR /app; {lines}; {_PIP}", files), is_install)

    assert group.example == told


def _kept(lines: str) -> Rerun:
    """The one install of a Dockerfile, all copies above it but the last ones kept."""
    (group,) = groups(_plan(lines), is_install)
    (install,) = group.installs
    return install._replace(kept=install.copies[:-1], copies=install.copies[-1:])


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("FROM a; WORKDIR /app; COPY . ./; COPY src /app/; {}", None),
        ("FROM a; WORKDIR /app; COPY src /src; COPY . ./; {}", "app.py"),
        ("FROM a; WORKDIR /app; COPY src docs /src/; COPY app.py requirements.txt ./; {}", "app.py"),
        ("FROM a; WORKDIR /app; COPY src /1; COPY app.py /2/; COPY requirements.txt app.py ./; {}", None),
        ("FROM a AS s; COPY . /s; FROM a; WORKDIR /app; COPY --from=s /s /1; COPY . ./; {}", None),
        (
            "FROM a AS s; COPY . /s; FROM a; WORKDIR /app; COPY --from=s /s /1; COPY src /2; COPY . ./; {}",
            None,
        ),
        ("FROM a AS s; COPY . /s; FROM a; WORKDIR /app; COPY src /1; COPY --from=s /s ./; {}", None),
    ],
)
def test_example_below_copies_that_stay(lines: str, told: str | None) -> None:
    """Only a file that none of the copies brings that stay above tells what a split saves."""
    assert example([_kept(lines.format(_PIP))]) == told


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("FROM a AS s; COPY . /s; COPY --from=x /y /y; FROM a; WORKDIR /app; COPY --from=s /s ./; {}", 1),
        ("FROM a AS s; RUN make; FROM a; WORKDIR /app; COPY --from=s /s ./; {}", 0),
        ("FROM a AS s; COPY . /s; FROM a AS t; COPY --from=s /s /t; FROM a; COPY --from=t /t ./; {}", 1),
        ("FROM a; WORKDIR /app; COPY --from=x . ./; {}", 0),
        (
            f"{_MADE}; FROM a; COPY requirements.txt ./; COPY --from=s /o /x; RUN apt-get install -y /x/*.deb; {{}}",
            0,
        ),
    ],
)
def test_copies_from_stages(lines: str, count: int) -> None:
    """A copy from a stage counts where that holds build context."""
    assert len(groups(_plan(lines.format(_PIP)), is_install)) == count


def test_program_that_is_a_link() -> None:
    """The link that an earlier install is called by counts as read, though nobody knows what it runs."""
    lock = '{"lockfileVersion": 3, "packages": {"": {}}}'
    files = {"requirements.txt": "six\n", "package.json": "{}", "package-lock.json": lock, "npm": "1"}
    above = "FROM a; WORKDIR /app; COPY *.json requirements.txt ./; COPY tool /app/tool; RUN tool/npm ci"

    assert groups(_plan(f"{above}; {_PIP}", {**files, "tool/npm": Link("../npm")}), is_install) == ()


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("FROM a; COPY tool.deb /x/; RUN apt-get install -y /x/tool.deb", 0),
        ("FROM a; COPY tool.deb app.py /x/; RUN apt-get install -y /x/tool.deb", 1),
        ("FROM a; COPY app.py /x/; RUN apt-get install -y curl", 1),
        ("FROM a; COPY src tool.deb /x/; RUN apt-get install -y /x/*.deb", 0),
        (
            f"FROM a; WORKDIR /x; COPY requirements.txt ./; RUN apt-get install -y curl; {_PIP}",
            0,
        ),
    ],
)
def test_packages(lines: str, count: int) -> None:
    """Packages are rerun by what they do not read, but for the manifests of the project's installs."""
    assert len(groups(_plan(lines), is_context_free)) == count


@pytest.mark.parametrize(
    ("copy", "count"),
    [
        ("COPY app.py ./", 1),
        ("COPY app.py /usr/bin/", 0),
        ("COPY --parents app.py usr/bin/tool /", 1),
        ("COPY --parents usr/bin/tool /", 0),
        ("COPY LICENSE ./", 0),
        ("COPY LICENSE COPYING.md ./", 0),
        ("COPY LICENSE app.py ./", 1),
        ("COPY notice ./", 1),
        ("COPY empty ./", 0),
    ],
)
def test_copies_that_count(copy: str, count: int) -> None:
    """Not those of which all goes among the system's files, or is a text of law, or that bring nothing."""
    files: Mapping[str, Content] = {
        **_FILES,
        "LICENSE": "1",
        "COPYING.md": "1",
        "notice/a": "1",
        "usr/bin/tool": "1",
        "empty": Folder(),
    }
    plan = _plan(f"FROM a; WORKDIR /app; COPY requirements.txt ./; {copy}; {_PIP}", files)

    assert len(groups(plan, is_install)) == count


@pytest.mark.parametrize(
    ("command", "last"),
    [
        ("pip install -r requirements.txt && cat app.py", "pip install -r requirements.txt"),
        ("if test -f x;then pip install -r requirements.txt;else cat app.py;fi && cat x", "cat app.py"),
        (
            "if test -f x;then cat app.py;else pip install -r requirements.txt;fi",
            "pip install -r requirements.txt",
        ),
    ],
)
def test_last_with(command: str, last: str) -> None:
    """No split parts an install from what stands in the same `if`."""
    (step,) = _plan(f"FROM a; WORKDIR /app; COPY . .; RUN {command}").stages[0].steps[2:]
    (install,) = filter(is_install, step.events)

    assert last_with(step, install).label == last


def test_groups_that_are_joined() -> None:
    """An install with the copies of two groups makes one of both, whose installs stand in the order of the file."""
    files = dict.fromkeys(("a.txt", "b.txt", "c.txt"), "six\n")
    above = "FROM x AS p; WORKDIR /app; COPY c.txt ./; COPY a.txt ./; FROM p AS q; COPY b.txt ./"
    some, all_ = "RUN pip install -r c.txt", "RUN pip install -r a.txt -r c.txt"
    (group,) = groups(_plan(f"{above}; FROM p; {some}; FROM q; {all_}; FROM q; {some}", files), is_install)

    assert [install.step.stage for install in group.installs] == [2, 3, 4]
    assert [[copy.events[0].label for copy in install.copies] for install in group.installs] == [
        ["COPY a.txt ./"],
        ["COPY b.txt ./"],
        ["COPY a.txt ./", "COPY b.txt ./"],
    ]
