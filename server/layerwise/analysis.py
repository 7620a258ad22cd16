"""The front door: one Dockerfile and its builds in, everything that is known about it out."""

from collections.abc import Iterator, Sequence

from layerwise.builds.build import Build
from layerwise.cache.likely import likely
from layerwise.cache.plan import BuildPlan, plans
from layerwise.context.context import BuildContext
from layerwise.findings.finding import Finding
from layerwise.findings.kept import Family, families_of
from layerwise.findings.overlaps import settled
from layerwise.findings.silenced import unsilenced
from layerwise.records import dataclass, field, replace
from layerwise.rules.registry import RULES
from layerwise.rules.unused_pragma import Judged, unused
from layerwise.settings import Settings
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What is known about one version of a Dockerfile: findings sorted by place, ignored ones left out.

    `families` are those of its stages, with what their judgement has worked out.
    """

    document: Dockerfile
    builds: tuple[Build, ...]
    plans: tuple[BuildPlan, ...]
    findings: tuple[Finding, ...]
    families: tuple[Family, ...] = field(default=(), repr=False, compare=False)

    def whole(self, finding: Finding) -> Finding:
        """One of its findings with its further fixes, where it was analysed without them."""
        return _whole(finding, self.families)


def analyse(text: str, builds: Sequence[Build], settings: Settings, above: int = 0) -> Analysis:
    """Parse a text, and judge it; `above` are the lines above it in its file."""
    return analyse_document(replace(parse(text), above=above), builds, settings)


def analyse_document(
    document: Dockerfile, builds: Sequence[Build], settings: Settings, *, has_further: bool = True
) -> Analysis:
    """Build the plans of what was parsed already, run the rules and settle what they found.

    Without further fixes, `Analysis.whole` gives them to a finding.
    """
    made = likely(plans(document, builds))
    families = families_of(made)
    found = tuple(_findings(made, families, settings))
    left = unused(document, found, _judged(document, made, settings)) if made else ()
    told = (_told(finding, settings) for finding in (*found, *left) if settings.is_on(finding.rule))
    kept = settled(unsilenced(document, tuple(told)))
    if has_further:
        kept = tuple(_whole(finding, families) for finding in kept)
    likely_builds = tuple(one.build for one in made)
    return Analysis(document=document, builds=likely_builds, plans=made, findings=kept, families=families)


def planned(document: Dockerfile, builds: Sequence[Build]) -> tuple[BuildPlan, ...]:
    """The likely builds of a Dockerfile alone."""
    return likely(plans(document, builds))


def _findings(
    made: tuple[BuildPlan, ...], families: Sequence[Family], settings: Settings
) -> Iterator[Finding]:
    for rule in RULES:
        if not made or not settings.is_on(rule.code):
            continue
        if rule.is_of_families:
            for family in families:
                yield from family.found(rule.check, rule.circumstances)
        else:
            yield from rule.check(made)


def _whole(finding: Finding, families: Sequence[Family]) -> Finding:
    further = next(rule.further for rule in RULES if rule.code == finding.rule)
    if further is None:
        return finding
    around = next((one.plans for one in families if one.holds(finding.span)), ())
    return replace(finding, fixes=tuple(dict.fromkeys((*finding.fixes, *further(around, finding)))))


def _told(finding: Finding, settings: Settings) -> Finding:
    severity = settings.severity.get(finding.rule)
    return finding if severity is None else replace(finding, severity=severity)


def _judged(document: Dockerfile, made: tuple[BuildPlan, ...], settings: Settings) -> Judged:
    """Of which rules it means something that they find nothing: on, in a context that is surely the right one."""
    codes = frozenset(rule.code for rule in RULES)
    on = frozenset(code for code in codes if settings.is_on(code))
    is_certain = not document.problems and all(
        isinstance(plan.build.context, BuildContext) and plan.build.doubt is None for plan in made
    )
    steady = {rule.code for rule in RULES if not rule.is_circumstantial}
    return Judged(codes, on, on & steady if is_certain else frozenset())
