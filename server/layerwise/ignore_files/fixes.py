"""Changes to offer in an ignore file besides fixes: comments that silence a finding."""

from layerwise.context.ignore_lines import newline
from layerwise.findings.finding import Finding
from layerwise.text import Edit, Span

_BYTE_ORDER_MARK = "\ufeff"


def silencers(text: str, finding: Finding) -> tuple[tuple[str, Edit], ...]:
    """Comments that silence a finding, on its line and in the file, each with its title."""
    top = len(_BYTE_ORDER_MARK) if text.startswith(_BYTE_ORDER_MARK) else 0
    line = max(text.rfind("\n", 0, finding.span.start) + 1, top)
    end = newline(text)
    return (
        (
            f"Ignore {finding.rule} here",
            Edit(Span(line, line), f"# layerwise: ignore={finding.rule}{end}"),
        ),
        (
            f"Ignore {finding.rule} in this file",
            Edit(Span(top, top), f"# layerwise: ignore-file={finding.rule}{end}"),
        ),
    )
