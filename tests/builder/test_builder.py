"""The cache model and the fixes, held against real builds."""

import pytest

from builder.builder import BuildResult
from builder.case import Case
from builder.cases import CASES
from builder.outcomes import Outcome, Outcomes
from builder.product import Subject, disagreements, predicted

pytestmark = pytest.mark.builder
_each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@_each_case
def test_model_predicts_what_reruns(case: Case, outcomes: Outcomes) -> None:
    """After an edit of a source file exactly the predicted steps rerun, each install among them."""
    edited = outcomes.of(case).edited
    assert edited.failed is None, edited.failed

    assert disagreements(edited, predicted(case.subject, [case.edit])) == []
    assert _rerun(edited, case.installs) == list(case.installs)


@_each_case
def test_fix_keeps_the_image(case: Case, outcomes: Outcomes) -> None:
    """The image after the fix holds the same paths, kinds, contents, modes, owners and link targets."""
    outcome = outcomes.of(case)
    fixed = _fixed(case, outcome)
    assert outcome.pair is not None, "there is a fix"
    assert outcome.pair.before.failed is None, outcome.pair.before.failed
    assert outcome.pair.after.failed is None, f"{fixed.dockerfile}\n{outcome.pair.after.failed}"

    assert outcome.pair.differences == {}, fixed.dockerfile


@_each_case
def test_fix_saves_the_install(case: Case, outcomes: Outcomes) -> None:
    """After the fix a source edit reruns what the model says and no install; a manifest edit, if any, reruns one."""
    outcome = outcomes.of(case)
    fixed = _fixed(case, outcome)
    edited, manifest = outcome.fixed_edited, outcome.manifest
    saved = case.saved or case.installs
    assert edited is not None
    assert edited.failed is None, edited.failed

    assert disagreements(edited, predicted(fixed, [case.edit])) == []
    assert [words for words in saved if any(words in step.text for step in edited.steps)] == list(saved)
    assert _rerun(edited, saved) == [], fixed.dockerfile
    if case.manifest is None:
        return
    assert manifest is not None, "there is a fix"
    assert manifest.failed is None, manifest.failed
    assert disagreements(manifest, predicted(fixed, [case.manifest])) == []
    assert _rerun(manifest, saved) != [], fixed.dockerfile


def _fixed(case: Case, outcome: Outcome) -> Subject:
    why = [finding.refusal for finding in outcome.offer.findings]
    assert outcome.fixed is not None, f"no {case.safety.value} fix {case.fix} offered: {why}"
    return outcome.fixed


def _rerun(result: BuildResult, installs: tuple[str, ...]) -> list[str]:
    """Those of the words that stand in a step which ran."""
    return [words for words in installs if any(words in s.text and not s.is_cached for s in result.steps)]
