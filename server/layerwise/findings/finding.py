"""What a rule says: findings with their evidence and fixes."""

from enum import Enum

from layerwise.records import dataclass
from layerwise.text import Edit, Span
from layerwise.tuples import NamedTuple


class Severity(Enum):
    """How loudly a finding is told; the values are the words used in settings and output."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"


class Safety(Enum):
    """SAFE: the image provably stays the same. REVIEW: it should, except for the one reason given."""

    SAFE = "safe"
    REVIEW = "review"


class Evidence(NamedTuple):
    """A place in the Dockerfile that bears on a finding, and what it does there."""

    span: Span
    note: str


class FileChange(NamedTuple):
    """A change to another file of the build context: `path` relative to it; `create` where it is not there yet."""

    path: str
    create: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A change that removes a finding: edits of this Dockerfile, perhaps of other files.

    `reason` says in one line why a REVIEW fix is not safe; empty for SAFE ones.
    """

    title: str
    edits: tuple[Edit, ...]
    changes: tuple[FileChange, ...] = ()
    safety: Safety
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found. `span` is where the squiggle goes; `refusal` names what stands in the way of a safe fix.

    `reads` are the files that the rerun steps really need, as (path, why): for the hover. `is_partial`: those
    that only the first phase of them needs, which downloads. `keeps` are files that the image should not hold, as
    (path, what is in them), `takes` folders that a copy takes in for nothing, as (path, what it is); such a finding is
    about no step that reruns. `saves_reruns`: its fixes are for fewer reruns after edits and for nothing else, so that
    a history can say what they are worth.
    """

    rule: str
    severity: Severity
    span: Span
    message: str
    evidence: tuple[Evidence, ...] = ()
    fixes: tuple[Fix, ...] = ()
    refusal: Evidence | None = None
    reads: tuple[tuple[str, str], ...] = ()
    is_partial: bool = False
    keeps: tuple[tuple[str, str], ...] = ()
    takes: tuple[tuple[str, str], ...] = ()
    saves_reruns: bool = False
