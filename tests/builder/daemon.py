"""A private Docker daemon without a way out of the machine: one per test session, stopped by its pid."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENDPOINT_VARIABLE = "LAYERWISE_DOCKER_HOST"
_SECONDS_TO_START = 60.0


def endpoint_from_environment() -> str | None:
    """The builder that the caller wants used instead: a throw-away one, for its images get our names."""
    return os.environ.get(ENDPOINT_VARIABLE) or None


def client() -> str | None:
    """The Docker command line: the distribution's, as newer ones want a plugin for builds.

    For a builder of the caller's it is that on the PATH: an older one does not send what newer features ask for.
    """
    packaged = Path("/usr/bin/docker")
    is_packaged = packaged.exists() and endpoint_from_environment() is None
    return str(packaged) if is_packaged else shutil.which("docker")


def why_not() -> str | None:
    """Why no builder can be used here, in words for the one who runs the tests; None where one can."""
    if client() is None or shutil.which("busybox") is None:
        return "no docker client or busybox: install docker.io, iptables and busybox-static"
    if endpoint_from_environment() is not None:
        return None
    missing = [name for name in ("dockerd", "unshare", "setpriv", "ip", "iptables") if not shutil.which(name)]
    if missing:
        return f"no {', '.join(missing)}: install docker.io, iptables, iproute2, or set {ENDPOINT_VARIABLE}"
    if os.geteuid() != 0:
        return f"a private daemon needs root: run as root, or set {ENDPOINT_VARIABLE}"
    return None


@contextmanager
def running_daemon() -> Iterator[str]:
    """The endpoint of a fresh daemon in a network of its own, gone with all its data afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="layerwise-"))  # short: a socket's path has at most 107 bytes
    endpoint = f"unix://{folder}/docker.sock"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            _command(folder, endpoint),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait_until_ready(process, endpoint, folder / "log")
            yield endpoint
        finally:
            process.terminate()
            process.wait(timeout=60)
            shutil.rmtree(folder, ignore_errors=True)


def inside(endpoint: str, *command: str) -> list[str]:
    """A command as one that runs in the network of a private daemon, which reaches nothing else."""
    pid = pid_file(endpoint).read_text()
    return ["nsenter", f"--net=/proc/{pid.strip()}/ns/net", *command]


def pid_file(endpoint: str) -> Path:
    """Where a daemon's pid stands, beside its socket."""
    return Path(endpoint.removeprefix("unix://")).with_name("dockerd.pid")


def _command(folder: Path, endpoint: str) -> list[str]:
    """The daemon as a direct child (each word execs the next): its pid is known, and it dies with us.

    Its data lie in memory, in a mount that ends with it: a build waits for the disk more than for anything else.
    """
    dockerd = (
        f"ip link set lo up; mkdir {folder}/data; mount -t tmpfs none {folder}/data;"
        f" exec dockerd --data-root {folder}/data --exec-root {folder}/exec"
        f" --pidfile {folder}/dockerd.pid -H {endpoint}"
    )
    return ["setpriv", "--pdeathsig", "TERM", "unshare", "--net", "--mount", "--", "sh", "-c", dockerd]


def _wait_until_ready(process: subprocess.Popen[bytes], endpoint: str, log: Path) -> None:
    command = client()
    assert command is not None, "why_not() is asked first"
    deadline = time.monotonic() + _SECONDS_TO_START
    while process.poll() is None and time.monotonic() < deadline:
        answer = subprocess.run([command, "-H", endpoint, "version"], capture_output=True, check=False)
        if answer.returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(f"the private daemon did not start:\n{log.read_text(errors='replace')[-2000:]}")
