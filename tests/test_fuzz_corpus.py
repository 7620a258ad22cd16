"""Every input that fuzzing has kept, tried again: each reaches other code, some have once made it fail."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzz.target import names, target

_CORPUS = Path(__file__).parent / "fuzz" / "corpus"
_FILES = sorted(path for path in _CORPUS.rglob("*") if path.is_file())
_LARGEST = 4096  # bytes: a replay of all takes seconds


@pytest.fixture(autouse=True)
def _silent() -> Iterator[None]:
    """What the server logs of bad messages is expected, and long."""
    logger = logging.getLogger()
    level, logger.level = logger.level, logging.ERROR
    yield
    logger.level = level


@pytest.mark.parametrize("path", _FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_is_taken(path: Path) -> None:
    """No promise of the target is broken."""
    target(path.parent.name).run(path.read_bytes())


@pytest.mark.parametrize("name", names())
def test_seeds_are_taken(name: str) -> None:
    """What fuzzing begins with breaks none, either."""
    one = target(name)
    for seed in one.seeds:
        one.run(seed.encode("utf-8", "surrogateescape"))


def test_each_target_has_a_corpus_of_small_files() -> None:
    """All of it is kept, and none of it is large."""
    large = [path for path in _FILES if path.stat().st_size > _LARGEST]

    assert {path.parent.name for path in _FILES} == set(names())
    assert not large
