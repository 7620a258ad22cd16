"""`layerwise lsp` on a TCP port: one editor is served and everyone else turned away; wrong arguments are one line."""

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from editing import COMMAND, INITIALIZE, PATIENCE, environment, talking
from layerwise.lsp.arguments import Address, address_of
from layerwise.lsp.convert import uri_of
from starting_case import RULE, START, lay

_SCRIPT = Path(__file__).parent.parent / "server" / "layerwise_server.py"


def _message(**content: object) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


_INITIALIZE = _message(id=1, method="initialize", params={"capabilities": {}})


@asynccontextmanager
async def _server(*arguments: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, int]]:
    """A server on a port of its choice, which is told in its first line."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND, *arguments, env=environment(), stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    try:
        line = await asyncio.wait_for(process.stderr.readline(), PATIENCE)
        yield process, int(line.decode().rpartition(":")[2])
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _received(reader: asyncio.StreamReader) -> dict[str, object]:
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
    size = int(head.split(b"Content-Length:")[1].split(b"\r\n")[0])
    message: dict[str, object] = json.loads(await asyncio.wait_for(reader.readexactly(size), PATIENCE))
    return message


@pytest.mark.asyncio
@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_a_conversation_over_tcp(tmp_path: Path, host: str) -> None:
    """Findings come as on stdin and stdout; after an orderly shutdown the exit code is 0 and the port is closed."""
    lay(tmp_path)
    uri = uri_of(tmp_path / "Dockerfile")
    item = {"uri": uri, "languageId": "dockerfile", "version": 1, "text": START}
    async with _server("--tcp", str(Address(host, 0))) as (process, port):
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(_INITIALIZE)
        await _received(reader)
        with pytest.raises(OSError, match="onnect"):
            await asyncio.open_connection(host, port)
        writer.write(_message(method="initialized", params={}))
        writer.write(_message(method="textDocument/didOpen", params={"textDocument": item}))
        published = await _received(reader)
        writer.write(_message(id=2, method="shutdown"))
        await _received(reader)
        writer.write(_message(method="exit"))
        code = await asyncio.wait_for(process.wait(), PATIENCE)
        rest = await reader.read()
        writer.close()

    params = published["params"]
    assert isinstance(params, dict)
    assert [diagnostic["code"] for diagnostic in params["diagnostics"]] == [RULE]
    assert (code, rest) == (0, b"")


@pytest.mark.asyncio
async def test_strangers_are_turned_away() -> None:
    """A page's request to the port and a look whether it answers change nothing; the editor after them is served."""
    async with _server("--tcp", "0") as (_, port):
        _, nobody = await asyncio.open_connection("127.0.0.1", port)
        nobody.close()
        stranger, posting = await asyncio.open_connection("127.0.0.1", port)
        posting.write(b"POST / HTTP/1.1\r\nHost: localhost\r\n" + _INITIALIZE)
        try:
            answer = await asyncio.wait_for(stranger.read(), PATIENCE)
        except ConnectionResetError:
            answer = b""
        posting.close()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(_INITIALIZE)
        initialized = await _received(reader)
        writer.close()

    assert answer == b""
    assert "result" in initialized


@pytest.mark.asyncio
@pytest.mark.parametrize("is_aborted", [False, True], ids=["closed", "reset"])
async def test_a_connection_that_ends(is_aborted: bool) -> None:
    """A client that leaves without a word ends the server, with exit code 1 and no traceback."""
    async with _server("--tcp", "localhost:0") as (process, port):
        client = socket.create_connection(("localhost", port))
        client.sendall(_INITIALIZE)
        client.recv(10)
        if is_aborted:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        client.close()
        assert process.stderr is not None
        log = await asyncio.wait_for(process.stderr.read(), PATIENCE)
        code = await asyncio.wait_for(process.wait(), PATIENCE)

    assert code == 1
    assert b"Traceback" not in log


@pytest.mark.asyncio
async def test_the_names_that_clients_give() -> None:
    """`--stdio` and the client's process id, which many clients give, are taken on stdin and stdout."""
    shutdown: dict[str, object] = {"id": 3, "method": "shutdown"}
    arguments = ("--stdio", "--clientProcessId=1")
    talk = await talking(INITIALIZE, shutdown, {"method": "exit"}, arguments=arguments)

    assert (talk.code, talk.errors) == (0, "")
    assert "result" in talk.answers[2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--tcp", "65536"], "'65536' is not [HOST:]PORT, with a port from 0 to 65535"),
        (["--tcp", "::1:80"], "'::1:80' is not [HOST:]PORT"),
        (["--tcp", "-1"], "'-1' is not [HOST:]PORT"),
        (["--tcp", "here:"], "'here:' is not [HOST:]PORT"),
        (["--stdio", "--tcp", "1"], "not allowed with argument --stdio"),
        (["--socket=80"], "unrecognized arguments: --socket=80"),
        (["--tcp", "300.1.1.1:0"], "no address is known for '300.1.1.1'"),
        (["--tcp", "192.0.2.1:0"], "cannot listen on 192.0.2.1:0"),
    ],
)
def test_what_cannot_be_run_is_one_line(arguments: list[str], message: str) -> None:
    """Wrong arguments and an address that cannot be had end with code 2 and one line."""
    done = subprocess.run(
        [*COMMAND, *arguments], env=environment(), capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("layerwise: ")
    assert done.stderr.count("\n") == 1
    assert message in done.stderr


def test_a_port_in_use() -> None:
    """A port that is taken is told with what to do, by the bundled script as well."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, str(_SCRIPT), "lsp", "--tcp", port]
        done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr == f"layerwise: port {port} is in use: give another, or 0 for any free one\n"


def test_addresses() -> None:
    """Without a host only this machine can connect; an IPv6 address stands in brackets."""
    assert address_of([]) is address_of(["--stdio"]) is None
    assert address_of(["--tcp", "80"]) == Address("127.0.0.1", 80)
    assert address_of(["--tcp", "0.0.0.0:0"]) == Address("0.0.0.0", 0)  # noqa: S104 - nothing listens here
    assert address_of(["--tcp=[::1]:65535"]) == Address("::1", 65535)
    assert [str(Address("::1", 1)), str(Address("a", 2))] == ["[::1]:1", "a:2"]
