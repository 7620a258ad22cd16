r"""
A comment silences a rule that finds nothing there.

## What it does

Looks at comments of the form `# layerwise: ignore=...` and `# layerwise: ignore-file=...`: each rule that one of them
names must be a rule, and must find something that the comment silences.

## Why is this bad?

Such a comment outlives what it was written for: the step is fixed or gone, or its code was mistyped and it never
silenced anything. Left standing, it hides the next finding of that rule in the same place, and tells its readers of
a fault that is not there.

## Example

```text requirements.txt
flask==3.1.0
```

```text app.py
print("hello")
```

```dockerfile
FROM python:3.13
WORKDIR /app
COPY requirements.txt ./
RUN pip install -r requirements.txt
# layerwise: ignore=source-before-install reason=the wheel house comes with the source
#                   ^^^^^^^^^^^^^^^^^^^^^ unused-pragma
COPY . .
```

Use instead:

```dockerfile
FROM python:3.13
WORKDIR /app
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY . .
```

## When not to use it

A rule that is switched off in the settings finds nothing by wish; comments about it are not told. Neither are those
about known rules where the build context cannot be read, or where what a rule finds depends on the day. Comments in
the forms of other tools (`# check=skip=...`, `# hadolint ignore=...`) are theirs and are left alone.

## Fix safety

Safe: a comment is no part of the image, nor of any step's cache key. A comment that keeps the one below it from
being read as a parser directive stays.
"""

from collections.abc import Iterator, Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.findings.finding import Evidence, Finding, Fix, Safety, Severity
from layerwise.findings.silenced import is_silenced, reaches
from layerwise.nearest import nearest
from layerwise.rules.rule import Rule
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile, Pragma, Speech
from layerwise.text import Edit, Lines, Span, apply
from layerwise.tuples import NamedTuple

_CODE = "unused-pragma"
_BYTE_ORDER_MARK = "\ufeff"

# In the comments of a Dockerfile; of one with more, nobody wants to hear about each.
_MOST_CODES = 200


class Judged(NamedTuple):
    """What is known of the rules: the codes of all, those that are on, and those whose silence means something."""

    codes: frozenset[str]
    on: frozenset[str]
    sure: frozenset[str]


def check(plans: Sequence[BuildPlan]) -> Iterator[Finding]:
    """Nothing: what a comment silences is known when all rules have spoken, to `unused`."""
    del plans
    yield from ()


def unused(document: Dockerfile, findings: Sequence[Finding], judged: Judged) -> Iterator[Finding]:
    """One finding for each code that silences none of the findings.

    A comment without a code silences what depends on circumstances too, and so is never known to be of no use.
    """
    if sum(len(pragma.codes) for pragma in document.pragmas) > _MOST_CODES:
        return
    for pragma in document.pragmas:
        if pragma.speech is not Speech.OURS:
            continue
        silenced = {finding.rule for finding in findings if is_silenced(document, pragma, finding)}
        for number, code in enumerate(pragma.codes):
            if code in silenced or code == _CODE:
                continue
            if code in judged.codes:
                if code in judged.sure:
                    message = f"This comment silences no finding of {code}"
                    removal = _removal(document, pragma, number)
                    yield _finding(document, pragma, pragma.places[number], message, removal)
            else:
                yield _mistyped(document, pragma, number, findings, judged)


def _mistyped(
    document: Dockerfile, pragma: Pragma, number: int, findings: Sequence[Finding], judged: Judged
) -> Finding:
    """A code that no rule has; the nearest is put in its place where it has something to silence."""
    code, place = pragma.codes[number], pragma.places[number]
    removal = _removal(document, pragma, number)
    meant = nearest(code, judged.codes)
    if meant is None:
        return _finding(document, pragma, place, f"No rule is named {code}", removal)
    has_use = meant not in judged.on or any(
        finding.rule == meant and reaches(document, pragma, finding.span) for finding in findings
    )
    found = _finding(document, pragma, place, f"No rule {code}; did you mean {meant}?", removal)
    if not has_use or meant in pragma.codes:
        return found
    right = Fix(title=f"Write {meant}", edits=(Edit(place, meant),), safety=Safety.SAFE)
    return _finding(document, pragma, place, found.message, right, *found.fixes)


def _finding(document: Dockerfile, pragma: Pragma, span: Span, message: str, *fixes: Fix) -> Finding:
    kept = tuple(fix for fix in fixes if _keeps_directives(document, fix))
    below = Evidence(pragma.span, "without it the comment below would be a parser directive")
    return Finding(
        rule=_CODE,
        severity=Severity.INFORMATION,
        span=span,
        message=message,
        fixes=kept,
        refusal=None if kept else below,
    )


def _keeps_directives(document: Dockerfile, fix: Fix) -> bool:
    """Whether the same directives hold: a comment on the first line ends them."""
    first = document.instructions[0].span.start if document.instructions else len(document.text)
    if all(edit.span.start > first for edit in fix.edits):
        return True
    after = parse(apply(document.text, fix.edits))
    return [one[:2] for one in after.directives] == [one[:2] for one in document.directives]


def _removal(document: Dockerfile, pragma: Pragma, number: int = 0) -> Fix:
    """A pragma without one of its codes; its whole line where it has no other."""
    places = pragma.places
    if len(places) <= 1:
        lines = Lines(document.text)
        line = lines.line(lines.place(pragma.span.start).line)
        start = line.start + document.text.startswith(_BYTE_ORDER_MARK, line.start)
        return Fix(title="Remove this comment", edits=(Edit(Span(start, line.end), ""),), safety=Safety.SAFE)
    span = (
        Span(places[number - 1].end, places[number].end) if number else Span(places[0].start, places[1].start)
    )
    title = f"Remove {pragma.codes[number]} from this comment"
    return Fix(title=title, edits=(Edit(span, ""),), safety=Safety.SAFE)


RULE = Rule(code=_CODE, severity=Severity.INFORMATION, page=__doc__ or "", check=check)
