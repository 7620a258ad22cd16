"""Build logs from files and standard input, read onto a Dockerfile."""

import stat
import sys
from pathlib import Path

from layerwise.analysis import Analysis
from layerwise.buildlog.log import BuildLog
from layerwise.buildlog.read import read_log
from layerwise.builds.build import Build
from layerwise.cache.plan import BuildPlan
from layerwise.cli.texts import Unusable
from layerwise.logged import Logged, read_onto

_LARGEST = 128 * 1024 * 1024  # bytes; CI services cut logs off long before
_HOW = "save one with: docker build --progress=plain . 2>build.log"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # what PowerShell writes behind `>`


def load_log(name: str | None) -> tuple[BuildLog, ...]:
    """The builds of a log; `-` and nothing named mean standard input."""
    is_piped = name in (None, "-")
    if name is None and sys.stdin.isatty():
        raise Unusable(f"name a build log, or pipe one in; {_HOW}")
    shown = "standard input" if is_piped or name is None else name
    data = _piped() if is_piped or name is None else _file(Path(name))
    if len(data) > _LARGEST:
        raise Unusable(f"{shown} is too large for a build log; name another file")
    is_wide = data.startswith(_UTF_16)
    if b"\0" in data and not is_wide:
        raise Unusable(f"{shown} is binary, and no build log; {_HOW}")
    builds = read_log(data.decode("utf-16" if is_wide else "utf-8", "replace"))
    if not builds:
        raise Unusable(f"{shown} holds no steps of a build; {_HOW}")
    return builds


def _piped() -> bytes:
    stream = getattr(sys.stdin, "buffer", None)
    try:
        return sys.stdin.read(_LARGEST + 1).encode() if stream is None else bytes(stream.read(_LARGEST + 1))
    except (OSError, ValueError):
        raise Unusable(f"standard input cannot be read; name a build log; {_HOW}") from None


def _file(path: Path) -> bytes:
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise Unusable(f"{path} is a directory; name a build log")
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise Unusable(f"{path} does not exist; check the path") from None
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise Unusable(f"{path} cannot be read: {why}; check the path") from None


def on_plan(analysis: Analysis, builds: tuple[BuildLog, ...], name: str) -> tuple[BuildPlan, Logged]:
    """The plan of a Dockerfile that fits a log best, and the log read onto it."""
    read = [(plan, read_onto(plan, builds)) for plan in analysis.plans]
    found = [(plan, logged) for plan, logged in read if logged is not None]
    if not found:
        count = sum(len(build.steps) for build in builds)
        raise Unusable(
            f"none of the {count} steps in the log stands in {name}; name the log's own Dockerfile"
        )
    return max(found, key=lambda pair: len(pair[1].steps))


def alike(analysis: Analysis, plan: BuildPlan) -> BuildPlan | None:
    """The plan of the same build in the analysis of another text."""
    return next((other for other in analysis.plans if _is_alike(other.build, plan.build)), None)


def _is_alike(one: Build, other: Build) -> bool:
    """Whether two builds are the same; the words for where a context comes from change with the text."""
    return (one.label, one.target, one.arguments) == (other.label, other.target, other.arguments)
