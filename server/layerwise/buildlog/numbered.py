"""Docker's older builder (`Step 3/7 : RUN ...`), podman and buildah (`STEP 3/7: RUN ...`), who tell no times."""

import re
from collections.abc import Iterable, Iterator

from layerwise.buildlog.log import BuildLog, LoggedStep
from layerwise.regex import regex

_STEP = regex(
    r"(?:\[(?P<stage>\d{1,9})/\d+\] )?S(?:tep|TEP) (?P<number>\d{1,9})(?:/(?P<total>\d{1,9}))? ?: (?P<text>.*)",
    re.DOTALL,
)
_CACHED = regex(r"\s*-{2,3}> Using cache\b")
_FAILED = regex(r"(?:Error: |error building|The command '.*' returned a non-zero code)")
# What buildah adds where a FROM gives no name, and where it lists the labels of its own.
_COMMIT = "COMMIT"


def numbered_builds(lines: Iterable[str]) -> Iterator[BuildLog]:
    """The builds of a log, one after the other where there are several.

    Steps are counted over all stages by Docker, within each by the others, who name the stage by its number.
    """
    steps: list[LoggedStep] = []
    for line in lines:
        match = _STEP.fullmatch(line)
        if match is not None and match["text"].strip() and not match["text"].startswith(_COMMIT):
            step = _step(match)
            if step.number == 1 and steps and _begins(step, steps):
                yield BuildLog(tuple(steps))
                steps = []
            steps.append(step)
        elif steps and _CACHED.match(line):
            steps[-1] = steps[-1]._replace(is_cached=True)
        elif steps and _FAILED.match(line):
            steps[-1] = steps[-1]._replace(error=line.strip())
    yield BuildLog(tuple(steps))


def _begins(step: LoggedStep, steps: list[LoggedStep]) -> bool:
    """Whether a first step begins another build rather than another stage."""
    return not step.where or step.where <= steps[-1].where


def _step(match: "re.Match[str]") -> LoggedStep:
    stage = match["stage"]
    return LoggedStep(
        text=" ".join(match["text"].split()),
        where=() if stage is None else (f"stage-{int(stage) - 1}",),
        number=int(match["number"]),
        total=int(match["total"] or 0),
    )
