"""pacman: packages of Arch Linux."""

from layerwise.ecosystems.facts import Cache, Call, Cost, Ecosystem, Index, Install, Tool, Verdict


def _syncs(call: Call) -> bool:
    """`-S`, `-Sy`, `-Syu`, `-U`: options that stand where others have a verb."""
    return any(option.name == "--sync" or option.name.startswith(("-S", "-U")) for option in call.options)


def _renews(call: Call) -> bool:
    """`-Sy NAME`, `-Syu`, `-S --refresh NAME`."""
    letters = "".join(o.name for o in call.options if o.name.startswith("-") and not o.name.startswith("--"))
    return _syncs(call) and ("y" in letters or call.has("--refresh"))


def _only_refreshes(call: Call) -> bool:
    """`-Sy`, which names nothing and upgrades nothing."""
    letters = "".join(o.name for o in call.options if o.name.startswith("-S"))
    is_plain = not call.arguments and "u" not in letters and not call.has("-u", "--sysupgrade")
    return is_plain and _renews(call)


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
    index=Index(
        refreshes=(Install("", applies=_only_refreshes),),
        renews=_renews,
        lists=("/var/lib/pacman/sync",),
        settings=(
            "/etc/pacman.conf",
            "/etc/pacman.d",
            "/etc/ssl",
            "/etc/ca-certificates",
            "/etc/resolv.conf",
        ),
    ),
    verdict=Verdict.MOVE_UP,
    cost=Cost.MINUTES,
    proof="pacman(8); the help of pacman 6.0",
)
