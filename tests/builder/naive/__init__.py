"""Dockerfiles that a naive manifest-first split gets wrong, one theme in a file."""

from builder.naive import between, inputs, looking, members, outputs, packages, phases, places, runs

NAIVE_CASES = (
    *between.NAIVE_CASES,
    *inputs.NAIVE_CASES,
    *looking.NAIVE_CASES,
    *members.NAIVE_CASES,
    *outputs.NAIVE_CASES,
    *packages.NAIVE_CASES,
    *phases.NAIVE_CASES,
    *places.NAIVE_CASES,
    *runs.NAIVE_CASES,
)
