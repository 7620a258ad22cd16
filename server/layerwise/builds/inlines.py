"""The Dockerfiles in a compose file."""

from collections.abc import Iterator

from ruamel.yaml.nodes import Node

from layerwise.builds.inline import Environment, Inline, inline_of
from layerwise.builds.names import INLINE
from layerwise.embedded.embedded import Embedded
from layerwise.embedded.literal import literal
from layerwise.manifests.yaml_nodes import compose, mapping, offset, scalar


def inlines(host: str, environment: Environment) -> tuple[Inline, ...]:
    """The Dockerfiles in a compose file, each once, in the order of their places.

    Left out are those of which nobody knows here what the builder is given.
    """
    if INLINE not in host:
        return ()
    mark = len(host) - len(host.removeprefix("\ufeff"))  # the reader does not count it
    found: dict[int, Inline | None] = {}
    for service, node in _nodes(host):
        start = offset(node) + mark
        if start in found:
            continue
        value = scalar(node) or ""
        raw = literal(host, start)
        if raw is None or raw.text != value:
            raw = Embedded(host=host, text=value, places=(start,) * (len(value) + 1), indent="", newline="\n")
        found[start] = inline_of(raw, start, service, environment)
    return tuple(one for _, one in sorted(found.items()) if one is not None and one.text.strip())


def raw_texts(host: str) -> Iterator[str]:
    """The texts of all Dockerfiles in a compose file, with the names of variables where their values would be."""
    for _, node in _nodes(host):
        yield (scalar(node) or "").replace("$$", "$")


def _nodes(host: str) -> Iterator[tuple[str, Node]]:
    """The values of the word, each with the service whose build has it."""
    for name, service in mapping(mapping(compose(host)).get("services")).items():
        build = mapping(mapping(service).get("build"))
        node = build.get(INLINE)
        if node is not None and scalar(node) is not None and "dockerfile" not in build:
            yield name, node
