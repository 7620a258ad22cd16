"""The index of ecosystems as text: made from their facts, so that a command need not import them all."""

from collections.abc import Iterator, Mapping

from layerwise.ecosystems.facts import Ecosystem, Tool

_HEAD = '''"""Generated from server/layerwise/ecosystems; `npm test -- --update` writes it again.

`WORDS`: the first word of a command, without a version behind it, and the modules that may know it.
`NAMES`: the manifests, lockfiles and settings of each module.
"""

# ruff: noqa: E501 - an entry is a line
# fmt: off
'''


def index(ecosystems: Mapping[str, Ecosystem]) -> str:
    """The text of index.py."""
    words: dict[str, tuple[str, ...]] = {}
    for module, ecosystem in ecosystems.items():
        for word in dict.fromkeys(_words(ecosystem.tool)):
            words[word] = (*words.get(word, ()), module)
    names = {
        module: (ecosystem.manifests, ecosystem.lockfiles, ecosystem.settings)
        for module, ecosystem in ecosystems.items()
    }
    return (
        _HEAD
        + _table("WORDS: dict[str, tuple[str, ...]]", words)
        + _table("NAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]", names)
    )


def _table(name: str, rows: Mapping[str, object]) -> str:
    lines = [f"    {key!r}: {rows[key]!r},\n" for key in sorted(rows)]
    return f"{name} = {{\n{''.join(lines)}}}\n".replace("'", '"')


def _words(tool: Tool) -> Iterator[str]:
    yield from tool.names
    yield from ("python", "pypy") if tool.modules else ()
    yield from (launcher.split()[0] for launcher in tool.launchers)
