"""A naive split breaks the build or changes the image; what Layerwise offers in its place does neither."""

import pytest

from builder.case import NaiveCase
from builder.naive import NAIVE_CASES
from builder.outcomes import Outcomes
from builder.product import disagreements, predicted

pytestmark = pytest.mark.builder
_each_case = pytest.mark.parametrize("case", NAIVE_CASES, ids=lambda case: case.name)


@_each_case
def test_naive_split_is_wrong(case: NaiveCase, outcomes: Outcomes) -> None:
    """The original builds; its naive split fails, gives an image in which paths differ, or reruns what it saved."""
    outcome = outcomes.of(case)
    assert outcome.naive is not None, "it is a naive case"
    original, naive, differences = outcome.naive

    assert original.failed is None, original.failed
    if case.breaks:
        assert case.breaks in (naive.failed or "")
        return
    assert naive.failed is None, naive.failed
    assert set(case.differs) <= differences.keys(), differences
    again = outcome.naive_edited
    if again is not None:
        assert any(case.reruns in step.text and not step.is_cached for step in again.steps), again
    assert case.differs or case.reruns, "something is wrong with each"


@_each_case
def test_model_predicts_what_reruns(case: NaiveCase, outcomes: Outcomes) -> None:
    """After an edit of a source file exactly the predicted steps of the original rerun."""
    edited = outcomes.of(case).edited
    assert edited.failed is None, edited.failed

    assert disagreements(edited, predicted(case.subject, [case.edit])) == []


@_each_case
def test_offer_is_right_or_none(case: NaiveCase, outcomes: Outcomes) -> None:
    """Nothing is offered, or a safe fix that gives the same image and reruns only what the model says."""
    outcome = outcomes.of(case)
    fixed, pair, edited = outcome.fixed, outcome.pair, outcome.fixed_edited
    offers = [fix.title for finding in outcome.offer.findings for fix in finding.fixes]
    assert offers == [] or not case.is_refused
    if fixed is None or pair is None or edited is None:
        return
    assert pair.after.failed is None, f"{fixed.dockerfile}\n{pair.after.failed}"
    assert edited.failed is None, edited.failed

    assert pair.differences == {}, fixed.dockerfile
    assert disagreements(edited, predicted(fixed, [case.edit])) == []
