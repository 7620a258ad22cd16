"""Commands that bring files from elsewhere: downloads, archives, clones, virtual environments."""

import posixpath
from collections.abc import Iterable

from layerwise.cache.commands.arguments import Arguments, Effects, arguments, home, place, subtree, union
from layerwise.cache.paths import NOTHING, Paths, files, trees, unknown
from layerwise.shell.script import Command, Word


def downloads(command: Command) -> Effects:
    """`curl` and `wget`: the named outputs, the URLs' last parts with -O or for wget, else standard output.

    Any other value of an option may name a file that is read (`-d @FILE`, `-K FILE`).
    """
    is_wget = command.name == "wget"
    given = arguments(command, valued=_WGET_OPTIONS if is_wget else _CURL_OPTIONS)
    outputs = _WGET_OUTPUTS if is_wget else _CURL_OUTPUTS
    directories = given.of("-P", "--directory-prefix") if is_wget else given.of("--output-dir")
    named = [word for word in given.of(*outputs) if word.value != "-"]
    values = [
        v for name, v in given.values if name not in outputs and v.value is not None and v not in directories
    ]
    reads = union(place(command, v._replace(value=(v.value or "").removeprefix("@"))) for v in values)
    reads |= files(*(posixpath.join(home(command), name) for name in (".curlrc", ".wgetrc", ".netrc")))
    writes = union(place(command, word) for word in named)
    writes |= union(subtree(command, word) for word in directories)
    if given.has("-J", "--remote-header-name", "-r", "--recursive", "-m", "--mirror", "-p", "-x", "-i"):
        writes |= trees([command.cwd]) if command.cwd else unknown("the names of its downloads are not known")
    is_named_by_url = not given.of("-O", "--output-document") if is_wget else given.has("-O", *_REMOTE_NAMES)
    if is_named_by_url and not directories:
        writes |= union(_last_part(command, word.value) for word in given.plain)
    return Effects(reads, writes)


_WGET_OUTPUTS = ("-O", "--output-document", "-o", "--output-file", "-a", "--append-output")
_CURL_OUTPUTS = ("-o", "--output", "-D", "--dump-header", "-c", "--cookie-jar", "--stderr", "--trace")
_REMOTE_NAMES = ("--remote-name", "--remote-name-all")
_WGET_OPTIONS = (
    *_WGET_OUTPUTS,
    *("-P", "--directory-prefix", "-e", "-i", "--input-file", "-t", "--tries", "-T", "--timeout", "-w", "-U"),
    *("--header", "-l", "-A", "-R", "-D", "--user", "--password", "-Q", "-B", "--wait", "--waitretry"),
)
_CURL_OPTIONS = (
    *_CURL_OUTPUTS,
    *("--output-dir", "-H", "--header", "-d", "--data", "--data-binary", "-A", "-u", "--user", "-e", "-x"),
    *("-X", "--request", "--retry", "--retry-delay", "--connect-timeout", "-m", "--max-time", "-T", "-F"),
    *("--upload-file", "--form", "-b", "--cookie", "-K", "--config", "-w", "--write-out", "-E", "--cert"),
    *("--cacert", "--key", "-C", "-r", "-z", "-y", "-Y", "-U", "-P", "-Q", "-t"),
)


def _last_part(command: Command, url: str | None) -> Paths:
    if url is None or command.cwd is None:
        return unknown("the name of a downloaded file is not known")
    return files(posixpath.join(command.cwd, posixpath.basename(url.partition("?")[0])))


def tar(command: Command) -> Effects:
    """`tar x` unpacks any name into a directory; `tar c` reads all that it packs and writes the archive."""
    given = arguments(command, valued=_TAR_OPTIONS)
    modes = set(given.options)
    first = command.words[1].value or ""
    if not first.startswith("-"):
        modes |= {f"-{letter}" for letter in first}  # `tar xzf FILE`
    names = (*given.plain, *given.of("-f", "--file"))
    directories = given.of("-C", "--directory")
    if (
        not modes.isdisjoint(("-P", "--absolute-names", "-T", "--files-from"))
        or "C" in first.partition("-")[0]
    ):
        return Effects(unknown("what tar packs is not known"), unknown("where tar unpacks to is not known"))
    if not modes.isdisjoint(("-c", "-r", "-u", "--create", "--append", "--update")):
        packed = union(subtree(command, word) for word in (*names, *directories))
        return Effects(packed, union(place(command, word) for word in names if word.value != "-"))
    return _unpacked(command, names, directories)


