"""Commands on files: what they read, write, delete, and give another mode or owner."""

import posixpath
import re

from layerwise.cache.commands.arguments import Effects, arguments, place, subtree, union
from layerwise.cache.paths import NOTHING, trees, unknown
from layerwise.shell.script import Command, Word

_INERT = (
    *("echo", "printf", "true", "false", ":", "popd", "set", "export", "unset", "umask"),
    *("exit", "return", "sleep", "uname", "date", "id", "whoami", "printenv", "hash"),
    *("shopt", "ulimit", "wait", "nproc", "arch", "hostname", "dirname", "basename", "seq", "read"),
    *("local", "readonly", "shift", "tput", "clear", "getconf", "pwd", "env", "tr", "rev", "yes"),
)
_READERS = (
    *("cat", "head", "tail", "wc", "ls", "stat", "file", "du", "md5sum", "sha1sum", "sha256sum"),
    *("sha512sum", "sort", "uniq", "cut", "diff", "cmp", "readlink", "realpath", "base64", "strings"),
)


def inert(command: Command) -> Effects:
    """A command that touches no file but by redirection."""
    del command
    return Effects()


def reader(command: Command) -> Effects:
    """A command that reads the files that it names, or lists the directory in which it runs."""
    given = arguments(command)
    reads = union(subtree(command, word) for word in given.plain)
    if not given.plain and command.name in ("ls", "du") and command.cwd is not None:
        reads = subtree(command, command.words[0]._replace(value=command.cwd))
    return Effects(reads=reads)


def finds(command: Command) -> Effects:
    """`which`: a program named by its path is looked for there."""
    return Effects(reads=union(place(command, word) for word in command.words[1:] if "/" in word.raw))


def enters(command: Command) -> Effects:
    """`cd DIR`: it fails where the directory is not there."""
    return Effects(reads=union(place(command, word) for word in arguments(command).plain))


def tests(command: Command) -> Effects:
    """`test` and `[`: what stands after `-f` and its kin, and on both sides of `-nt`, is looked at."""
    words = command.words
    asked = [words[n] for n in range(1, len(words)) if _FILE_TEST.fullmatch(words[n - 1].raw)]
    for n in range(1, len(words) - 1):
        if words[n].raw in ("-nt", "-ot", "-ef"):
            asked += [words[n - 1], words[n + 1]]
    return Effects(reads=union(place(command, word) for word in asked))


_FILE_TEST = re.compile(r"-[abcdefghkprsuwxGLNOS]")


def grep(command: Command) -> Effects:
    """A filter: its first plain word is a program, the others are files; `sed -i` writes them again."""
    given = arguments(command, valued=_FILTER_OPTIONS.get(command.name or "", _GREP_OPTIONS))
    programs = given.of("-e", "--expression", "--regexp")
    scripts = given.of("-f", "--file", "--from-file")
    is_named = bool(programs or scripts)
    names = given.plain if is_named else given.plain[1:]
    programs += () if is_named else given.plain[:1]
    writer = _WRITING.get(command.name or "")
    if writer and (scripts or any(writer.search(word.value or word.raw) for word in programs)):
        why = f"what the program of {command.name} does to files is not known"
        return Effects(unknown(why), unknown(why))
    touched = union(subtree(command, word) for word in (*names, *scripts))
    if given.has("-r", "-R", "--recursive") and not names and command.name != "jq":
        touched |= (
            trees([command.cwd]) if command.cwd else unknown("the directory that it searches is not known")
        )
    in_place = command.name == "sed" and given.has("-i", "--in-place")
    return Effects(reads=touched, writes=touched if in_place else NOTHING)


