"""`docker-bake.hcl` and `docker-bake.json`: the targets as builds."""

from collections.abc import Iterator, Mapping

from layerwise.builds.bake_file import BakeFile, Target, laid_over, read_hcl, read_json
from layerwise.builds.bake_values import Environment, changing_name, text_of
from layerwise.builds.changing import is_changing_name
from layerwise.builds.compose import declared_services
from layerwise.builds.declared import FILE, Declared, Files, Named, Value, is_remote, place, placed, settled
from layerwise.builds.sources import STANDARD_COMPOSE
from layerwise.context.paths import join
from layerwise.manifests.hcl_values import Expression, Members
from layerwise.records import replace
from layerwise.regex import regex
from layerwise.unknown import Unknown

# Read when none is named, each laid over those before it (`bake.go`, `defaultFilenames`).
_STANDARD = regex(r"docker-bake\.(?:override\.)?(?:json|hcl)")
_MAIN = ("docker-bake.json", "docker-bake.hcl", "docker-bake.override.json", "docker-bake.override.hcl")


def declared(files: Files) -> Iterator[Declared]:
    """The builds of all targets of the bake files of one folder, but those that others only inherit from.

    A file of another name, such as docker-bake.prod.hcl, is read on top of the standard ones.
    """
    folder = files.paths[0].rpartition("/")[0]
    base = BakeFile((), {}, frozenset())
    for name in _MAIN:
        if join(folder, name) in files.paths:
            base = laid_over(base, _read(files, join(folder, name)))
    yield from _declared(files, folder, base, frozenset(target.name for target in base.targets))
    for path in files.paths:
        if _STANDARD.fullmatch(path.rpartition("/")[2]) is None:
            top = _read(files, path)
            said = frozenset(target.name for target in top.targets)
            yield from _declared(files, folder, laid_over(base, top), said)


def _read(files: Files, path: str) -> BakeFile:
    text = files.text(path)
    return read_json(text, path) if path.endswith(".json") else read_hcl(text, path)


def _declared(files: Files, folder: str, bake: BakeFile, said: frozenset[str]) -> Iterator[Declared]:
    services: dict[str, Declared] | None = None
    for target, environment in bake.built():
        if target.source not in said:
            continue
        readings = [
            reading
            for directory in dict.fromkeys((folder, files.directory))
            if (reading := _reading(target, environment, directory)) is not None
        ]
        if "context" not in target.values and "dockerfile" not in target.values:
            # bake reads the folder's compose files too, and lays its targets over the services of their names.
            services = dict(_compose_services(files, folder)) if services is None else services
            if target.name in services:
                readings = [_over(target, environment, services[target.name], folder)]
        found = settled(files.workspace, readings)
        if found is not None:
            yield found


def _compose_services(files: Files, folder: str) -> Iterator[tuple[str, Declared]]:
    paths = [join(folder, name) for name in STANDARD_COMPOSE]
    there = [path for path in paths if files.text(path)]
    return declared_services(files._replace(paths=there[:1]))


def _reading(target: Target, environment: Environment, directory: str) -> Declared | None:
    """The build with paths as seen from a directory; None where nobody can see which it is."""
    context = text_of(target.values.get("context"), environment)
    file = text_of(target.values.get("dockerfile"), environment)
    context = "." if context is None else context
    file = FILE if file is None else file
    if "dockerfile-inline" in target.values or isinstance(context, Unknown) or isinstance(file, Unknown):
        return None
    if is_remote(context):
        return None
    where = place(directory, context)
    contexts = (Named(name, value) for name, value in _map(target, "contexts", environment).items())
    return Declared(
        origin=f"{target.path}, target {target.name}",
        path=target.path,
        line=target.line,
        context=where,
        dockerfile=place(where, file),
        target=text_of(target.values.get("target"), environment),
        arguments=_map(target, "args", environment),
        contexts=placed(directory, contexts),
        changing=dict(_changing(target, environment)),
    )


def _over(target: Target, environment: Environment, service: Declared, folder: str) -> Declared:
    """The build of a service with a target of its name laid over it."""
    own = _reading(target, environment, folder)
    if own is None:
        return service
    return replace(
        own,
        context=service.context,
        dockerfile=service.dockerfile,
        inline=service.inline,
        target=service.target if own.target is None else own.target,
        arguments={**service.arguments, **own.arguments},
        contexts={**service.contexts, **own.contexts},
        changing={**service.changing, **own.changing},
    )


def _members(target: Target, name: str) -> Mapping[str, Expression]:
    value = target.values.get(name)
    return value.values if isinstance(value, Members) else {}


def _map(target: Target, name: str, environment: Environment) -> dict[str, Value | None]:
    """A map's members; what is null is as good as left out."""
    values = {key: text_of(value, environment) for key, value in _members(target, name).items()}
    return {key: value for key, value in values.items() if value is not None}


def _changing(target: Target, environment: Environment) -> Iterator[tuple[str, str]]:
    for name, value in _members(target, "args").items():
        found = changing_name(value, environment, is_changing_name)
        if found is not None:
            yield name, f"${{{found}}}"
