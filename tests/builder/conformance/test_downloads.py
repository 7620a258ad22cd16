"""An ADD of an address reruns when what lies there changes, and with no edit of the context."""

import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from builder.builder import Builder
from builder.contexts import freshened, lay, text
from builder.daemon import ENDPOINT_VARIABLE, endpoint_from_environment, inside
from builder.product import Subject, disagreements, predicted

pytestmark = pytest.mark.builder

_PORT = "8000"
_DOCKERFILE = text(f"""
    FROM debian:12
    ADD http://127.0.0.1:{_PORT}/served /served
    COPY f /f
    RUN echo after
    """)


def test_download(builder: Builder, tmp_path: Path) -> None:
    """The model knows the edit of a file; of what an address holds it takes for granted that it stays."""
    if endpoint_from_environment() is not None:
        pytest.skip(f"a server beside the builder needs a private daemon: unset {ENDPOINT_VARIABLE}")
    served = tmp_path / "served"
    served.mkdir()
    (served / "served").write_text(secrets.token_hex(8))
    files = freshened({"f": "f\n"}, "f")
    edited = freshened(files, "f")
    with _server(builder, served):
        first = builder.build(lay(tmp_path / "before", files), _DOCKERFILE)
        second = builder.build(lay(tmp_path / "after", edited), _DOCKERFILE)
        (served / "served").write_text(secrets.token_hex(8))
        third = builder.build(tmp_path / "after", _DOCKERFILE)

    assert (first.failed, second.failed, third.failed) == (None, None, None)
    assert second.rerun == {3, 4}
    assert disagreements(second, predicted(Subject(_DOCKERFILE, edited, {}), ["f"])) == []
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
