"""A language server at the other end of two pipes: the same client for every contestant."""

import json
import os
import selectors
import subprocess
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from bench.usage import cpu_of, memory_of

Message: TypeAlias = dict[str, object]

PATIENCE = 60.0
_FAREWELL = 5.0
_HEAD_END = b"\r\n\r\n"
_PIECE = 1 << 20


class Arrival(NamedTuple):
    """A message, and when its last byte was read."""

    at: float
    message: Message


class Silence(Exception):  # noqa: N818 - what is met, not a mistake of ours
    """The server has left, or does not say what is waited for."""


class Server:
    """A server process: sends and reads whole messages, and answers what servers ask their clients."""

    def __init__(self, command: Sequence[str]) -> None:
        try:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
            )
        except OSError as error:
            raise Silence(f"cannot be started: {error.strerror}") from None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._input, self._output = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self._input, False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._output, selectors.EVENT_READ)
        self._read = bytearray()
        self._arrived: deque[Arrival] = deque()
        self._last_id = 0

    def request(self, method: str, params: object, patience: float = PATIENCE) -> tuple[float, object]:
        """How long the answer took, in seconds, and the answer."""
        self._last_id += 1
        number = self._last_id
        sent = self.send({"id": number, "method": method, "params": params})
        arrival = self.wait(lambda message: message.get("id") == number and "method" not in message, patience)
        if "error" in arrival.message:
            raise Silence(f"{method}: {arrival.message['error']}")
        return arrival.at - sent, arrival.message.get("result")

    def notify(self, method: str, params: object) -> float:
        """Send a notification; returns the moment before its first byte went."""
        return self.send({"method": method, "params": params})

    def send(self, message: Message) -> float:
        """Send a message, reading meanwhile; returns the moment before its first byte went."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        rest = memoryview(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        sent = time.perf_counter()
        while rest:
            rest = rest[self._write(rest) :]
        return sent

    def wait(self, check: Callable[[Message], bool], patience: float = PATIENCE) -> Arrival:
        """The next message that passes a check; those before it are gone."""
        end = time.perf_counter() + patience
        while True:
            while self._arrived:
                arrival = self._arrived.popleft()
                if "method" in arrival.message and "id" in arrival.message:
                    self._answer(arrival.message)
                if check(arrival.message):
                    return arrival
            if time.perf_counter() > end:
                raise Silence(f"nothing came within {patience:.0f} s")
            self._pump(0.5)

    def drain(self, seconds: float) -> list[Message]:
        """What comes within some time."""
        found: list[Message] = []

        def keep(message: Message) -> bool:
            found.append(message)
            return False

        try:
            self.wait(keep, seconds)
        except Silence:
            if self.process.poll() is not None:
                raise
        return found

    def cpu(self) -> float:
        """Seconds of CPU that the server and its own processes have used."""
        return cpu_of(self.process.pid)

    def memory(self) -> float:
        """Megabytes that the server and its own processes hold."""
        return memory_of(self.process.pid)

    def stop(self) -> None:
        """End the server in the way of the protocol, or else by force."""
        try:
            self.request("shutdown", None, _FAREWELL)
            self.notify("exit", None)
            self.process.wait(_FAREWELL)
        except (Silence, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        self._selector.close()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()

    def _write(self, data: memoryview) -> int:
        """How many bytes went; none as long as the server reads nothing, which may wait for us to read."""
        try:
            return os.write(self._input, data)
        except BlockingIOError:
            self._pump(0.001)
            return 0
        except BrokenPipeError:
            raise Silence("the server has left") from None

    def _pump(self, seconds: float) -> None:
        if not self._selector.select(seconds):
            return
        piece = os.read(self._output, _PIECE)
        if not piece:
            raise Silence("the server has left")
        self._read += piece
        while (end := self._read.find(_HEAD_END)) >= 0:
            head = self._read[:end].decode().lower().split("\r\n")
            length = next(int(line.partition(":")[2]) for line in head if line.startswith("content-length:"))
            start = end + len(_HEAD_END)
            if len(self._read) < start + length:
                return
            at = time.perf_counter()
            self._arrived.append(Arrival(at, json.loads(self._read[start : start + length])))
            del self._read[: start + length]

    def _answer(self, asked: Message) -> None:
        result: object = None
        params = asked.get("params")
        if asked["method"] == "workspace/configuration" and isinstance(params, dict):
            result = [None for _ in params["items"]]
        self.send({"id": asked["id"], "result": result})
