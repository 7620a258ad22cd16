"""Which of several ways to split is proposed, and what is said where none is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from layerwise.builds.build import Profile
from layerwise.cache.plan import BuildPlan
from layerwise.context.memory import Content
from layerwise.split import proposal
from layerwise.split.groups import Group, groups, is_install
from layerwise.split.judged import judged
from layerwise.split.moves import Lift
from layerwise.split.proposal import may_be_safe, mounted, propose
from layerwise.split.verdict import Proposal, Refusal
from layerwise.text import apply
from planning import planned, spelt

_FILES: Mapping[str, Content] = {
    "requirements.txt": "six\n",
    "more.txt": "six\n",
    "app.py": "1",
    "src/a.py": "1",
}
_PIP = "RUN pip install -r requirements.txt"
_TOOL = "RUN apt-get install -y curl"
_NARROW = "COPY requirements.txt ./"
_CLEANED = "what the RUN cleans up would stay in the layer above, and the image grow"


def _proposed(lines: str) -> Proposal | Refusal:
    before = planned(f"FROM a; {lines}", _FILES)
    (group,) = groups(before, is_install)
    return propose(before, group, ())


def _text(lines: str) -> tuple[str, str | None]:
    """The Dockerfile after its split, and why that is for review; or why there is none."""
    found = _proposed(lines)
    if isinstance(found, Refusal):
        return "", found.why
    return spelt(apply(f"FROM a; {lines}".replace("; ", "\n"), found.move.edits)), found.reason


@pytest.mark.parametrize(
    ("lines", "text", "reason"),
    [
        (
            f"WORKDIR /app; COPY . .; {_TOOL}; {_PIP}",
            f"WORKDIR /app; {_TOOL}; {_NARROW}; {_PIP}; COPY . .",
            None,
        ),
        (
            f"COPY . .; {_TOOL}; {_PIP}",
            f"{_TOOL}; {_NARROW}; {_PIP}; COPY . .",
            "the working directory of the base image is not known",
        ),
        (
            f"COPY . /app/; {_TOOL} && touch /app/x; WORKDIR /app; {_PIP}",
            f"COPY requirements.txt /app/; {_TOOL} && touch /app/x; WORKDIR /app; {_PIP}; COPY . /app/",
            None,
        ),
        (
            f"COPY . /app/; {_TOOL} && touch /app/x; WORKDIR /app; {_PIP} && rm app.py",
            f"COPY requirements.txt /app/; {_TOOL} && touch /app/x; WORKDIR /app; {_PIP}; COPY . /app/; RUN rm app.py",
            _CLEANED,
        ),
        (
            f"{_TOOL}; WORKDIR /app; COPY . .; {_PIP}",
            f"{_TOOL}; WORKDIR /app; {_NARROW}; {_PIP}; COPY . .",
            None,
        ),
    ],
)
def test_manifests_below_packages(lines: str, text: str, reason: str | None) -> None:
    """Below packages that they would rerun, unless a step between needs what a copy in the old place makes."""
    assert _text(lines) == (f"FROM a; {text}", reason)


def test_destination_in_an_unknown_base() -> None:
    """The working directory of an unknown base cannot be written out."""
    assert _text("COPY . .; WORKDIR sub; RUN pip install -r ../requirements.txt") == (
        "",
        "the working directory of the base image is not known",
    )


def test_stage_with_copy_and_install() -> None:
    """A stage that has the copy and an install itself is not given another parent."""
    found = _proposed(f"WORKDIR /app; COPY . .; RUN touch src/a.py; {_PIP} && ./x")

    assert isinstance(found, Proposal)
    assert not found.lift.is_parted


def _by(plan: BuildPlan, builder: Profile) -> BuildPlan:
    return replace(plan, build=replace(plan.build, builder=builder))


@pytest.mark.parametrize(
    ("builders", "is_offered"),
    [
        ((Profile.BUILDKIT,), True),
        ((Profile.BUILDAH,), False),
        ((Profile.BUILDKIT, Profile.BUILDAH), False),
        ((Profile.BUILDKIT, Profile.BUILDKIT), True),
    ],
)
def test_mounted_for_all_builders(builders: tuple[Profile, ...], *, is_offered: bool) -> None:
    """Mounts are offered where each build is done by a builder that reruns for them."""
    before, *others = [
        _by(planned(f"FROM python:3.13; WORKDIR /app; COPY . .; {_PIP}", _FILES), one) for one in builders
    ]
    (group,) = groups(before, is_install)
    found = propose(before, group, others)
    assert isinstance(found, Proposal)

    assert (mounted(before, found, others) is not None) is is_offered


_COPIED = "RUN cp app.py /x"
_READ = "RUN cp requirements.txt /x"
_SLOW = "RUN install app.py /x"


@pytest.mark.parametrize(
    ("lines", "text", "reason"),
    [
        (f"{_COPIED}; {_PIP}", f"{_NARROW}; {_PIP}; COPY . .; {_COPIED}", None),
        (f"{_SLOW}; {_PIP}", f"COPY app.py ./; {_SLOW}; {_NARROW}; {_PIP}; COPY . .", None),
        (
            f"{_COPIED}; {_SLOW}; {_PIP}",
            f"COPY app.py ./; {_COPIED}; {_SLOW}; {_NARROW}; {_PIP}; COPY . .",
            None,
        ),
        (f"{_READ}; {_PIP}", f"{_NARROW}; {_READ}; {_PIP}; COPY . .", None),
        (f"RUN chmod +x app.py; {_PIP}", f"{_NARROW}; {_PIP}; COPY . .; RUN chmod +x app.py", None),
    ],
)
def test_steps_that_move_down(lines: str, text: str, reason: str | None) -> None:
    """Steps between go down with the copy where that saves something, and they take no time to speak of."""
    assert _text(f"WORKDIR /app; COPY . .; {lines}") == (f"FROM a; WORKDIR /app; {text}", reason)


def _tries(monkeypatch: pytest.MonkeyPatch, lines: str, doubt: str | None = None) -> list[str]:
    """How the splits were written that were judged for a Dockerfile, one after the other."""
    tries: list[str] = []

    def counted(
        before: BuildPlan, group: Group, wanted: Lift, others: Sequence[BuildPlan]
    ) -> Proposal | Refusal:
        ways = (wanted.is_parted and "parted", wanted.is_low and "low", wanted.sunk and "sunk")
        tries.append(" ".join([str(len(wanted.installs)), *(way for way in ways if way)]))
        return judged(before, group, wanted, others)

    monkeypatch.setattr(proposal, "judged", counted)
    before = planned(lines, _FILES)
    before = replace(before, build=replace(before.build, doubt=doubt))
    (group,) = groups(before, is_install)
    found = propose(before, group, ())
    once = len(tries)
    assert propose(before, group, ()) is found
    assert len(tries) == once, "rules that ask the same get the same"
    return tries


def _all_tries(most: int) -> list[str]:
    return [f"{number}{way}" for number in range(most, 0, -1) for way in ("", " sunk", " parted")]


_CHILD = f"FROM a AS b; WORKDIR /app; COPY . .; FROM b; {_PIP}"
_MORE = "RUN pip install -r more.txt"
_PLAIN = f"FROM a; WORKDIR /app; COPY . .; {_PIP}"


@pytest.mark.parametrize(
    ("lines", "doubt", "tries"),
    [
        (_PLAIN, None, ["1"]),
        (_PLAIN, "a guess", ["1"]),
        (_CHILD, None, ["1", "1 parted"]),
        (_CHILD, "a guess", ["1"]),
        (f"FROM a; WORKDIR /app; COPY . .; {_COPIED}; {_PIP}", None, ["1", "1 sunk"]),
        (f"FROM a; WORKDIR /app; COPY . .; {_SLOW}; {_PIP}", None, ["1"]),
        (f"FROM a; WORKDIR /app; COPY . .; {_TOOL}; {_PIP}", None, ["1 low"]),
        (f"FROM a; WORKDIR /app; COPY . .; {_TOOL}; RUN touch /q; {_PIP}", None, ["1 low"]),
        (f"FROM a; COPY . .; {_TOOL}; {_PIP}", None, ["1 low", "1", "1 parted"]),
        (f"FROM a; WORKDIR /app; COPY . .; {_PIP}; RUN ./x; {_MORE}", None, ["2", "2 sunk", "2 parted", "1"]),
        (f"FROM a; WORKDIR /app; COPY . .; RUN ./x; {_PIP}", None, ["1", "1 sunk", "1 parted"]),
        ("FROM a; WORKDIR /app; COPY . ." + 10 * f"; {_PIP}", None, ["10"]),
        ("FROM a; WORKDIR /app; COPY . .; RUN ./x" + 8 * f"; {_PIP}", None, _all_tries(8)),
        (
            "FROM a; WORKDIR /app; COPY . .; RUN ./x" + 10 * f"; {_PIP}",
            None,
            ["10", "10 sunk", "10 parted", *_all_tries(8)],
        ),
    ],
)
def test_tries(monkeypatch: pytest.MonkeyPatch, lines: str, doubt: str | None, tries: list[str]) -> None:
    """No other way is tried than may be better than what there is."""
    assert _tries(monkeypatch, lines, doubt) == tries


def test_may_be_safe() -> None:
    """Only where all build contexts are known for sure."""
    sure = planned(_PLAIN, _FILES)
    guessed = replace(sure, build=replace(sure.build, doubt="a guess"))
    presumed = replace(sure, is_presumed=True)

    assert may_be_safe(sure, [sure])
    assert not may_be_safe(sure, [guessed])
    assert not may_be_safe(guessed, [sure])
    assert not may_be_safe(presumed, [])
