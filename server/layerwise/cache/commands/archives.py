"""Archives: tar, zip, and the compressors that put one file in another's place."""

import posixpath
from collections.abc import Iterable

from layerwise.cache.commands.arguments import (
    Effects,
    arguments,
    here,
    not_known,
    places,
    subtree,
    subtrees,
    union,
)
from layerwise.cache.paths import NOTHING, Paths
from layerwise.records import replace
from layerwise.shell.script import Command, Word


def tar(command: Command) -> Effects:
    """`tar x` unpacks any name into a directory; `tar c` reads all that it packs and writes the archive."""
    words = command.words
    first = words[1].value if len(words) > 1 else None
    if first and not first.startswith("-"):
        command = _dashed(command, first)  # `tar xzf FILE`: the values follow the letters' order
    given = arguments(command, valued=_TAR_OPTIONS)
    if given.has(*_TAR_ELSEWHERE) or (command.name == "bsdtar" and given.has("-s")):
        return not_known("tar with its own file names")
    archives = [word for word in given.of("-f", "--file") if word.value != "-"]
    folders = given.of("-C", "--directory", "--one-top-level")
    lists = places(command, (w for w in given.of(*_TAR_LISTS) if w.value != "-"))
    if given.has("-c", "-r", "-u", "-A", "--create", "--append", "--update", "--concatenate"):
        if given.of("-T", "--files-from"):
            return not_known("tar with a list of files")
        packed = _packed(command, given.plain, given.of("-C", "--directory"))
        written = places(command, archives)
        return Effects(packed | lists, written | packed if given.has("--remove-files") else written)
    read = places(command, archives) | lists
    if given.has("-t", "--list", "-O", "--to-stdout"):
        return Effects(read)
    if given.has("-d", "--diff", "--compare"):
        return Effects(read | _unpacked(command, folders))
    if not given.has("-x", "--extract", "--get"):
        return not_known("tar")
    return Effects(read, _unpacked(command, folders))


_TAR_ELSEWHERE = (
    "-P", "--absolute-names", "--to-command", "-g", "--listed-incremental", "--transform", "--xform", "-F",
    "--info-script", "--new-volume-script", "--checkpoint-action", "--index-file", "--volno-file", "-h",
    "--dereference", "--suffix", "--backup", "--rsh-command", "--rmt-command",
)  # fmt: skip
_TAR_LISTS = ("-T", "--files-from", "-X", "--exclude-from")
_TAR_OPTIONS = (
    "-C", "--directory", "-f", "--file", "--strip-components", "--exclude", *_TAR_LISTS, "-I",
    "--use-compress-program", "--owner", "--group", "--mode", "--transform", "--xform", "-b", "-g", "-N",
    "--strip", "--to-command", "-H", "--format", "--mtime", "-L", "-V", "-K", "--listed-incremental",
)  # fmt: skip


def _dashed(command: Command, letters: str) -> Command:
    """The command with its old-style bundle of letters as options."""
    rest = list(command.words[2:])
    words = [command.words[0]]
    for letter in letters:
        words.append(command.words[1]._replace(value=f"-{letter}"))
        if f"-{letter}" in _TAR_OPTIONS and rest:
            words.append(rest.pop(0))
    return replace(command, words=(*words, *rest))


def _packed(command: Command, names: Iterable[Word], folders: tuple[Word, ...]) -> Paths:
    """What is packed: seen from the directories of -C where there are any, which then count as a whole."""
    return subtrees(command, folders) | subtrees(command, names)


def unzip(command: Command) -> Effects:
    """`unzip` unpacks any name into a directory; the words after the archive are names in it."""
    given = arguments(command, valued=("-d", "-P"))
    read = places(command, (one for word in given.plain[:1] for one in (word, _zipped(word))))
    if given.has("-l", "-p", "-t", "-Z", "-z", "-v", "-c"):
        return Effects(read)
    return Effects(read, _unpacked(command, given.of("-d")))


def _zipped(word: Word) -> Word:
    """An archive's name as unzip(1) completes it."""
    is_named = word.value is None or word.value.endswith(".zip")
    return word if is_named else word._replace(value=f"{word.value}.zip")


def zips(command: Command) -> Effects:
    """`zip -r ARCHIVE NAME...`."""
    given = arguments(command, valued=("-i", "-x", "-P", "-n", "-t", "-b", "-s"))
    if given.has("-@", "-b", "-R", "-F", "-O", "--out") or any(w.value in _ZIP_LONG for w in command.words):
        return not_known("zip with a list of files")
    archive = given.plain[:1]
    if not archive:
        return Effects()
    name = archive[0].value
    named = (
        archive if name is None or "." in posixpath.basename(name) else (_named(archive[0], name + ".zip"),)
    )
    read = subtrees(command, given.plain[1:])
    written = places(command, named)
    return Effects(read | written, written | read if given.has("-m") else written)


_ZIP_LONG = ("-lf", "-la", "-tt", "-TT", "-sf", "-FS", "-sp", "-UN")  # two letters, some with a value


