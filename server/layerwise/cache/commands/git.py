"""git: clones, settings, and what is done inside a repository."""

import posixpath
from collections.abc import Sequence
from dataclasses import replace

from layerwise.cache.commands.arguments import (
    Arguments,
    Effects,
    arguments,
    at_home,
    not_known,
    subtree,
    subtrees,
    within,
)
from layerwise.cache.paths import NOTHING, Paths, files, parents, trees, unknown
from layerwise.context.paths import is_within
from layerwise.shell.script import Command, Word

_BEFORE_VERB = ("-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path", "--config-env")
_SETTING_PLACES = ("--global", "--system")
_READING = (
    "rev-parse",
    "log",
    "show-ref",
    "rev-list",
    "shortlog",
    "ls-remote",
    "for-each-ref",
    "branch",
    "tag",
)
_WORKING = (
    *(
        "checkout",
        "switch",
        "reset",
        "clean",
        "pull",
        "fetch",
        "merge",
        "rebase",
        "cherry-pick",
        "apply",
        "am",
    ),
    *("add", "commit", "submodule", "lfs", "status", "diff", "describe", "show", "stash", "restore", "rm"),
    *(
        "mv",
        "gc",
        "remote",
        "config",
        "ls-files",
        "archive",
        "init",
        "worktree",
        "sparse-checkout",
        *_READING,
    ),
)


def git(command: Command, earlier: Sequence[Command] = ()) -> Effects:
    """What git does by its verb: in a repository that the same step has cloned, all of that."""
    command, verb = _verb(command)
    settings = files(*at_home(command, ".gitconfig", ".config/git/config", ".git-credentials", ".netrc"))
    if verb is None:
        return Effects(settings)
    given = arguments(command, valued=_CLONE if verb == "clone" else ("-b", "-m"))
    if verb == "clone":
        return _cloned(command, given, settings)
    if verb == "config" and given.has(*_SETTING_PLACES):
        return Effects(settings, settings | trees(["/etc/gitconfig"]))
    if verb == "lfs" and given.plain[1:2] and given.plain[1].value == "install" and given.has("--skip-repo"):
        return Effects(settings, settings)
    if verb == "init" and command.cwd is not None:
        return Effects(settings, subtrees(command, _joined(given.plain[1:2], ".git", command)))
    root = _cloned_root(command, earlier)
    if root is not None and verb in _WORKING:
        return Effects(settings | trees([root]), trees([root]))
    inner = _repositories(command)
    if (
        verb in _READING
        and not given.has("-d", "-D", "-f", "-m", "--delete")
        and len(given.plain) <= len("ab")
    ):
        return Effects(settings | inner, inner if verb in ("tag", "branch") else NOTHING)
    if verb in ("config", "remote") and not given.has("-f", "--file", "--edit", "-e"):
        return Effects(settings | inner, inner)
    return not_known(f"git {verb}")


_CLONE = (
    *("-o", "--origin", "-b", "--branch", "--revision", "-u", "--upload-pack", "--reference", "-j", "--jobs"),
    *("--reference-if-able", "--separate-git-dir", "--depth", "--shallow-since", "--shallow-exclude"),
    *("--template", "-c", "--config", "--filter", "--server-option", "--bundle-uri", "--ref-format"),
)


def _verb(command: Command) -> tuple[Command, str | None]:
    """The command without what stands before its verb, in the directory of `-C`."""
    words = command.words[1:]
    cwd = command.cwd
    while words and (words[0].value or "").startswith("-"):
        name = words[0].value
        if name in ("--git-dir", "--work-tree") or (name or "").startswith(("--git-dir=", "--work-tree=")):
            return command, "with another repository"
        if name == "-C":
            value = words[1].value if len(words) > 1 else None
            cwd = within(command, value) if value else None
        words = words[2 if name in _BEFORE_VERB else 1 :]
    changed = replace(command, words=(command.words[0], *words), cwd=cwd)
    return changed, words[0].value or words[0].raw if words else None


def _cloned(command: Command, given: Arguments, settings: Paths) -> Effects:
    url = given.plain[1] if len(given.plain) > 1 else None
    if url is None:
        return not_known("git clone")
    is_local = url.value is not None and ":" not in url.value
    reads = settings | (subtree(command, url) if is_local else NOTHING)
    reads |= subtrees(command, given.of("--reference", "--reference-if-able", "--template"))
    written = subtrees(command, given.of("--separate-git-dir"))
    if len(given.plain) > len(("clone", "url")):
        return Effects(reads, written | subtree(command, given.plain[2]))
    return Effects(reads, written | _by_url(command, url))


def _by_url(command: Command, url: Word) -> Paths:
    """The directory that a URL's last part names, as git-clone(1) says."""
    name = posixpath.basename((url.raw if url.value is None else url.value).strip("\"'").rstrip("/"))
    name = name.rpartition(":")[2].removesuffix(".git")
    if command.cwd is None:
        return unknown("the directory that git clones into is not known")
    if not name or "$" in name or "`" in name or ")" in name:
        return trees([command.cwd])
    return trees([posixpath.join(command.cwd, name)])


def _joined(words: Sequence[Word], name: str, command: Command) -> tuple[Word, ...]:
    given = words or (command.words[0]._replace(value="."),)
    return tuple(w._replace(value=posixpath.join(w.value, name)) if w.value else w for w in given)


def _cloned_root(command: Command, earlier: Sequence[Command]) -> str | None:
    """The repository in which a command works, where the same step has cloned or made it."""
    for other in reversed(earlier):
        if other.name != "git" or command.cwd is None:
            continue
        cloning, verb = _verb(other)
        if verb == "clone":
            made = git(other).writes.trees
        elif verb == "init":
            made = frozenset(posixpath.dirname(path) for path in git(other).writes.trees)
        else:
            continue
        root = next((path for path in made if is_within(command.cwd, path) and path != cloning.cwd), None)
        if verb == "init" and root is None:
            root = next((path for path in made if path == command.cwd), None)
        if root is not None:
            return root
    return None


def _repositories(command: Command) -> Paths:
    """Where a repository may be: here or above."""
    if command.cwd is None:
        return unknown("its working directory is not known")
    return trees(posixpath.join(path, ".git") for path in (command.cwd, *parents(command.cwd), "/"))
