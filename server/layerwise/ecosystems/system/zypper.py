"""zypper: packages of SUSE."""

from layerwise.ecosystems.facts import Cost, Ecosystem, Install, Tool, Verdict

# No index is noted down: repositories refresh themselves before an install (zypper(8), `--refresh` of addrepo).
ECOSYSTEM = Ecosystem(
    name="zypper",
    tool=Tool(
        names=("zypper",),
        valued=frozenset(
            ("-R", "--root", "-D", "--reposd-dir", "-C", "--cache-dir", "-c", "--config", "-r", "--repo")
        ),
    ),
    installs=(
        Install("install", ("in",)),
        Install("update", ("up",)),
        Install("dist-upgrade", ("dup",)),
        Install("patch"),
    ),
    cache_dirs=("/var/cache/zypp",),
    defeated_by=("zypper clean",),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.MINUTES,
    proof="zypper(8); the help of zypper 1.14",
)
