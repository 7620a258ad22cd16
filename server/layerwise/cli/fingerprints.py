"""What a finding is known by when its Dockerfile has changed elsewhere: its rule and its instruction, not its line."""

import re
from collections import Counter
from collections.abc import Sequence

from layerwise.analysis import Analysis
from layerwise.findings.finding import Finding
from layerwise.syntax.tree import Dockerfile, Instruction
from layerwise.text import Edit, Lines, Span, apply

_LENGTH = 32  # hexadecimal digits: 128 bits, which no two findings share by chance


def fingerprints(analysis: Analysis) -> tuple[str, ...]:
    """One for each finding, in their order, all different within a file.

    Blanks, continuations, comments and the keyword's case make no difference; of findings that are alike in all
    else, each is known by its number among them.
    """
    return tuple(_numbered([_subject(analysis.document, finding) for finding in analysis.findings]))


def _numbered(subjects: Sequence[str]) -> list[str]:
    from hashlib import sha256  # noqa: PLC0415 - a short check makes no fingerprints

    seen: Counter[str] = Counter()
    found = []
    for subject in subjects:
        seen[subject] += 1
        data = f"{subject}\n{seen[subject]}".encode(errors="surrogatepass")
        found.append(sha256(data).hexdigest()[:_LENGTH])
    return found


def _subject(document: Dockerfile, finding: Finding) -> str:
    around = [one for one in document.instructions if one.lines.contains(finding.span)]
    if around:
        whole = _instruction(document, around[-1])
    else:
        lines = Lines(document.text)
        line = lines.line(lines.place(finding.span.start).line)
        whole = " ".join(line.of(document.text).split())
    # In capitals, since a keyword may be marked; the instruction as a whole has its letters' case.
    marked = _joined(finding.span.of(document.text), document.escape).upper()
    return f"{finding.rule}\n{whole}\n{marked}"


def _instruction(document: Dockerfile, instruction: Instruction) -> str:
    start = instruction.keyword_span.end
    cuts = [
        Edit(Span(one.start - start, one.end - start), "")
        for one in instruction.comments
        if one.start >= start and one.end <= instruction.span.end
    ]
    rest = apply(Span(start, instruction.span.end).of(document.text), cuts)
    return f"{instruction.keyword} {_joined(rest, document.escape)}"


def _joined(text: str, escape: str) -> str:
    return " ".join(re.sub(rf"{re.escape(escape)}[ \t]*\r?\n", " ", text).split())
