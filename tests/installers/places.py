"""Where the set-up has put the real package managers, and what else of the machine they need."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "installers"
PROJECTS = HERE / "projects"
TARBALLS = BUILD / "tarballs"
WHEELS = BUILD / "wheels"

# A base Python, since a virtual environment made from another one names that one's folder.
PYTHON = Path(getattr(sys, "_base_executable", sys.executable)).resolve()

_PACKAGES: Mapping[str, str] = {
    "strace": "strace",
    "unshare": "util-linux",
    "mount": "mount",
    "ip": "iproute2",
    "node": "nodejs",
    "ruby": "ruby",
    "bundle": "bundler",
    "php": "php-cli",
    "composer": "composer",
    "go": "golang-go",
    "mix": "elixir",
    "rebar3": "rebar3",
}


def why_not() -> str | None:
    """Why the real installers cannot be run here, in words for the one who runs the tests; None where they can."""
    missing = [program for program in _PACKAGES if shutil.which(program) is None]
    if missing:
        packages = ", ".join(_PACKAGES[program] for program in missing)
        return f"no {', '.join(missing)}: install {packages}"
    alone = ["strace", "-o", "/dev/null", "unshare", "--net", "--mount", "--", "mount", "--bind", "/", "/mnt"]
    if subprocess.run(alone, capture_output=True, check=False).returncode != 0:
        return "no namespaces or no tracing: run as root, in a container with --privileged"
    return None


def why_not_ready() -> str | None:
    """Why the suite cannot start; None where the set-up has been made too."""
    is_ready = all(path.is_dir() for path in (BUILD / "node_modules", BUILD / "python", TARBALLS, WHEELS))
    return why_not() or (None if is_ready else "nothing is set up: run npm test -- installers")
