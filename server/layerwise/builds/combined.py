"""Which of the builds that files declare count, and which of them are one and the same.

A finding is shown when it is true in any build, a fix is safe only if it is right in all. So a build that is made
up would show what is not so, and one left out would break: files are believed as far as they can be borne out.
"""

from collections.abc import Iterable, Mapping

from layerwise.builds.build import Build
from layerwise.records import replace


def combined(builds: Iterable[tuple[bool, Build]]) -> tuple[Build, ...]:
    """The builds without those that say nothing new, in the order in which they are believed.

    Each comes with whether its source is sure. One that is not (a script, a development container) adds a build only
    by naming another context; what it gives the same context besides is one way of calling it among others. Builds
    of the same context and stage whose known arguments agree are one, under the first one's name: what the
    environment decides tells no builds apart.
    """
    found: list[Build] = []
    for is_sure, build in builds:
        same = next((i for i, one in enumerate(found) if _is_same(one, build, is_sure=is_sure)), None)
        if same is None:
            found.append(build)
        else:
            found[same] = _united(found[same], build)
    return tuple(found)


def _is_same(one: Build, other: Build, *, is_sure: bool) -> bool:
    if (one.context, one.dockerfile) != (other.context, other.dockerfile):
        return False
    if not is_sure:
        return True
    return (
        one.target == other.target
        and one.contexts == other.contexts
        and _agree(one.arguments, other.arguments)
    )


def _agree(one: Mapping[str, str | None], other: Mapping[str, str | None]) -> bool:
    """Whether no argument has two values; one that is given a known value and one that is left out are two."""
    return all(
        one.get(name) == other.get(name)
        or (name in one and one[name] is None)
        or (name in other and other[name] is None)
        for name in {*one, *other}
    )


def _united(one: Build, other: Build) -> Build:
    """The first build with what the second knows besides."""
    known = {
        name: other.arguments.get(name) if value is None else value for name, value in one.arguments.items()
    }
    return replace(one, arguments=known, changing={**other.changing, **one.changing})
