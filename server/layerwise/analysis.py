"""The front door: one Dockerfile and its builds in, everything that is known about it out."""

from collections.abc import Sequence
from dataclasses import dataclass

from layerwise.builds.build import Build
from layerwise.rules.finding import Finding
from layerwise.settings import Settings
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What is known about one version of a Dockerfile: findings sorted by place, ignored ones left out."""

    document: Dockerfile
    builds: tuple[Build, ...]
    findings: tuple[Finding, ...]


def analyse(text: str, builds: Sequence[Build], settings: Settings) -> Analysis:
    """Parse, build the plans, run the rules, settle and check their fixes."""
    del settings
    return Analysis(document=parse(text), builds=tuple(builds), findings=())
