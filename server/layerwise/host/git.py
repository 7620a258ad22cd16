"""The user's git, asked what changed: it may be absent, slow or refuse, and then there is no history."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from layerwise.history.log import MARK, History, parse_log
from layerwise.regex import regex

if TYPE_CHECKING:
    from layerwise.host.git_process import Told

COMMITS = 200  # looked back by default: some months of a lively project
_UP = regex(r"(\.\./)*")
_NO_FILTER = (("clean", ""), ("process", ""), ("required", "false"))


def read_history(directory: Path, count: int = COMMITS) -> History | None:
    """The newest commits that touched a directory; None where git does not tell.

    Merges are left out, and so are commits without a parent, where everything is new: the first of a project, and the
    oldest that a shallow clone has. Where only a few of very many touched it, git looks through all of them: what it
    has found when its time is over counts.
    """
    told = _told(
        directory,
        *("log", "-z", "--name-only", "--no-renames", "--min-parents=1", "--max-parents=1"),
        *("--no-ext-diff", "--no-textconv"),
        *("--relative", "--format=%x01%H", f"--max-count={count + 1}", "--", "."),
    )
    if told is None or told.output is None:
        return None
    # Of what was cut off, the last commit may lack some of its paths.
    known = told.output if told.is_all else told.output.rpartition(MARK)[0]
    commits = tuple(commit for commit in parse_log(known) if commit.paths)
    is_whole = told.is_all and len(commits) <= count and not _is_shallow(directory)
    return History(commits[:count], is_whole) if commits or told.is_all else None


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
    from layerwise.host.git_process import stop as stop_all  # noqa: PLC0415 - as below

    stop_all()


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
    told = _told(directory, *arguments)
    return told.output if told is not None and told.is_all else None


def _told(directory: Path, *arguments: str) -> "Told | None":
    """What git prints, None where it cannot know the directory."""
    if not _lies_in_repository(directory):
        return None
    from layerwise.host.git_process import ask  # noqa: PLC0415 - most files need no history

    return ask(directory, *arguments)


def _lies_in_repository(directory: Path) -> bool:
    """Whether git can know a directory: to look takes a hundredth of the time that git takes to say no."""
    try:
        place = directory.resolve()
    except (OSError, RuntimeError):  # the latter of Python 3.10 to 3.12, where links go round in circles
        return False
    return any((one / ".git").exists() for one in (place, *place.parents))
