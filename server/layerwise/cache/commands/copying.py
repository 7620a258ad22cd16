"""Commands that copy, move and link files: cp, mv, install, ln, rsync.

Options are those of the GNU coreutils manual, of busybox, whose are fewer, and of rsync(1). Directories made on the
way (`install -D`) are the parents of what is written, which whoever compares events looks at himself.
"""

import posixpath
from collections.abc import Iterable

from layerwise.cache.commands.arguments import (
    Arguments,
    Effects,
    arguments,
    not_known,
    places,
    subtree,
    subtrees,
    union,
)
from layerwise.cache.paths import NOTHING, Paths, trees
from layerwise.shell.script import Command, Word

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
        written = inside(command, ".", sources)
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
        return sources, inside(command, target.value, sources)
    written = subtree(command, target)
    if given.has(*_BACKUP):
        written |= union(trees([posixpath.dirname(path)]) for path in written.trees)
    return sources, written


def _is_directory(target: Word) -> bool:
    value = target.value or ""
    return value.endswith("/") or posixpath.basename(value) in (".", "..")


def inside(command: Command, directory: str, sources: Iterable[Word]) -> Paths:
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
    if given.has("-L", "--copy-links", "-k", "--copy-dirlinks", "--filter", "-f", "--only-write-batch"):
        return not_known("rsync that takes names from elsewhere")
    lists = places(command, (word for word in given.of(*_RSYNC_READ) if word.value != "-"))
    lists |= subtrees(command, given.of("--compare-dest", "--copy-dest", "--link-dest"))
    taken = subtrees(command, given.plain[:-1])
    written = subtrees(command, (*given.plain[-1:], *given.of(*_RSYNC_WRITTEN)))
    is_moving = given.has("--remove-source-files")
    return Effects(taken | lists, written | taken if is_moving else written)


_RSYNC_READ = ("--exclude-from", "--include-from", "--files-from", "--password-file", "--read-batch")
_RSYNC_WRITTEN = ("-T", "--temp-dir", "--backup-dir", "--partial-dir", "--log-file", "--write-batch")
_RSYNC = (
    "-f", "--filter", "-e", "--rsh", "--exclude", "--include", *_RSYNC_READ, *_RSYNC_WRITTEN, "--chmod",
    "--chown", "-B", "--block-size", "--max-size", "--min-size", "--compare-dest", "--copy-dest",
    "--link-dest", "--suffix", "--max-delete", "--modify-window", "-@", "--usermap", "--groupmap",
    "--info", "--debug", "--out-format", "--log-file-format", "--timeout", "--bwlimit", "--compress-level",
    "--port", "--skip-compress", "--compress-choice", "--checksum-choice", "--checksum-seed", "--iconv",
    "-M",
)  # fmt: skip


HANDLERS = {
    "cp": copies,
    "mv": moves,
    "install": installs,
    "ln": links,
    "rsync": synchronises,
}
