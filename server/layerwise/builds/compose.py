"""What compose files say about builds: one value per service, paths as written, variables filled in.

Knows one text and how a second one is laid over it; which Dockerfile a service means is not decided here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from layerwise.builds.interpolate import interpolate
from layerwise.unknown import Unknown

MAX_LENGTH = 100_000  # characters: about two seconds of the pure-Python reader

_DEEPEST = 100
_BRACKET = re.compile(r"[\[\]{}]")

Value = str | Unknown


class Named(NamedTuple):
    """One argument or named context; `value` None where it is left to the environment."""

    name: str
    value: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The `build` of a service as far as the text says it; None where it does not.

    `line` counts from 1 and is that of `build`. `is_inline`: the Dockerfile stands in the compose file.
    """

    name: str
    line: int
    context: Value | None = None
    dockerfile: Value | None = None
    target: Value | None = None
    arguments: tuple[Named, ...] = field(default=())
    contexts: tuple[Named, ...] = field(default=())
    is_inline: bool = False

    def over(self, base: "Service") -> "Service":
        """This service laid over another of the same name, as a second compose file is."""
        return replace(
            self,
            context=base.context if self.context is None else self.context,
            dockerfile=base.dockerfile if self.dockerfile is None else self.dockerfile,
            target=base.target if self.target is None else self.target,
            arguments=_merged(base.arguments, self.arguments),
            contexts=_merged(base.contexts, self.contexts),
            is_inline=base.is_inline or self.is_inline,
        )


@lru_cache(maxsize=64)
def read_compose(text: str) -> tuple[Service, ...]:
    """The services that are built, in order; none where the text is not a compose file that can be read.

    Remembered by text: compose files hardly change while a Dockerfile is typed, and reading YAML is slow.
    """
    if "build" not in text or len(text) > MAX_LENGTH or _is_deep(text):
        return ()
    try:
        # compose(), not load(): the nodes know their lines, and no tag or number is interpreted.
        root: Node | None = YAML(typ="safe", pure=True).compose(text.removeprefix("\ufeff"))
    except (YAMLError, RecursionError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        # Beyond its own error, the reader raises these for broken escapes, directives and deep nesting.
        return ()
    return tuple(_services(root))


def overlaid(base: tuple[Service, ...], top: tuple[Service, ...]) -> tuple[Service, ...]:
    """All services of both files, those of `top` laid over their namesakes."""
    over = {service.name: service for service in top}
    kept = {service.name: service for service in base}
    merged = [over[name].over(service) if name in over else service for name, service in kept.items()]
    return (*merged, *(service for name, service in over.items() if name not in kept))


def _is_deep(text: str) -> bool:
    """Whether brackets are nested, or left open, beyond what people write; the reader's time is quadratic then."""
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket in "[{" else -1
        if depth > _DEEPEST:
            return True
    return False


def _services(root: Node | None) -> Iterator[Service]:
    for name, service in _mapping(_mapping(root).get("services")).items():
        build = _mapping(service).get("build")
        if build is None:
            continue
        line = build.start_mark.line + 1
        if isinstance(build, ScalarNode) and build.value:
            yield Service(name=name, line=line, context=interpolate(build.value))
        if not isinstance(build, MappingNode):
            continue
        said = _mapping(build)
        yield Service(
            name=name,
            line=line,
            context=_scalar(said.get("context")),
            dockerfile=_scalar(said.get("dockerfile")),
            target=_scalar(said.get("target")),
            arguments=tuple(_named(said.get("args"))),
            contexts=tuple(_named(said.get("additional_contexts"))),
            is_inline="dockerfile_inline" in said,
        )


def _mapping(node: Node | None) -> Mapping[str, Node]:
    """The mapping's values by name, merges (`<<`) filled in; empty for any other node."""
    found: dict[str, Node] = {}
    seen: set[int] = set()
    pending = [node]
    while pending:
        current = pending.pop()
        # Each node is merged once, however often it is named: aliases may be nested, and go round in circles.
        if not isinstance(current, (MappingNode, SequenceNode)) or id(current) in seen:
            continue
        seen.add(id(current))
        if isinstance(current, SequenceNode):
            pending.extend(reversed(current.value if current is not node else []))
            continue
        merges: list[Node] = []
        for key, value in current.value:
            if not isinstance(key, ScalarNode):
                continue
            if key.value == "<<":
                merges.append(value)
            else:
                found.setdefault(key.value, value)
        pending.extend(reversed(merges))
    return found


def _scalar(node: Node | None) -> Value | None:
    if node is None or _is_null(node):
        return None
    return interpolate(node.value) if isinstance(node, ScalarNode) else Unknown("it is not a plain value")


def _is_null(node: Node) -> bool:
    return (
        isinstance(node, ScalarNode)
        and node.style is None
        and node.value in {"", "~", "null", "Null", "NULL"}
    )


def _named(node: Node | None) -> Iterator[Named]:
    """Names and values, written as a mapping or as a list of `NAME=value`."""
    if isinstance(node, SequenceNode):
        for item in node.value:
            if isinstance(item, ScalarNode):
                name, equals, value = item.value.partition("=")
                yield Named(name, interpolate(value) if equals else None)
        return
    for name, value in _mapping(node).items():
        yield Named(name, _scalar(value))


def _merged(base: tuple[Named, ...], top: tuple[Named, ...]) -> tuple[Named, ...]:
    values = dict(base)
    values.update(top)
    return tuple(Named(name, value) for name, value in values.items())
