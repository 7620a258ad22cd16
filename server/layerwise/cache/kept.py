"""Where planned steps are kept from one version of a Dockerfile to the next: for each build of the last few.

A build is known by what it brings, its context among that: a context that may have changed is another object, and
nothing that was planned in the old one is used again.
"""

from collections.abc import Mapping

from layerwise.builds.build import Build
from layerwise.cache.chains import Chains
from layerwise.records import replace
from layerwise.tuples import NamedTuple

_MOST = 16


class _Kept(NamedTuple):
    build: Build
    escape: str
    outer: Mapping[str, str | None]
    chains: Chains


_kept: list[_Kept] = []


def chains_of(build: Build, escape: str, outer: Mapping[str, str | None]) -> Chains:
    """The steps that are kept of a build; `outer` are the ARGs above all FROMs."""
    for place, one in enumerate(_kept):
        if one.escape == escape and one.outer == outer and one.build.is_alike(build):
            if place:
                _kept.insert(0, _kept.pop(place))
            return one.chains
    chains = Chains()
    _kept.insert(0, _Kept(build, escape, dict(outer), chains))
    del _kept[_MOST:]
    return chains


def in_known_contexts(build: Build) -> Build:
    """The build in the contexts of one that is kept and alike: they have been asked before, and know the answers."""
    known = next((one.build for one in _kept if one.build.is_alike(build)), build)
    if known is build or known.context is build.context:
        return build
    return replace(build, context=known.context, contexts=known.contexts)


def forget() -> None:
    """Keep nothing of what was planned so far."""
    _kept.clear()
