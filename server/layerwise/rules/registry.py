"""Every rule file of this package; `index.py`, generated, names them, since looking for files takes longer."""

from importlib import import_module

import layerwise.rules as package
from layerwise.rules.index import MODULES
from layerwise.rules.rule import Rule


def _load() -> tuple[Rule, ...]:
    """All rules by code; a file without a RULE named after it is an error that says so."""
    found = []
    for module in MODULES:
        rule = getattr(import_module(f"{package.__name__}.{module}"), "RULE", None)
        assert isinstance(rule, Rule), f"rules/{module}.py must define RULE"
        assert rule.code == module.replace("_", "-"), f"rules/{module}.py must be named after its code"
        found.append(rule)
    return tuple(sorted(found, key=lambda rule: rule.code))


RULES = _load()
