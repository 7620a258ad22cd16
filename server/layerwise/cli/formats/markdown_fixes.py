"""The fixes of a file as `layerwise fix` makes them: the safe ones, and all of them."""

import shlex
from collections.abc import Iterator

from layerwise.analysis import Analysis
from layerwise.cache.plan import BuildPlan
from layerwise.cli.checked import Checked
from layerwise.cli.diffs import diff
from layerwise.cli.files import Source
from layerwise.cli.fixing import fixed_of, overlay_of
from layerwise.cli.formats.markdown_text import code, fenced
from layerwise.findings.finding import Finding
from layerwise.fixes import is_safe
from layerwise.tuples import NamedTuple


class Repair(NamedTuple):
    """A file after its fixes: what is known of it then, and the lines of the diff."""

    analysis: Analysis
    lines: tuple[str, ...]


class Repairs(NamedTuple):
    """A file after its safe fixes, and after those to review as well."""

    safe: Repair
    whole: Repair

    def after(self, finding: Finding) -> BuildPlan | None:
        """The first build after the fixes among which the finding's first one is; None for one without fixes."""
        if not finding.fixes:
            return None
        repair = self.safe if is_safe(finding.fixes[0]) else self.whole
        return next(iter(repair.analysis.plans), None)


def repairs(result: Checked, path: str) -> Repairs | None:
    """The fixes of a file under this path; None for one that has none of its own, such as an ignore file."""
    if result.source is None or not result.findings:
        return None
    return Repairs(*(_repair(result.source, path, takes_review=review) for review in (False, True)))


def shown(found: Repairs, path: str) -> Iterator[str]:
    """The diffs, folded, and how they are applied; fixes to review only where there are some."""
    if found.safe.lines:
        yield _folded("The safe fixes", found.safe, f"layerwise fix {shlex.quote(path)}")
    if found.whole.lines and found.whole.lines != found.safe.lines:
        title = "The fixes, those that need your review included"
        yield _folded(title, found.whole, f"layerwise fix --unsafe-fixes {shlex.quote(path)}")


def _repair(source: Source, path: str, *, takes_review: bool) -> Repair:
    overlay = overlay_of(source)
    fixed = fixed_of(source, overlay, takes_review=takes_review)
    overlay.texts[source.path] = fixed.text
    return Repair(fixed.analysis, tuple(diff(overlay, {source.path: path})))


def _folded(title: str, repair: Repair, command: str) -> str:
    block = fenced(list(repair.lines), "diff")
    return f"\n<details>\n<summary>{title}</summary>\n\n{block}\n\nTo apply: {code(command)}\n\n</details>\n"
