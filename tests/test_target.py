"""Which stages a build carries out."""

import pytest
from layerwise.cache.target import needed_stages, target_stage
from planning import planned

_LINES = (
    "FROM a AS base; FROM base AS one; FROM b AS two; COPY --from=one / /; "
    "FROM base; RUN --mount=type=bind,from=two,target=/x true; FROM c AS last; COPY --from=one / /"
)


@pytest.mark.parametrize(
    ("target", "stage", "needed"),
    [
        (None, 4, {0, 1, 4}),
        ("two", 2, {0, 1, 2}),
        ("TWO", 2, {0, 1, 2}),
        ("base", 0, {0}),
        # A number names no stage here, nor does a name that none has: all are carried out.
        ("3", None, {0, 1, 2, 3, 4}),
        ("three", None, {0, 1, 2, 3, 4}),
    ],
)
def test_target(target: str | None, stage: int | None, needed: set[int]) -> None:
    """The stage whose image is built, and those that it is made of, each once."""
    plan = planned(_LINES, {}, target=target)

    assert target_stage(plan) == stage
    assert needed_stages(plan) == needed


def test_of_several_stages_of_a_name_the_last_is_meant() -> None:
    """As the builder takes it."""
    assert target_stage(planned("FROM a AS x; FROM b AS x; FROM c", {}, target="x")) == 1


def test_no_stage() -> None:
    """A file without a stage builds none."""
    plan = planned("# nothing", {})

    assert target_stage(plan) is None
    assert needed_stages(plan) == frozenset()
