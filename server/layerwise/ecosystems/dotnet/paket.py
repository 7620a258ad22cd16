"""Paket: `paket.dependencies`, locked by `paket.lock`."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict


def _read(_tree: Tree, _call: Call) -> Reading:
    # It looks for projects and paket.references everywhere below, and writes into the obj of each.
    return Reading(unknown=Reason("paket looks for every project below its folder"))


ECOSYSTEM = Ecosystem(
    name="paket",
    tool=Tool(names=("paket", "paket.exe"), launchers=("dotnet", "dotnet tool run", "mono")),
    installs=(Install("restore"), Install("install"), Install("update")),
    manifests=("paket.dependencies",),
    lockfiles=("paket.lock",),
    cache_dirs=("/root/.nuget/packages",),
    ignore=("**/bin", "**/obj", "paket-files"),
    read=_read,
    verdict=Verdict.REFUSE,
    condition="it looks for every project below its folder, and writes beside each",
    cost=Cost.MINUTES,
    proof="conservative, from the manual of Paket",
)
