"""Turborepo: `turbo prune` picks a part of a monorepo out of the whole, for a stage of its own."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict


def _read(tree: Tree, call: Call) -> Reading:
    """Its stage takes the whole source on purpose: what is copied from it is compared by content."""
    del tree
    what = (
        "picks files out of the whole monorepo"
        if call.install.verb == "prune"
        else "builds the projects of the monorepo"
    )
    return Reading(source=Reason(f"it {what}"))


ECOSYSTEM = Ecosystem(
    name="turbo",
    tool=Tool(
        names=("turbo",),
        launchers=("npx", "yarn", "yarn dlx", "pnpm", "pnpm dlx", "bunx"),
        valued=frozenset({"--filter", "-F", "--out-dir", "--cwd", "--team", "--token", "--api"}),
        directory=frozenset({"--cwd"}),
    ),
    installs=(Install("prune"), Install("run", is_build=True), Install("build", is_build=True)),
    manifests=("turbo.json",),
    ignore=(".turbo",),
    read=_read,
    verdict=Verdict.REFUSE,
    condition="since its stage needs the whole source; the stage that copies its `out/json` installs",
    cost=Cost.SECONDS,
    proof="turbo prune --help of version 2; turborepo.com, Docker",
)
