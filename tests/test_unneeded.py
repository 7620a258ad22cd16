"""Copies that a costly step below them needs nothing of."""

from collections.abc import Mapping, Sequence

import pytest
from layerwise.context.memory import Content
from layerwise.history.log import Commit, History
from layerwise.records import replace
from layerwise.split.unneeded import asked, needs, unneeded
from planning import planned

_FILES: Mapping[str, Content] = {"src/app.py": "1", "usr/bin/tool": "1", "vendor.tgz": "an archive"}


@pytest.mark.parametrize(
    ("copies", "idle"),
    [
        ("COPY src ./src", ["COPY src ./src"]),
        ("COPY usr/bin/tool /usr/bin/", []),
        ("COPY --parents usr/bin/tool /", []),
        ("COPY --parents src usr/bin/tool /", ["COPY --parents src usr/bin/tool /"]),
        ("COPY vendor.tgz ./", []),
        ("COPY src ./src; RUN ./src/app.py; COPY src ./more", ["COPY src ./more"]),
    ],
)
def test_idle_copies(copies: str, idle: Sequence[str]) -> None:
    """Those that bring other files than the step reads, elsewhere than among the system's alone."""
    found = unneeded(planned(f"FROM a; WORKDIR /app; {copies}; RUN tar xzf vendor.tgz -C /opt", _FILES))

    assert [step.events[0].label for rerun in found for step in rerun.copies] == idle


_TAR = "RUN tar xzf vendor.tgz -C /opt"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (f"COPY vendor.tgz ./; COPY src ./src; {_TAR}", [(_TAR, ["src"])]),
        (f"COPY src ./src; COPY src ./more; {_TAR}", [(_TAR, ["src", "src"])]),
        ("COPY src ./src; RUN python -m venv /opt/v", [("RUN python -m venv /opt/v", ["src"])]),
        ("COPY src ./src; RUN python3 -m compileall /opt/v", [("RUN python3 -m compileall /opt/v", ["src"])]),
        ("COPY src ./src; RUN python -m", []),
        ("COPY src ./src; RUN touch /q", []),
        (
            "COPY src ./src; RUN /usr/bin/unzip -d /opt /x.zip",
            [("RUN /usr/bin/unzip -d /opt /x.zip", ["src"])],
        ),
        ("COPY src ./src; RUN tar tzf /x.tgz", []),
        ("COPY src ./src; RUN tar xzf $(cat x) -C /opt", []),
        (f"COPY src ./src; RUN ./x; {_TAR}", []),
        (f"COPY src ./src; RUN ./x && {_TAR[4:]}", []),
        (f"COPY src ./src; RUN touch /q && {_TAR[4:]}", [(f"RUN touch /q && {_TAR[4:]}", ["src"])]),
        (f"COPY src ./src; RUN cat $(x); {_TAR}", []),
        (f"ARG F; COPY src ./src; RUN cat $F; {_TAR}", []),
        (
            f"COPY src ./src; RUN cat src/app.py && {_TAR[4:]}",
            [(f"RUN cat src/app.py && {_TAR[4:]}", ["src"])],
        ),
        (f"COPY src ./src; {_TAR} && ./x", [(f"{_TAR} && ./x", ["src"])]),
        (f"COPY $SOURCE ./x; COPY src ./src; {_TAR}", [(_TAR, ["src"])]),
        (f"COPY src ./src; ARG S; COPY $S ./x; {_TAR}", []),
        (f"COPY --from=x /y /y; COPY src ./src; {_TAR}", [(_TAR, ["src"])]),
        (f"COPY src ./src; {_TAR}; {_TAR}", [(_TAR, ["src"]), (_TAR, ["src"])]),
        (f"COPY src ./src; {_TAR} && pip install -r requirements.txt", []),
        (f"COPY src ./src; {_TAR} && pip install six", []),
        ("COPY src ./src; RUN pip install six", []),
        ("COPY src ./src; RUN mkdir -m 755 /opt/x", []),
        ("COPY src ./src; RUN mkdir -m venv /opt/x", []),
        ("COPY src ./src; RUN python3 -V venv", []),
        ("COPY src ./node_modules; RUN npx playwright install", []),
        (f"COPY src ./src; RUN cat src/app.py; {_TAR}", [(_TAR, ["src"])]),
        (f"COPY . .; RUN pip install -r requirements.txt; {_TAR}", []),
        (f"COPY requirements.txt ./; COPY src ./src; RUN pip install -r requirements.txt; {_TAR}", []),
        (
            f"COPY requirements.txt ./; RUN pip install -r requirements.txt; COPY src ./src; {_TAR}",
            [(_TAR, ["src"])],
        ),
        (f"COPY requirements.txt ./; RUN pip install -r requirements.txt; {_TAR}", []),
        (
            f"COPY requirements.txt ./; {_TAR}; RUN pip install -r requirements.txt",
            [(_TAR, ["requirements.txt"])],
        ),
        (f"COPY requirements.txt ./; RUN cat requirements.txt; {_TAR}", [(_TAR, ["requirements.txt"])]),
        (f"COPY src ./src; FROM b; {_TAR}", []),
    ],
)
def test_unneeded(lines: str, found: list[tuple[str, list[str]]]) -> None:
    """Commands that take their time and are known, with copies of their stage that bring nothing that they need."""
    plan = planned(f"FROM a; WORKDIR /app; {lines}", {**_FILES, "requirements.txt": "six\n"})
    text = plan.document.text

    assert [
        (one.step.instruction.span.of(text), [step.instruction.words[-2].text for step in one.copies])
        for one in unneeded(plan)
    ] == found


def test_needs() -> None:
    """Of what any program may look at a tool of the system is said to need all, a command that one runs is not."""
    (step,) = planned("FROM a; RUN apt-get install -y curl && tar xzf /x.tgz -C /opt", {}).stages[0].steps
    tool, command = step.events

    assert needs(tool).may_hold("/etc/apt/sources.list")
    assert not needs(command).may_hold("/etc/apt/sources.list")
    assert needs(command).may_hold("/x.tgz")


def _history(commits: int) -> History:
    return History(
        tuple(Commit(str(one), frozenset({"src/app.py"})) for one in range(commits)), is_whole=True
    )


def test_what_a_history_is_asked() -> None:
    """The steps that could stand above copies, where there are such and it is long enough; nobody reads it in vain."""
    lines = f"FROM a; WORKDIR /app; COPY src ./src; {_TAR}"
    telling = _history(50)
    plan = planned(lines, _FILES, history=telling)
    question = asked(plan)

    assert telling.is_telling
    assert not _history(1).is_telling
    assert question is not None
    assert (question.reruns, question.history) == (unneeded(plan), telling)
    assert asked(planned(lines, _FILES, history=None)) is None
    assert asked(planned(lines, _FILES, history=_history(1))) is None
    assert asked(replace(plan, is_presumed=True)) is None
    assert asked(planned("FROM a; RUN true", _FILES, history=telling)) is None
