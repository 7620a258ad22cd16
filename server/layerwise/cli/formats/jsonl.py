"""The JSON Lines format: one object for each file, as in the JSON format, written as soon as it is known."""

import json
from collections.abc import Iterable, Iterator

from layerwise.cli.checked import Checked
from layerwise.cli.formats.format import Format
from layerwise.cli.formats.json_output import file_of


def _part(result: Checked) -> str:
    """The line of a file."""
    return json.dumps(file_of(result)) + "\n"


def _report(lines: Iterable[str]) -> Iterator[str]:
    yield from lines


FORMAT = Format(_part, _report)
