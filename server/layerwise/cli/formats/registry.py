"""The formats by the names that the command line knows them by; only the one that is asked for is imported."""

from importlib import import_module
from typing import Any

from layerwise.cli.formats.format import Format
from layerwise.cli.formats.text import Shown, format_of_text

_TEXT = "text"
_MODULES = {
    "github": "github",
    "gitlab": "gitlab",
    "json": "json_output",
    "jsonl": "jsonl",
    "junit": "junit",
    "markdown": "markdown",
    "sarif": "sarif",
}
FORMATS = tuple(sorted((*_MODULES, _TEXT)))
UNORDERED = frozenset({"jsonl"})  # whose parts stand for themselves, so that each is written once it is known


def format_of(name: str, shown: Shown) -> Format[Any]:
    """The format of a name; `shown` is how people see the text."""
    if name == _TEXT:
        return format_of_text(shown)
    found = import_module(f"layerwise.cli.formats.{_MODULES[name]}").FORMAT
    assert isinstance(found, Format), f"{name} has a FORMAT"
    return found
