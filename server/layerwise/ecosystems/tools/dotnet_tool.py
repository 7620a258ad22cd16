"""Global tools and workloads of .NET: `dotnet tool install -g NAME`."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict


def _is_global(call: Call) -> bool:
    """A local tool is noted in the manifest of the project."""
    return call.has("-g", "--global", "--tool-path")


ECOSYSTEM = Ecosystem(
    name="dotnet-tool",
    tool=Tool(
        names=("dotnet",),
        valued=frozenset(
            ("--version", "--tool-path", "--add-source", "--framework", "--configfile", "-v", "--verbosity")
        ),
    ),
    installs=(
        Install("tool install", ("tool update",), applies=_is_global),
        Install("workload install"),
    ),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.SECONDS,
    proof="learn.microsoft.com, dotnet tool install",
)
