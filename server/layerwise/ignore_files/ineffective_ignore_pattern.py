r"""
A line of an ignore file does nothing, or less than it seems to.

## What it does

Finds lines of `.dockerignore` that look right and are not, most of them because git reads its own ignore files
otherwise:

- a pattern without `**/` holds for the top folder only, and what it names lies in other folders of your build context
  too: `node_modules` leaves `web/node_modules` in. Only names that nobody gives to anything else are told;
- a comment behind a pattern, or one that does not start in the first column, is part of the pattern;
- quotes, braces, backslashes between folders, several patterns in one line;
- `..`, which leads out of the build context, and `.` or `/`, which is never ignored;
- an exception (`!keep.log`) without a line above that leaves it out, or with one below that leaves it out again;
- a line that repeats another.

## Why is this bad?

What was meant to be left out is sent to the builder, enters the image, and reruns every copy that takes it in.

## Example

```gitignore .dockerignore
*.log # of the server
#<^^^^^^^^^^^^^^^^^^^ ineffective-ignore-pattern
!.env
#<^^^ ineffective-ignore-pattern
```

Use instead:

```gitignore .dockerignore
# of the server
*.log
```

## When not to use it

When the line is there for builds that the tool cannot see, put `# layerwise: ignore=ineffective-ignore-pattern` on the
line above it.

## Fix safety

A line that does nothing is taken away, which is safe: the same files enter the build context. A line that is made to
do what it says is for review, since files no longer enter the image, or enter it now. No fix is offered where a copy,
a mount or an install of a known build needs one of them.
"""

from collections.abc import Iterator

from layerwise.findings.finding import Evidence, Finding, Fix, Safety, Severity
from layerwise.findings.words import shorten
from layerwise.ignore_files.as_git import misread
from layerwise.ignore_files.exceptions import idle
from layerwise.ignore_files.file import IgnoreFile, Line
from layerwise.ignore_files.nested import missed
from layerwise.ignore_files.rule import IgnoreRule
from layerwise.text import Edit, Span

_CODE = "ineffective-ignore-pattern"
_ENTERS_NOT = "what it names would no longer enter the image"


def check(file: IgnoreFile) -> Iterator[Finding]:
    """One finding for each line that does not do what it seems to."""
    for number, line in enumerate(file.lines):
        found = (
            _misread(file, line)
            or _repeated(file, number)
            or (_idle(file, line) if line.pattern.is_exception else None)
            or _nested(file, line)
        )
        if found is not None:
            yield found


def _misread(file: IgnoreFile, line: Line) -> Finding | None:
    fault = misread(file, line)
    if fault is None:
        return None
    if fault.is_same:
        return _finding(line, fault.message, fixes=(_safe(fault.title, fault.edits[0]),))
    reason = "what it names would enter the image" if line.pattern.is_exception else _ENTERS_NOT
    return _finding(line, fault.message, fixes=_reviewed(file, fault.title, fault.edits, reason))


def _repeated(file: IgnoreFile, number: int) -> Finding | None:
    """A line that one above has said already, with nothing in between that says otherwise."""
    line = file.lines[number]
    for other in reversed(file.lines[:number]):
        if other.pattern.is_exception is not line.pattern.is_exception:
            return None
        if other.pattern.pattern == line.pattern.pattern:
            return _finding(
                line,
                f"{shorten(line.pattern.text, 40)} repeats line {other.pattern.line}",
                evidence=(Evidence(other.span, "says it already"),),
                fixes=(_safe("Remove the line", file.removed(line)),),
                severity=Severity.HINT,
            )
    return None


def _idle(file: IgnoreFile, line: Line) -> Finding | None:
    found = idle(file, line)
    if found is None:
        return None
    shown = shorten(line.pattern.text, 40)
    remove = _safe("Remove the line", file.removed(line))
    if found.by is None:
        return _finding(line, f"{shown} lets nothing in that a line above leaves out", fixes=(remove,))
    by = found.by
    end = Span(by.span.end, by.span.end)
    edits = (file.removed(line), Edit(end, file.end + line.pattern.text))
    move = _reviewed(
        file, f"Move it below {shorten(by.pattern.text, 30)}", edits, "what it names would enter the image"
    )
    return _finding(
        line,
        f"{shown} is undone by line {by.pattern.line}",
        evidence=(Evidence(by.span, "leaves it out again"),),
        fixes=(*move, remove),
    )


def _nested(file: IgnoreFile, line: Line) -> Finding | None:
    path = missed(file, line)
    if path is None:
        return None
    pattern = f"**/{line.pattern.pattern}"
    edits = (file.rewritten(line, [pattern]),)
    return _finding(
        line,
        f"{line.pattern.text} leaves {shorten(path, 40)} in, for it has no **/",
        fixes=_reviewed(file, f"Write {pattern}", edits, f"{path} would no longer enter the image"),
    )


def _finding(
    line: Line,
    message: str,
    *,
    evidence: tuple[Evidence, ...] = (),
    fixes: tuple[Fix, ...] = (),
    severity: Severity = Severity.INFORMATION,
) -> Finding:
    return Finding(
        rule=_CODE, severity=severity, span=line.span, message=message, evidence=evidence, fixes=fixes
    )


def _safe(title: str, edit: Edit) -> Fix:
    return Fix(title=title, edits=(edit,), safety=Safety.SAFE)


def _reviewed(file: IgnoreFile, title: str, edits: tuple[Edit, ...], reason: str) -> tuple[Fix, ...]:
    if file.hides_needed(edits):
        return ()
    return (Fix(title=title, edits=edits, safety=Safety.REVIEW, reason=reason),)


RULE = IgnoreRule(code=_CODE, severity=Severity.INFORMATION, page=__doc__ or "", check=check)
