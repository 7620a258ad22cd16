"""Every rule file of this package, found by importing it."""

import pkgutil
from importlib import import_module

import layerwise.rules as package
from layerwise.rules.rule import Rule

_FRAME = frozenset({"registry", "rule"})


def _load() -> tuple[Rule, ...]:
    """All rules by code; a file without a RULE named after it is an error that says so."""
    found = []
    for module in pkgutil.iter_modules(package.__path__):
        if module.name in _FRAME:
            continue
        rule = getattr(import_module(f"{package.__name__}.{module.name}"), "RULE", None)
        assert isinstance(rule, Rule), f"rules/{module.name}.py must define RULE"
        assert rule.code == module.name.replace("_", "-"), (
            f"rules/{module.name}.py must be named after its code"
        )
        found.append(rule)
    return tuple(sorted(found, key=lambda rule: rule.code))


RULES = _load()
