"""Clones of other repositories."""

from layerwise.ecosystems.facts import Cost, Ecosystem, Install, Tool, Verdict

ECOSYSTEM = Ecosystem(
    name="git-clone",
    tool=Tool(
        names=("git",),
        valued=frozenset(
            (
                "-C",
                "-c",
                "-b",
                "--branch",
                "--depth",
                "--origin",
                "-o",
                "--reference",
                "--filter",
                "-j",
                "--jobs",
            )
        ),
    ),
    installs=(Install("clone"),),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.SECONDS,
    proof="git-clone(1)",
)
