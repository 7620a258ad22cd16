"""Properties of the split over generated Dockerfiles."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import pytest
from checking import analysed
from hypothesis import example, given, settings
from hypothesis import strategies as st
from layerwise.analysis import Analysis
from layerwise.cache.compare import added, differences
from layerwise.findings.finding import Finding, Fix, Safety
from layerwise.text import apply
from overlay import simulated, without
from split_generator import FILES, HISTORY, dockerfiles, sensible

_ANY = st.one_of(dockerfiles, sensible)
_PARTLY = """\
FROM node:22 AS build
WORKDIR /app
COPY . .
FROM build AS other
RUN cp .env.example .env
RUN pip install -r requirements.txt && npm ci && go mod download
"""


def _analysed(text: str) -> Analysis:
    return analysed(text, FILES, HISTORY)


def _fixes(found: Analysis, *safeties: Safety) -> list[Fix]:
    return [fix for finding in found.findings for fix in finding.fixes if fix.safety in safeties]


def _places(found: Analysis) -> list[str]:
    """The findings by what they say, which does not change with the lines that they stand on."""
    return sorted(_said(finding) for finding in found.findings)


def _commands(found: Analysis, *findings: Finding) -> set[str]:
    """The commands that findings are about."""
    return {evidence.span.of(found.document.text) for finding in findings for evidence in finding.evidence}


def _count(found: Analysis, known: AbstractSet[str] = frozenset()) -> int:
    """How many findings there are; two about the upper and the lower copies of the same installs are one.

    Where some installs are lifted and others not, a copy stays above them whose files were among those that reran them
    before: what history says of it about `known` commands is nothing new.
    """
    counted = [
        finding
        for finding in found.findings
        if finding.rule != "hot-before-cold" or not _commands(found, finding) <= known
    ]
    told = [(finding.rule, *(evidence.span for evidence in finding.evidence)) for finding in counted]
    kept = [
        one
        for number, one in enumerate(told)
        if not one[1:] or not any(set(one) <= set(x) for x in told[:number])
    ]
    return len(kept)


def _moves(analysis: Analysis) -> Iterator[Fix]:
    """The safe fixes that move what is there; one that brings a file without which a build fails changes the image."""
    for finding in analysis.findings:
        if finding.saves_reruns:
            yield from (fix for fix in finding.fixes if fix.safety is Safety.SAFE)


def _said(finding: Finding) -> str:
    return finding.message.split(" reruns ")[-1]


@settings(max_examples=400)
@given(_ANY)
def test_safe_fix_keeps_the_image(text: str) -> None:
    """A safe fix gives a Dockerfile in which every stage ends with the same files, made by the same events."""
    before = _analysed(text)
    for fix in _moves(before):
        after = _analysed(apply(text, fix.edits))

        assert list(differences(before.plans[0], after.plans[0])) == []


@settings(max_examples=400)
@given(_ANY)
def test_safe_fix_keeps_the_picture(text: str) -> None:
    """Carried out event by event, every stage ends with the same picture, and every install finds the same."""
    before = _analysed(text)
    for fix in _moves(before):
        after = _analysed(apply(text, fix.edits))
        old = simulated(before.plans[0])
        new = without(simulated(after.plans[0]), added(before.plans[0], after.plans[0]))

        assert new.ends == old.ends
        assert [sorted(map(hash, one)) for one in new.found] == [sorted(map(hash, one)) for one in old.found]


@settings(max_examples=300)
@given(_ANY)
@example(_PARTLY)
def test_fix_removes_its_finding_and_makes_none(text: str) -> None:
    """After any fix, safe or for review, the text parses as well as before and has no finding that is new."""
    before = _analysed(text)
    for finding in before.findings:
        for fix in finding.fixes:
            after = _analysed(apply(text, fix.edits))

            assert len(after.document.problems) <= len(before.document.problems)
            assert _count(after, _commands(before, *before.findings)) <= _count(before)


@settings(max_examples=250)
@given(_ANY)
def test_fixing_ends(text: str) -> None:
    """Safe fixes applied one after another come to an end, and a fix once made is not offered again."""
    for _ in range(len(text.splitlines())):
        fixes = _fixes(_analysed(text), Safety.SAFE)
        if not fixes:
            return
        fixed = apply(text, fixes[0].edits)

        assert fixed != text
        text = fixed

    assert _fixes(_analysed(text), Safety.SAFE) == []


@settings(max_examples=120)
@given(sensible)
def test_order_of_fixing_does_not_matter(text: str) -> None:
    """Whichever safe fix is made first, in the end the same installs are lifted."""
    ends = []
    for pick in (0, -1):
        now = text
        while fixes := _fixes(_analysed(now), Safety.SAFE):
            now = apply(now, fixes[pick].edits)
        ends.append(_places(_analysed(now)))

    assert ends[0] == ends[1]


@settings(max_examples=200)
@given(_ANY, st.integers(min_value=0, max_value=600))
def test_half_typed_text_is_analysed(text: str, end: int) -> None:
    """A Dockerfile cut off anywhere is analysed without an error."""
    _analysed(text[:end])


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@settings(max_examples=150)
@given(sensible)
def test_fix_leaves_other_lines_alone(line_end: str, text: str) -> None:
    """Lines that no fix concerns stay as they are, and the file keeps its line ends."""
    text = text.replace("\n", line_end)
    for fix in _fixes(_analysed(text), Safety.SAFE, Safety.REVIEW):
        fixed = apply(text, fix.edits)
        kept = set(text.split(line_end)) - set(fixed.split(line_end))

        assert all(line.startswith(("COPY", "ADD", "copy", "RUN", "set", "npm", "FROM")) for line in kept)
        assert fixed.count("\n") == fixed.count(line_end)
