"""A Dockerfile that stands in a compose file, judged: what is found is told there, fixes are written there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from layerwise.analysis import Analysis
from layerwise.builds.inline import Inline
from layerwise.findings.carried import carried, carried_fix
from layerwise.findings.finding import Finding, Fix
from layerwise.fixes import Fixed, fix_all


@dataclass(frozen=True, kw_only=True)
class Hosted:
    """A Dockerfile in a compose file, and what is known about it."""

    inline: Inline
    analysis: Analysis

    @cached_property
    def told(self) -> tuple[tuple[Finding, Finding], ...]:
        """The findings as they are told in the compose file, each with what it is in the Dockerfile."""
        return tuple((carried(finding, self.inline), finding) for finding in self.analysis.findings)


def fix_hosted(
    hosted: Hosted, is_wanted: Callable[[Fix], bool], analyse_again: Callable[[str, Fix], Analysis]
) -> tuple[Inline, Fixed]:
    """The Dockerfile after all wanted fixes that can be written into its compose file, there and by itself."""
    now = hosted.inline

    def is_written(fix: Fix) -> bool:
        there = carried_fix(fix, now)
        return there is not None and is_wanted(there)

    def write(text: str, fix: Fix) -> Analysis:
        nonlocal now
        after = now.after(fix.edits)
        assert after is not None, "a fix was wanted that cannot be written"
        now = after
        return analyse_again(text, fix)

    fixed = fix_all(hosted.analysis, is_written, write)
    return now, fixed
