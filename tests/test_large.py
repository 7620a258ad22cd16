"""Large surroundings: what is typed asks a bounded number of questions, and searches keep nobody waiting."""

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from editing import COMMAND, environment
from growing import DOCKERFILE, many_commits, many_files, many_workspaces
from layerwise.history.log import History
from layerwise.host import git, git_process, walking
from layerwise.host.discovery import find_dockerfiles, find_sources
from layerwise.host.walking import Walks
from layerwise.lsp import histories
from layerwise.lsp.convert import uri_of
from starting_case import lay
from talking import Talk

_PATIENCE = 30


class _Typist:
    """Opens and edits the Dockerfile of a folder, in front of the server in this process."""

    def __init__(self, folder: Path, *, trusted: bool = False) -> None:
        self._uri = uri_of(folder / "Dockerfile")
        self._version = 0
        self._number = 0
        self._told: asyncio.Queue[list[Any]] = asyncio.Queue()
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self.talk = Talk(self._take)
        params = {
            "capabilities": {},
            "workspaceFolders": [{"uri": uri_of(folder), "name": "x"}],
            "initializationOptions": {"debounce": 0, "trusted": trusted},
        }
        self.talk.say({"id": 0, "method": "initialize", "params": params})
        self.talk.say({"method": "initialized", "params": {}})

    async def types(self, text: str) -> list[Any]:
        """The findings after the document has this text."""
        self._version += 1
        name: dict[str, object] = {"uri": self._uri, "version": self._version}
        if self._version == 1:
            item = {**name, "languageId": "dockerfile", "text": text}
            self.talk.say({"method": "textDocument/didOpen", "params": {"textDocument": item}})
        else:
            change = {"textDocument": name, "contentChanges": [{"text": text}]}
            self.talk.say({"method": "textDocument/didChange", "params": change})
        return await asyncio.wait_for(self._told.get(), _PATIENCE)

    async def asks(self, method: str, params: dict[str, object]) -> Any:  # noqa: ANN401 - as JSON has it
        """The answer to a question about the document."""
        self._number += 1
        future = self._answers[self._number] = asyncio.get_running_loop().create_future()
        given = {"textDocument": {"uri": self._uri}, "uri": self._uri, **params}
        self.talk.say({"id": self._number, "method": method, "params": given})
        return await asyncio.wait_for(future, _PATIENCE)

    async def hovers(self, line: int) -> str:
        """What is shown at the beginning of a line."""
        found = await self.asks("textDocument/hover", {"position": {"line": line, "character": 1}})
        return str(found["contents"]["value"])

    def _take(self, message: Any) -> None:  # noqa: ANN401 - as JSON has it
        if message.get("method") == "textDocument/publishDiagnostics":
            self._told.put_nowait(message["params"]["diagnostics"])
        elif "method" not in message and message["id"] in self._answers:
            self._answers[message["id"]].set_result(message.get("result"))


class _Disk:
    """Counts what is asked of the disk."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path) -> None:
        self.asked: Counter[str] = Counter()
        for name in ("listdir", "scandir", "open"):
            self._count(patch, name, str(folder))

    def _count(self, patch: pytest.MonkeyPatch, name: str, folder: str) -> None:
        real: Callable[..., Any] = getattr(os, name)

        def counting(path: Any, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - as os has it
            if str(path).startswith(folder):
                self.asked[name] += 1
            return real(path, *rest, **more)

        patch.setattr(os, name, counting)


@pytest.fixture(autouse=True)
def _aged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have all files be old: of those that were written just now, a stamp does not say that they are the same."""
    monkeypatch.setattr("layerwise.host.stamp._COARSEST", 0)


