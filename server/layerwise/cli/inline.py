"""The Dockerfiles in compose files, for commands about one Dockerfile."""

from pathlib import Path

from layerwise.builds.sources import is_compose_file
from layerwise.cli.files import Source, read_source
from layerwise.cli.texts import Unusable
from layerwise.records import replace


def read_dockerfile(name: str, context: Path | None, folder: Path | None = None) -> Source:
    """The Dockerfile of a name: a file, or `compose.yaml#web`, the one that stands in the service of a compose file."""
    found = read_dockerfiles(name, context, folder)
    if len(found) > 1:
        services = ", ".join(one.inline.service for one in found if one.inline is not None)
        raise Unusable(f"{name} holds the Dockerfiles of {services}; name one: {found[0].name}")
    return found[0]


def read_dockerfiles(name: str, context: Path | None, folder: Path | None = None) -> tuple[Source, ...]:
    """The same, where a compose file is all Dockerfiles that stand in it."""
    path, _, service = name.partition("#")
    if not is_compose_file(Path(path).name) or (service and Path(name).exists()):
        return (read_source(name, context, folder),)
    source = read_source(path, context, folder)
    inlines = [one.inline for one in source.hosted(source.text)]
    if not inlines:
        raise Unusable(f"{path} holds no Dockerfile (`dockerfile_inline`); name a Dockerfile")
    wanted = [one for one in inlines if service in ("", one.service)]
    if not wanted:
        services = ", ".join(one.service for one in inlines)
        raise Unusable(f"{path} holds the Dockerfiles of {services}; name one: {path}#{inlines[0].service}")
    named = {one.service: one for one in wanted}
    return tuple(
        replace(
            source,
            name=name if service or len(named) == 1 else f"{path}#{one.service}",
            text=one.text,
            inline=one,
        )
        for one in named.values()
    )


def refuse_compose(name: str, command: str) -> None:
    """Say that a command is for Dockerfiles that are files of their own."""
    if is_compose_file(Path(name.partition("#")[0]).name):
        raise Unusable(f"{name} is a compose file; {command} takes a Dockerfile that is a file of its own")
