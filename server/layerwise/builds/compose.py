"""Compose files as sources of builds: which files belong together, and what their services build."""

from collections.abc import Iterator, Mapping

from layerwise.builds.changing import changing_variable, is_changing_name
from layerwise.builds.declared import FILE, Declared, Files, Named, Value, is_remote, place, placed
from layerwise.builds.interpolate import interpolate, read_environment
from layerwise.builds.services import Service, overlaid, read_includes, read_services, services_by_name
from layerwise.builds.sources import STANDARD_COMPOSE, is_compose_file
from layerwise.context.tree import Tree
from layerwise.records import replace
from layerwise.regex import regex
from layerwise.unknown import Unknown

_OVERRIDE = regex(r"(?:docker-)?compose\.override\.ya?ml")
_DEEPEST = 10  # services that extend services

_Environment = Mapping[str, str | Unknown]


def declared(files: Files) -> Iterator[Declared]:
    """The builds of all services of the compose files of one folder."""
    return (one for _, one in declared_services(files))


def declared_in(workspace: Tree, path: str) -> Iterator[Declared]:
    """The builds of the services of one compose file read by itself, whatever it is called."""
    files = Files(workspace, path.rpartition("/")[0], [path])
    environment = _environment(files, files.directory)
    found = (_declared(service, path, environment) for service in _read(files, path))
    return (one for one in found if one is not None)


def declared_services(files: Files) -> Iterator[tuple[str, Declared]]:
    """The builds by the names of their services."""
    for path, service in _services(files):
        environment = _environment(files, path.rpartition("/")[0])
        found = _declared(service, path, environment)
        if found is not None:
            yield service.name, found


def _services(files: Files) -> Iterator[tuple[str, Service]]:
    """Each service that a file says something about, with the file's path.

    The main file is read with its override, as compose does. Any other, such as compose.prod.yaml, is read on
    top of the main file, as `-f` twice does.
    """
    names = {path.rpartition("/")[2]: path for path in files.paths}
    names = {name: path for name, path in names.items() if is_compose_file(name)}
    main = next((names[name] for name in STANDARD_COMPOSE if name in names), None)
    override = next((path for name, path in names.items() if _OVERRIDE.fullmatch(name)), None)
    base = () if main is None else _read(files, main)
    top = () if override is None else _read(files, override)
    for service in overlaid(base, top):
        yield main or override or "", service
    for name, path in names.items():
        for included in read_includes(files.text(path)):
            other = place(path.rpartition("/")[0], included)
            yield from ((other, service) for service in _read(files, other))
        if name in STANDARD_COMPOSE or path == override:
            continue
        top = _read(files, path)
        said = {service.name for service in top}
        yield from ((path, service) for service in overlaid(base, top) if service.name in said)


def _read(files: Files, path: str) -> tuple[Service, ...]:
    """The services of a file, with those that they extend filled in, paths as seen from the file's folder."""
    return tuple(
        _extended(files, path, service.of(path), 0)
        for service in read_services(files.text(path))
        if service.is_said
    )


def _extended(files: Files, path: str, service: Service, depth: int) -> Service:
    """The service laid over the one that it extends."""
    if service.extends is None or depth > _DEEPEST:
        return service
    folder = path.rpartition("/")[0]
    file, name = service.extends
    other = path if file is None else place(folder, file)
    base = services_by_name(files.text(other)).get(name)
    if base is None:
        return service
    base = _extended(files, other, base.of(other), depth + 1)
    away = other.rpartition("/")[0]
    return service.over(base if away == folder else _moved(base, away, folder))


def _moved(service: Service, away: str, folder: str) -> Service:
    """A service of a file in another folder, its paths as seen from this one."""
    up = "../" * len(folder.split("/")) if folder else ""

    def seen(value: Value | None) -> Value | None:
        if not isinstance(value, str) or is_remote(value) or value.startswith(("/", "~")):
            return value
        if "$" in value:
            return Unknown("a variable names a folder as seen from another file")
        return f"{up}{place(away, value)}"

    contexts = tuple(Named(name, seen(value)) for name, value in service.contexts)
    context = seen("." if service.context is None and service.is_built else service.context)
    return replace(service, context=context, contexts=contexts)


def _environment(files: Files, directory: str) -> _Environment:
    """The variables of the `.env` file beside a compose file."""
    return read_environment(files.text(f"{directory}/.env" if directory else ".env"))


def _declared(service: Service, path: str, environment: _Environment) -> Declared | None:
    """The build of a service, None where it has none, or nobody can see which."""
    context = _filled(service.context, environment)
    file = _filled(service.dockerfile, environment)
    context = "." if context is None else context
    file = FILE if file is None else file
    if not service.is_built or isinstance(context, Unknown) or isinstance(file, Unknown):
        return None
    # Compose refuses a service that has both, a file and a Dockerfile of its own.
    if is_remote(context) or (service.inline is not None and service.dockerfile is not None):
        return None
    folder = path.rpartition("/")[0]
    where = place(folder, context)
    contexts = (Named(name, _filled(value, environment)) for name, value in service.contexts)
    return Declared(
        origin=f"{path}, service {service.name}",
        path=service.path,
        line=service.line,
        context=where,
        dockerfile=place(where, file) if service.inline is None else "",
        target=_filled(service.target, environment),
        arguments={name: _filled(value, environment) for name, value in service.arguments},
        contexts=placed(folder, contexts),
        changing=dict(_changing(service, environment)),
        inline=service.inline,
    )


def _filled(value: Value | None, environment: _Environment) -> Value | None:
    return interpolate(value, environment) if isinstance(value, str) else value


def _changing(service: Service, environment: _Environment) -> Iterator[tuple[str, str]]:
    """The arguments that hold a variable of CI systems which the `.env` file does not pin."""
    for name, value in service.arguments:
        if value is None and is_changing_name(name) and name not in environment:
            yield name, f"${{{name}}}"
        elif isinstance(value, str):
            found = changing_variable(value)
            if found is not None and found[2:-1] not in environment:
                yield name, found
