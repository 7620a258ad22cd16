"""Findings that say the same, told once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from layerwise.rules.finding import Evidence, FileChange, Finding, Fix
from layerwise.rules.words import listed
from layerwise.text import Edit


def settled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by their places; what one says is not said by another one of its rule, but is evidence of it.

    Two say the same if they have the same words at the same place, if one's fixes are the other's too, or if all
    files that one keeps in the image are the other's as well.
    """
    kept: list[Finding] = []
    for finding in sorted(findings, key=_place):
        for number, other in enumerate(kept):
            united = _united(other, finding)
            if united is not None:
                kept[number] = united
                break
        else:
            kept.append(finding)
    return tuple(sorted(kept, key=_place))


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
    if (one.span, one.message) == (other.span, other.message):
        return True
    changes = set(_changes(other.fixes))
    if other.keeps and set(other.keeps) <= set(one.keeps):
        return bool(one.fixes) or not other.fixes
    return bool(changes) and changes <= set(_changes(one.fixes))


_Change = tuple[tuple[Edit, ...], tuple[FileChange, ...]]


def _changes(fixes: Iterable[Fix]) -> Iterator[_Change]:
    return ((fix.edits, fix.changes) for fix in fixes)


def _note(other: Finding) -> str:
    return f"brings {listed([path for path, _ in other.keeps])} too" if other.keeps else other.message


def _with(one: Finding, other: Finding) -> Finding:
    """A finding that has what another one says as evidence, and fixes that only that one has."""
    place = () if one.span == other.span else (Evidence(other.span, _note(other)),)
    known = set(_changes(one.fixes))
    more = () if one.keeps else tuple(fix for fix in other.fixes if (fix.edits, fix.changes) not in known)
    return replace(
        one,
        evidence=tuple(dict.fromkeys((*one.evidence, *place, *other.evidence))),
        fixes=(*one.fixes, *more),
        reads=tuple(dict.fromkeys((*one.reads, *other.reads))),
    )
