"""The shape of a rule about ignore files."""

from collections.abc import Callable, Iterator

from layerwise.findings.finding import Finding, Severity
from layerwise.ignore_files.file import IgnoreFile
from layerwise.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoreRule:
    """A rule: its code, which never changes once released, its page, and its check of one ignore file.

    The fixes of its findings edit that file.
    """

    code: str
    severity: Severity
    page: str
    check: Callable[[IgnoreFile], Iterator[Finding]]

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.strip().partition("\n")[0]
