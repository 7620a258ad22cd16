r"""
A line of an ignore file makes the builder refuse the build.

## What it does

Finds lines of `.dockerignore` that the builder cannot read: an unclosed `[`, a lone `!`, a backslash at the end of a
pattern or before a letter.

## Why is this bad?

The whole build fails, with an error that does not always name the line.

## Example

```gitignore .dockerignore
node_modules
src/[a-z
#<^^^^^^ malformed-ignore-pattern
```

## When not to use it

A backslash parts folders on Windows, where the builder may accept such a line. A slash does so everywhere.

## Fix safety

Where backslashes stand for slashes, the fix writes those. It is for review: what the line names then no longer
enters the image.
"""

from collections.abc import Iterator

from layerwise.findings.finding import Finding, Severity
from layerwise.findings.words import shorten
from layerwise.ignore_files.file import IgnoreFile
from layerwise.ignore_files.rule import IgnoreRule
from layerwise.ignore_files.slashes import has_separators, with_slashes
from layerwise.text import Edit

_CODE = "malformed-ignore-pattern"


def check(file: IgnoreFile) -> Iterator[Finding]:
    """One finding for each line that the builder refuses."""
    for problem in file.ignore.problems:
        span = file.problem_span(problem)
        written = span.of(file.text)
        is_of_windows = has_separators(written)
        edits = (Edit(span, written.replace("\\", "/")),)
        yield Finding(
            rule=_CODE,
            severity=Severity.INFORMATION if is_of_windows else Severity.WARNING,
            span=span,
            message=f"The builder refuses {shorten(written, 30)}: {problem.message}",
            fixes=with_slashes(file, edits) if is_of_windows else (),
        )


RULE = IgnoreRule(code=_CODE, severity=Severity.WARNING, page=__doc__ or "", check=check)