_GREP_OPTIONS = (
    *("-e", "-f", "--regexp", "--file", "-m", "--max-count", "-A", "-B", "-C"),
    *("--include", "--exclude", "--exclude-dir"),
)
_FILTER_OPTIONS = {
    "sed": ("-e", "-f", "--expression", "--file", "-l"),
    "awk": ("-f", "--file", "-F", "-v", "--assign"),
    "jq": ("-f", "--from-file", "--indent", "-L"),
}
_WRITING = {
    "sed": re.compile(r"(?:^|[\s\d;{}$!/|#,])[gp]?[wWrR]\s+[\w./~]|[/|#,][gpI\d]*e[gpI\d]*$"),
    "awk": re.compile(r"[>|]|getline|system"),
}
"""Programs that write or read files by themselves, or may."""


def makes(command: Command) -> Effects:
    """`mkdir`, `touch`, `tee`, `truncate`: the named paths are written."""
    given = arguments(command, valued=("-m", "-r", "-d", "-t", "-s", "--reference"))
    reads = union(place(command, word) for word in given.of("-r", "--reference"))
    return Effects(reads, union(place(command, word) for word in given.plain))


def removes(command: Command) -> Effects:
    """`rm`, `rmdir`, `unlink`: the named paths and everything below."""
    return Effects(writes=union(subtree(command, word) for word in arguments(command).plain))


def marks(command: Command) -> Effects:
    """`chmod`, `chown`, `chgrp`: the first plain word is the mode or owner; -R takes the whole subtree.

    No word is the mode where it looks like an option (`chmod -x FILE`) or is another file's (`--reference`).
    """
    given = arguments(command, valued=("--reference", "--from"))
    is_mode_given = given.has("--reference") or (command.name == "chmod" and given.has(*_MODES))
    names = given.plain if is_mode_given or given.of("--reference") else given.plain[1:]
    reach = subtree if given.has("-R", "--recursive") else place
    reads = union(place(command, word) for word in given.of("--reference"))
    return Effects(reads, marks=union(reach(command, word) for word in names))


_MODES = tuple(f"-{letter}" for letter in "rwxXstugo")


def moves(command: Command) -> Effects:
    """`cp`, `mv`, `ln`, `install`: the last word is written; what `mv` takes is gone.

    What is done to a link later is done to what it points at, which thus counts as written.
    """
    given = arguments(
        command, valued=("-m", "-o", "-g", "-t", "-S", "--target-directory", "--mode", "--owner")
    )
    directories = given.of("-t", "--target-directory")
    sources = given.plain if directories else given.plain[:-1]
    targets = directories or given.plain[-1:]
    taken = union(subtree(command, word) for word in sources)
    written = union(subtree(command, word) for word in targets)
    if command.name == "install" and given.has("-d", "--directory"):
        return Effects(writes=union(place(command, word) for word in given.plain))
    if command.name == "ln":
        if len(given.plain) == 1:  # `ln -s TARGET`: a link of the same name, here
            sources = targets = given.plain
            written = union(
                place(command, w._replace(value=posixpath.basename(w.value or "."))) for w in sources
            )
        linked = (_seen_from(link, word) for link in targets for word in sources)
        return Effects(reads=taken, writes=written | union(place(command, word) for word in linked))
    return Effects(reads=taken, writes=written | taken if command.name == "mv" else written)


def _seen_from(link: Word, word: Word) -> Word:
    """What a symbolic link's text means from where the link lies."""
    if word.value is None or link.value is None:
        return word
    return word._replace(value=posixpath.join(posixpath.dirname(link.value), word.value))


HANDLERS = {
    **dict.fromkeys(_INERT, inert),
    **dict.fromkeys(_READERS, reader),
    **dict.fromkeys(("test", "[", "[["), tests),
    **dict.fromkeys(("grep", "egrep", "fgrep", "sed", "awk", "jq"), grep),
    **dict.fromkeys(("mkdir", "touch", "tee", "truncate", "mkfifo"), makes),
    **dict.fromkeys(("cd", "pushd"), enters),
    **dict.fromkeys(("which", "type", "command"), finds),
    **dict.fromkeys(("rm", "rmdir", "unlink"), removes),
    **dict.fromkeys(("chmod", "chown", "chgrp"), marks),
    **dict.fromkeys(("cp", "mv", "ln", "install"), moves),
}
