"""Commands that only look: they print, test, or read the files that they name."""

from layerwise.cache.commands.arguments import (
    Effects,
    arguments,
    here,
    not_known,
    place,
    places,
    subtrees,
    union,
)
from layerwise.cache.paths import NOTHING, Paths
from layerwise.regex import regex
from layerwise.shell.script import Command

_INERT = (
    "echo", "printf", "true", "false", ":", "popd", "set", "export", "unset", "umask", "break", "continue",
    "exit", "return", "sleep", "uname", "id", "whoami", "printenv", "hash", "let", "declare", "typeset",
    "shopt", "ulimit", "wait", "nproc", "arch", "hostname", "dirname", "basename", "seq", "read",
    "getopts", "local", "readonly", "shift", "tput", "clear", "getconf", "pwd", "env", "tr", "yes", "expr",
    "times", "alias", "unalias", "jobs", "kill", "killall", "pkill", "tty", "stty", "factor", "numfmt",
    "uptime", "free", "ps", "groups", "logname", "getent", "locale", "lsb_release", "lscpu", "envsubst",
    "pgrep", "nslookup", "ping",
)  # fmt: skip

# Programs that ask the system about itself, with the directories of `system` and no others.
_ABOUT_SYSTEM = (
    "dpkg-query", "dpkg-architecture", "dpkg-buildflags", "apt-config", "apt-cache", "apk-info", "dmesg",
    "gpgconf", "llvm-config",
)  # fmt: skip

# Programs that look at a file where they are given one, and otherwise at the system: any word may be it.
_LOOKING = (
    "ldd", "scanelf", "sysctl", "rpmquery", "pkg-config", "rev", "bc", "df", "sync", "users", "who",
    "lsof", "logger", "dig",
)  # fmt: skip

