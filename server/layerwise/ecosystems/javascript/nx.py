"""Nx: builds of a monorepo; it installs nothing itself."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict

_BUILDS = ("build", "run", "run-many", "affected", "test", "serve")


def _read(tree: Tree, call: Call) -> Reading:
    del tree, call
    return Reading(source=Reason("it builds the projects of the monorepo"))


ECOSYSTEM = Ecosystem(
    name="nx",
    tool=Tool(
        names=("nx",),
        launchers=("npx", "yarn", "pnpm"),
        valued=frozenset({"-t", "--target", "--targets", "-p", "--projects"}),
    ),
    installs=tuple(Install(verb, is_build=True) for verb in _BUILDS),
    manifests=("nx.json",),
    cache_dirs=(),
    ignore=(".nx",),
    read=_read,
    verdict=Verdict.REFUSE,
    condition="since it only builds",
    cost=Cost.MINUTES,
    proof="nx --help of version 23",
)
