"""Dockerfiles that Layerwise puts right, one theme in a file."""

from builder.cases import (
    closures,
    copies,
    histories,
    mounts,
    owners,
    packages,
    phases,
    places,
    plain,
    runs,
    several,
    sinking,
    stages,
    staying,
)

CASES = (
    *closures.CASES,
    *copies.CASES,
    *histories.CASES,
    *mounts.CASES,
    *owners.CASES,
    *packages.CASES,
    *phases.CASES,
    *places.CASES,
    *plain.CASES,
    *runs.CASES,
    *several.CASES,
    *sinking.CASES,
    *stages.CASES,
    *staying.CASES,
)
