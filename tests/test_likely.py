"""Which of several guessed builds are likely."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from layerwise.cache.likely import likely
from layerwise.cache.plan import BuildPlan
from planning import planned

_LOCK = '{"lockfileVersion": 3, "packages": {"": {}}}'


def _plan(*, has_lockfile: bool, is_guess: bool) -> BuildPlan:
    files = {"package.json": "{}", **({"package-lock.json": _LOCK} if has_lockfile else {})}
    found = planned("FROM a; WORKDIR /app; RUN ls /x; COPY . .; RUN npm ci", files)
    return replace(found, build=replace(found.build, is_guess=is_guess))


_WITH, _WITHOUT = _plan(has_lockfile=True, is_guess=True), _plan(has_lockfile=False, is_guess=True)
_SAID = _plan(has_lockfile=False, is_guess=False)


@pytest.mark.parametrize(
    ("plans", "kept"),
    [
        ([_WITH], [_WITH]),
        ([_WITHOUT], [_WITHOUT]),
        ([_WITHOUT, _WITH], [_WITH]),
        ([_SAID, _WITHOUT], [_SAID]),
        ([_SAID, _WITH], [_SAID, _WITH]),
        ([_WITHOUT, _WITHOUT], [_WITHOUT, _WITHOUT]),
    ],
)
def test_likely(plans: Sequence[BuildPlan], kept: Sequence[BuildPlan]) -> None:
    """Those that nobody has named and that miss their lockfile go, if any other is there."""
    assert list(likely(plans)) == list(kept)


def test_installs_without_lockfile() -> None:
    """An install that takes what it finds misses nothing."""
    found = planned("FROM a; WORKDIR /app; COPY . .; RUN npm install", {"package.json": "{}"})
    plan = replace(found, build=replace(found.build, is_guess=True))

    assert likely([plan, _WITH]) == (plan, _WITH)
