"""Build logs as commands are told of them, read onto a Dockerfile."""

import sys
from pathlib import Path

from layerwise.analysis import Analysis
from layerwise.buildlog.log import BuildLog
from layerwise.builds.build import Build
from layerwise.cache.plan import BuildPlan
from layerwise.cli.texts import Unusable
from layerwise.host.logfiles import HOW, LogError, kept_log, log_in, piped_log
from layerwise.logged import Logged, fitting


def load_log(name: str | None, kept: str | None = None) -> tuple[BuildLog, ...]:
    """The builds of a log; `-` and nothing named mean standard input.

    `kept` names a build whose log the builder keeps, empty for the newest.
    """
    if name is not None and kept is not None:
        raise Unusable("name a build log or a build that the builder keeps, not both")
    if name is None and kept is None and sys.stdin.isatty():
        raise Unusable(f"name a build log, or pipe one in; {HOW}")
    try:
        if kept is not None:
            return kept_log(kept)
        return piped_log() if name in (None, "-") or name is None else log_in(Path(name))
    except LogError as error:
        raise Unusable(str(error)) from None


def on_plan(analysis: Analysis, builds: tuple[BuildLog, ...], name: str) -> tuple[BuildPlan, Logged]:
    """The plan of a Dockerfile that fits a log best, and the log read onto it."""
    found = fitting(analysis.plans, builds)
    if found is None:
        count = sum(len(build.steps) for build in builds)
        raise Unusable(
            f"none of the {count} steps in the log stands in {name}; name the log's own Dockerfile"
        )
    return found


def alike(analysis: Analysis, plan: BuildPlan) -> BuildPlan | None:
    """The plan of the same build in the analysis of another text."""
    return next((other for other in analysis.plans if _is_alike(other.build, plan.build)), None)


def _is_alike(one: Build, other: Build) -> bool:
    """Whether two builds are the same; the words for where a context comes from change with the text."""
    return (one.label, one.target, one.arguments) == (other.label, other.target, other.arguments)
