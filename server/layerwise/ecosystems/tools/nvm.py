"""nvm: versions of Node.js."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict


def _names_some(call: Call) -> bool:
    """Without a version it takes the one in .nvmrc."""
    return bool(call.arguments)


ECOSYSTEM = Ecosystem(
    name="nvm",
    tool=Tool(names=("nvm",)),
    installs=(Install("install", applies=_names_some),),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.SECONDS,
    proof="nvm's manual",
)
