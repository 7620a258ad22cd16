"""Every refactoring of this package, found by importing it, and what they offer."""

import pkgutil
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import NamedTuple

import layerwise.refactorings as package
from layerwise.cache.plan import BuildPlan
from layerwise.refactorings.refactoring import Builder, Refactoring
from layerwise.rules.finding import Fix
from layerwise.split.proposal import Refusal
from layerwise.text import Span

_FRAME = frozenset(
    {"cached", "emptying", "family", "hiding", "mounting", "places", "refactoring", "registry", "uses"}
)
_MOUNTS = "buildah reruns no step when what it mounts changes, so mounts are left to BuildKit"


class Offered(NamedTuple):
    """What a refactoring offers at a place."""

    refactoring: Refactoring
    offer: Fix | Refusal


def offers(plans: Sequence[BuildPlan], span: Span, builder: Builder = Builder.BUILDKIT) -> Iterator[Offered]:
    """What can be done at a place, and what cannot."""
    for refactoring in REFACTORINGS if plans else ():
        for offer in refactoring.offer(plans, span):
            if builder is Builder.BUILDKIT or isinstance(offer, Refusal):
                yield Offered(refactoring, offer)
            else:
                yield Offered(refactoring, Refusal(_MOUNTS, span))


def _load() -> tuple[Refactoring, ...]:
    """All refactorings by name; a file without a REFACTORING named after it is an error that says so."""
    found = []
    for module in pkgutil.iter_modules(package.__path__):
        if module.name in _FRAME:
            continue
        one = getattr(import_module(f"{package.__name__}.{module.name}"), "REFACTORING", None)
        assert isinstance(one, Refactoring), f"refactorings/{module.name}.py must define REFACTORING"
        assert one.name == module.name.replace("_", "-"), f"refactorings/{module.name}.py has another name"
        found.append(one)
    return tuple(sorted(found, key=lambda one: one.name))


REFACTORINGS = _load()
