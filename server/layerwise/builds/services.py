"""What a compose file says about its services' builds, as written: variables and paths are left as they are.

Knows one text, and how a service is laid over another.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from layerwise.builds.declared import Inlined, Named, Value
from layerwise.manifests.yaml_nodes import compose, is_null, items, line, mapping, offset, scalar
from layerwise.records import dataclass, field, replace
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class Extends(NamedTuple):
    """The service that another extends; `file` None where it stands in the same file."""

    file: str | None
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The `build` of a service as far as the text says it; None where it does not.

    `path` is the file that names the context, or else has the build, and `line`, counted from 1, where it does.
    `is_built`: the service has a build. `inline` is the Dockerfile where it stands in the compose file.
    """

    name: str
    line: int
    path: str = ""
    context: Value | None = None
    dockerfile: Value | None = None
    target: Value | None = None
    arguments: tuple[Named, ...] = field(default=())
    contexts: tuple[Named, ...] = field(default=())
    is_built: bool = True
    inline: Inlined | None = None
    extends: Extends | None = None

    def of(self, path: str) -> "Service":
        """The service as said by the file at a path."""
        inline = None if self.inline is None else self.inline._replace(path=path)
        return replace(self, path=path, inline=inline)

    @property
    def is_said(self) -> bool:
        """Whether the text says something about a build of it."""
        return self.is_built or self.extends is not None

    def over(self, base: "Service") -> "Service":
        """This service laid over another, as a second compose file, or what extends it, is."""
        is_named = self.context is not None or (self.is_built and not base.is_built)
        return replace(
            self,
            line=self.line if is_named else base.line,
            path=self.path if is_named else base.path,
            context=base.context if self.context is None else self.context,
            dockerfile=base.dockerfile if self.dockerfile is None else self.dockerfile,
            target=base.target if self.target is None else self.target,
            arguments=_merged(base.arguments, self.arguments),
            contexts=_merged(base.contexts, self.contexts),
            is_built=base.is_built or self.is_built,
            inline=base.inline if self.inline is None else self.inline,
        )


@lru_cache(maxsize=64)
def read_services(text: str) -> tuple[Service, ...]:
    """The services in order; none where the text is not a compose file that can be read."""
    return tuple(_services(compose(text)))


@lru_cache(maxsize=64)
def services_by_name(text: str) -> Mapping[str, Service]:
    """The same by their names."""
    return {service.name: service for service in read_services(text)}


@lru_cache(maxsize=64)
def read_includes(text: str) -> tuple[str, ...]:
    """The paths of the compose files that a text includes, as written."""
    found: list[str] = []
    for node in items(mapping(compose(text)).get("include")):
        path = mapping(node).get("path") if isinstance(node, MappingNode) else node
        paths = [scalar(one) for one in items(path)] or [scalar(path)]
        # Of several paths in one entry the others are laid over the first; nobody but the first names the folder.
        found += [one for one in paths[:1] if one is not None and "$" not in one]
    return tuple(found)


def overlaid(base: tuple[Service, ...], top: tuple[Service, ...]) -> tuple[Service, ...]:
    """All services of both files, those of `top` laid over their namesakes."""
    over = {service.name: service for service in top}
    kept = {service.name: service for service in base}
    merged = [over[name].over(service) if name in over else service for name, service in kept.items()]
    return (*merged, *(service for name, service in over.items() if name not in kept))


def _services(root: Node | None) -> Iterator[Service]:
    for name, service in mapping(mapping(root).get("services")).items():
        said = mapping(service)
        build, extends = said.get("build"), _extends(said.get("extends"))
        if isinstance(build, ScalarNode) and build.value:
            yield Service(name=name, line=line(build), context=build.value, extends=extends)
        elif isinstance(build, MappingNode):
            yield replace(_long_form(name, build), extends=extends)
        else:
            yield Service(name=name, line=line(service), is_built=False, extends=extends)


def _long_form(name: str, build: MappingNode) -> Service:
    said = mapping(build)
    return Service(
        name=name,
        line=line(said.get("context", build)),
        context=_value(said.get("context")),
        dockerfile=_value(said.get("dockerfile")),
        target=_value(said.get("target")),
        arguments=tuple(_named(said.get("args"))),
        contexts=tuple(_named(said.get("additional_contexts"))),
        inline=_inline(said.get("dockerfile_inline")),
    )


def _inline(node: Node | None) -> Inlined | None:
    return None if node is None or scalar(node) is None else Inlined("", offset(node))


def _extends(node: Node | None) -> Extends | None:
    if isinstance(node, ScalarNode):
        return Extends(None, node.value)
    said = mapping(node)
    service = scalar(said.get("service"))
    return None if service is None else Extends(scalar(said.get("file")), service)


def _value(node: Node | None) -> Value | None:
    if node is None or is_null(node):
        return None
    return node.value if isinstance(node, ScalarNode) else Unknown("it is not a plain value")


def _named(node: Node | None) -> Iterator[Named]:
    """Names and values, written as a mapping or as a list of `NAME=value`."""
    if isinstance(node, SequenceNode):
        for item in items(node):
            if isinstance(item, ScalarNode):
                name, equals, value = item.value.partition("=")
                yield Named(name, value if equals else None)
        return
    for name, value in mapping(node).items():
        yield Named(name, _value(value))


def _merged(base: tuple[Named, ...], top: tuple[Named, ...]) -> tuple[Named, ...]:
    values = dict(base)
    values.update(top)
    return tuple(Named(name, value) for name, value in values.items())
