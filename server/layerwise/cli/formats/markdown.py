"""The Markdown format, for a comment on a pull request: the biggest gain on top, then a table for each file."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from layerwise.cli.checked import Checked
from layerwise.cli.formats.format import Format
from layerwise.cli.formats.markdown_file import Number, best, count, section
from layerwise.cli.formats.markdown_text import code, prose
from layerwise.cli.gained import gained


class _File(NamedTuple):
    """What the report says of a file; `text` is empty where nothing is found."""

    name: str
    text: str
    findings: int
    number: Number | None
    is_dockerfile: bool
    error: str | None


def _part(result: Checked) -> _File:
    found = gained(result)
    return _File(
        name=result.name,
        text="".join(section(result, found)) if found else "",
        findings=len(found),
        number=best(found),
        is_dockerfile=result.analysis is not None and result.source is not None,
        error=result.error,
    )


def _report(files: Iterable[_File]) -> Iterator[str]:
    """The whole report; without findings, one sentence."""
    known = list(files)
    yield f"### {_title(known)}\n"
    for file in known:
        yield file.text
    for file in known:
        if file.error is not None:
            yield f"\n{prose(file.error)}\n"


def _title(files: Sequence[_File]) -> str:
    """The biggest number that there is; else how much was found."""
    numbers = [file.number for file in files if file.number is not None]
    if numbers:
        return max(numbers, key=lambda one: one.weight).sentence
    number = sum(file.findings for file in files)
    if not number:
        return f"Nothing found in {count(sum(file.is_dockerfile for file in files), 'Dockerfile')}"
    only = {file.name for file in files if file.findings}
    where = code(only.pop()) if len(only) == 1 else f"{len(only)} files"
    return f"{count(number, 'finding')} in {where}"


FORMAT = Format(_part, _report)
