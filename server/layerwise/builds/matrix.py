"""The matrix of a workflow's job: which values its combinations give, as far as they are written out."""

from collections.abc import Iterator, Mapping
from itertools import islice, product

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from layerwise.manifests.yaml_nodes import items, mapping, scalar

_MOST = 100  # combinations; people write a dozen
_DEEPEST = 5


def combinations(matrix: Node | None) -> tuple[Mapping[str, str], ...]:
    """Each combination, names of members of mappings joined by dots; one without values where none is written out."""
    said = mapping(matrix)
    axes = {
        name: [dict(_flat(name, one, 0)) for one in items(node)]
        for name, node in said.items()
        if name not in ("include", "exclude") and isinstance(node, SequenceNode)
    }
    excluded = [dict(_inside(node, 0)) for node in items(said.get("exclude"))]
    every = [_joined(parts) for parts in islice(product(*axes.values()), _MOST)] if axes else []
    base = [one for one in every if not any(out.items() <= one.items() for out in excluded)]
    found = list(base)
    for node in items(said.get("include")):
        extra = dict(_inside(node, 0))
        fits = [all(one.get(name, value) == value for name, value in extra.items()) for one in base]
        # Included values join the combinations that they do not contradict, or else are one of their own.
        if any(fits):
            found = [{**one, **extra} if i < len(fits) and fits[i] else one for i, one in enumerate(found)]
        else:
            found.append(extra)
    return tuple(found[:_MOST]) or ({},)


def _joined(parts: tuple[Mapping[str, str], ...]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for part in parts:
        joined.update(part)
    return joined


def _flat(name: str, node: Node, depth: int) -> Iterator[tuple[str, str]]:
    """A value by its name, or the members of a mapping by theirs."""
    text = scalar(node)
    if text is not None and "${{" not in text:
        yield name, text
    elif isinstance(node, MappingNode):
        yield from ((f"{name}.{inner}", value) for inner, value in _inside(node, depth + 1))


def _inside(node: Node, depth: int) -> Iterator[tuple[str, str]]:
    for name, value in mapping(node).items() if depth < _DEEPEST else ():
        yield from _flat(name, value, depth)
