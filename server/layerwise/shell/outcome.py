"""What a script's form says about success: which commands end it, which failures it survives."""

from layerwise.regex import regex
from layerwise.shell.effects import MOVERS
from layerwise.shell.nodes import Compound, Item, Node, Simple

_CODE = regex(r"[0-9]{1,3}")  # a shell takes it modulo 256

_TRUSTED = MOVERS | {"export", "set", "unset", "umask", "echo", "printf", "true", ":"}


def never_returns(item: Item) -> bool:
    """Whether the script ends with this item: `exit 1`, or a group that ends so."""
    return _exit(item) is not None


def is_fatal(item: Item) -> bool:
    """Whether the item is a `|| exit 1`: it turns the failure before it into the script's."""
    exit_ = _exit(item)
    if item.operator != "||" or exit_ is None:
        return False
    code = exit_.words[1].plain if len(exit_.words) > 1 else None
    is_failure = code is not None and _CODE.fullmatch(code) is not None and int(code) % 256 > 0
    return is_failure or _is_bare(item, exit_)


def is_move(item: Item) -> bool:
    """Whether the item is a plain `cd`."""
    node = _only(item)
    return isinstance(node, Simple) and bool(node.words) and node.words[0].plain in MOVERS


def cannot_fail(item: Item) -> bool:
    """Whether the item is a command that scripts trust: `cd`, `export`, `echo`, an assignment and their kin."""
    node = _only(item)
    return isinstance(node, Simple) and (not node.words or node.words[0].plain in _TRUSTED)


def _is_bare(item: Item, exit_: Simple) -> bool:
    """A bare `exit` right after `||` gives on the status of what failed."""
    return _only(item) is exit_ and len(exit_.words) == 1


def _exit(item: Item) -> Simple | None:
    """The `exit` that the item always comes to."""
    node = _only(item)
    while isinstance(node, Compound) and node.keyword == "{" and node.always and node.always[0].items:
        if node.always[0].items[-1].operator == "||":
            return None
        node = _only(node.always[0].items[-1])
    is_exit = isinstance(node, Simple) and bool(node.words) and node.words[0].plain == "exit"
    return node if isinstance(node, Simple) and is_exit else None


def _only(item: Item) -> Node | None:
    return item.pipeline.stages[0] if len(item.pipeline.stages) == 1 else None
