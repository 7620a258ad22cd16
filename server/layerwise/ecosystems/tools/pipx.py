"""pipx: Python programs in environments of their own."""

from layerwise.ecosystems.facts import Cost, Ecosystem, Install, Tool, Verdict

ECOSYSTEM = Ecosystem(
    name="pipx",
    tool=Tool(
        names=("pipx",),
        valued=frozenset(("--python", "--pip-args", "--index-url", "-i", "--suffix")),
        modules=("pipx",),
    ),
    installs=(Install("install"), Install("inject")),
    cache_dirs=("/root/.cache/pip",),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.SECONDS,
    proof="pipx's manual; its files seen with strace",
)
