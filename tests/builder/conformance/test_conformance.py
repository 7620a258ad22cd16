"""Each step of a build does after an edit what the cache model predicts, in every case and on the real builder.

Cases of features that the packaged builder lacks are added where LAYERWISE_DOCKER_HOST names one that has them.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from layerwise.cache.key import makes_step
from layerwise.cache.plan import plan
from layerwise.cache.replay import Rerun, rerun_between
from layerwise.syntax.parse import parse
from layerwise.text import Lines

from builder.builder import Builder
from builder.conformance.families import FAMILIES
from builder.conformance.family import Case, cases, is_output_changed
from builder.conformance.generated import GENERATED
from builder.conformance.laboratory import Laboratory, Seen
from builder.conformance.newer import NEWER
from builder.daemon import endpoint_from_environment

pytestmark = pytest.mark.builder

_CASES = cases(*FAMILIES, *GENERATED, *(NEWER if endpoint_from_environment() else ()))


@pytest.fixture(scope="module")
def laboratory(
    builders: list[Builder], request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Laboratory]:
    """What the builders do with the cases of this session, which are begun at once."""
    asked = (getattr(item, "callspec", None) for item in request.session.items)
    given = (callspec.params.get("case") for callspec in asked if callspec is not None)
    wanted = [case for case in given if isinstance(case, Case)]
    found = Laboratory(builders, tmp_path_factory.mktemp("conformance"), wanted)
    yield found
    found.stop()


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case.family.name}: {case.name}")
def test_model_agrees_with_builder(case: Case, laboratory: Laboratory) -> None:
    """Exactly the predicted steps rerun; "only if" is right where the output's change decides it."""
    seen = laboratory.of(case)
    if case.family.needs and "nknown flag" in (seen.first.failed or ""):
        pytest.skip(f"this builder does not know {case.family.needs}")
    assert seen.first.failed is None, seen.first.failed
    assert seen.second.failed is None, seen.second.failed

    assert _disagreements(case, seen) == [], seen.after.dockerfile


def test_there_are_enough_cases() -> None:
    """The model is judged by no fewer cases than the project promises."""
    assert len([case for case in _CASES if not case.family.needs]) >= 150


class _Predicted(NamedTuple):
    """What the model says of a step, and whether the step reruns if what earlier steps make decides it."""

    line: int
    answer: Rerun
    is_rerun: bool


def _disagreements(case: Case, seen: Seen) -> list[str]:
    """Steps that did not do what was predicted, in words."""
    predicted = {step.line: step for step in _predicted(case, seen)}
    done = {step.line: step for step in seen.second.steps}
    found = [
        f"line {line}: not carried out, predicted {step.answer.value}"
        for line, step in predicted.items()
        if line not in done and step.is_rerun
    ]
    for line, step in done.items():
        said = predicted.get(line)
        if said is None:
            found.append(f"line {line}: carried out, predicted not to be: {step.text}")
        elif said.is_rerun == step.is_cached:
            outcome = "cached" if step.is_cached else "reran"
            found.append(f"line {line}: {outcome}, predicted {said.answer.value}: {step.text}")
    return found


def _predicted(case: Case, seen: Seen) -> Iterator[_Predicted]:
    """What the model says of each step that the builder carries out, by its line after the edit."""
    before, after = (plan(parse(scene.dockerfile), scene.build) for scene in (seen.before, seen.after))
    answers = rerun_between(before, after, case.edit.changed)
    lines = Lines(after.document.text)
    for stage in after.stages:
        is_decided = False  # by what a copy above in the stage takes
        for step in stage.steps:
            answer = answers.get((step.stage, step.number))
            if answer is None or not makes_step(step):
                continue
            span = step.instruction.span
            if answer is Rerun.IF_OUTPUT_CHANGES:
                is_decided |= is_output_changed(
                    case.family, span.of(after.document.text), seen.before, seen.after
                )
            is_rerun = is_decided if answer is Rerun.IF_OUTPUT_CHANGES else answer is Rerun.YES
            yield _Predicted(lines.place(span.start).line + 1, answer, is_rerun)