@pytest.mark.asyncio
async def test_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times as many files in as many more folders bring no look at the disk more, at opening and while typing."""
    asked = []
    for count in (200, 2000):
        folder = tmp_path / str(count)
        many_files(folder, count, in_folder=20)
        with monkeypatch.context() as patch:
            disk = _Disk(patch, folder)
            typist = _Typist(folder)
            found = [len(await typist.types(DOCKERFILE))]
            opening = dict(disk.asked)
            disk.asked.clear()
            found += [len(await typist.types(f"{DOCKERFILE}RUN echo {one}\n")) for one in range(5)]
            typing = dict(disk.asked)
        asked.append((opening, typing))
        assert all(found)

    assert asked[0] == asked[1]
    assert asked[0][0]["listdir"] < 20
    assert "open" not in asked[0][1]


@pytest.mark.asyncio
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read where Linux tells it")
async def test_memory(tmp_path: Path) -> None:
    """A server with a document open stays below 50 MB, and does not grow while it is typed into."""
    many_files(tmp_path, 10)
    process = await asyncio.create_subprocess_exec(
        *COMMAND, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    document: dict[str, object] = {"uri": uri_of(tmp_path / "Dockerfile"), "version": 1}

    sent, received = process.stdin, process.stdout

    async def tell(
        method: str, params: object, *, number: int | None = None, is_answered: bool = True
    ) -> None:
        asked = {} if number is None else {"id": number}
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **asked})
        sent.write(f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
        if is_answered:
            heading = await asyncio.wait_for(received.readuntil(b"\r\n\r\n"), _PATIENCE)
            await received.readexactly(int(heading.split()[1]))

    def megabytes() -> float:
        pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    async def types(rounds: range) -> None:
        for number in rounds:
            change = {
                "textDocument": {**document, "version": number},
                "contentChanges": [{"text": _edited(number)}],
            }
            await tell("textDocument/didChange", change)

    await tell(
        "initialize",
        {"capabilities": {}, "initializationOptions": {"debounce": 0, "trusted": False}},
        number=1,
    )
    await tell("initialized", {}, is_answered=False)
    item = {**document, "languageId": "dockerfile", "text": DOCKERFILE}
    await tell("textDocument/didOpen", {"textDocument": item})
    await asyncio.sleep(1.5)  # what answers need is loaded by then
    began_with = megabytes()
    await types(range(2, 300))
    warm = megabytes()
    await types(range(300, 600))
    at_last = megabytes()
    process.kill()
    await process.wait()

    assert began_with < 50
    assert at_last < 50
    assert at_last - warm < 2  # the heap is given more in steps of one


def _edited(number: int) -> str:
    return f"{DOCKERFILE}RUN echo {number % 50}\n"


@pytest.mark.asyncio
async def test_many_workspaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each manifest is read once, and not again while someone types; the finding names all of them."""
    many_workspaces(tmp_path, 300)
    disk = _Disk(monkeypatch, tmp_path)
    typist = _Typist(tmp_path)
    found = await typist.types(DOCKERFILE)
    opened = disk.asked["open"]
    disk.asked.clear()
    await typist.types(f"{DOCKERFILE}RUN echo\n")
    shown = await typist.hovers(2)

    assert found
    assert opened < 300 * 2
    assert disk.asked["open"] < 5
    assert "packages/part0/package.json" in shown


@pytest.mark.asyncio
async def test_many_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git is asked for so many commits and no more; the hover says that its figures are of the last ones only."""
    many_commits(tmp_path, 1000)
    commands: list[list[str]] = []
    start = subprocess.Popen

    def noted(command: Any, **more: Any) -> Any:  # noqa: ANN401 - as subprocess has it
        commands.append(list(command))
        return start(command, **more)

    monkeypatch.setattr(subprocess, "Popen", noted)
    typist = _Typist(tmp_path, trusted=True)
    await typist.types(DOCKERFILE)
    shown = ""
    while "commits" not in shown:
        shown = await typist.hovers(2)
        await asyncio.sleep(0.05)
    typist.talk.server.session.close()

    logs = [command for command in commands if "log" in command]
    assert "of the last 200 commits" in shown
    assert logs
    assert all("--max-count=201" in command for command in logs)


@pytest.mark.asyncio
async def test_figures_that_come_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as git has not answered, the hover says that figures will come, and nobody waits for them."""
    many_commits(tmp_path, 4)
    may_answer = threading.Event()
    read = git.read_history

    def slow(folder: Path, count: int) -> History | None:
        may_answer.wait(_PATIENCE)
        return read(folder, count)

    monkeypatch.setattr(histories, "read_history", slow)
    typist = _Typist(tmp_path, trusted=True)
    found = await typist.types(DOCKERFILE)
    before = await typist.hovers(2)
    may_answer.set()
    after = before
    while "commits" not in after:
        after = await typist.hovers(2)
        await asyncio.sleep(0.05)
    typist.talk.server.session.close()

    assert found
    assert "is told once git has answered" in before
    assert "of all 3 commits" in after
    assert "git has answered" not in after


_CUT = r"\001aa\000\na.js\000\001bb\000\nb.js\000\001cc\000\nc.j"


