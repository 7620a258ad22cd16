"""The front door for ignore files: one file in its context in, what is found in it out."""

from collections.abc import Iterator, Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.context.context import BuildContext
from layerwise.context.ignore import MOST_LINES
from layerwise.findings.finding import Finding
from layerwise.ignore_files.file import IgnoreFile, read_ignore_file
from layerwise.ignore_files.registry import IGNORE_RULES
from layerwise.records import replace
from layerwise.settings import Settings
from layerwise.unknown import Unknown

# Each is held against those before it; ignore files of people have dozens, and nothing is said of a longer one.
_MOST_PATTERNS = 1_000


def analyse_ignore(
    text: str,
    context: BuildContext | Unknown,
    plans: Sequence[BuildPlan],
    settings: Settings,
    name: str = ".dockerignore",
) -> tuple[Finding, ...]:
    """What is found in an ignore file, sorted by place, what a comment silences left out.

    `plans` are those of the builds that it is in force for, as far as they are known.
    """
    if text.count("\n") >= MOST_LINES:
        return ()
    file = read_ignore_file(text, context, plans, name)
    found = sorted(_findings(file, settings), key=lambda finding: (finding.span, finding.rule))
    return tuple(finding for finding in found if not _is_silenced(file, finding))


def _findings(file: IgnoreFile, settings: Settings) -> Iterator[Finding]:
    if len(file.lines) > _MOST_PATTERNS:
        return
    for rule in IGNORE_RULES:
        if not settings.is_on(rule.code):
            continue
        for finding in rule.check(file):
            severity = settings.severity.get(rule.code)
            yield finding if severity is None else replace(finding, severity=severity)


def _is_silenced(file: IgnoreFile, finding: Finding) -> bool:
    """Whether a comment silences it: for the whole file, or in the comment lines right above it."""
    above = _comments_above(file, finding)
    return any(
        (not pragma.codes or finding.rule in pragma.codes)
        and (pragma.name == "ignore-file" or pragma.span.start in above)
        for pragma in file.pragmas()
    )


def _comments_above(file: IgnoreFile, finding: Finding) -> set[int]:
    """Where the comments start that stand right above a finding's line."""
    line = file.text.rfind("\n", 0, finding.span.start) + 1
    starts = {file.text.rfind("\n", 0, comment.start) + 1: comment.start for comment in file.comments}
    found = set()
    while line > 0:
        line = file.text.rfind("\n", 0, line - 1) + 1
        if line not in starts:
            break
        found.add(starts[line])
    return found
