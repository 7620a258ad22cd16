"""The user's git, asked what changed: it may be absent, slow or refuse, and then there is no history."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Thread

from layerwise.history.log import History, parse_log
from layerwise.host.processes import end, running
from layerwise.host.programs import program

COMMITS = 200  # looked back by default: some months of a lively project
_SECONDS = 20.0
_IMPATIENT = 2.0  # seconds for the minute after git has not answered: each folder may make it wait again
_MINUTE = 60.0
_LARGEST = 32 * 1024 * 1024  # bytes; a tree that holds another one many times prints without end
_PIECE = 65536
_UP = re.compile(r"(\.\./)*")
# A repository's own configuration may name programs to run; none of them is wanted (git-config(1)).
_SAFE = (
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never"),
    *("-c", "log.showSignature=false", "-c", "diff.external=", "-c", "core.pager=cat"),
    *("-c", "safe.bareRepository=explicit"),  # a folder of the project that is made like a `.git` is none
)
_IS_MACOS: bool = sys.platform == "darwin"
_NO_FILTER = (("clean", ""), ("process", ""), ("required", "false"))
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    # Goes before all that a configuration says, where `protocol.allow` gives way to a protocol's own key.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
# Where these are set, git would look at another repository than the folder's own.
_MISLEADING = (
    *("GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF", "GIT_NAMESPACE"),
)


def read_history(directory: Path, count: int = COMMITS) -> History | None:
    """The newest commits that touched a directory, merges left out; None where git does not tell."""
    output = _git(
        directory,
        *("log", "-z", "--name-only", "--no-renames", "--no-merges", "--no-ext-diff", "--no-textconv"),
        *("--relative", "--format=%x01%H", f"--max-count={count + 1}", "--", "."),
    )
    if output is None:
        return None
    commits = tuple(commit for commit in parse_log(output) if commit.paths)
    return History(commits[:count], is_whole=len(commits) <= count and not _is_shallow(directory))


def head(directory: Path) -> str | None:
    """The name of the commit that is checked out; None where there is none."""
    output = _git(directory, "rev-parse", "--verify", "--quiet", "HEAD")
    return output.strip() if output else None


def head_files(directory: Path) -> tuple[Path, ...]:
    """The files that change when another commit is checked out, or one is made; a work tree has its own."""
    output = _git(directory, "rev-parse", "--absolute-git-dir")
    if not output:
        return ()
    place = Path(output.removesuffix("\n"))
    return (place / "HEAD", place / "logs" / "HEAD")


def top(directory: Path) -> Path | None:
    """The folder of the work tree that a directory lies in, named as the directory is; None where there is none.

    A repository may say that its work tree is another folder (`core.worktree`), which is none of ours.
    """
    up = _git(directory, "rev-parse", "--show-cdup")
    if up is None or not _UP.fullmatch(up.removesuffix("\n")):
        return None
    return Path(os.path.normpath(directory / up.removesuffix("\n")))


def changed_since(directory: Path, revision: str) -> tuple[str, ...] | None:
    """The paths below a directory that differ from a revision, those git does not track yet included.

    None where git does not tell, as for a revision that there is not.
    """
    if revision.startswith("-") or top(directory) is None:
        return None
    unfiltered = _without_filters(directory)
    if unfiltered is None:
        return None
    # The files of submodules are asked for below: git would start itself in each, with what its filters name.
    arguments = (
        "--no-ext-diff",
        "--ignore-submodules=dirty",
        "-z",
        "--name-only",
        "--no-renames",
        "--relative",
    )
    changed = _git(directory, *unfiltered, "diff-index", *arguments, revision, "--", ".")
    if changed is None:
        return None
    new = _git(directory, "ls-files", "-z", "--others", "--exclude-standard") or ""
    paths = {path for path in (changed + new).split("\0") if path}
    for submodule in _submodules(directory):
        inside = changed_since(directory / submodule, "HEAD") or ()
        paths.update(f"{submodule}/{path}" for path in inside)
    return tuple(sorted(paths))


def ignored_below(directory: Path) -> frozenset[str]:
    """The paths below a directory that git ignores, those of whole folders with a slash at their end.

    None where git does not tell, and none in a folder that is ignored itself: whoever names that means it.
    """
    if top(directory) is None:
        return frozenset()
    output = _git(directory, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
    paths = frozenset((output or "").split("\0")) - {""}
    return frozenset() if "./" in paths else paths


def stop() -> None:
    """End what is being asked, which then has no answer: threads that wait for one keep a process from its end."""
    for process in tuple(_asked.running):
        end(process)


def _submodules(directory: Path) -> Iterator[str]:
    """The submodules below a directory that are there."""
    listed = _git(directory, "ls-files", "-z", "--stage", "--", ".") or ""
    for line in listed.split("\0"):
        kind, _, path = line.partition("\t")
        if kind.startswith("160000 ") and (directory / path / ".git").exists():
            yield path


def _without_filters(directory: Path) -> tuple[str, ...] | None:
    """Options that take the programs from all filters, through which git would read the files of the work tree.

    None where a filter's name cannot be given in an option, which ends at the first `=`.
    """
    named = _git(
        directory,
        "config",
        "--null",
        "--name-only",
        "--get-regexp",
        r"^filter\..*\.(clean|process|required)$",
    )
    names = {name.rpartition(".")[0] for name in (named or "").split("\0") if name}
    if any("=" in name for name in names):
        return None
    settings = [f"{name}.{key}={value}" for name in sorted(names) for key, value in _NO_FILTER]
    return tuple(word for setting in settings for word in ("-c", setting))


def _is_shallow(directory: Path) -> bool:
    return (_git(directory, "rev-parse", "--is-shallow-repository") or "").strip() == "true"


def _git(directory: Path, *arguments: str) -> str | None:
    """What git prints, None where it fails in any way."""
    git = program("git")
    if git is None or _is_shim(git):
        return None
    environment = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    try:
        output = _output([git, *_SAFE, "-C", str(directory), *arguments], environment | _ENVIRONMENT)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return None if output is None else output.decode(errors="surrogateescape")


def _output(command: list[str], environment: dict[str, str]) -> bytes | None:
    """What a command prints, None where it fails, takes too long or never comes to an end."""
    with running(command, environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None, "it is a pipe"
        _asked.running.add(process)
        read: list[bytes] = []
        # In a thread of its own, since what git has started may hold the pipe for ever.
        reader = Thread(target=_read, args=(os.dup(process.stdout.fileno()), read), daemon=True)
        reader.start()
        reader.join(_asked.seconds())
        _asked.running.discard(process)
        if reader.is_alive():
            _asked.lost = time.monotonic()
        if reader.is_alive() or sum(map(len, read)) > _LARGEST:
            end(process)
            return None
        return b"".join(read) if process.wait(_IMPATIENT) == 0 else None


def _read(descriptor: int, read: list[bytes]) -> None:
    """Read until the end, or a little more than is wanted."""
    size = 0
    with open(descriptor, "rb", buffering=0) as pipe:
        while size <= _LARGEST and (piece := pipe.read(_PIECE)):
            read.append(piece)
            size += len(piece)


class _Asked:
    """What git is asked at the moment, and how long it is waited for."""

    def __init__(self) -> None:
        self.running: set[subprocess.Popen[bytes]] = set()
        self.lost = float("-inf")

    def seconds(self) -> float:
        """Less for a while after it was waited for in vain."""
        return _IMPATIENT if time.monotonic() - self.lost < _MINUTE else _SECONDS


_asked = _Asked()


@cache
def _is_shim(git: str) -> bool:
    """Whether `git` is but Apple's shim, which without the command-line tools opens a dialog that offers them."""
    if not _IS_MACOS or not git.startswith("/usr/bin/"):
        return False
    try:
        return (
            subprocess.run(("/usr/bin/xcode-select", "-p"), capture_output=True, check=False).returncode != 0
        )
    except OSError:
        return True
