"""The formats by the names that the command line knows them by."""

from collections.abc import Callable, Iterable, Iterator

from layerwise.cli.checked import Checked
from layerwise.cli.formats import github, gitlab, json_output, jsonl, junit, markdown, sarif, text

Format = Callable[[Iterable[Checked]], Iterator[str]]
"""Writes a report, piece by piece where it can: `jsonl`, `text` and `github` do as the results come."""

FORMATS: dict[str, Format] = {
    "github": github.report,
    "gitlab": gitlab.report,
    "json": json_output.report,
    "jsonl": jsonl.report,
    "junit": junit.report,
    "markdown": markdown.report,
    "sarif": sarif.report,
    "text": text.report,
}
