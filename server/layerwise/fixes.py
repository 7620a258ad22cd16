"""Changes to offer for an analysis: fixes applied until none is left, and comments that silence a finding."""

from collections.abc import Callable, Collection

from layerwise.analysis import Analysis
from layerwise.edits import block, indentation, newline
from layerwise.findings.finding import FileChange, Finding, Fix, Safety
from layerwise.rules import unused_pragma
from layerwise.syntax.tree import Dockerfile
from layerwise.text import Edit, Lines, Span, apply
from layerwise.tuples import NamedTuple

# A text, and the changes to other files that were made along with it.
_State = tuple[str, tuple[FileChange, ...]]

# Each round removes a finding, so that a Dockerfile needing more than this is longer than anyone writes them.
_MOST_ROUNDS = 100

_BYTE_ORDER_MARK = "\ufeff"


class Applied(NamedTuple):
    """A fix that was applied, and the finding that it removed."""

    finding: Finding
    fix: Fix


class Fixed(NamedTuple):
    """A text after its fixes, what is known about it, and the fixes in the order of their application."""

    text: str
    analysis: Analysis
    applied: tuple[Applied, ...]


def fix_all(
    analysis: Analysis, is_wanted: Callable[[Fix], bool], analyse_again: Callable[[str, Fix], Analysis]
) -> Fixed:
    """Apply wanted fixes, one at a time and each judged anew, until none is left.

    `analyse_again` gets the new text and the fix that made it, whose changes to other files are its caller's.
    """
    text = analysis.document.text
    seen: set[_State] = {(text, ())}
    applied: list[Applied] = []
    for _ in range(_MOST_ROUNDS):
        step = _next(analysis, is_wanted, seen)
        if step is None:
            break
        text = apply(text, step.fix.edits)
        seen |= {(text, ()), (text, step.fix.changes)}
        applied.append(step)
        analysis = analyse_again(text, step.fix)
    return Fixed(text, analysis, tuple(applied))


def is_safe(fix: Fix) -> bool:
    """Whether the image provably stays the same."""
    return fix.safety is Safety.SAFE


def is_safe_here(fix: Fix) -> bool:
    """Whether a fix is safe and changes the Dockerfile alone: what an editor may do on save."""
    return is_safe(fix) and not fix.changes


def ignore_here(document: Dockerfile, finding: Finding) -> Edit | None:
    """A comment above the finding's instruction that silences this rule there, or one there that names it, too.

    None where the finding is in no instruction.
    """
    around = [i for i in document.instructions if i.lines.contains(finding.span)]
    if not around:
        return None
    beside = block(document, around[-1]).span
    extended = _extended(document, "ignore", finding, beside)
    if extended is not None:
        return extended
    start = _after_mark(document.text, around[-1].lines.start)
    indent = indentation(document, around[-1]).removeprefix(_BYTE_ORDER_MARK)
    return Edit(Span(start, start), f"{indent}# layerwise: ignore={finding.rule}{newline(document)}")


def ignore_in_file(document: Dockerfile, finding: Finding) -> Edit:
    """A comment that silences this rule in the file: one that is there, or below the directives on top."""
    extended = _extended(document, "ignore-file", finding, Span(0, len(document.text)))
    if extended is not None:
        return extended
    start = _after_mark(document.text, 0)
    if document.directives:
        lines = Lines(document.text)
        start = lines.line(lines.place(document.directives[-1].span.end).line).end
    return Edit(Span(start, start), f"# layerwise: ignore-file={finding.rule}{newline(document)}")


def whole_change(before: str, after: str) -> Edit:
    """One edit of whole lines that makes `after` of `before`, leaving equal lines at both ends alone."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    start = sum(map(len, old[:head]))
    kept = sum(map(len, old[len(old) - tail :]))
    return Edit(Span(start, len(before) - kept), after[start : len(after) - kept])


def _next(analysis: Analysis, is_wanted: Callable[[Fix], bool], seen: Collection[_State]) -> Applied | None:
    """The first wanted fix; none that leads back to where the fixes have been, lest two undo each other for ever.

    Comments of no use go last: another fix may reveal what they silence.
    """
    for finding in sorted(analysis.findings, key=lambda one: one.rule == unused_pragma.RULE.code):
        for fix in finding.fixes:
            if is_wanted(fix) and (apply(analysis.document.text, fix.edits), fix.changes) not in seen:
                return Applied(finding, fix)
    return None


def _extended(document: Dockerfile, name: str, finding: Finding, within: Span) -> Edit | None:
    """One more code in the first comment of ours that names some and stands there."""
    for pragma in document.pragmas:
        if pragma.name == name and pragma.places and within.contains(pragma.span):
            end = pragma.places[-1].end
            return Edit(Span(end, end), f",{finding.rule}")
    return None


def _after_mark(text: str, start: int) -> int:
    return start + 1 if text.startswith(_BYTE_ORDER_MARK, start) else start


def _common(left: list[str], right: list[str]) -> int:
    """How many items the two lists have in common at their beginnings."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
