"""The shape of a rule."""

from collections.abc import Callable, Iterator, Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.findings.finding import Finding, Fix, Severity
from layerwise.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: its code, which never changes once released, its page, and its check.

    `check` gets the plans of one Dockerfile under each of its builds, at least one, and yields findings that
    are true in any of them, with fixes that are right in all. `is_circumstantial`: what it finds depends on more
    than the project's committed files, such as its history or a file that one developer has, so that a pragma for
    it may be of use elsewhere. `is_of_families`: what it finds in stages that use one another follows from them
    and from what `findings/kept.py` calls the rest of a Dockerfile; other stages and histories do not matter, but
    for what `circumstances` says of such plans.
    `further` are more fixes of a finding, for review, which cost a while and are left for when somebody asks.
    """

    code: str
    severity: Severity
    page: str
    check: Callable[[Sequence[BuildPlan]], Iterator[Finding]]
    is_circumstantial: bool = False
    is_of_families: bool = False
    circumstances: Callable[[Sequence[BuildPlan]], object] | None = None
    further: Callable[[Sequence[BuildPlan], Finding], tuple[Fix, ...]] | None = None

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.strip().partition("\n")[0]
