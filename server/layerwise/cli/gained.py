"""What the fixes of a file would have saved in the commits of its own project."""

from typing import NamedTuple

from layerwise.cache.plan import BuildPlan
from layerwise.cli.checked import Checked
from layerwise.findings.finding import Finding
from layerwise.gains import Gain, gains
from layerwise.history.log import History


class Gained(NamedTuple):
    """A finding, what its first fix would have saved, and in words of how many commits that is."""

    finding: Finding
    gains: tuple[Gain, ...]
    extent: str


def gained(result: Checked) -> tuple[Gained, ...]:
    """The findings of a file, with gains where the history of the first build's context is known."""
    plan = next(iter(result.analysis.plans), None) if result.analysis is not None else None
    if plan is None or plan.is_presumed or not any(map(_is_counted, result.findings)):
        return tuple(Gained(finding, (), "") for finding in result.findings)
    history = plan.build.history()
    return tuple(_gained(plan, finding, history) for finding in result.findings)


def _gained(plan: BuildPlan, finding: Finding, history: History | None) -> Gained:
    if history is None or not history.commits or not _is_counted(finding):
        return Gained(finding, (), "")
    return Gained(finding, gains(plan, finding, history), history.extent)


def _is_counted(finding: Finding) -> bool:
    """Whether a finding is about how often something reruns."""
    return finding.saves_reruns or finding.is_partial
