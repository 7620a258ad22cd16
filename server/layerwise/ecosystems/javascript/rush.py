"""Rush: `rush install` installs all projects that `rush.json` lists."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict


def _read(tree: Tree, call: Call) -> Reading:
    del tree, call
    return Reading(
        source=Reason(
            "it reads common/, runs its hooks, and reads the package.json of every project in rush.json"
        )
    )


def _is_install(call: Call) -> bool:
    """`install-run-rush.js install`, run by node, too."""
    return not call.has("--help", "-h")


ECOSYSTEM = Ecosystem(
    name="rush",
    tool=Tool(
        names=("rush", "install-run-rush.js"),
        launchers=("node", "npx"),
        valued=frozenset(
            {"-t", "--to", "-T", "--to-except", "-f", "--from", "-o", "--only", "--max-install-attempts"}
        ),
    ),
    installs=(
        Install("install", applies=_is_install),
        Install("update", applies=_is_install),
        Install("build", ("rebuild",), is_build=True),
    ),
    manifests=("rush.json",),
    settings=("common/config/rush/.npmrc", "common/config/rush/pnpm-lock.yaml"),
    ignore=("common/temp",),
    read=_read,
    verdict=Verdict.REFUSE,
    condition="since too much of common/ counts; a stage that picks the manifests out of the source keeps the cache",
    cost=Cost.MINUTES,
    proof="rush install --help of version 5; rushjs.io; conservative",
)
