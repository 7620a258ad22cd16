"""The user's git, asked what changed: it may be absent, slow or refuse, and then there is no history."""

import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from layerwise.history.log import History, parse_log

COMMITS = 200  # looked back by default: some months of a lively project
_SECONDS = 20
# A repository's own configuration may name programs to run; none of them is wanted (git-config(1)).
_SAFE = (
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never"),
    *("-c", "log.showSignature=false", "-c", "diff.external=", "-c", "core.pager=cat"),
)
_IS_MACOS: bool = sys.platform == "darwin"
_NO_FILTER = (("clean", ""), ("process", ""), ("required", "false"))
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
# Where these are set, git would look at another repository than the folder's own.
_MISLEADING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF", "GIT_NAMESPACE")


def read_history(directory: Path, count: int = COMMITS) -> History | None:
    """The newest commits that touched a directory; None where git does not tell.

    Merges are left out, and so are commits without a parent, where everything is new: the first of a project, and the
    oldest that a shallow clone has.
    """
    output = _git(
        directory,
        *("log", "-z", "--name-only", "--no-renames", "--min-parents=1", "--max-parents=1"),
        *("--no-ext-diff", "--no-textconv"),
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
    """The folder of the work tree that a directory lies in, named as the directory is; None where there is none."""
    up = _git(directory, "rev-parse", "--show-cdup")
    return None if up is None else Path(os.path.normpath(directory / up.removesuffix("\n")))


def changed_since(directory: Path, revision: str) -> tuple[str, ...] | None:
    """The paths below a directory that differ from a revision, those git does not track yet included.

    None where git does not tell, as for a revision that there is not.
    """
    if revision.startswith("-"):
        return None
    arguments = ("diff-index", "-z", "--name-only", "--no-renames", "--relative", revision, "--", ".")
    changed = _git(directory, *_without_filters(directory), *arguments)
    if changed is None:
        return None
    new = _git(directory, "ls-files", "-z", "--others", "--exclude-standard") or ""
    return tuple(sorted({path for path in (changed + new).split("\0") if path}))


def ignored_below(directory: Path) -> frozenset[str]:
    """The paths below a directory that git ignores, those of whole folders with a slash at their end.

    None where git does not tell, and none in a folder that is ignored itself: whoever names that means it.
    """
    output = _git(directory, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
    paths = frozenset((output or "").split("\0")) - {""}
    return frozenset() if "./" in paths else paths


def _without_filters(directory: Path) -> tuple[str, ...]:
    """Options that take the programs from all filters, through which git would read the files of the work tree."""
    named = _git(
        directory,
        "config",
        "--null",
        "--name-only",
        "--get-regexp",
        r"^filter\..*\.(clean|process|required)$",
    )
    names = {name.rpartition(".")[0] for name in (named or "").split("\0") if name}
    settings = [f"{name}.{key}={value}" for name in sorted(names) for key, value in _NO_FILTER]
    return tuple(word for setting in settings for word in ("-c", setting))


def _is_shallow(directory: Path) -> bool:
    return (_git(directory, "rev-parse", "--is-shallow-repository") or "").strip() == "true"


def _git(directory: Path, *arguments: str) -> str | None:
    """What git prints, None where it fails in any way."""
    if not _lies_in_repository(directory) or _is_shim():
        return None
    import subprocess  # noqa: PLC0415 - most files need no history

    environment = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    command: Sequence[str] = ("git", *_SAFE, "-C", str(directory), *arguments)
    try:
        done = subprocess.run(
            command,
            env=environment | _ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return done.stdout.decode(errors="surrogateescape") if done.returncode == 0 else None


def _lies_in_repository(directory: Path) -> bool:
    """Whether git can know a directory: to look takes a hundredth of the time that git takes to say no."""
    try:
        place = directory.resolve()
    except (OSError, RuntimeError):  # the latter of Python 3.10 to 3.12, where links go round in circles
        return False
    return any((one / ".git").exists() for one in (place, *place.parents))


@cache
def _is_shim() -> bool:
    """Whether `git` is but Apple's shim, which without the command-line tools opens a dialog that offers them."""
    if not _IS_MACOS:
        return False
    import shutil  # noqa: PLC0415 - as above
    import subprocess  # noqa: PLC0415 - as above

    if not (shutil.which("git") or "").startswith("/usr/bin/"):
        return False
    try:
        return (
            subprocess.run(("/usr/bin/xcode-select", "-p"), capture_output=True, check=False).returncode != 0
        )
    except OSError:
        return True
