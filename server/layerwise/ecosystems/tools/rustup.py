"""rustup: toolchains of Rust, their components and targets."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict


def _names_some(call: Call) -> bool:
    """Without a toolchain it only tells which one is in force."""
    return bool(call.arguments)


ECOSYSTEM = Ecosystem(
    name="rustup",
    tool=Tool(
        names=("rustup",),
        valued=frozenset(("--toolchain", "--profile", "-c", "--component", "-t", "--target")),
    ),
    installs=(
        Install("component add"),
        Install("target add"),
        Install("toolchain install", ("toolchain add",)),
        Install("install"),
        Install("default", applies=_names_some),
    ),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.MINUTES,
    proof="the rustup book",
)
