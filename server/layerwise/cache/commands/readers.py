"""Commands that only look: they print, test, or read the files that they name."""

import re

from layerwise.cache.commands.arguments import Effects, arguments, here, place, places, subtrees, union
from layerwise.cache.paths import NOTHING, Paths
from layerwise.shell.script import Command

_INERT = (
    *("echo", "printf", "true", "false", ":", "popd", "set", "export", "unset", "umask", "break", "continue"),
    *("exit", "return", "sleep", "uname", "id", "whoami", "printenv", "hash", "let", "declare", "typeset"),
    *(
        "shopt",
        "ulimit",
        "wait",
        "nproc",
        "arch",
        "hostname",
        "dirname",
        "basename",
        "seq",
        "read",
        "getopts",
    ),
    *("local", "readonly", "shift", "tput", "clear", "getconf", "pwd", "env", "tr", "rev", "yes", "expr"),
    *("times", "alias", "unalias", "jobs", "kill", "killall", "pkill", "sync", "tty", "stty", "bc", "factor"),
    *("numfmt", "users", "who", "uptime", "free", "df", "ps", "groups", "logname", "getent", "locale"),
    *(
        "lsb_release",
        "lscpu",
        "envsubst",
        "logger",
        "lsof",
        "pgrep",
        "ssh-keyscan",
        "nslookup",
        "dig",
        "ping",
    ),
)

# Programs that ask the system about itself, with the directories of `system` and no others.
_ABOUT_SYSTEM = (
    *("dpkg-query", "dpkg-architecture", "dpkg-buildflags", "apt-config", "apt-cache", "ldd", "scanelf"),
    *("apk-info", "rpmquery", "sysctl", "dmesg", "gpgconf", "gpg-connect-agent", "pkg-config", "llvm-config"),
)

_READERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("head", "tail"), ("-n", "-c", "--lines", "--bytes", "-s", "--pid")),
    "cut": ("-d", "-f", "-c", "-b", "--delimiter", "--fields", "--output-delimiter"),
    "sort": ("-k", "-t", "-S", "-T", "--key", "--field-separator", "-o", "--output", "--parallel"),
    "uniq": ("-f", "-s", "-w", "--skip-fields", "--skip-chars", "--check-chars"),
    "du": ("-d", "--max-depth", "-t", "--exclude", "-B"),
    "stat": ("-c", "--format", "--printf"),
    "file": ("-m", "-F", "-P"),
    "base64": ("-w", "--wrap"),
    "tree": ("-L", "-P", "-I", "-o", "--filelimit", "--charset"),
    "realpath": ("--relative-to", "--relative-base"),
    "xxd": ("-c", "-g", "-l", "-s", "-o"),
    "od": ("-A", "-t", "-N", "-j", "-w"),
    "hexdump": ("-n", "-s", "-e"),
    "rg": ("-e", "-g", "-t", "-A", "-B", "-C", "-m"),
    **dict.fromkeys(
        ("wc", "cat", "ls", "tac", "nl", "strings", "readlink", "diff", "cmp", "comm", "join"), ()
    ),
    **dict.fromkeys(("md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "b2sum"), ()),
    **dict.fromkeys(("shasum", "cksum", "column", "fold", "expand", "paste", "rpm2cpio", "dir", "vdir"), ()),
}
_LISTERS = ("ls", "du", "tree", "dir", "vdir")


def inert(command: Command) -> Effects:
    """A command that touches no file but by redirection."""
    del command
    return Effects()


def reader(command: Command) -> Effects:
    """A command that reads the files that it names, or lists the directory in which it runs."""
    given = arguments(command, valued=_READERS.get(command.name or "", ()))
    names = given.plain
    if command.name == "uniq" and len(names) > 1:
        return Effects(places(command, names[:1]), places(command, names[1:]))
    if command.name == "xxd":
        return Effects(places(command, names[:1]), places(command, names[1:]))
    reads = subtrees(command, (word for word in names if word.value != "-"))
    if not names and command.name in (*_LISTERS, "rg"):
        reads = here(command)
    if given.has("-c", "--check") and (command.name or "").endswith("sum"):
        reads |= here(command)  # its lists name other files, seen from here
    return Effects(reads, _printed(command))


def _printed(command: Command) -> Paths:
    """The files that `sort -o` and `tree -o` write."""
    if command.name not in ("sort", "tree"):
        return NOTHING
    return places(command, arguments(command, valued=_READERS[command.name]).of("-o", "--output"))


def lists(command: Command) -> Effects:
    """`ls` and its kin where nobody takes what they print: the directory must be there, no more."""
    given = arguments(command, valued=_READERS.get(command.name or "", ()))
    return Effects(places(command, given.plain), _printed(command))


def is_listing(command: Command) -> bool:
    """Whether a command only prints what is in directories."""
    return command.name in _LISTERS


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


_FILE_TEST = re.compile(r"-[abcdefghkprsuwxGLNOS]")


HANDLERS = {
    **dict.fromkeys((*_INERT, *_ABOUT_SYSTEM), inert),
    **dict.fromkeys(_READERS, reader),
    "date": dates,
    **dict.fromkeys(("test", "[", "[["), tests),
    **dict.fromkeys(("cd", "pushd"), enters),
    **dict.fromkeys(("which", "type", "command", "whereis"), finds),
}
