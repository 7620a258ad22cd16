"""The server, which besides its work says what it holds: python -m soak.server."""

import asyncio
import gc
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from layerwise.lsp.server import Layerwise

CENSUS = "soak/census"
_OWN = 2  # the server itself, and the answer to this question


def main() -> int:
    """Talk on standard input and output, as `layerwise lsp` does."""
    layerwise = Layerwise()
    futures = layerwise.server.protocol._request_futures  # noqa: SLF001 - what leaked in an earlier pygls

    async def census(_: Mapping[str, Any]) -> dict[str, int]:
        gc.collect()
        return {
            "tasks": len(asyncio.all_tasks()) - _OWN,
            "futures": len(futures) - 1,
            "objects": len(gc.get_objects()),
            "memory": _resident(),
        }

    layerwise.server.feature(CENSUS)(census)
    return layerwise.run(sys.stdin.buffer, sys.stdout.buffer)


def _resident() -> int:
    """The bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.exit(main())
