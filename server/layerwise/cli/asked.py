"""What `layerwise check` is asked for."""

from pathlib import Path

from layerwise.cli.configured import Configurations
from layerwise.cli.formats.text import Shown
from layerwise.findings.finding import Severity
from layerwise.records import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request.

    `piped_name` stands for standard input; `since` is a revision of git; `baseline` is read, `new_baseline` written.
    `jobs` is how many processes work, None for as many as it is worth.
    """

    names: tuple[str, ...]
    context: Path | None
    output: str
    fail_on: Severity
    configurations: Configurations
    shown: Shown = field(default_factory=Shown)
    piped_name: str | None = None
    since: str | None = None
    baseline: Path | None = None
    new_baseline: Path | None = None
    jobs: int | None = None
    is_quiet: bool = False
    is_verbose: bool = False
    exits_zero: bool = False

    @property
    def needs_marks(self) -> bool:
        """Whether the fingerprints of findings are of use."""
        return self.baseline is not None or self.new_baseline is not None
