"""What the model answers in the cases that real builds judge, so that a change of an answer is seen without them.

The builder suite says whether the answers are right; `npm test -- --update` writes them down.
"""

from pathlib import Path

import pytest
from builder.conformance.families import FAMILIES
from builder.conformance.family import Case, Family, cases
from builder.conformance.generated import GENERATED
from builder.conformance.newer import NEWER
from layerwise.cache.key import makes_step
from layerwise.cache.plan import plan
from layerwise.cache.replay import Rerun, rerun_between
from layerwise.syntax.parse import parse

_ALL = (*FAMILIES, *NEWER, *GENERATED)
_ANSWERS = Path(__file__).parent / "builder" / "conformance" / "answers"
_WORDS = {Rerun.NO: "no", Rerun.IF_OUTPUT_CHANGES: "if", Rerun.YES: "yes"}


def _line(case: Case) -> str:
    """The answers for the steps that are carried out, in the order of the Dockerfile."""
    before = case.family.scene
    after = case.edit(before, "a mark")
    old, new = (plan(parse(scene.dockerfile), scene.build) for scene in (before, after))
    answers = rerun_between(old, new, case.edit.changed)
    steps = (step for stage in new.stages for step in stage.steps if makes_step(step))
    told = [
        _WORDS[answer] for step in steps if (answer := answers.get((step.stage, step.number))) is not None
    ]
    return f"  {case.name}: {' '.join(told)}"


def _answers(family: Family) -> str:
    return "\n".join([family.name, *map(_line, cases(family))]) + "\n"


def test_answers_are_fresh(update: bool) -> None:
    """The file holds the families and nothing else."""
    if update:
        _ANSWERS.write_text("\n".join(map(_answers, _ALL)))

    names = [block.partition("\n")[0] for block in _ANSWERS.read_text().split("\n\n")]

    assert names == [family.name for family in _ALL]


@pytest.mark.parametrize("family", _ALL, ids=lambda family: family.name)
def test_answers(family: Family) -> None:
    """Each edit of a family reruns what it did when the builder agreed."""
    written = f"{_ANSWERS.read_text()}\n".split("\n\n")
    block = next(block for block in written if block.partition("\n")[0] == family.name)

    assert f"{block.rstrip()}\n" == _answers(family)
