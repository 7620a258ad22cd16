"""What the expressions of bake files stand for, as far as variables with defaults tell."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from layerwise.builds.declared import Value
from layerwise.manifests.hcl_values import Expression, Items, Members, Name, Template
from layerwise.unknown import Unknown

_DEEPEST = 10  # variables whose defaults are other variables

Environment: TypeAlias = Mapping[str, Expression]
"""Variables by their defaults; Unknown where they have none, Null where that is it."""


def text_of(expression: Expression | None, environment: Environment, depth: int = 0) -> Value | None:
    """The text that an expression is; None where it is null or absent.

    Nothing but the file is asked, so a default is taken for the value, as in a build without settings.
    """
    if depth > _DEEPEST:
        return Unknown("its variables are nested too deeply")
    match expression:
        case Unknown():
            return expression
        case Name():
            return text_of(looked_up(expression, environment), environment, depth + 1)
        case Template(parts=parts):
            values = [_within(one, environment, depth) if isinstance(one, Name) else one for one in parts]
            unknown = next((one for one in values if isinstance(one, Unknown)), None)
            return unknown or "".join(one for one in values if isinstance(one, str))
        case Items() | Members():
            return Unknown("it is not a plain value")
        case _:
            return None


def looked_up(name: Name, environment: Environment) -> Expression:
    """What a reference stands for, members of maps included."""
    found: Expression = environment.get(
        name.parts[0], Unknown(f"{name.parts[0]} is not a variable of the file")
    )
    for part in name.parts[1:]:
        unknown = Unknown(f"{'.'.join(name.parts)} is not known")
        found = found.values.get(part, unknown) if isinstance(found, Members) else unknown
    return found


def changing_name(
    expression: Expression, environment: Environment, is_changing: Callable[[str], bool], depth: int = 0
) -> str | None:
    """The first variable in an expression, or in the defaults of those in it, whose name tells that it changes."""
    parts = expression.parts if isinstance(expression, Template) else (expression,)
    for one in parts:
        if not isinstance(one, Name) or depth > _DEEPEST:
            continue
        if is_changing(one.parts[0]):
            return one.parts[0]
        found = changing_name(looked_up(one, environment), environment, is_changing, depth + 1)
        if found is not None:
            return found
    return None


def _within(name: Name, environment: Environment, depth: int) -> Value:
    """What a reference stands for within a string."""
    found = text_of(looked_up(name, environment), environment, depth + 1)
    return Unknown(f"{name.parts[0]} is null") if found is None else found
