"""Lerna: `lerna bootstrap` (before version 7) installs every package of a monorepo; the rest are builds."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict


def _read(tree: Tree, call: Call) -> Reading:
    del tree, call
    return Reading(source=Reason("it installs every package of the monorepo and runs its scripts"))


ECOSYSTEM = Ecosystem(
    name="lerna",
    tool=Tool(
        names=("lerna",),
        launchers=("npx", "yarn", "pnpm"),
        valued=frozenset({"--scope", "--ignore", "--concurrency"}),
    ),
    installs=(Install("bootstrap"), Install("run", is_build=True)),
    manifests=("lerna.json",),
    read=_read,
    verdict=Verdict.REFUSE,
    condition="since it runs the scripts of every package; without it, the package manager's own workspaces are split",
    cost=Cost.MINUTES,
    proof="conservative; lerna --help of version 9, which has no bootstrap any more",
)
