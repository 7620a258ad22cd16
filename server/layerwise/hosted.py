"""A Dockerfile that stands in a compose file, judged: what is found is told there, fixes are written there."""

import posixpath
from collections.abc import Callable, Sequence
from functools import cached_property

from layerwise.analysis import Analysis
from layerwise.builds.build import Build
from layerwise.builds.inline import Inline
from layerwise.findings.carried import carried, carried_fix
from layerwise.findings.finding import Finding, Fix
from layerwise.fixes import Fixed, fix_all
from layerwise.records import dataclass, replace
from layerwise.syntax.parse import parse


@dataclass(frozen=True, kw_only=True)
class Hosted:
    """A Dockerfile in a compose file, and what is known about it."""

    inline: Inline
    analysis: Analysis

    @cached_property
    def told(self) -> tuple[tuple[Finding, Finding], ...]:
        """The findings as they are told in the compose file, each with what it is in the Dockerfile."""
        return tuple((carried(finding, self.inline), finding) for finding in self.analysis.findings)


def merged(text: str, parts: Sequence[Hosted]) -> Analysis:
    """What is known about a compose file: what is found in its Dockerfiles, and no plan, as none is of its text.

    Other files that fixes change start at the context of the first build, as those of a Dockerfile do.
    """
    builds = tuple(build for part in parts for build in part.analysis.builds)
    found = (_from(builds[0], part, finding) for part in parts for finding, _ in part.told)
    return Analysis(
        document=replace(parse(""), text=text, problems=()),
        builds=builds,
        plans=(),
        findings=tuple(sorted(found, key=lambda finding: finding.span)),
    )


def _from(first: Build, part: Hosted, finding: Finding) -> Finding:
    """The finding with the paths of its changes as seen from the context of a build."""
    own = part.analysis.builds[0]
    if own.label == first.label or not any(fix.changes for fix in finding.fixes):
        return finding

    def seen(path: str) -> str:
        return posixpath.relpath(posixpath.join("/", own.label, path), posixpath.join("/", first.label))

    def moved(fix: Fix) -> Fix:
        return replace(fix, changes=tuple(one._replace(path=seen(one.path)) for one in fix.changes))

    return replace(finding, fixes=tuple(map(moved, finding.fixes)))


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
