"""Every ecosystem file of this package, found by importing it."""

import pkgutil
from importlib import import_module

import layerwise.ecosystems as package
from layerwise.ecosystems.facts import Ecosystem

_FRAME = frozenset({"conventional", "facts", "recognise", "registry"})


def _load() -> tuple[Ecosystem, ...]:
    """All ecosystems by name; a file without an ECOSYSTEM is an error that says so."""
    found = []
    for module in pkgutil.iter_modules(package.__path__):
        if module.name in _FRAME or module.name.startswith("_"):
            continue
        ecosystem = getattr(import_module(f"{package.__name__}.{module.name}"), "ECOSYSTEM", None)
        assert isinstance(ecosystem, Ecosystem), f"ecosystems/{module.name}.py must define ECOSYSTEM"
        found.append(ecosystem)
    return tuple(sorted(found, key=lambda ecosystem: ecosystem.name))


ECOSYSTEMS = _load()
