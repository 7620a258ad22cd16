"""apk: packages of Alpine."""

from layerwise.ecosystems.facts import Cost, Ecosystem, Install, Tool, Verdict

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
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.SECONDS,
    proof="apk(8)",
)
