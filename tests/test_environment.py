"""Environments that share what they have in common answer like dictionaries that share nothing."""

import re
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layerwise.cache.environment import Environment

_NAMES = st.sampled_from(("PATH", "A", "B", "LANG", "LC_ALL", "HOME"))
_VALUES = st.sampled_from(("", "x", "y", None))
# Which of the versions so far gets another variable, and which.
_SETTING = st.tuples(st.integers(0, 30), _NAMES, _VALUES)
_SHOWN = re.compile("L.*|PATH|HOME")


def _set(values: dict[str, str | None], name: str, value: str | None) -> dict[str, str | None]:
    return {**{one: held for one, held in values.items() if one != name}, name: value}


@given(st.dictionaries(_NAMES, _VALUES, max_size=3), st.lists(_SETTING, max_size=30))
def test_versions_answer_like_dictionaries(
    start: dict[str, str | None], settings: list[tuple[int, str, str | None]]
) -> None:
    """Each version keeps its variables and their order, however often others are made of it."""
    made, expected = [Environment(start)], [start]
    for place, name, value in settings:
        at = place % len(made)
        is_below = place % 5 == 0
        made.append(made[at].below(name, value) if is_below else made[at].with_value(name, value))
        was = expected[at]
        below = was if name in was else {name: value, **was}
        expected.append(below if is_below else _set(was, name, value))

    assert [list(one.items()) for one in made] == [list(one.items()) for one in expected]
    assert [list(one) for one in made] == [list(one) for one in expected]
    assert [len(one) for one in made] == [len(one) for one in expected]
    for environment, values in zip(made, expected, strict=True):
        asked = ("A", "PATH", "LANG")
        assert [environment.get(name, "no") for name in asked] == [values.get(name, "no") for name in asked]
        assert [*environment.matching(_SHOWN)] == [one for one in values.items() if _SHOWN.fullmatch(one[0])]
        assert {name: environment[name] for name in values if name in environment} == values
    for environment, values in zip(made, expected, strict=True):
        for other, others in zip(made, expected, strict=True):
            assert (environment == other) is (list(values.items()) == list(others.items()))
            assert environment != other or hash(environment) == hash(other)


class _Counted(str):
    """A value that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        _Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def _versions(count: int) -> list[Environment]:
    """An empty environment, and each with a variable more."""
    versions = [Environment()]
    for number in range(count):
        versions.append(versions[-1].with_value(f"A{number}", _Counted(number)))
    return versions


def test_what_was_compared_is_not_compared_again() -> None:
    """Each of many environments is compared with that of the next version of a text: every variable once."""
    mine, theirs = _versions(300), _versions(300)
    _Counted.compared = 0

    assert mine == theirs
    assert _Counted.compared == 300
    assert mine[:-1] != theirs[1:]


def test_what_was_compared_is_no_answer_for_others() -> None:
    """Logs that begin alike and part later, one of which grows further from where another is still the same."""
    mine, theirs = _versions(5), _versions(3)
    other = theirs[-1].with_value("B", "x").with_value("A4", "4")

    assert [one == mine[len(one)] for one in theirs] == 4 * [True]
    assert other != mine[-1]
    assert mine[4] != theirs[-1].with_value("A3", "y")
    assert mine[4] == theirs[-1].with_value("A3", "3")


def test_versions_share_what_they_have_in_common() -> None:
    """A thousand environments, each with a variable more, take room for the variables and not for each one's all."""
    tracemalloc.start()
    versions = [Environment()]
    for number in range(1000):
        versions.append(versions[-1].with_value(f"A{number}", "x"))
    lower = [versions[-1].below("HOME", str(number)) for number in range(100)]
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(versions[-1]) == 1000
    assert {len(one) for one in lower} == {1001}
    assert size < 1_000_000


def test_what_stands_before_all_others_stays() -> None:
    """A name below the others is there in what is made of it, and counts for whether two are alike."""
    made = Environment({"A": "1"}).below("HOME", "/root").with_value("B", "2")
    same = Environment({"HOME": "/root", "A": "1", "B": "2"})

    assert list(made.items()) == [("HOME", "/root"), ("A", "1"), ("B", "2")]
    assert Environment({"A": "1"}).below("HOME", "/root") == Environment({"HOME": "/root", "A": "1"})
    assert (made, hash(made)) == (same, hash(same))
    below = Environment({"A": "1"}).below("HOME", "/root")
    assert list(below.below("C", "3").items()) == [("C", "3"), ("HOME", "/root"), ("A", "1")]
    assert [name in below for name in ("HOME", "A", "C", 1)] == [True, True, False, False]
    assert ["A" in Environment({"A": "1"}), "B" in Environment({"A": "1"})] == [True, False]
    for one in (below, Environment({"A": "1"})):
        with pytest.raises(KeyError):
            one["B"]
    assert hash(Environment({"A": "1"}).below("H", "x")) == hash(Environment({"H": "x", "A": "1"}))
    assert hash(Environment({"A": "1"})) != hash(Environment({"A": "1"}).below("H", "x"))


def test_other_mappings() -> None:
    """It equals a dictionary of the same variables, and nothing that is no mapping."""
    assert Environment({"A": "1"}) == {"A": "1"}
    assert Environment({"A": "1"}) != {"A": "2"}
    assert Environment({"A": "1"}) != 1
