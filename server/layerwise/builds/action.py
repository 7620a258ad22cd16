"""The inputs of docker/build-push-action, as a build."""

from collections.abc import Iterator

from layerwise.builds.declared import FILE, Declared, Named, Value, is_remote, place, placed
from layerwise.builds.expressions import Values, is_open
from layerwise.builds.jobs import Step
from layerwise.unknown import Unknown

_OWN = "{{defaultContext}}"  # the repository itself, fetched by the builder


def read_action(step: Step, values: Values) -> Declared | None:
    """The build, paths as seen from where the job begins; None where nobody can see which it is."""
    given = {name: values.filled(value) for name, value in step.inputs.items()}
    # `path` and `dockerfile` are the inputs of version 1.
    context, file = (
        given.get("context") or given.get("path") or _OWN,
        given.get("file") or given.get("dockerfile"),
    )
    if context.startswith(_OWN):
        # The Dockerfile is looked for in the fetched folder: `{{defaultContext}}:web`.
        context = context[len(_OWN) :].lstrip(":") or "."
        file = None if file is None else place(context, file)
    if is_remote(context) or is_open(context) or (file is not None and is_open(file)):
        return None
    raw = step.inputs.get("build-args") or step.inputs.get("build_args", "").replace(",", "\n")
    contexts = (
        Named(name, value) for name, value, _ in _pairs(step.inputs.get("build-contexts", ""), values)
    )
    arguments = list(_pairs(raw, values))
    target = given.get("target")
    return Declared(
        origin="",
        path="",
        line=step.line,
        context=place(".", context),
        dockerfile=place(context, FILE) if file is None else place(".", file),
        target=_value(target) if target else None,
        arguments={name: value for name, value, _ in arguments},
        contexts=placed("", contexts),
        changing={name: said for name, _, said in arguments if said is not None},
    )


def _pairs(text: str, values: Values) -> Iterator[tuple[str, Value | None, str | None]]:
    """The lines `NAME=value` of an input, each with the expression that makes its value change, if one does."""
    for line in text.splitlines():
        name, equals, value = line.strip().strip("\"'").partition("=")
        if name and not is_open(name):
            yield name, _value(values.filled(value)) if equals else None, values.changing(value)


def _value(text: str) -> Value:
    return Unknown("its value comes from the workflow's run") if is_open(text) else text