@pytest.mark.skipif(sys.platform == "win32", reason="the git of this test is a script of sh")
def test_git_that_is_out_of_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git has told until then counts, without the commit that may be cut, and as a part of the history."""
    (tmp_path / ".git").mkdir()
    slow = tmp_path / "git"
    slow.write_text(f"#!/bin/sh\nprintf '{_CUT}'\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(git_process, "program", lambda _: str(slow))
    monkeypatch.setattr(git_process, "_SECONDS", 1.0)
    monkeypatch.setattr(git_process._asked, "lost", float("-inf"))  # noqa: SLF001 - it is put back as it was
    history = git.read_history(tmp_path)

    assert history is not None
    assert [sorted(one.paths) for one in history.commits] == [["a.js"], ["b.js"]]
    assert history.extent == "the last 2 commits"


def _tree(folder: Path) -> Path:
    for name in ("api", "web/deep", "node_modules/x", ".hidden", "vendor"):
        (folder / name).mkdir(parents=True)
        lay(folder / name)
    (folder / "web" / "compose.yaml").write_text("services: {a: {build: {dockerfile: x.df}}}\n")
    (folder / "Dockerfile.md").write_text("")
    (folder / "ünï\nx").mkdir()
    lay(folder / "ünï\nx")
    (folder / "loop").symlink_to(folder)
    (folder / "web" / "Dockerfile").mkdir()
    return folder


@pytest.mark.asyncio
@pytest.mark.parametrize("trusted", [True, False])
async def test_searches(tmp_path: Path, trusted: bool) -> None:
    """Both ways of searching find what a plain search finds, in its order, once, and as many as are asked for."""
    folder = _tree(tmp_path)
    walks = Walks(is_trusted=trusted)
    found = await walks.find("dockerfile", [folder, folder / "web"], 50)
    sources = await walks.find("source", [folder], 50)

    assert found == [*find_dockerfiles(folder)]
    assert [one.parent.name for one in found] == ["api", "deep", "ünï\nx"]
    assert await walks.find("dockerfile", [folder], 1) == found[:1]
    assert set(sources) - set(found) == {folder / "web" / "compose.yaml"}
    assert set(find_sources(folder)) == set(found)
    assert await walks.find("dockerfile", [], 50) == []
    assert await walks.find("dockerfile", [folder / "absent"], 50) == []


@pytest.mark.asyncio
async def test_no_process_where_nobody_is_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an untrusted workspace no process is started; where none can be, the search is made all the same."""
    started = []

    def refused(command: tuple[str, ...], **_: Any) -> Any:  # noqa: ANN401 - as subprocess has it
        started.append(command)
        raise OSError

    lay(tmp_path)
    monkeypatch.setattr(subprocess, "Popen", refused)
    found = [await Walks(trusted).find("dockerfile", [tmp_path], 5) for trusted in (False, True)]

    assert found == [[tmp_path / "Dockerfile"]] * 2
    assert [command[:2] for command in started] == [(sys.executable, "-I")]


@pytest.mark.asyncio
async def test_nothing_of_the_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Modules beside a Dockerfile, and those that the environment names, are none of the search's."""
    lay(tmp_path)
    for name in ("sitecustomize", "usercustomize", "layerwise", "os", "encodings"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "os.py"))

    assert await Walks(is_trusted=True).find("dockerfile", [tmp_path], 5) == [tmp_path / "Dockerfile"]
    assert not (tmp_path / "ran").exists()


@pytest.mark.asyncio
async def test_a_search_that_nobody_waits_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends with whoever asked, and its process with it."""
    processes: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def noted(command: tuple[str, ...], **more: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401 - as subprocess has it
        slow = ["import time; time.sleep(60)" if part == walking.PROGRAM else part for part in command]
        processes.append(start(slow, **more))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    search = asyncio.create_task(Walks(is_trusted=True).find("dockerfile", [tmp_path], 5))
    for _ in range(_PATIENCE * 100):
        await asyncio.sleep(0 if processes else 0.01)
    assert processes[0].poll() is None
    search.cancel()
    with suppress(asyncio.CancelledError):
        await search

    assert search.cancelled()
    assert processes[0].wait(_PATIENCE) != 0


@pytest.mark.asyncio
async def test_a_question_that_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who cancels the question what an edit reruns ends its search."""
    ended = asyncio.Event()
    begun = asyncio.Event()

    async def endless(*_: object) -> list[Path]:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return []

    lay(tmp_path)
    monkeypatch.setattr(Walks, "find", endless)
    typist = _Typist(tmp_path)
    await typist.types(DOCKERFILE)
    typist.talk.say({"id": 7, "method": "layerwise/rerun", "params": {"uri": uri_of(tmp_path / "a")}})
    await asyncio.wait_for(begun.wait(), _PATIENCE)
    typist.talk.say({"method": "$/cancelRequest", "params": {"id": 7}})

    await asyncio.wait_for(ended.wait(), _PATIENCE)
