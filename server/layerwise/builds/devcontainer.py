"""`devcontainer.json`: the Dockerfile that a development container is built from."""

from collections.abc import Iterator

from layerwise.builds.declared import FILE, Declared, Files, Named, is_remote, place, placed
from layerwise.manifests.json_text import Json, load_commented
from layerwise.unknown import Unknown


def declared(files: Files) -> Iterator[Declared]:
    """The build of each devcontainer.json of one folder that names a Dockerfile."""
    for path in files.paths:
        found = _declared(path, files.text(path))
        if found is not None:
            yield found


def _declared(path: str, text: str) -> Declared | None:
    """The build, paths as seen from the file (Dev Container metadata reference, "build.context")."""
    root = load_commented(text)
    if isinstance(root, Unknown):
        return None
    said = root.get("build")
    build = said if isinstance(said, dict) else {}
    # `dockerFile` and `context` at the top are the older form.
    file, key = build.get("dockerfile"), "dockerfile"
    if not isinstance(file, str):
        file, key = root.get("dockerFile"), "dockerFile"
    context = build.get("context", root.get("context", "."))
    if (
        not isinstance(file, str)
        or not isinstance(context, str)
        or is_remote(context)
        or "${" in file + context
    ):
        return None
    folder = path.rpartition("/")[0]
    target = build.get("target")
    return Declared(
        origin=path,
        path=path,
        line=_line(text, "context" if "context" in build or "context" in root else key),
        context=place(folder, context),
        dockerfile=place(folder, file or FILE),
        target=target if isinstance(target, str) else None,
        arguments={name: _value(value) for name, value in _object(build.get("args"))},
        contexts=placed(folder, _contexts(build.get("options"))),
    )


def _contexts(options: Json | None) -> Iterator[Named]:
    """Named contexts, which are given as options of `docker build`."""
    words = [one for one in options if isinstance(one, str)] if isinstance(options, list) else []
    for option, value in zip(words, [*words, ""][1:], strict=True):
        given = value if option == "--build-context" else option.removeprefix("--build-context=")
        name, equals, where = given.partition("=")
        if equals and option.startswith("--build-context"):
            yield Named(name, where)


def _object(value: Json | None) -> list[tuple[str, Json]]:
    return list(value.items()) if isinstance(value, dict) else []


def _value(value: Json) -> str | Unknown:
    if not isinstance(value, str) or "${" in value:
        return Unknown("its value comes from the environment")
    return value


def _line(text: str, key: str) -> int:
    """The line of a member, which comments keep `locate` from finding."""
    return text.count("\n", 0, max(text.find(f'"{key}"'), 0)) + 1
