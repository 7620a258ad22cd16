"""Imports point one way, and only the outer layers touch the outside world."""

import ast
from pathlib import Path

import pytest

_PACKAGE = Path(__file__).parent.parent / "server" / "layerwise"
_MODULES = sorted(_PACKAGE.rglob("*.py"))

# Lowest first; a layer imports itself and those before it.
_LAYERS = (
    *(
        "standing",
        "garbage",
        "tuples",
        "records",
        "regex",
        "site",
        "unknown",
        "late",
        "text",
        "nearest",
        "syntax",
        "shell",
        "context",
        "history",
        "buildlog",
        "manifests",
        "embedded",
        "ecosystems",
        "builds",
        "cache",
    ),
    *(
        "logged",
        "edits",
        "split",
        "secrets",
        "values",
        "indexes",
        "ignoring",
        "findings",
        "missing",
        "rules",
        "refactorings",
        "settings",
        "ignore_files",
        "configuration",
        "analysis",
        "fixes",
        "hosted",
        "past",
        "markdown",
        "measures",
        "gains",
        "frequency",
        "origin",
        "because",
        "overview",
        "reasons",
        "proof",
        "account",
        "explain",
        "picture",
        "pages",
        "completion",
        "host",
    ),
)
_FACES = ("lsp", "cli")
_WORLD = frozenset(
    {"os", "pathlib", "subprocess", "time", "asyncio", "socket", "threading", "shutil", "tempfile"}
)
_PROTOCOL = frozenset({"pygls", "lsprotocol"})


def _imports(module: Path) -> set[str]:
    """Every module named in an import, also inside functions and under TYPE_CHECKING."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative imports hide the layer"
            found.add(node.module or "")
    return found


def _layer(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


@pytest.mark.parametrize("module", _MODULES, ids=lambda path: path.relative_to(_PACKAGE).as_posix())
def test_imports_point_down(module: Path) -> None:
    """A module imports its own layer and lower ones; the two faces never each other."""
    own = module.relative_to(_PACKAGE).parts[0].removesuffix(".py")
    if own in ("__init__", "__main__"):
        return
    allowed = _LAYERS if own in _FACES else _LAYERS[: _LAYERS.index(own) + 1]
    ours = {name for name in _imports(module) if name.startswith("layerwise.")}

    assert {_layer(name) for name in ours} <= {*allowed, own}


@pytest.mark.parametrize("module", _MODULES, ids=lambda path: path.relative_to(_PACKAGE).as_posix())
def test_core_stays_inside(module: Path) -> None:
    """Below `host` nothing touches disk, clock, network or processes; only `lsp` knows the protocol."""
    own = module.relative_to(_PACKAGE).parts[0].removesuffix(".py")
    tops = {name.partition(".")[0] for name in _imports(module)}
    if own != "lsp":
        assert tops.isdisjoint(_PROTOCOL)
    if own in _LAYERS and own != "host":
        assert tops.isdisjoint(_WORLD)
