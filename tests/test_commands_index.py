"""The index of commands: which module of `cache/commands/` knows each, so that only that one is imported."""

from importlib import import_module
from pathlib import Path

from layerwise.cache.commands import index

_INDEX = Path(index.__file__)
_HEAD = '''"""Generated from the modules of this folder, by what they know; `npm test -- --update` writes it again."""

MODULES = {
'''


def _owners() -> dict[str, list[str]]:
    """The modules that know each command, in the order of the commands."""
    found: dict[str, list[str]] = {}
    for path in sorted(_INDEX.parent.glob("*.py")):
        module = import_module(f"layerwise.cache.commands.{path.stem}")
        for name in getattr(module, "HANDLERS", {}):
            found.setdefault(name, []).append(path.stem)
    return dict(sorted(found.items()))


def test_index_is_fresh(update: bool) -> None:
    """The index is that of the modules."""
    text = _HEAD + "".join(f'    "{name}": "{owners[0]}",\n' for name, owners in _owners().items()) + "}\n"
    if update:
        _INDEX.write_text(text)

    assert _INDEX.read_text() == text, "npm test -- --update writes the index again"


def test_a_command_has_one_owner() -> None:
    """No two modules know one command."""
    assert {name: owners for name, owners in _owners().items() if len(owners) > 1} == {}
