"""What a step's cache key depends on, as BuildKit forms it."""

from typing import NamedTuple

from layerwise.cache.copies import Copy
from layerwise.cache.steps import Step

# Instructions that run and copy nothing: they only change what later ones meet.
_NO_STEPS = frozenset(
    (
        *("ARG", "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD"),
        *("SHELL", "STOPSIGNAL", "USER", "VOLUME"),
    )
)


class Key(NamedTuple):
    """The parts of a step's key besides its own text and the step above it.

    `copy`: the files whose names, modes and contents count, for COPY and ADD. `mounts`: those that a RUN binds;
    cache and secret mounts are not in the key. `environment`: the ordered values that count, for RUN: every ARG
    and ENV in force, used or not (Dockerfile reference, "Impact on build caching").
    """

    copy: Copy | None = None
    mounts: tuple[Copy, ...] = ()
    environment: tuple[tuple[str, str | None], ...] = ()


def makes_step(step: Step) -> bool:
    """Whether the builder carries something out for it, so that it can be cached or rerun."""
    return step.instruction.keyword not in _NO_STEPS


def key(step: Step) -> Key:
    """The key of a step; empty for instructions that make no step of their own."""
    match step.instruction.keyword:
        case "COPY" | "ADD":
            return Key(copy=next((event.copy for event in step.events if event.copy is not None), None))
        case "RUN":
            bound = (mount.event.copy for mount in step.mounts if mount.event is not None)
            return Key(
                mounts=tuple(copy for copy in bound if copy is not None),
                environment=tuple(step.state.environment.items()),
            )
        case _:
            return Key()
