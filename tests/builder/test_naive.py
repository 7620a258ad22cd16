"""A naive split breaks the build or changes the image; what Layerwise offers in its place does neither."""

from pathlib import Path

import pytest

from builder.builder import Builder, differences
from builder.contexts import freshened, lay
from builder.naive_cases import NAIVE_CASES, NaiveCase
from builder.product import Subject, disagreements, offered, predicted

pytestmark = pytest.mark.builder
_each_case = pytest.mark.parametrize("case", NAIVE_CASES, ids=lambda case: case.name)


@_each_case
def test_naive_split_is_wrong(case: NaiveCase, builder: Builder, tmp_path: Path) -> None:
    """The original builds; its naive split fails, or gives an image in which the named paths differ."""
    context = lay(tmp_path / "context", case.files)
    original = builder.build(context, case.dockerfile)
    naive = builder.build(context, case.naive)

    assert original.image is not None, original.failed
    if case.breaks:
        assert case.breaks in (naive.failed or "")
    else:
        assert naive.image is not None, naive.failed
        assert (
            set(case.differs) <= differences(builder.files(original.image), builder.files(naive.image)).keys()
        )


@_each_case
def test_model_predicts_what_reruns(case: NaiveCase, builder: Builder, tmp_path: Path) -> None:
    """After an edit of a source file exactly the predicted steps of the original rerun."""
    subject = Subject(case.dockerfile, case.files, {})
    builder.build(lay(tmp_path / "before", case.files), case.dockerfile)
    rebuilt = builder.build(lay(tmp_path / "after", freshened(case.files, case.edit)), case.dockerfile)
    assert rebuilt.failed is None, rebuilt.failed

    assert disagreements(rebuilt, predicted(subject, [case.edit])) == []


@_each_case
def test_offer_is_right_or_none(case: NaiveCase, builder: Builder, tmp_path: Path) -> None:
    """A safe fix that is offered all the same gives the same image and reruns only what the model says."""
    subject = Subject(case.dockerfile, case.files, {})
    offer = offered(subject)
    if offer.fixed is None:
        return
    fixed = subject._replace(dockerfile=offer.fixed, files=offer.files)
    original = builder.build(lay(tmp_path / "original", subject.files), subject.dockerfile)
    ours = builder.build(lay(tmp_path / "ours", fixed.files), fixed.dockerfile)
    assert original.image is not None, original.failed
    assert ours.image is not None, f"{fixed.dockerfile}\n{ours.failed}"
    rebuilt = builder.build(lay(tmp_path / "edited", freshened(fixed.files, case.edit)), fixed.dockerfile)

    assert differences(builder.files(original.image), builder.files(ours.image)) == {}
    assert disagreements(rebuilt, predicted(fixed, [case.edit])) == []
