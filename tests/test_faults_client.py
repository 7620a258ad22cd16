"""An editor that says nothing, sends garbage or dies: the server ends with it, and harms nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile import COMMAND, PATIENCE, message
from layerwise.lsp.convert import uri_of
from starting_case import START, lay

_INITIALIZE = message(id=1, method="initialize", params={"capabilities": {}})
_DEEP = b"[" * 100_000 + b"]" * 100_000
_GARBAGE = {
    "bytes": b"\xff\xfe\x00garbage\r\n\r\n" * 50,
    "no header": b"{}" * 1000,
    "no number": b"Content-Length: many\r\n\r\n{}",
    "a negative number": b"Content-Length: -5\r\n\r\n{}",
    "more than comes": b"Content-Length: 1000000000\r\n\r\n{}",
    "half a message": _INITIALIZE[:-5],
    "no JSON": b"Content-Length: 5\r\n\r\n{{{{{",
    "no UTF-8": b"Content-Length: 5\r\n\r\n\xff\xff\xff\xff\xff",
    "deep JSON": b"Content-Length: %d\r\n\r\n%s" % (len(_DEEP), _DEEP),
    "no message": b"Content-Length: 2\r\n\r\n[]",
    "a number": b"Content-Length: 1\r\n\r\n7",
    "wrong parameters": message(id=7, method="textDocument/hover", params=[1, 2]),
    "no such method": message(id=7, method="a/b", params={}),
    "an answer to nothing": message(id=7, result=None),
}


def _cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize(
    ("name", "is_begun"),
    [*((name, True) for name in _GARBAGE), ("bytes", False), ("wrong parameters", False)],
)
def test_garbage(name: str, is_begun: bool) -> None:
    """Whatever comes, the server ends with its input, with a code of ours, and soon."""
    sent = (_INITIALIZE if is_begun else b"") + _GARBAGE[name]
    done = subprocess.run(COMMAND, input=sent, capture_output=True, timeout=PATIENCE, check=False)

    assert done.returncode == 1
    assert len(done.stderr) < 100_000
    assert b'"id": 1' in done.stdout or b'"id":1' in done.stdout or not is_begun


@pytest.mark.parametrize(
    "name", ["no JSON", "no message", "wrong parameters", "no such method", "an answer to nothing"]
)
def test_after_garbage(name: str) -> None:
    """A message that makes no sense does not keep those after it from being answered."""
    sent = _INITIALIZE + _GARBAGE[name] + message(id=9, method="shutdown") + message(method="exit")
    done = subprocess.run(COMMAND, input=sent, capture_output=True, timeout=PATIENCE, check=False)

    assert done.returncode == 0
    assert b'"id": 9' in done.stdout or b'"id":9' in done.stdout


def test_silence() -> None:
    """A client that says nothing more costs nothing, and the server ends once it is gone."""
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(_INITIALIZE)
        process.stdin.flush()
        os.read(process.stdout.fileno(), 1)
        time.sleep(0.5)
        before = _cpu(process.pid)
        time.sleep(1.5)

        assert process.poll() is None
        assert _cpu(process.pid) - before < 0.2
        process.stdin.close()
        assert process.wait(PATIENCE) == 1


_CLIENT = """
import subprocess, sys, time
server = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
server.stdin.write(open(sys.argv[1], 'rb').read())
server.stdin.flush()
print(server.pid, flush=True)
server.stdout.read(1)
print('answered', flush=True)
time.sleep(600)
"""


def test_a_client_that_is_killed(tmp_path: Path) -> None:
    """A server whose client was killed, with documents open, is gone soon after it."""
    lay(tmp_path)
    item = {"uri": uri_of(tmp_path / "Dockerfile"), "languageId": "dockerfile", "version": 1, "text": START}
    talk = tmp_path / "talk"
    talk.write_bytes(_INITIALIZE + message(method="textDocument/didOpen", params={"textDocument": item}))
    command = [sys.executable, "-c", _CLIENT, str(talk), *COMMAND]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as client:
        assert client.stdout is not None
        pid = int(client.stdout.readline())
        assert client.stdout.readline() == "answered\n"
        client.kill()
    begin = time.monotonic()
    while _is_there(pid) and time.monotonic() - begin < 10:
        time.sleep(0.05)

    assert not _is_there(pid)


def _is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_server_that_is_killed(tmp_path: Path) -> None:
    """Killed in the middle of an edit, it leaves the project as it was: it writes no file, ever."""
    lay(tmp_path)
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    uri = uri_of(tmp_path / "Dockerfile")
    item = {"uri": uri, "languageId": "dockerfile", "version": 1, "text": START}
    edits = b"".join(
        message(
            method="textDocument/didChange",
            params={
                "textDocument": {"uri": uri, "version": n},
                "contentChanges": [{"text": f"{START}# {n}\n"}],
            },
        )
        for n in range(2, 50)
    )
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(
            _INITIALIZE + message(method="textDocument/didOpen", params={"textDocument": item}) + edits
        )
        process.stdin.flush()
        os.read(process.stdout.fileno(), 1)
        process.send_signal(signal.SIGKILL)
        assert process.wait(PATIENCE) == -signal.SIGKILL

    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()} == before
