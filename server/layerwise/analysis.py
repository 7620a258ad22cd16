"""The front door: one Dockerfile and its builds in, everything that is known about it out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from layerwise.builds.build import Build
from layerwise.cache.likely import likely
from layerwise.cache.plan import BuildPlan, plans
from layerwise.edits import block
from layerwise.rules.finding import Finding
from layerwise.rules.registry import RULES
from layerwise.settings import Settings
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile, Pragma
from layerwise.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What is known about one version of a Dockerfile: findings sorted by place, ignored ones left out."""

    document: Dockerfile
    builds: tuple[Build, ...]
    plans: tuple[BuildPlan, ...]
    findings: tuple[Finding, ...]


def analyse(text: str, builds: Sequence[Build], settings: Settings) -> Analysis:
    """Parse, build the plans, run the rules and settle what they found."""
    document = parse(text)
    made = likely(plans(document, builds))
    found = sorted(_findings(made, settings), key=lambda finding: (finding.span, finding.rule))
    kept = tuple(finding for finding in found if not _is_ignored(document, finding))
    likely_builds = tuple(one.build for one in made)
    return Analysis(document=document, builds=likely_builds, plans=made, findings=kept)


def planned(text: str, builds: Sequence[Build]) -> tuple[BuildPlan, ...]:
    """The likely builds of a Dockerfile alone."""
    return likely(plans(parse(text), builds))


def _findings(made: tuple[BuildPlan, ...], settings: Settings) -> Iterator[Finding]:
    for rule in RULES:
        if rule.code in settings.ignore or not made:
            continue
        for finding in rule.check(made):
            severity = settings.severity.get(rule.code)
            yield finding if severity is None else replace(finding, severity=severity)


def _is_ignored(document: Dockerfile, finding: Finding) -> bool:
    """Whether a pragma silences it: for the whole file, or in the comments of the instruction at its start."""
    return any(
        _names(pragma, finding.rule)
        and (pragma.name == "ignore-file" or _is_beside(document, pragma, finding.span))
        for pragma in document.pragmas
    )


def _names(pragma: Pragma, code: str) -> bool:
    return not pragma.codes or code in pragma.codes


def _is_beside(document: Dockerfile, pragma: Pragma, span: Span) -> bool:
    return any(
        instruction.span.contains(span) and block(document, instruction).span.contains(pragma.span)
        for instruction in document.instructions
    )
