"""Commands that bring files from elsewhere: downloads, archives, clones, virtual environments."""

import posixpath

from layerwise.cache.commands.arguments import Arguments, Effects, arguments, place, subtree, union
from layerwise.cache.paths import NOTHING, Paths, files, trees, unknown
from layerwise.shell.script import Command


def downloads(command: Command) -> Effects:
    """`curl` and `wget`: the named output, the URL's last part with -O or for wget, else standard output."""
    given = arguments(command, valued=_DOWNLOAD_OPTIONS)
    is_wget = command.name == "wget"
    named = given.values.get("-O" if is_wget else "-o") or given.values.get("--output")
    named = named or given.values.get("--output-document")
    directory = given.values.get("-P") or given.values.get("--output-dir")
    if named is not None:
        return Effects(writes=NOTHING if named.value == "-" else place(command, named))
    if any(name.startswith("-") and "O-" in name for name in given.options):
        return Effects()
    if directory is not None:
        return Effects(writes=subtree(command, directory))
    if is_wget or given.has("O", "--remote-name"):
        return Effects(writes=union(_last_part(command, word.value) for word in given.plain))
    return Effects()


_DOWNLOAD_OPTIONS = (
    *("-o", "--output", "-O", "--output-document", "-P", "--output-dir", "-H", "--header", "-d", "--data"),
    *("-A", "-u", "--user", "-e", "-x", "-X", "--request", "--retry", "--connect-timeout", "-m", "-T", "-t"),
)


def _last_part(command: Command, url: str | None) -> Paths:
    if url is None or command.cwd is None:
        return unknown("the name of a downloaded file is not known")
    return files(posixpath.join(command.cwd, posixpath.basename(url.partition("?")[0])))


def archives(command: Command) -> Effects:
    """`tar`, `unzip`: unpacked into a directory, any name in it; what they pack or unpack is read."""
    given = arguments(command, valued=("-C", "--directory", "-d", "-f", "--file", "-x", "--strip-components"))
    target = given.values.get("-C") or given.values.get("--directory") or given.values.get("-d")
    archive = given.values.get("-f") or given.values.get("--file")
    reads = union(place(command, word) for word in (*given.plain, *([archive] if archive else [])))
    if target is not None:
        return Effects(reads=reads, writes=subtree(command, target))
    if command.cwd is None:
        return Effects(reads=reads, writes=unknown("the directory that it unpacks into is not known"))
    return Effects(reads=reads, writes=trees([command.cwd]))


def git(command: Command) -> Effects:
    """`git clone URL [DIR]` writes that directory; `git config --global` the home; else it is not known."""
    given = arguments(command, valued=("-b", "--branch", "--depth", "-c", "--config", "-C", "-o"))
    verb = given.plain[0].value if given.plain else None
    if verb == "config":
        return Effects()
    if verb != "clone" or len(given.plain) < len(("clone", "url")):
        return Effects(unknown("git reads the repository"), unknown("what git writes is not known"))
    return Effects(writes=_clone(command, given))


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
    if "config" not in words[:1]:
        return Effects(unknown("what it reads is not known"), unknown("what it writes is not known"))
    if command.cwd is None or command.name in ("npm", "pip", "pip3"):
        return Effects()
    own = (".yarnrc.yml", ".yarnrc", ".npmrc", ".bundle")
    return Effects(writes=trees(posixpath.join(command.cwd, name) for name in own))


HANDLERS = {
    **dict.fromkeys(("curl", "wget"), downloads),
    **dict.fromkeys(("tar", "unzip", "gunzip", "bunzip2", "xz", "gzip"), archives),
    "git": git,
    "virtualenv": environments,
    **dict.fromkeys(("python", "python3", "python2"), python),
    **dict.fromkeys(("npm", "pip", "pip3", "yarn", "bundle", "pnpm"), configures),
}
