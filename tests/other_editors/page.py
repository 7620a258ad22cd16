"""The blocks of docs/editors.md, which readers copy and the tests run."""

import re
from pathlib import Path

PAGE = Path(__file__).parent.parent.parent / "docs" / "editors.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")


def blocks(heading: str, language: str) -> list[str]:
    """The blocks of a language below a heading, up to the next one; there is at least one."""
    found = [text for name, text in _BLOCK.findall(_section(heading)) if name == language]
    assert found, f"no {language} below {heading!r} in {PAGE.name}"
    return found


def code(heading: str, start: str) -> str:
    """The piece of code in the words below a heading that starts so."""
    words = _BLOCK.sub("", _section(heading))
    (found,) = {match[1] for match in _CODE.finditer(words) if match[1].startswith(start)}
    return found


def _section(heading: str) -> str:
    lines = PAGE.read_text().splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.strip("#\n ") == heading)
    rest = "".join(lines[start + 1 :])
    return re.split(r"^#{2,3} ", rest, maxsplit=1, flags=re.MULTILINE)[0]
