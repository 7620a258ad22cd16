"""An ADD of an address reruns when what lies there changes, and with no edit of the context."""

import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from builder.builder import Builder
from builder.contexts import freshened, lay, text
from builder.daemon import ENDPOINT_VARIABLE, endpoint_from_environment, inside, pid_file
from builder.product import Subject, disagreements, predicted

pytestmark = pytest.mark.builder

_PORT = "8000"
_DOCKERFILE = text("""
    FROM debian:12
    ADD http://127.0.0.1:8000/% /served
    COPY f /f
    RUN echo after
    """)


def _write(served: Path) -> None:
    (served / "served").write_text(secrets.token_hex(8))


def _commit(served: Path) -> None:
    """Another commit in a repository that is served as plain files."""
    repository = served / "served.git"
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-C", str(repository)]
    if not repository.exists():
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(repository)], check=True)
    (repository / "f").write_text(secrets.token_hex(8))
    for words in (["add", "f"], ["commit", "--quiet", "--message=m"], ["update-server-info"]):
        subprocess.run([*git, *words], check=True)


# The packaged builder takes an address of a repository for one of a file.
_GIT = [pytest.param("served.git/.git#main", _commit, id="repository")]
_SERVED = [pytest.param("served", _write, id="file"), *(_GIT if endpoint_from_environment() else [])]


@pytest.mark.parametrize(("address", "change"), _SERVED)
def test_download(builder: Builder, tmp_path: Path, address: str, change: Callable[[Path], None]) -> None:
    """The model knows the edit of a file; of what an address holds it takes for granted that it stays."""
    if not pid_file(builder.endpoint).exists():
        pytest.skip(
            f"a server beside the builder needs its pid next to its socket: unset {ENDPOINT_VARIABLE}"
        )
    dockerfile = _DOCKERFILE.replace("%", address)
    served = tmp_path / "served"
    served.mkdir()
    change(served)
    files = freshened({"f": "f\n"}, "f")
    edited = freshened(files, "f")
    with _server(builder, served):
        first = builder.build(lay(tmp_path / "before", files), dockerfile)
        second = builder.build(lay(tmp_path / "after", edited), dockerfile)
        change(served)
        third = builder.build(tmp_path / "after", dockerfile)

    assert (first.failed, second.failed, third.failed) == (None, None, None)
    assert second.rerun == {3, 4}
    assert disagreements(second, predicted(Subject(dockerfile, edited, {}), ["f"])) == []
    assert third.rerun == {2, 3, 4}


@contextmanager
def _server(builder: Builder, folder: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(folder), _PORT]
    process = subprocess.Popen(
        inside(builder.endpoint, *command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        probe = f"import socket; socket.create_connection(('127.0.0.1', {_PORT}))"
        deadline = time.monotonic() + 20
        while subprocess.run(
            inside(builder.endpoint, sys.executable, "-c", probe), capture_output=True, check=False
        ).returncode:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)
