"""The Markdown format, for a comment on a pull request: the biggest gain on top, then a table for each file."""

from collections.abc import Iterable, Iterator, Sequence

from layerwise.cli.checked import Checked
from layerwise.cli.formats.markdown_file import best, count, gained, section
from layerwise.cli.formats.markdown_text import code, prose


def report(results: Iterable[Checked]) -> Iterator[str]:
    """The whole report; without findings, one sentence."""
    known = [(result, gained(result)) for result in results]
    found = [(result, gains) for result, gains in known if result.findings]
    yield f"### {_title([result for result, _ in known], best(gains for _, gains in found))}\n"
    for result, gains in found:
        yield from section(result, gains)
    for result, _ in known:
        if result.error is not None:
            yield f"\n{prose(result.error)}\n"


def _title(results: Sequence[Checked], gain: str | None) -> str:
    """The biggest number that there is; else how much was found."""
    if gain is not None:
        return gain
    number = sum(len(result.findings) for result in results)
    files = [result for result in results if result.analysis is not None and result.source is not None]
    if not number:
        return f"Nothing found in {count(sum(one.dockerfiles for one in files), 'Dockerfile')}"
    only = {result.name for result in results if result.findings}
    where = code(only.pop()) if len(only) == 1 else f"{len(only)} files"
    return f"{count(number, 'finding')} in {where}"
