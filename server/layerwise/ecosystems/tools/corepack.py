"""Corepack: package managers of JavaScript by their names."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict


def _names_some(call: Call) -> bool:
    """Without a name it takes the one that package.json names."""
    return bool(call.arguments)


ECOSYSTEM = Ecosystem(
    name="corepack",
    tool=Tool(names=("corepack",)),
    installs=(Install("prepare", applies=_names_some), Install("install", applies=_names_some)),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.SECONDS,
    proof="corepack's own manual; its files seen with strace",
)
