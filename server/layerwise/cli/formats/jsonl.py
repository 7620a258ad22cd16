"""The JSON Lines format: one object for each file, as in the JSON format, written as soon as it is known."""

import json
from collections.abc import Iterable, Iterator

from layerwise.cli.checked import Checked
from layerwise.cli.formats.json_output import file_of


def report(results: Iterable[Checked]) -> Iterator[str]:
    """A line for each file."""
    for result in results:
        yield json.dumps(file_of(result)) + "\n"
