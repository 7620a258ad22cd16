"""How much a copy brings, in words, and how little is looked at for it."""

import pytest
from layerwise.cache.copies import Copy
from layerwise.context.memory import Content, Folder
from layerwise.measures import files_of, size_of
from planning import planned


def _copied(files: dict[str, Content]) -> Copy:
    """The copy of the whole context."""
    plan = planned("FROM a; COPY . /x", files)
    copy = plan.stages[0].steps[0].events[0].copy
    assert copy is not None
    return copy


@pytest.mark.parametrize(
    ("files", "count", "size"),
    [
        ({"a": "1" * 20, "b/c": ""}, "2 files", "20 bytes"),
        ({f"d{n % 50}/{n}": "1" * 2_000 for n in range(2_000)}, "2000 files", "4 MB"),
        ({f"d/{n}": "" for n in range(2_001)}, "more than 2000 files", None),
        ({f"{n}/d": Folder() for n in range(5_100)}, "files among more than 10000 names", None),
    ],
)
def test_measures(files: dict[str, Content], count: str, size: str | None) -> None:
    """Files are counted to a number, and sizes summed; folders are searched as long as a reader waits."""
    copy = _copied(files)

    assert (files_of(copy), size_of(copy)) == (count, size)
