"""Findings that say the same, told once."""

from collections.abc import Iterable, Iterator

from layerwise.findings.finding import Evidence, FileChange, Finding, Fix, Safety
from layerwise.findings.words import listed
from layerwise.records import replace
from layerwise.text import Edit


def settled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by their places; what one says is not said by another one of its rule, but is evidence of it.

    Two say the same if they have the same words at the same place, if one's fixes are the other's too, or if all that
    one is about, its steps or the files that stay in the image, the other is about as well and has as good a fix.
    """
    kept: list[Finding] = []
    having: dict[
        object, list[int]
    ] = {}  # which of them have something that two have in common where they say the same
    for finding in sorted(findings, key=_place):
        near = {number for one in _marks(finding) for number in having.get(one, ())}
        pairs = ((number, _united(kept[number], finding)) for number in sorted(near))
        number, united = next((pair for pair in pairs if pair[1] is not None), (len(kept), finding))
        kept[number : number + 1] = [united or finding]
        for one in _marks(kept[number]):
            having.setdefault(one, []).append(number)
    return tuple(sorted(kept, key=_place))


def _marks(finding: Finding) -> Iterator[tuple[str, object]]:
    """Its places, what its fixes change and what it keeps, of which two that say the same share something."""
    things = (
        finding.span,
        *(evidence.span for evidence in finding.evidence),
        *_changes(finding.fixes),
        *finding.keeps,
    )
    return ((finding.rule, one) for one in things)


def _place(finding: Finding) -> tuple[object, ...]:
    return finding.span, finding.rule


def _united(one: Finding, other: Finding) -> Finding | None:
    """The two as one, None where each has something of its own to say."""
    if _covers(one, other):
        return _with(one, other)
    return _with(other, one) if _covers(other, one) else None


def _covers(one: Finding, other: Finding) -> bool:
    if one.rule != other.rule:
        return False
    if _is_same(one, other):
        return True
    changes = set(_changes(other.fixes))
    if changes and changes <= set(_changes(one.fixes)):
        return True
    told = {evidence.span for evidence in one.evidence}
    is_within = {other.span, *(evidence.span for evidence in other.evidence)} <= told
    is_kept = bool(other.keeps) and set(other.keeps) <= set(one.keeps)
    return (is_within or is_kept) and _best(one) >= _best(other)


def _is_same(one: Finding, other: Finding) -> bool:
    return (one.span, one.message) == (other.span, other.message)


def _best(finding: Finding) -> int:
    """How good the best fix is: none, for review, safe."""
    return max((2 if fix.safety is Safety.SAFE else 1 for fix in finding.fixes), default=0)


_Change = tuple[tuple[Edit, ...], tuple[FileChange, ...]]


def _changes(fixes: Iterable[Fix]) -> Iterator[_Change]:
    return ((fix.edits, fix.changes) for fix in fixes)


def _note(other: Finding) -> str:
    return f"brings {listed([path for path, _ in other.keeps])} too" if other.keeps else other.message


def _with(one: Finding, other: Finding) -> Finding:
    """A finding that has what another one says as evidence, and fixes that only that one has."""
    known = set(_changes(one.fixes))
    is_same = _is_same(one, other)
    more = tuple(fix for fix in other.fixes if is_same and (fix.edits, fix.changes) not in known)
    is_told = other.span in (one.span, *(evidence.span for evidence in one.evidence))
    place = () if is_told else (Evidence(other.span, _note(other)),)
    return replace(
        one,
        evidence=tuple(dict.fromkeys((*one.evidence, *place, *other.evidence))),
        fixes=(*one.fixes, *more),
        reads=tuple(dict.fromkeys((*one.reads, *other.reads))),
    )
