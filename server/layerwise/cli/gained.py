"""What the fixes of a file would have saved in the commits of its own project."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from layerwise.cache.plan import BuildPlan
from layerwise.cli.checked import Checked
from layerwise.findings.finding import Finding
from layerwise.history.log import History
from layerwise.tuples import NamedTuple

if TYPE_CHECKING:
    from layerwise.gains import Gain

# The build as it would be after the fixes that a report shows for a finding; None where it shows none.
After = Callable[[Finding], BuildPlan | None]


class Gained(NamedTuple):
    """A finding, what its fix would have saved, and in words of how many commits that is."""

    finding: Finding
    gains: "tuple[Gain, ...]"
    extent: str


def gained(result: Checked, after: After | None = None) -> tuple[Gained, ...]:
    """The findings of a file, with gains where the history of the first build's context is known.

    A gain is that of the finding's first fix alone, or of all the fixes that `after` tells of.
    """
    plan = next(iter(result.analysis.plans), None) if result.analysis is not None else None
    if plan is None or plan.is_presumed or not any(map(_is_counted, result.findings)):
        return tuple(Gained(finding, (), "") for finding in result.findings)
    history = plan.build.history()
    return tuple(_gained(plan, finding, history, after) for finding in result.findings)


def _gained(plan: BuildPlan, finding: Finding, history: History | None, after: After | None) -> Gained:
    if history is None or not history.says_how_often or not _is_counted(finding):
        return Gained(finding, (), "")
    from layerwise.gains import gains, gains_after  # noqa: PLC0415 - it replays a history, and most have none

    if after is None:
        return Gained(finding, gains(plan, finding, history), history.extent)
    return Gained(finding, gains_after(plan, after(finding), finding, history), history.extent)


def _is_counted(finding: Finding) -> bool:
    """Whether a finding is about how often something reruns."""
    return finding.saves_reruns or finding.is_partial
