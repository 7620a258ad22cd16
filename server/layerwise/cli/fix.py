"""`layerwise fix`: applies fixes to a Dockerfile until none is left."""

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

from layerwise.analysis import Analysis
from layerwise.cli.checked import is_as_loud
from layerwise.cli.configured import Configurations
from layerwise.cli.files import Overlay, Source, read_source
from layerwise.cli.formats.words import describe
from layerwise.cli.inline import fixed_compose
from layerwise.cli.terminal import complain, visible
from layerwise.findings.finding import Finding, Fix, Severity
from layerwise.fixes import Fixed, fix_all, is_safe
from layerwise.host.disk import directories
from layerwise.text import Lines, apply


def fix(
    name: str,
    context: Path | None,
    configurations: Configurations,
    *,
    shows_diff: bool,
    takes_review: bool,
) -> int:
    """Fix one Dockerfile, or show how; the exit code is 1 where a warning or worse is left."""
    source = read_source(name, context, configurations=configurations)
    overlay = Overlay({source.path: source.text}, {source.path: source.text})
    fixed = fixed_of(source, overlay, takes_review=takes_review)
    overlay.texts[source.path] = fixed.text
    if shows_diff:
        print_diff(name, source, overlay)
    else:
        if fixed.applied:
            overlay.write()
        _print_done(name, fixed)
    _tell_rest(name, fixed)
    return 1 if any(is_as_loud(finding, Severity.WARNING) for finding in fixed.analysis.findings) else 0


def fixed_of(source: Source, overlay: Overlay, *, takes_review: bool) -> Fixed:
    """A Dockerfile after its fixes, whose changes to other files go into the overlay."""
    if source.is_compose:
        return fixed_compose(source, overlay, takes_review=takes_review)
    start = source.analyse(source.text)
    root = next(iter(directories(start.builds)), None)

    def is_wanted(fix: Fix) -> bool:
        return (is_safe(fix) or takes_review) and (root is not None or not fix.changes)

    def analyse_again(text: str, fix: Fix) -> Analysis:
        for change in fix.changes:
            assert root is not None, "a fix with changes elsewhere was wanted without a context"
            path = root / change.path
            before = "" if change.create else overlay.text(path)
            overlay.put(path, apply(before, change.edits), creates=change.create)
        return source.analyse(text, overlay.texts)

    return fix_all(start, is_wanted, analyse_again)


def _print_done(name: str, fixed: Fixed) -> None:
    if not fixed.applied:
        print(f"{visible(name)}: nothing to fix")
    for step in fixed.applied:
        print(f"{visible(name)}: {visible(step.fix.title)} [{step.finding.rule}]")


def print_diff(name: str, source: Source, overlay: Overlay) -> None:
    """Show what would change, as `patch` takes it."""
    for line in diff(name, source, overlay):
        # A diff in a pipe is for `patch`, which needs every byte; one on a terminal is for eyes.
        sys.stdout.write(visible(line.rstrip("\n")) + "\n" if sys.stdout.isatty() else line)


def diff(name: str, source: Source, overlay: Overlay) -> Iterator[str]:
    """The lines of a unified diff of all files of an overlay, the Dockerfile under the name given."""
    for path, after in overlay.texts.items():
        before = overlay.originals[path]
        shown = name if path == source.path else _shown(path)
        yield from _diff(shown, before or "", after, creates=before is None)


def _shown(path: Path) -> str:
    """A path as seen from the working directory, where it lies below it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _diff(name: str, before: str, after: str, *, creates: bool) -> Iterator[str]:
    old, new = before.split("\n"), after.split("\n")
    name = name.lstrip("/")
    lines = difflib.unified_diff(
        _ended(old), _ended(new), fromfile="/dev/null" if creates else f"a/{name}", tofile=f"b/{name}"
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _ended(lines: list[str]) -> list[str]:
    """Lines with their ends back; a last one without stays so."""
    return [f"{line}\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])


def _tell_rest(name: str, fixed: Fixed) -> None:
    """Say on stderr what is left and why."""
    lines = Lines(fixed.text)
    for finding in fixed.analysis.findings:
        place = f"{name}:{lines.place(finding.span.start).line + 1}"
        complain(f"{place}: left: {finding.message} [{finding.rule}]{_reason(finding)}")


def _reason(finding: Finding) -> str:
    if finding.refusal is not None:
        return f": no safe fix: {finding.refusal.note}"
    if finding.fixes:
        return f": {describe(finding.fixes[0])}; --unsafe-fixes applies it"
    return ""
