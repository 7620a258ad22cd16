"""Every refactoring of this package, found by importing it, and what they offer."""

import pkgutil
from collections.abc import Iterator, Sequence
from importlib import import_module

import layerwise.refactorings as package
from layerwise.cache.plan import BuildPlan
from layerwise.findings.finding import Fix
from layerwise.refactorings.refactoring import Refactoring
from layerwise.split.frontend import has_mounts
from layerwise.split.verdict import Refusal
from layerwise.text import Span
from layerwise.tuples import NamedTuple

_FRAME = frozenset(
    {
        "cached",
        "emptying",
        "family",
        "hiding",
        "mounting",
        "places",
        "refactoring",
        "registry",
        "shown",
        "uses",
    }
)
_UNSURE = "older versions of buildah rerun no step when what it mounts changes"
_UNKNOWN = "the declared syntax does not know RUN --mount yet"


class Offered(NamedTuple):
    """What a refactoring offers at a place."""

    refactoring: Refactoring
    offer: Fix | Refusal


def offers(plans: Sequence[BuildPlan], span: Span) -> Iterator[Offered]:
    """What can be done at a place, and what cannot."""
    if not plans:
        return
    is_unsure = not all(plan.build.builder.reruns_for_mounts for plan in plans)
    obstacle = _UNSURE if is_unsure else None if has_mounts(plans[0].document) else _UNKNOWN
    for refactoring in REFACTORINGS:
        for offer in refactoring.offer(plans, span):
            if isinstance(offer, Fix) and refactoring.writes_mounts and obstacle is not None:
                yield Offered(refactoring, Refusal(obstacle, span))
            else:
                yield Offered(refactoring, offer)


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
