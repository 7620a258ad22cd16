"""A server that is used for long holds no more than before, and judges as a new one; `soak.run` does it at length."""

from pathlib import Path

from soak.run import Day, Rest, day

_EDITS, _RESTS, _DOCUMENTS = 240, 4, 10


def test_soak(tmp_path: Path) -> None:
    """Edits, files, commits and questions leave no task, no object and no finding of an older text behind."""
    *rests, last = day(tmp_path, _EDITS, seed=1, rests=_RESTS, documents=_DOCUMENTS)

    assert isinstance(last, Day)
    assert (last.wrong, last.different, last.code) == ([], [], 0)
    assert last.found > 0
    assert last.counts["cancelled"] > 0
    held = [rest.held for rest in rests if isinstance(rest, Rest)]
    assert {one["futures"] for one in held} == {0}
    assert last.closed["futures"] == 0
    # What is kept for the next keystroke is bounded, and differs a little from one rest to the next.
    assert max(held[-1]["objects"], last.closed["objects"]) < 1.1 * held[1]["objects"]
