"""Every fixture: findings, evidence, verdicts and fixes, drawn in the fixture itself."""

from pathlib import Path

import pytest
from checking import FIXTURES, analysed, check, context_of, fixtures, read, unmark
from layerwise.analysis import analyse_document
from layerwise.settings import Settings


@pytest.mark.parametrize("folder", fixtures(), ids=lambda path: path.relative_to(FIXTURES).as_posix())
def test_fixture(folder: Path, update: bool) -> None:
    """What comes of a fixture is what it states."""
    check(folder, update=update)


def test_further_fixes_can_be_left_for_later() -> None:
    """A finding without them is one that has them as soon as somebody asks; of some there are several."""
    counts = []
    for folder in fixtures()[::7]:
        known = analysed(unmark(read(folder / "Dockerfile")), context_of(folder))
        quick = analyse_document(known.document, known.builds, Settings(), has_further=False)

        assert tuple(map(quick.whole, quick.findings)) == known.findings
        assert tuple(map(quick.whole, known.findings)) == known.findings
        counts += [
            (len(one.fixes), len(two.fixes)) for one, two in zip(quick.findings, known.findings, strict=True)
        ]
    assert sum(some < more for some, more in counts) > 9
