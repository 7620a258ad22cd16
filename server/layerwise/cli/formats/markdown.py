"""The Markdown format, for a comment on a pull request: the biggest gain on top, then a table for each file."""

from collections.abc import Iterable, Iterator, Sequence

from layerwise import __version__
from layerwise.cli.checked import Checked, path_of
from layerwise.cli.formats.format import Format
from layerwise.cli.formats.markdown_file import Number, best, count, table
from layerwise.cli.formats.markdown_fixes import repairs, shown
from layerwise.cli.formats.markdown_text import code, prose
from layerwise.cli.gained import gained
from layerwise.site import ADDRESS
from layerwise.tuples import NamedTuple

_HOME = ADDRESS.partition("/blob/")[0]
_MOST = 60_000  # characters: GitHub takes 65,536 in a comment, and the caller may add some
_FOLDED = "\n<details>\n"


class _File(NamedTuple):
    """What the report says of a file; table and fixes are empty where nothing is found."""

    name: str
    table: str
    fixes: str
    findings: int
    number: Number | None
    dockerfiles: int
    error: str | None


def _part(result: Checked) -> _File:
    path = path_of(result)
    repaired = repairs(result, path)
    found = gained(result, repaired.after if repaired is not None else None)
    return _File(
        name=result.name,
        table="".join(table(result, found)) if found else "",
        fixes="".join(shown(repaired, path)) if repaired is not None else "",
        findings=len(found),
        number=best(found),
        dockerfiles=result.dockerfiles if result.analysis is not None else 0,
        error=result.error,
    )


def _report(files: Iterable[_File]) -> Iterator[str]:
    """The whole report, the file with the biggest number first; without findings, one sentence."""
    known = sorted(files, key=lambda file: file.number.weight if file.number else (-1, 0), reverse=True)
    yield f"### {_title(known)}\n"
    yield from _bounded([file for file in known if file.findings])
    for file in known:
        if file.error is not None:
            yield f"\n{prose(file.error)}\n"
    if any(file.findings for file in known):
        yield _footer(has_numbers=any(file.number is not None for file in known))


def _bounded(found: Sequence[_File]) -> Iterator[str]:
    """The files, as long as a comment has room: without the fixes of those at the end, then without these."""
    room, left_out = _MOST, 0
    for number, file in enumerate(found):
        whole = file.table + (file.fixes if number else file.fixes.replace(_FOLDED, "\n<details open>\n", 1))
        text = next((one for one in (whole, file.table) if len(one) <= room), "")
        room -= len(text)
        left_out += not text
        yield text
    if left_out:
        yield f"\nWhat is found in {count(left_out, 'more file')} does not fit here; `layerwise check` tells it.\n"


def _footer(*, has_numbers: bool) -> str:
    """What a reader who has never heard of this needs in order to trust it."""
    counted = (
        "Each commit of this project's own history counts as one build after the one before, "
        "by a model of Docker's build cache. "
    ) * has_numbers
    safe = "After a safe fix the build gives the same image."
    return f"\n<sub>{counted}{safe} [Layerwise]({_HOME}) {__version__}: `uvx layerwise check`</sub>\n"


def _title(files: Sequence[_File]) -> str:
    """The biggest number that there is; else how much was found."""
    numbers = [file.number for file in files if file.number is not None]
    if numbers:
        return max(numbers, key=lambda one: one.weight).sentence
    number = sum(file.findings for file in files)
    if not number:
        dockerfiles = sum(file.dockerfiles for file in files)
        return (
            f"Nothing found in {count(dockerfiles, 'Dockerfile')}"
            if dockerfiles
            else "No Dockerfile to check"
        )
    only = {file.name for file in files if file.findings}
    where = code(only.pop()) if len(only) == 1 else f"{len(only)} files"
    return f"{count(number, 'finding')} in {where}"


FORMAT = Format(_part, _report)
