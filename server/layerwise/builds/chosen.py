"""Builds with what the user says of them laid over what files say."""

from collections.abc import Iterable, Mapping

from layerwise.builds.build import Build, Profile
from layerwise.records import replace


def as_chosen(
    builds: Iterable[Build], target: str | None, arguments: Mapping[str, str], builder: Profile
) -> tuple[Build, ...]:
    """The builds with the target, arguments and builder that the user set; what is alike then is one build."""
    found: list[Build] = []
    for build in builds:
        chosen = replace(
            build,
            target=target or build.target,
            arguments={**build.arguments, **arguments},
            builder=builder,
        )
        if not any(replace(chosen, label=one.label, origin=one.origin) == one for one in found):
            found.append(chosen)
    return tuple(found)
