"""apt: packages of Debian and Ubuntu."""

from layerwise.ecosystems.facts import Cost, Ecosystem, Install, Tool, Verdict

ECOSYSTEM = Ecosystem(
    name="apt",
    tool=Tool(
        names=("apt-get", "apt", "aptitude"),
        valued=frozenset(
            ("-o", "--option", "-c", "--config-file", "-t", "--target-release", "--default-release", "-a")
        ),
    ),
    installs=(
        Install("install"),
        Install("upgrade", ("full-upgrade", "dist-upgrade", "safe-upgrade")),
        Install("reinstall"),
    ),
    cache_dirs=("/var/cache/apt", "/var/lib/apt"),
    defeated_by=("/etc/apt/apt.conf.d/docker-clean", "apt-get clean", "rm -rf /var/lib/apt/lists/*"),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.MINUTES,
    proof="apt-get(8); the Dockerfile reference for its cache mounts",
)
