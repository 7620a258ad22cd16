"""The front door for ignore files: their comments that silence rules; patterns are everyone's own."""

from layerwise.completion.item import NOTHING, Items
from layerwise.completion.pragmas import pragma_items
from layerwise.ignore_files.registry import IGNORE_RULES
from layerwise.text import Lines


def ignore_file_items(text: str, offset: int) -> Items:
    """What can be written at an offset."""
    lines = Lines(text)
    line = lines.line(lines.place(offset).line)
    if not text.startswith("#", line.start):
        return NOTHING
    rules = {rule.code: rule.summary for rule in IGNORE_RULES}
    return pragma_items(text, line, offset, rules, ())
