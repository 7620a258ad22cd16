"""Every setting of the analysis, typed and defaulted; package.json is checked against this file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from layerwise.rules.finding import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may set about findings: rule codes left out, and severities by rule code."""

    ignore: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)
