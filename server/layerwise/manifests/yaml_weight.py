"""How large a YAML document is when every alias stands for what it names: bombs have kilobytes, and name billions."""

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

MAX_NODES = 200_000
"""Of a document with its aliases written out; one without any has fewer, as long as its text is read at all."""


def is_too_heavy(root: Node | None) -> bool:
    """Whether a document has too many nodes with its aliases written out, or holds itself."""
    weights: dict[int, int] = {}
    waiting = [root]
    while waiting:
        node = waiting[-1]
        weight = weights.get(id(node))
        inner = () if weight else _inner(node)
        if weight is None and inner:
            weights[id(node)] = 0  # until those in it are known
            if any(weights.get(id(one)) == 0 for one in inner):
                return True
            waiting += [one for one in inner if id(one) not in weights]
            continue
        waiting.pop()
        if not weight:
            weights[id(node)] = 1 + sum(weights[id(one)] for one in inner)
        if weights[id(node)] > MAX_NODES:
            return True
    return False


def _inner(node: Node | None) -> list[Node]:
    """The nodes right in a node."""
    match node:
        case MappingNode(value=pairs):
            return [one for pair in pairs for one in pair]
        case SequenceNode(value=items):
            return list(items)
        case _:
            return []
