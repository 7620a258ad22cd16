"""apt: packages of Debian and Ubuntu."""

from layerwise.ecosystems.facts import Cache, Call, Cost, Ecosystem, Index, Install, Tool, Verdict

# The images of Debian and Ubuntu delete packages after each install (Dockerfile reference, "cache apt packages").
_KEEP = (
    "rm -f /etc/apt/apt.conf.d/docker-clean; "
    "echo 'Binary::apt::APT::Keep-Downloaded-Packages \"true\";' > /etc/apt/apt.conf.d/keep-cache"
)


def _renews(call: Call) -> bool:
    """`apt-get install --update`, of apt 2.9 and later."""
    return call.has("--update", "-U")


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
    # Not all of /var/lib/apt, where apt notes which packages nobody asked for: that belongs to the image.
    caches=(
        Cache(("/var/cache/apt",), is_locked=True, prepared_by=_KEEP),
        Cache(("/var/lib/apt/lists",), is_locked=True, filled_by="update"),
    ),
    read=None,
    index=Index(
        refreshes=(Install("update"),),
        renews=_renews,
        lists=("/var/lib/apt",),
        settings=(
            *("/etc/apt", "/usr/share/keyrings", "/etc/ssl", "/usr/local/share/ca-certificates"),
            *("/usr/share/ca-certificates", "/etc/resolv.conf", "/etc/hosts", "/var/lib/dpkg"),
        ),
    ),
    verdict=Verdict.MOVE_UP,
    cost=Cost.MINUTES,
    proof="apt-get(8); the Dockerfile reference for its cache mounts",
)
