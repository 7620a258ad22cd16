"""Build logs from files, from standard input and out of the builder's own history, as their builds."""

import stat
import subprocess
import sys
from pathlib import Path

from layerwise.buildlog.log import BuildLog
from layerwise.buildlog.read import read_log
from layerwise.host.programs import program

_LARGEST = 128 * 1024 * 1024  # bytes; CI services cut logs off long before
HOW = "save one with: docker build --progress=plain . 2>build.log"
_SECONDS_TO_ANSWER = 60
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # what PowerShell writes behind `>`


class LogError(Exception):
    """A log cannot be used; the message says in one line why, and what to do."""


def log_in(path: Path) -> tuple[BuildLog, ...]:
    """The builds of a log file; LogError where there are none."""
    return _builds(_file(path), str(path))


def piped_log() -> tuple[BuildLog, ...]:
    """The builds of the log on standard input; LogError where there are none."""
    return _builds(_piped(), "standard input")


def kept_log(build: str) -> tuple[BuildLog, ...]:
    """The log that BuildKit keeps of a build, the newest where none is named; LogError where there is none.

    `docker buildx history ls` lists them; a build that starts with `-` is none.
    """
    named = [] if not build else [build]
    if build.startswith("-"):
        raise LogError(f"{build} is no build; docker buildx history ls lists them")
    docker = program("docker")
    if docker is None:
        raise LogError(f"there is no docker on PATH; {HOW}")
    try:
        done = subprocess.run(
            [docker, "buildx", "history", "logs", "--progress=rawjson", *named],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS_TO_ANSWER,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        raise LogError(f"docker buildx does not answer; {HOW}") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        why = said[-1].removeprefix("ERROR: ") if said else "no reason given"
        raise LogError(f"docker buildx history tells of no build ({why}); {HOW}")
    return _builds(done.stderr + done.stdout, "the log that the builder keeps")


def builds_of(text: str, shown: str) -> tuple[BuildLog, ...]:
    """The builds of a log's text, which messages call `shown`; LogError where there are none."""
    builds = read_log(text)
    if not builds:
        raise LogError(f"{shown} holds no steps of a build; {HOW}")
    return builds


def _builds(data: bytes, shown: str) -> tuple[BuildLog, ...]:
    if len(data) > _LARGEST:
        raise LogError(f"{shown} is too large for a build log; name another file")
    is_wide = data.startswith(_UTF_16)
    if b"\0" in data and not is_wide:
        raise LogError(f"{shown} is binary, and no build log; {HOW}")
    return builds_of(data.decode("utf-16" if is_wide else "utf-8", "replace"), shown)


def _piped() -> bytes:
    stream = getattr(sys.stdin, "buffer", None)
    try:
        return sys.stdin.read(_LARGEST + 1).encode() if stream is None else bytes(stream.read(_LARGEST + 1))
    except (OSError, ValueError):
        raise LogError(f"standard input cannot be read; name a build log; {HOW}") from None


def _file(path: Path) -> bytes:
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise LogError(f"{path} is a directory; name a build log")
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise LogError(f"{path} does not exist; check the path") from None
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise LogError(f"{path} cannot be read: {why}; check the path") from None
