"""A stream that is read by messages gives pygls what it would have read by lines."""

import asyncio
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layerwise.lsp.sent import Reader, sane
from pygls.io_ import StdinAsyncReader, run_async

_PIECES = (
    b"Content-Length: 2\r\n",
    b"Content-Length: 4\r\n",
    b"Content-Length: 0\r\n",
    b"Content-Length: 2\n",
    b"Content-Length: 99999999999\r\n",
    b"Content-Type: a\r\n",
    b"\r\n",
    b"\n",
    b"{}",
    b"[{}]",
    b"{",
    b"x",
)


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    """A thread to read in."""
    with ThreadPoolExecutor(1) as executor:
        yield executor


class _Heard:
    """A protocol that only listens."""

    def __init__(self) -> None:
        self.messages: list[object] = []

    def structure_message(self, data: object) -> object:
        return data

    def handle_message(self, message: object) -> None:
        self.messages.append(message)


def _heard(reader: Any) -> list[object]:  # noqa: ANN401 - pygls's own reader is no kind of ours
    heard: Any = _Heard()
    asyncio.run(
        run_async(Event(), reader, heard, error_handler=lambda error, _: heard.messages.append(str(error)))
    )
    found: list[object] = heard.messages
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=12).map(b"".join))
def test_nothing_is_read_otherwise(pool: ThreadPoolExecutor, sent: bytes) -> None:
    """Whole messages, broken ones, and ones that end early."""
    assert _heard(Reader(sane(io.BytesIO(sent)), pool)) == _heard(
        StdinAsyncReader(sane(io.BytesIO(sent)), pool)
    )


def test_a_message_is_one_piece_of_work(pool: ThreadPoolExecutor) -> None:
    """A thread is asked once for each message, and once for the end."""
    asked = []

    class Counting(ThreadPoolExecutor):
        def submit(self, *given: Any, **more: Any) -> Any:  # noqa: ANN401 - as there
            asked.append(given)
            return pool.submit(*given, **more)

    message = b"Content-Length: 2\r\nContent-Type: a\r\n\r\n{}"

    assert _heard(Reader(sane(io.BytesIO(2 * message)), Counting())) == [{}, {}]
    assert len(asked) == 3
