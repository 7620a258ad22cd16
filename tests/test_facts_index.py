"""The checklist of facts points at fixtures that are there."""

import pytest
from checking import FIXTURES
from facts_index import FACTS

_FOLDER = FIXTURES / "source-before-install"
_ROWS = [(fact, folders) for facts in FACTS.values() for fact, folders in facts.items()]


@pytest.mark.parametrize(("fact", "folders"), _ROWS, ids=[fact for fact, _ in _ROWS])
def test_fact_has_fixtures(fact: str, folders: tuple[str, ...]) -> None:
    """Each fact is shown by one fixture at least, and every folder that it names is one."""
    missing = [name for name in folders if not (_FOLDER / name / "Dockerfile").is_file()]

    assert folders, f"no fixture shows: {fact}"
    assert missing == [], f"put the fixture back, or take its name out of facts_index.py: {fact}"


def test_facts_are_told_apart() -> None:
    """No fact stands in two groups."""
    facts = [fact for fact, _ in _ROWS]

    assert sorted(facts) == sorted(set(facts))