def jar(command: Command) -> Effects:
    """`jar xf ARCHIVE` unpacks here; other uses are not known."""
    modes = command.words[1].value if len(command.words) > 1 else None
    if modes is None or "x" not in modes.lstrip("-") or modes.startswith("--"):
        return not_known("jar")
    return Effects(places(command, command.words[2:3]), here(command))


def _unpacked(command: Command, folders: tuple[Word, ...]) -> Paths:
    return subtrees(command, folders) if folders else here(command)


def compressors(command: Command) -> Effects:
    """`gzip FILE` puts another file in its place; with -c, or without a name, it is a filter."""
    given = arguments(command, valued=_COMPRESSING.get(command.name or "", ("-S", "--suffix", "-b", "-T")))
    names = [word for word in given.plain if word.value != "-"]
    if given.has(*_BY_CONTENT):
        return not_known(f"{command.name} with names from elsewhere")
    read = places(command, names)
    if given.has("-c", "--stdout", "--to-stdout", "-t", "--test", "-l", "--list"):
        return Effects(read)
    if given.has("-r", "--recursive") or given.of("-S", "--suffix"):
        near = [_named(word, posixpath.dirname(word.value) or ".") for word in names if word.value]
        return Effects(subtrees(command, names), subtrees(command, near))
    if given.of("-o", "--output", "--output-dir-flat"):
        written = places(command, given.of("-o", "--output"))
        return Effects(read, written | subtrees(command, given.of("--output-dir-flat")))
    return Effects(read, read | union(_exchanged(command, word) for word in names))


_BY_CONTENT = (
    "-N", "--name", "--files", "--files0", "--filelist", "--output-dir-mirror",
    "--train", "--patch-from", "-K", "--zip", "-A", "--alias",
)  # fmt: skip
_COMPRESSING = {
    "pigz": ("-b", "--blocksize", "-p", "--processes", "-S", "--suffix", "-I", "-J"),
    "zstd": ("-o", "-T", "-D", "-M", "--output-dir-flat"),
    "unzstd": ("-o", "-D", "-M"),
    "brotli": ("-o", "--output", "-q", "-w", "-S", "--suffix"),
}
_SUFFIXES = (".gz", ".bz2", ".xz", ".lzma", ".zst", ".br", ".Z")
_ADDED = {"gzip": (".gz",), "pigz": (".gz",), "bzip2": (".bz2",), "xz": (".xz", ".lzma"), "zstd": (".zst",)}
_SHORT = {".tgz": ".tar", ".tbz2": ".tar", ".tbz": ".tar", ".txz": ".tar", ".tzst": ".tar"}


def _exchanged(command: Command, word: Word) -> Paths:
    """The names that may stand beside a file when it was packed or unpacked."""
    if word.value is None:
        return NOTHING
    base, suffix = posixpath.splitext(word.value)
    names = [word.value + one for one in _ADDED.get(command.name or "", _SUFFIXES)]
    if suffix in _SUFFIXES:
        names = [base]
    elif suffix in _SHORT:
        names.append(base + _SHORT[suffix])
    return places(command, (_named(word, name) for name in names))


def _named(word: Word, path: str) -> Word:
    return word._replace(value=path)


def cats(command: Command) -> Effects:
    """`zcat` and its kin only print; a name without its ending is completed (zcat(1))."""
    names = [word for word in arguments(command).plain if word.value != "-"]
    read = places(command, names)
    whole = (*_SUFFIXES, *_SHORT)
    short = (word for word in names if posixpath.splitext(word.value or "")[1] not in whole)
    return Effects(read | union(_exchanged(command, word) for word in short))


def seven_zip(command: Command) -> Effects:
    """`7z x ARCHIVE -oDIRECTORY`."""
    words = [word for word in command.words[1:] if not (word.value or "").startswith("-")]
    verb = words[0].value if words else None
    if verb == "l":
        return Effects(places(command, words[1:]))
    elsewhere = any(word.raw.startswith(("-w", "-i", "-x", "-ai", "@")) for word in command.words)
    if verb not in ("x", "e") or elsewhere or any(word.value is None for word in command.words):
        return not_known("7z")
    folders = [word for word in command.words[1:] if (word.value or "").startswith("-o")]
    to = [subtree(command, word._replace(value=(word.value or "")[2:])) for word in folders]
    return Effects(places(command, words[1:2]), to[-1] if to else here(command))


HANDLERS = {
    **dict.fromkeys(("tar", "bsdtar", "gtar"), tar),
    "unzip": unzip,
    "zip": zips,
    "jar": jar,
    **dict.fromkeys(("7z", "7za", "7zr"), seven_zip),
    **dict.fromkeys(("gzip", "gunzip", "bzip2", "bunzip2", "xz", "unxz", "pigz"), compressors),
    **dict.fromkeys(("zstd", "unzstd", "brotli"), compressors),
    **dict.fromkeys(("zcat", "bzcat", "xzcat", "zstdcat"), cats),
}
