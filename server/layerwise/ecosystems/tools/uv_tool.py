"""Python programs and interpreters through uv: `uv tool install NAME`, `uv python install 3.13`."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.ecosystems.python._python import UV_CACHE


def _names_some(call: Call) -> bool:
    """Without a version `uv python install` takes the one in .python-version."""
    return bool(call.arguments)


ECOSYSTEM = Ecosystem(
    name="uv-tool",
    tool=Tool(
        names=("uv",),
        valued=frozenset(
            ("--python", "-p", "--with", "--index-url", "--directory", "--project", "--cache-dir")
        ),
    ),
    installs=(Install("tool install", applies=_names_some), Install("python install", applies=_names_some)),
    cache_dirs=("/root/.cache/uv",),
    caches=(UV_CACHE,),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.SECONDS,
    proof="uv's manual; its files seen with strace",
)
