"""Every ecosystem file of this package, found by importing it: one at a time by name, or all."""

from importlib import import_module

import layerwise.ecosystems as package
from layerwise.ecosystems.facts import Ecosystem


def load(module: str) -> Ecosystem:
    """The ecosystem of a module, named as below this package: "javascript.npm"."""
    ecosystem = getattr(import_module(f"{package.__name__}.{module}"), "ECOSYSTEM", None)
    assert isinstance(ecosystem, Ecosystem), f"ecosystems/{module} must define ECOSYSTEM"
    return ecosystem


def title(folder: str) -> str:
    """What a folder of ecosystems is called, by its docstring: "JavaScript"."""
    return (import_module(f"{package.__name__}.{folder}").__doc__ or folder).rstrip(".")


def everything() -> dict[str, Ecosystem]:
    """All ecosystems by their module, in the order of their names; this imports them all."""
    found = {module: load(module) for module in _modules()}
    return dict(sorted(found.items(), key=lambda item: item[1].name))


def _modules() -> list[str]:
    """The modules in the folders of this package; those whose names begin with `_` are parts of others."""
    import pkgutil  # noqa: PLC0415 - only to find them all

    prefix = f"{package.__name__}."
    names = [
        module.name.removeprefix(prefix)
        for module in pkgutil.walk_packages(package.__path__, prefix)
        if not module.ispkg
    ]
    return [name for name in names if "." in name and "._" not in name]
