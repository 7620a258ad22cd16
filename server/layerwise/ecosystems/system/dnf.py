"""dnf and its kin: packages of Fedora, Red Hat and their like."""

from layerwise.ecosystems.facts import Cost, Ecosystem, Install, Tool, Verdict

# No index is noted down: it is fetched again once it has expired (dnf.conf(5), `metadata_expire`; yum.conf(5)).
ECOSYSTEM = Ecosystem(
    name="dnf",
    tool=Tool(
        names=("dnf", "yum", "microdnf", "tdnf"),
        valued=frozenset(
            (
                "-c",
                "--config",
                "--repo",
                "--enablerepo",
                "--disablerepo",
                "--setopt",
                "--releasever",
                "-x",
                "--exclude",
                "--installroot",
                "--forcearch",
                "--repofrompath",
                "--downloaddir",
                "--destdir",
            )
        ),
    ),
    installs=(
        Install("install", ("in", "localinstall", "reinstall")),
        Install("groupinstall"),
        Install("group install"),
        Install("update"),
        Install("upgrade", ("up",)),
    ),
    cache_dirs=("/var/cache/dnf", "/var/cache/yum", "/var/cache/libdnf5"),
    defeated_by=("dnf clean all", "keepcache=0"),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.MINUTES,
    proof="dnf(8), yum(8); the help of dnf 4.14",
)
