"""Which of several ways to split is proposed, and what is said where none is."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from layerwise.builds.build import Profile
from layerwise.cache.plan import BuildPlan
from layerwise.context.memory import Content
from layerwise.split.groups import groups, is_install
from layerwise.split.proposal import mounted, propose
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
