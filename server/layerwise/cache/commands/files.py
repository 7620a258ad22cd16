"""Commands on files: what they read, write, delete, and give another mode or owner."""

from layerwise.cache.commands.arguments import Effects, arguments, place, subtree, union
from layerwise.cache.paths import NOTHING
from layerwise.shell.script import Command

_INERT = (
    *("echo", "printf", "true", "false", ":", "cd", "pushd", "popd", "set", "export", "unset", "umask"),
    *("exit", "return", "sleep", "which", "type", "uname", "date", "id", "whoami", "printenv", "hash"),
    *("shopt", "ulimit", "wait", "nproc", "arch", "hostname", "dirname", "basename", "seq", "read"),
    *("trap", "local", "readonly", "shift", "tput", "clear", "getconf", "pwd", "env", "tr", "rev", "yes"),
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


def tests(command: Command) -> Effects:
    """`test` and `[`: operands that look like paths are looked at."""
    plain = [word for word in command.words[1:] if not (word.value or "").startswith("-")]
    return Effects(reads=union(place(command, word) for word in plain if "/" in word.raw or "." in word.raw))


def grep(command: Command) -> Effects:
    """A filter: its first plain word is a program, the others are files; `sed -i` writes them again."""
    given = arguments(command, valued=("-e", "-f", "--expression", "--file"))
    names = given.plain if "-e" in given.values or "-f" in given.values else given.plain[1:]
    touched = union(subtree(command, word) for word in names)
    in_place = command.name == "sed" and (given.has("i", "--in-place") or "--in-place" in given.values)
    return Effects(reads=touched, writes=touched if in_place else NOTHING)


def makes(command: Command) -> Effects:
    """`mkdir`, `touch`, `tee`, `truncate`: the named paths are written."""
    given = arguments(command, valued=("-m", "-r", "-d", "-t", "-s"))
    return Effects(writes=union(place(command, word) for word in given.plain))


def removes(command: Command) -> Effects:
    """`rm`, `rmdir`, `unlink`: the named paths and everything below."""
    return Effects(writes=union(subtree(command, word) for word in arguments(command).plain))


def marks(command: Command) -> Effects:
    """`chmod`, `chown`, `chgrp`: the first plain word is the mode or owner; -R takes the whole subtree."""
    given = arguments(command)
    reach = subtree if given.has("R", "--recursive") else place
    return Effects(writes=union(reach(command, word) for word in given.plain[1:]))


def moves(command: Command) -> Effects:
    """`cp`, `mv`, `ln`, `install`: the last word is written; what `mv` takes is gone."""
    given = arguments(command, valued=("-m", "-o", "-g", "-t", "-S"))
    target = given.values.get("-t")
    sources = given.plain if target is not None else given.plain[:-1]
    targets = [target] if target is not None else list(given.plain[-1:])
    taken = union(subtree(command, word) for word in sources)
    written = union(subtree(command, word) for word in targets)
    if command.name == "ln":
        return Effects(writes=written)
    if command.name == "install" and given.has("d"):
        return Effects(writes=union(place(command, word) for word in given.plain))
    return Effects(reads=taken, writes=written | taken if command.name == "mv" else written)


HANDLERS = {
    **dict.fromkeys(_INERT, inert),
    **dict.fromkeys(_READERS, reader),
    **dict.fromkeys(("test", "[", "[["), tests),
    **dict.fromkeys(("grep", "egrep", "fgrep", "sed", "awk", "jq"), grep),
    **dict.fromkeys(("mkdir", "touch", "tee", "truncate", "mkfifo"), makes),
    **dict.fromkeys(("rm", "rmdir", "unlink"), removes),
    **dict.fromkeys(("chmod", "chown", "chgrp"), marks),
    **dict.fromkeys(("cp", "mv", "ln", "install"), moves),
}
