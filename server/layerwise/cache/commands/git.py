"""git: clones, settings, and what is done inside a repository."""

import posixpath
from collections.abc import Iterator, Sequence

from layerwise.cache.commands.arguments import (
    Arguments,
    Effects,
    arguments,
    at_home,
    named_by,
    not_known,
    subtree,
    subtrees,
    union,
    within,
)
from layerwise.cache.paths import NOTHING, Paths, files, parents, trees, unknown
from layerwise.context.paths import is_within
from layerwise.records import replace
from layerwise.shell.script import Command, Word

_BEFORE_VERB = ("-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path", "--config-env")
_SETTING_PLACES = ("--global", "--system")
_READING = (
    "rev-parse", "log", "show-ref", "rev-list", "shortlog", "ls-remote", "for-each-ref", "branch", "tag",
)  # fmt: skip
_WORKING = (
    "checkout", "switch", "reset", "clean", "pull", "fetch", "merge", "rebase", "cherry-pick", "apply",
    "am", "add", "commit", "submodule", "lfs", "status", "diff", "describe", "show", "stash", "restore",
    "rm", "mv", "gc", "remote", "config", "ls-files", "archive", "init", "worktree", "sparse-checkout",
    *_READING,
)  # fmt: skip


def git(command: Command, earlier: Sequence[Command] = ()) -> Effects:
    """What git does by its verb: in a repository that the same step has cloned, all of that."""
    command, verb = _verb(command)
    settings = files(*at_home(command, ".gitconfig", ".config/git/config", ".git-credentials", ".netrc"))
    settings |= _file_of(command, "GIT_CONFIG_GLOBAL")
    if any(name in command.environment for name in _ELSEWHERE):
        return not_known("git with another repository")
    if verb in (None, "version"):
        return Effects(settings)
    given = arguments(command, valued=_CLONE if verb in ("clone", "init") else ("-b", "-m"))
    # it looks for a repository, and needs none (measured)
    if verb == "config" and given.has(*_SETTING_PLACES):
        return Effects(settings, settings | trees(["/etc/gitconfig"]))
    settings |= files(*at_home(command, ".config/git/attributes", ".config/git/ignore"))
    if verb == "clone":
        return _cloned(command, given, settings)
    if verb == "lfs" and given.plain[1:2] and given.plain[1].value == "install" and given.has("--skip-repo"):
        return Effects(settings, settings)
    if verb == "init" and command.cwd is not None:
        return Effects(settings | subtrees(command, given.of("--template")), _made(command, given))
    root = _cloned_root(command, earlier)
    if root is not None and verb in _WORKING:
        named = subtrees(command, (word for word in given.plain[1:] if "/" in (word.value or "")))
        return Effects(settings | trees([root]) | named, trees([root]) | named)
    return _somewhere(command, verb, given, settings)


def _file_of(command: Command, variable: str) -> Paths:
    """The file that a variable names."""
    found = named_by(command, variable)
    return Paths(found.trees, frozenset(), found.unknown)


def _made(command: Command, given: Arguments) -> Paths:
    """What `git init` makes: a `.git`, or all of a bare repository."""
    name = "" if given.has("--bare", "--separate-git-dir") else ".git"
    return subtrees(command, (*_joined(given.plain[1:2], name, command), *given.of("--separate-git-dir")))


def _somewhere(command: Command, verb: str | None, given: Arguments, settings: Paths) -> Effects:
    """What is done in a repository here or above that the step has not made."""
    inner = _repositories(command)
    is_asking = len(given.plain) <= len("ab") and not given.has("-d", "-D", "-f", "-m", "--delete")
    if verb in _READING and is_asking:
        asked = given.plain[1:2] if verb == "ls-remote" else ()
        local = subtrees(command, (word for word in asked if ":" not in (word.value or word.raw)))
        return Effects(settings | inner | local, inner if verb in ("tag", "branch") else NOTHING)
    if verb in ("config", "remote") and not given.has("-f", "--file", "--edit", "-e"):
        return Effects(settings | inner, inner)
    return not_known(f"git {verb}")


_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_TEMPLATE_DIR", "GIT_EXEC_PATH")
_CLONE = (
    "--initial-branch", "--object-format", "-o", "--origin", "-b", "--branch", "--revision", "-u",
    "--upload-pack", "--reference", "-j", "--jobs", "--reference-if-able", "--separate-git-dir", "--depth",
    "--shallow-since", "--shallow-exclude", "--template", "-c", "--config", "--filter", "--server-option",
    "--bundle-uri", "--ref-format",
)  # fmt: skip


def _verb(command: Command) -> tuple[Command, str | None]:
    """The command without what stands before its verb, in the directory of `-C`."""
    words = command.words[1:]
    cwd = command.cwd
    while words and (name := words[0].value or "").startswith("-"):
        if name in ("--git-dir", "--work-tree") or name.startswith(("--git-dir=", "--work-tree=")):
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
    text = url.raw if url.value is None else url.value
    is_local = text.startswith("file:") or not ("://" in text or "@" in text or ":" in (url.value or ""))
    reads = settings | (union(_local(command, url)) if is_local else NOTHING)
    reads |= subtrees(command, given.of("--reference", "--reference-if-able", "--template"))
    written = subtrees(command, given.of("--separate-git-dir"))
    if len(given.plain) > len(("clone", "url")):
        return Effects(reads, written | subtree(command, given.plain[2]))
    return Effects(reads, written | _by_url(command, url))


def _local(command: Command, url: Word) -> Iterator[Paths]:
    """A repository of this machine, by its path, which git completes, or by a `file:` URL."""
    if url.value is None:
        yield unknown(f"the repository {url.raw} is not known")
        return
    path = url.value.removeprefix("file://")
    for ending in ("", ".git", ".bundle"):
        yield subtree(command, url._replace(value=path.rstrip("/") + ending))


def _by_url(command: Command, url: Word) -> Paths:
    """The directory that a URL's last part names, as git-clone(1) says."""
    name = posixpath.basename((url.raw if url.value is None else url.value).strip("\"'").rstrip("/"))
    name = name.rpartition(":")[2].removesuffix(".bundle").removesuffix(".git")
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
