"""Every setting of the analysis, typed and defaulted; `configuration/` reads them."""

from collections.abc import Mapping
from enum import Enum

from layerwise.builds.build import Profile
from layerwise.findings.finding import Severity
from layerwise.records import dataclass, field


class Run(Enum):
    """When an open Dockerfile is judged."""

    ON_TYPE = "onType"
    ON_SAVE = "onSave"


class Scope(Enum):
    """Which Dockerfiles are judged in an editor."""

    OPEN_FILES = "openFiles"
    WORKSPACE = "workspace"


class Hints(Enum):
    """Which steps have a hint beside them that says how often they would have rerun."""

    OFF = "off"
    FINDINGS = "findings"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may set.

    `select`: the rule codes that are checked, all where it is empty. `ignore`: those left out. `severity`:
    severities by rule code, None for a rule that is off. `context`: the build context's directory, relative to the
    place of the setting; None means that it is discovered. `target`, `arguments`: what the build is called with.
    `builder`: what it is done by. `history`: how many commits are looked back. `debounce`: milliseconds without an
    edit before the Dockerfile is judged again. `run`: when it is judged at all. `scope`: whether files that are not
    open are judged as well. `hints`: which steps have their figure beside them. `lens`: whether stages have theirs.
    """

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    severity: Mapping[str, Severity | None] = field(default_factory=dict)
    context: str | None = None
    target: str | None = None
    arguments: Mapping[str, str] = field(default_factory=dict)
    builder: Profile = Profile.BUILDKIT
    history: int = 200  # some months of a lively project
    debounce: int = 150
    run: Run = Run.ON_TYPE
    scope: Scope = Scope.OPEN_FILES
    hints: Hints = Hints.FINDINGS
    lens: bool = True

    def is_on(self, code: str) -> bool:
        """Whether a rule is checked."""
        is_off = code in self.severity and self.severity[code] is None
        return (not self.select or code in self.select) and code not in self.ignore and not is_off
