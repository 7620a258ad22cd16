"""Commands that make, write, delete, copy and move files, or give them another mode or owner.

Options are those of the GNU coreutils manual and of busybox, whose are fewer. Directories made on the way
(`mkdir -p`, `install -D`) are the parents of what is written, which whoever compares events looks at himself.
"""

import posixpath
from collections.abc import Iterable

from layerwise.cache.commands.arguments import (
    Arguments,
    Effects,
    arguments,
    here,
    not_known,
    place,
    places,
    subtree,
    subtrees,
    union,
)
from layerwise.cache.paths import NOTHING, Paths, parents, trees
from layerwise.shell.script import Command, Word


def makes(command: Command) -> Effects:
    """`mkdir`, `touch`, `tee`, `truncate`, `mkfifo`: the named paths are written."""
    given = arguments(command, valued=_MAKING[command.name or ""])
    reads = places(command, given.of("-r", "--reference"))
    return Effects(reads, places(command, given.plain))


_MAKING = {
    "mkdir": ("-m", "--mode"),
    "touch": ("-r", "--reference", "-d", "--date", "-t", "--time"),
    "tee": (),
    "truncate": ("-s", "--size", "-r", "--reference"),
    "mkfifo": ("-m", "--mode"),
    "sponge": (),
}


def mktemp(command: Command) -> Effects:
    """`mktemp`: a new name in the temporary directory, or of a named shape."""
    given = arguments(command, valued=("-p", "--tmpdir", "--suffix"))
    folders = given.of("-p", "--tmpdir")
    if folders:
        return Effects(
            writes=_inside(command, folders[-1].value or ".", given.plain) if folders[-1].value else NOTHING
        )
    return Effects(writes=NOTHING if given.has("-t") else places(command, given.plain))


def removes(command: Command) -> Effects:
    """`rm`, `rmdir`, `unlink`, `shred`: the named paths and everything below; `rmdir -p` those above, too."""
    given = arguments(command, valued=("-n", "-s", "--iterations") if command.name == "shred" else ())
    gone = subtrees(command, given.plain)
    if command.name == "rmdir" and given.has("-p", "--parents"):
        gone |= Paths(files=frozenset(above for path in gone.trees for above in parents(path)))
    return Effects(writes=gone)


def marks(command: Command) -> Effects:
    """`chmod`, `chown`, `chgrp`: the first plain word is the mode or owner; -R takes the whole subtree.

    No word is the mode where it looks like an option (`chmod -x FILE`) or is another file's (`--reference`).
    """
    given = arguments(command, valued=("--reference", "--from"))
    if given.has("-L") and command.name != "chmod":
        return not_known(f"{command.name} -L, which follows links,")
    is_mode_given = given.has("--reference") or (command.name == "chmod" and given.has(*_MODES))
    names = given.plain if is_mode_given else given.plain[1:]
    reach = subtree if given.has("-R", "--recursive") else place
    reads = places(command, given.of("--reference"))
    return Effects(reads, marks=union(reach(command, word) for word in names))


_MODES = tuple(f"-{letter}" for letter in "rwxXstugo")


def attributes(command: Command) -> Effects:
    """`setcap CAPABILITIES FILE`, `chattr`, `setfacl`: whatever is named counts as written with all below."""
    given = arguments(command, valued=("-m", "--modify", "-x", "--remove", "-n"))
    return Effects(writes=subtrees(command, given.plain[command.name == "setcap" :]))


_TARGET = ("-t", "--target-directory")
_BACKUP = ("-b", "--backup", "-S", "--suffix")


def copies(command: Command) -> Effects:
    """`cp SOURCE... TARGET` and `cp -t DIRECTORY SOURCE...`."""
    given = arguments(command, valued=(*_TARGET, "-S", "--suffix"))
    sources, written = _to_target(command, given)
    taken = subtrees(command, sources)
    if given.has("-s", "--symbolic-link", "-l", "--link"):
        written |= taken  # what is later written to the link is written there
    return Effects(taken, written)


def moves(command: Command) -> Effects:
    """`mv`: as `cp`, and the sources are gone."""
    given = arguments(command, valued=(*_TARGET, "-S", "--suffix"))
    sources, written = _to_target(command, given)
    taken = subtrees(command, sources)
    return Effects(taken, written | taken)


def installs(command: Command) -> Effects:
    """`install SOURCE... TARGET`; with -d it only makes directories."""
    valued = (*_TARGET, "-S", "--suffix", "-m", "--mode", "-o", "--owner", "-g", "--group", "--strip-program")
    given = arguments(command, valued=valued)
    if given.has("-d", "--directory"):
        return Effects(writes=places(command, given.plain))
    sources, written = _to_target(command, given)
    return Effects(subtrees(command, sources), written)


def links(command: Command) -> Effects:
    """`ln`: the link is written; a hard link reads its target.

    What is done to a link later is done to what it points at, which thus counts as written.
    """
    given = arguments(command, valued=(*_TARGET, "-S", "--suffix"))
    is_symbolic = given.has("-s", "--symbolic")
    if len(given.plain) == 1 and not given.of(*_TARGET):  # `ln -s TARGET`: a link of the same name, here
        sources: tuple[Word, ...] = given.plain
        written = _inside(command, ".", sources)
        targets = tuple(w._replace(value="./" + posixpath.basename(w.value or "")) for w in sources)
    else:
        sources, written = _to_target(command, given)
        targets = given.of(*_TARGET) or given.plain[-1:]
    if not is_symbolic or given.has("-r", "--relative"):
        pointed = places(command, sources)
        return Effects(NOTHING if is_symbolic else subtrees(command, sources), written | pointed)
    seen = (seen for link in targets for word in sources for seen in _seen_from(link, word))
    return Effects(writes=written | places(command, seen))


