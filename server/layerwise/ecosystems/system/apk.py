"""apk: packages of Alpine."""

from layerwise.ecosystems.facts import Cache, Cost, Ecosystem, Install, Tool, Verdict

# No index is noted down: `apk add` fetches one again that is older than four hours (apk-tools, `cache_max_age`).
ECOSYSTEM = Ecosystem(
    name="apk",
    tool=Tool(
        names=("apk",),
        valued=frozenset(
            (
                "-p",
                "--root",
                "-X",
                "--repository",
                "-t",
                "--virtual",
                "--keys-dir",
                "--repositories-file",
                "--cache-dir",
                "--arch",
                "--wait",
                "--cache-max-age",
                "--progress-fd",
            )
        ),
    ),
    installs=(
        Install("add"),
        Install("upgrade"),
    ),
    cache_dirs=("/var/cache/apk",),
    defeated_by=("--no-cache",),
    # Packages are kept where this folder is, be it a link or not (apk_db_open in apk-tools 2).
    caches=(
        Cache(
            ("/etc/apk/cache",),
            ("--cache-dir",),
            is_locked=True,
            instead=(("--no-cache", "--update-cache"),),
            doubt="/etc/apk/cache, where older builders leave it, makes later calls of apk keep packages",
        ),
    ),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.SECONDS,
    proof="apk(8)",
)