_TAR_OPTIONS = (
    *("-C", "--directory", "-f", "--file", "--strip-components", "-X", "--exclude", "-T", "--files-from"),
    *("-I", "--use-compress-program", "--exclude-from", "--owner", "--group", "--mode", "--transform"),
)


def unzip(command: Command) -> Effects:
    """`unzip` unpacks any name into a directory."""
    given = arguments(command, valued=("-d", "-P"))
    return _unpacked(command, given.plain, given.of("-d"))


def _unpacked(command: Command, archives: Iterable[Word], directories: tuple[Word, ...]) -> Effects:
    reads = union(place(command, word) for word in archives)
    if directories:
        return Effects(reads, union(subtree(command, word) for word in directories))
    if command.cwd is None:
        return Effects(reads, unknown("the directory that it unpacks into is not known"))
    return Effects(reads, trees([command.cwd]))


def compressors(command: Command) -> Effects:
    """`gzip FILE` puts another file in its place; with -c, or without a name, it is a filter."""
    given = arguments(command)
    reads = union(place(command, word) for word in given.plain)
    if given.has("-c", "--stdout", "--to-stdout"):
        return Effects(reads)
    beside = (
        word._replace(value=posixpath.dirname(word.value or "") or ".") for word in given.plain if word.value
    )
    return Effects(reads, union(subtree(command, word) for word in beside))


def git(command: Command) -> Effects:
    """`git clone URL [DIR]` writes that directory, `git config --global` the home; else it is not known."""
    given = arguments(command, valued=("-b", "--branch", "--depth", "-c", "--config", "-C", "-o", "--filter"))
    verb = given.plain[0].value if given.plain else None
    settings = files(*(posixpath.join(home(command), name) for name in (".gitconfig", ".config/git/config")))
    if verb == "config" and given.has("--global", "--system"):
        return Effects(settings, settings)
    if verb != "clone" or len(given.plain) < len(("clone", "url")) or given.has("-C"):
        return Effects(unknown("git reads the repository"), unknown("what git writes is not known"))
    url = given.plain[1]
    is_local = url.value is not None and ":" not in url.value
    return Effects(settings | (subtree(command, url) if is_local else NOTHING), _clone(command, given))


def _clone(command: Command, given: Arguments) -> Paths:
    if len(given.plain) > len(("clone", "url")):
        return subtree(command, given.plain[2])
    url = given.plain[1].value
    if url is None or command.cwd is None:
        return unknown("the directory that git clones into is not known")
    return trees([posixpath.join(command.cwd, posixpath.basename(url.rstrip("/")).removesuffix(".git"))])


def environments(command: Command) -> Effects:
    """`virtualenv DIR`: a new tree."""
    return Effects(writes=union(subtree(command, word) for word in arguments(command).plain))


def python(command: Command) -> Effects:
    """`python -m venv DIR` makes a tree; any other script is not known."""
    words = [word.value for word in command.words[1:]]
    if words[:2] == ["-m", "venv"]:
        plain = [word for word in command.words[3:] if not (word.value or "").startswith("-")]
        return Effects(writes=union(subtree(command, word) for word in plain))
    return Effects(unknown("what the program reads is not known"), unknown("what it writes is not known"))


def configures(command: Command) -> Effects:
    """`npm config set`, `pip config set`, `yarn config set`, `bundle config`: settings in the home or in place."""
    words = [word.value for word in command.words[1:]]
    if "config" not in words[:1] or command.cwd is None:
        return Effects(unknown("what it reads is not known"), unknown("what it writes is not known"))
    in_place = [posixpath.join(command.cwd, name) for name in _SETTINGS]
    personal = [posixpath.join(home(command), name) for name in _SETTINGS]
    is_personal = command.name in ("npm", "pip", "pip3") and not any(
        (word or "").startswith(("--location", "-L")) for word in words
    )
    read = files(*in_place, posixpath.join(command.cwd, "package.json"))
    return Effects(read | trees(personal), trees(personal) if is_personal else trees(personal + in_place))


_SETTINGS = (".npmrc", ".yarnrc", ".yarnrc.yml", ".bundle", ".config/pip", ".pip", ".config/pnpm")


HANDLERS = {
    **dict.fromkeys(("curl", "wget"), downloads),
    "tar": tar,
    "unzip": unzip,
    **dict.fromkeys(("gzip", "gunzip", "bzip2", "bunzip2", "xz", "unxz", "zstd"), compressors),
    "git": git,
    "virtualenv": environments,
    **dict.fromkeys(("python", "python3", "python2"), python),
    **dict.fromkeys(("npm", "pip", "pip3", "yarn", "bundle", "pnpm"), configures),
}