def _seen_from(link: Word, word: Word) -> tuple[Word, ...]:
    """What a symbolic link's text means from where the link lies: at the target, or inside it."""
    if word.value is None or link.value is None:
        return (word,)
    bases = (posixpath.dirname(link.value.rstrip("/")), link.value)
    return tuple(word._replace(value=posixpath.join(base, word.value)) for base in bases)


def _to_target(command: Command, given: Arguments) -> tuple[tuple[Word, ...], Paths]:
    """What `cp` and its kin take, and what they write: in a target that is surely a directory, by its name."""
    directories = given.of(*_TARGET)
    sources = given.plain if directories else given.plain[:-1]
    target = (directories or given.plain[-1:] or (None,))[-1]
    if target is None:
        return (), NOTHING
    is_directory = bool(directories) or len(sources) > 1 or _is_directory(target)
    is_plain = not given.has("-T", "--no-target-directory", "--parents", *_BACKUP)
    if is_directory and is_plain and target.value is not None and not target.is_pattern:
        return sources, _inside(command, target.value, sources)
    written = subtree(command, target)
    if given.has(*_BACKUP):
        written |= union(trees([posixpath.dirname(path)]) for path in written.trees)
    return sources, written


def _is_directory(target: Word) -> bool:
    value = target.value or ""
    return value.endswith("/") or posixpath.basename(value) in (".", "..")


def _inside(command: Command, directory: str, sources: Iterable[Word]) -> Paths:
    """The paths that sources get in a directory: their last parts, or the whole of it where these are not known."""
    found = NOTHING
    for word in sources:
        name = posixpath.basename((word.value or "").rstrip("/"))
        is_whole = word.is_pattern or name in ("", ".", "..") or "{" in name
        inside = word._replace(
            value=directory if is_whole else posixpath.join(directory, name), is_pattern=False
        )
        found |= subtree(command, inside)
    return found


def synchronises(command: Command) -> Effects:
    """`rsync SOURCE... TARGET` on this machine."""
    given = arguments(command, valued=_RSYNC)
    if any(":" in (word.value or word.raw) for word in given.plain) or given.has("--daemon", "--rsh", "-e"):
        return not_known("rsync with another machine")
    lists = places(command, given.of("--exclude-from", "--include-from", "--files-from"))
    taken = subtrees(command, given.plain[:-1])
    written = subtrees(command, given.plain[-1:])
    is_moving = given.has("--remove-source-files")
    return Effects(taken | lists, written | taken if is_moving else written)


_RSYNC = (
    *("-f", "--filter", "-e", "--rsh", "--exclude", "--include", "--exclude-from", "--include-from"),
    *("--files-from", "--chmod", "--chown", "-B", "--max-size", "--min-size", "-T", "--temp-dir"),
)


def dd(command: Command) -> Effects:
    """`dd if=FILE of=FILE`."""
    reads, writes = NOTHING, NOTHING
    for word in command.words[1:]:
        name, _, value = (word.raw if word.value is None else word.value).partition("=")
        named = word._replace(value=None if word.value is None else value)
        if name == "if" and not value.startswith("/dev/"):
            reads |= place(command, named)
        elif name == "of" and not value.startswith("/dev/"):
            writes |= place(command, named)
    return Effects(reads, writes)


def converts(command: Command) -> Effects:
    """`dos2unix FILE...` rewrites its files; with -n, every second one is the new one."""
    given = arguments(command, valued=("-c", "--convmode", "-D", "--display-enc"))
    named = places(command, given.plain)
    return Effects(named, named)


def patches(command: Command) -> Effects:
    """`patch` changes files below its directory, whatever the patch says."""
    given = arguments(command, valued=_PATCH)
    folders = given.of("-d", "--directory")
    touched = subtrees(command, folders) if folders else here(command)
    named = places(command, (*given.plain, *given.of("-i", "--input")))
    written = places(command, (*given.plain[:1], *given.of("-o", "--output", "-r", "--reject-file")))
    return Effects(touched | named, touched | written)


_PATCH = (
    *("-d", "--directory", "-i", "--input", "-o", "--output", "-p", "--strip", "-r", "--reject-file"),
    *("-F", "--fuzz", "-B", "--prefix", "-D", "--ifdef", "-V", "-Y", "-z", "--suffix", "-g"),
)


HANDLERS = {
    **dict.fromkeys(_MAKING, makes),
    "mktemp": mktemp,
    **dict.fromkeys(("rm", "rmdir", "unlink", "shred"), removes),
    **dict.fromkeys(("chmod", "chown", "chgrp"), marks),
    **dict.fromkeys(("setcap", "chattr", "setfacl"), attributes),
    "cp": copies,
    "mv": moves,
    "install": installs,
    "ln": links,
    "rsync": synchronises,
    "dd": dd,
    **dict.fromkeys(("dos2unix", "unix2dos"), converts),
    "patch": patches,
}
