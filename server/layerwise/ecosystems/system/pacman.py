"""pacman: packages of Arch Linux."""

from layerwise.ecosystems.facts import Cache, Call, Cost, Ecosystem, Install, Tool, Verdict


def _syncs(call: Call) -> bool:
    """`-S`, `-Sy`, `-Syu`, `-U`: options that stand where others have a verb."""
    return any(option.name == "--sync" or option.name.startswith(("-S", "-U")) for option in call.options)


ECOSYSTEM = Ecosystem(
    name="pacman",
    tool=Tool(
        names=("pacman",),
        valued=frozenset(("-b", "--dbpath", "-r", "--root", "--config", "--cachedir", "--ignore")),
    ),
    installs=(Install("", applies=_syncs, shown="pacman -S"),),
    cache_dirs=("/var/cache/pacman/pkg",),
    defeated_by=("pacman -Scc",),
    caches=(Cache(("/var/cache/pacman/pkg",), ("--cachedir",), is_locked=True),),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.MINUTES,
    proof="pacman(8); the help of pacman 6.0",
)
