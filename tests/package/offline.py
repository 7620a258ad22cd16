"""Runs a program in a network of its own, where nothing is reached, with an empty home and our wheels alone."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from package.places import TOOLS, WHEELS

_PATH = f"{TOOLS}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_SECONDS = 300


class UnexpectedExitError(AssertionError):
    """A program ended with another exit code than the one that was expected."""


def environment(home: Path) -> dict[str, str]:
    """The variables of a user who has nothing but the packaging tools, and a folder of wheels for an index."""
    return {
        "HOME": str(home),
        "PATH": _PATH,
        "LANG": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_FIND_LINKS": str(WHEELS),
        "PIP_NO_INDEX": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "UV_CACHE_DIR": str(home / "uv"),
        "UV_FIND_LINKS": str(WHEELS),
        "UV_NO_CONFIG": "1",
        "UV_NO_INDEX": "1",
        "UV_OFFLINE": "1",
        "UV_PYTHON_DOWNLOADS": "never",
    }


def run(
    *words: str | Path,
    home: Path,
    folder: Path | None = None,
    code: int | None = 0,
    own: Mapping[str, str] | None = None,
    content: bytes = b"",
) -> str:
    """What a program writes to standard output; it must end with the exit code, unless that is None."""
    done = subprocess.run(
        ["unshare", "--net", "--", "sh", "-c", 'ip link set lo up; exec "$@"', "sh", *map(str, words)],
        cwd=folder or home,
        env={**environment(home), **(own or {})},
        input=content,
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    output = done.stdout.decode(errors="replace")
    if code is not None and done.returncode != code:
        said = done.stderr.decode(errors="replace")
        raise UnexpectedExitError(
            f"{' '.join(map(str, words))}: exit code {done.returncode}\n{output[-3000:]}\n{said[-3000:]}"
        )
    return output