_RG_PATTERNS = ("-e", "--regexp", "-f", "--file", "--files", "--type-list")  # instead of the first word
_READERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("head", "tail"), ("-n", "-c", "--lines", "--bytes", "-s", "--pid")),
    "cut": ("-d", "-f", "-c", "-b", "--delimiter", "--fields", "--output-delimiter"),
    "sort": ("-k", "-t", "-S", "-T", "--key", "--field-separator", "-o", "--output", "--parallel"),
    "uniq": ("-f", "-s", "-w", "--skip-fields", "--skip-chars", "--check-chars"),
    "du": ("-d", "--max-depth", "-t", "--exclude", "-B", "-X", "--exclude-from"),
    **dict.fromkeys(("diff",), ("-x", "-X", "--exclude", "--exclude-from", "-I", "-U", "-C", "-F", "-W")),
    **dict.fromkeys(("join",), ("-1", "-2", "-t", "-a", "-e", "-o", "-v", "-j")),
    **dict.fromkeys(("nl", "fold", "expand", "paste", "column"), ("-d", "-w", "-s", "-t", "-b", "-n", "-c")),
    "stat": ("-c", "--format", "--printf"),
    "file": ("-m", "-F", "-P", "-f", "-e", "--magic-file", "--files-from"),
    "base64": ("-w", "--wrap"),
    "tree": ("-L", "-P", "-I", "-o", "--filelimit", "--charset"),
    "realpath": ("--relative-to", "--relative-base"),
    "xxd": ("-c", "-g", "-l", "-s", "-o"),
    "od": ("-A", "-t", "-N", "-j", "-w"),
    "hexdump": ("-n", "-s", "-e"),
    "rg": (*_RG_PATTERNS[:4], "-g", "-t", "-A", "-B", "-C", "-m"),
    **dict.fromkeys(("wc", "cat", "ls", "tac", "strings", "readlink", "cmp", "comm"), ()),
    **dict.fromkeys(("md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "b2sum"), ()),
    **dict.fromkeys(("shasum", "cksum", "rpm2cpio", "dir", "vdir"), ()),
}
_LISTS_OF_NAMES = (
    "--files0-from", "--fromfile", "--fromtabfile", "-X", "--exclude-from", "--gitignore", "--gitfile",
)  # fmt: skip
_LISTERS = ("ls", "du", "tree", "dir", "vdir")


def inert(command: Command) -> Effects:
    """A command that touches no file but by redirection."""
    del command
    return Effects()


def reader(command: Command) -> Effects:
    """A command that reads the files that it names, or lists the directory in which it runs."""
    name = command.name or ""
    given = arguments(command, valued=_READERS.get(name, ()))
    if name in ("uniq", "xxd"):  # the second name is the one to write
        return Effects(places(command, given.plain[:1]), places(command, given.plain[1:]))
    if given.has(*_LISTS_OF_NAMES) or (name == "file" and given.has("-f", "--files-from")):
        return not_known(f"{name} with a list of names")
    if name == "file" and given.has("-C"):
        return not_known("file -C, which writes what it has read,")
    names = given.plain[1:] if name == "rg" and not given.has(*_RG_PATTERNS) else given.plain
    reads = subtrees(command, (word for word in names if word.value != "-"))
    # the lists that are checked name other files, seen from here
    is_check = name.endswith("sum") and given.has("-c", "--check")
    if is_check or (not names and name in (*_LISTERS, "rg")):
        reads |= here(command)
    if name in ("du", "diff", "file", "rg", "sort"):
        reads |= places(command, given.of(*_NAMED))
    return Effects(reads, _printed(command))


_NAMED = ("--exclude-from", "--from-file", "--to-file", "-m", "-f", "--ignore-file", "--random-source")


def looks(command: Command) -> Effects:
    """A command of which any word may name a file to be looked at."""
    return Effects(subtrees(command, arguments(command).plain))


def _printed(command: Command) -> Paths:
    """The files that `sort -o` and `tree -o` write."""
    if command.name not in ("sort", "tree"):
        return NOTHING
    return places(command, arguments(command, valued=_READERS[command.name]).of("-o", "--output"))


def lists(command: Command) -> Effects:
    """`ls` and its kin where nobody takes what they print: the directory must be there, no more."""
    given = arguments(command, valued=_READERS.get(command.name or "", ()))
    if given.has(*_LISTS_OF_NAMES):
        return not_known(f"{command.name} with a list of names")
    return Effects(places(command, given.plain), _printed(command))


def is_listing(command: Command) -> bool:
    """Whether a command only prints what is in directories."""
    return command.name in _LISTERS


def keyscans(command: Command) -> Effects:
    """`ssh-keyscan HOST`, which prints; -f names a list of hosts (ssh-keyscan(1))."""
    given = arguments(command, valued=("-f", "-O", "-p", "-T", "-t"))
    return Effects(places(command, (word for word in given.of("-f") if word.value != "-")))


def dates(command: Command) -> Effects:
    """`date`, which may print a file's."""
    given = arguments(command, valued=("-d", "--date", "-r", "--reference", "-f", "--file", "-s", "-D"))
    return Effects(places(command, given.of("-r", "--reference", "-f", "--file")))


def finds(command: Command) -> Effects:
    """`which`: a program named by its path is looked for there."""
    return Effects(union(place(command, word) for word in command.words[1:] if "/" in word.raw))


def enters(command: Command) -> Effects:
    """`cd DIR`: it fails where the directory is not there."""
    return Effects(places(command, arguments(command).plain))


def tests(command: Command) -> Effects:
    """`test` and `[`: what stands after `-f` and its kin, and on both sides of `-nt`, is looked at."""
    words = command.words
    asked = [words[n] for n in range(1, len(words)) if _FILE_TEST.fullmatch(words[n - 1].raw)]
    for n in range(1, len(words) - 1):
        if words[n].raw in ("-nt", "-ot", "-ef"):
            asked += [words[n - 1], words[n + 1]]
    return Effects(places(command, asked))


_FILE_TEST = regex(r"-[abcdefghkprsuwxGLNOS]")


HANDLERS = {
    **dict.fromkeys((*_INERT, *_ABOUT_SYSTEM), inert),
    **dict.fromkeys(_LOOKING, looks),
    **dict.fromkeys(_READERS, reader),
    "date": dates,
    "ssh-keyscan": keyscans,
    **dict.fromkeys(("test", "[", "[["), tests),
    **dict.fromkeys(("cd", "pushd"), enters),
    **dict.fromkeys(("which", "type", "command", "whereis"), finds),
}
