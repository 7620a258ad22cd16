"""Keys and certificates: gpg, ssh and openssl."""

import posixpath
from itertools import pairwise

from layerwise.cache.commands.arguments import (
    Effects,
    arguments,
    at_home,
    named_by,
    not_known,
    place,
    places,
    subtrees,
    union,
)
from layerwise.cache.paths import NOTHING, files, trees
from layerwise.shell.script import Command, Word


def gpg(command: Command) -> Effects:
    """`gpg`: the keyring in its home, the files that are named, and what -o names."""
    given = arguments(command, valued=_GPG_OPTIONS)
    if not given.has(*_GPG_ACTIONS):
        return not_known("gpg without an action that is known")
    home = named_by(command, "GNUPGHOME", *at_home(command, ".gnupg"))
    if given.of("--homedir"):
        home = subtrees(command, given.of("--homedir"))
    rings = places(command, (word for word in given.of(*_RINGS) if "/" in word.raw))
    outputs = [word for word in given.of("-o", "--output") if word.value != "-"]
    names = () if given.has(*_GPG_BY_NAME) else [word for word in given.plain if word.value != "-"]
    read = places(command, (*names, *given.of("--passphrase-file")))
    written = places(command, outputs) | home | rings
    if not outputs and given.has("--dearmor", "--enarmor"):
        beside = (_suffixed(word, one) for word in names for one in (".gpg", ".asc"))
        written |= places(command, beside)
    return Effects(read | home | rings, written)


_GPG_ACTIONS = (
    *("--import", "--verify", "--recv-keys", "--recv-key", "--receive-keys", "--refresh-keys", "--dearmor"),
    *("--enarmor", "--export", "--list-keys", "--list-public-keys", "--fingerprint", "--decrypt", "-d", "-k"),
    *(
        "--show-keys",
        "--search-keys",
        "--delete-keys",
        "--import-ownertrust",
        "--list-secret-keys",
        "--version",
    ),
    *("--fetch-keys", "--quick-generate-key", "--gen-key", "--generate-key"),
)
_GPG_BY_NAME = ("--recv-keys", "--recv-key", "--receive-keys", "--export", "--list-keys", "--fingerprint")
_RINGS = ("--keyring", "--primary-keyring", "--secret-keyring")
_GPG_OPTIONS = (
    *("-o", "--output", "--homedir", "--keyserver", "--keyserver-options", "--trust-model", "--passphrase"),
    *("--passphrase-file", "-r", "--recipient", "-u", "--local-user", "--default-key", "--status-fd"),
    *("--logger-fd", "--command-fd", "--pinentry-mode", "--options", "--import-options", *_RINGS),
    *("--export-options", "--passphrase-fd", "--digest-algo", "--cipher-algo", "--display-charset"),
)


def ssh_keygen(command: Command) -> Effects:
    """`ssh-keygen`: the pair that -f names, the host keys with -A, else the home's."""
    given = arguments(
        command, valued=("-b", "-C", "-f", "-N", "-P", "-t", "-R", "-F", "-m", "-O", "-a", "-E")
    )
    named = given.of("-f")
    pair = places(command, (name for word in named for name in (word, _suffixed(word, ".pub"))))
    homely = trees(at_home(command, ".ssh"))
    written = pair if named else homely
    return Effects(pair | homely, written | trees(["/etc/ssh"]) if given.has("-A") else written)


def ssh(command: Command) -> Effects:
    """`ssh`, `ssh-add`, `ssh-agent`: the home's keys and known hosts."""
    given = arguments(command, valued=("-i", "-o", "-p", "-F", "-l", "-E", "-t"))
    homely = trees((*at_home(command, ".ssh"), "/etc/ssh"))
    names = given.plain if command.name == "ssh-add" else given.of("-i", "-F")
    return Effects(homely | places(command, names), homely)


def openssl(command: Command) -> Effects:
    """`openssl VERB`: options have one dash and long names; a name after -out is written, all others read."""
    words = command.words[1:]
    verb = words[0].value if words else None
    if verb in ("ca", "ts", "s_server", "srp") or any(word.value is None for word in words[:1]):
        return not_known(f"openssl {verb or ''}".rstrip())
    reads, writes = NOTHING, NOTHING
    for option, value in pairwise(words[1:]):
        if option.value in _SSL_OUTPUTS:
            writes |= place(command, value)
        elif option.value in _SSL_INPUTS:
            reads |= place(command, value)
            if option.value == "-CA":
                serial = _replaced(value, ".srl")
                writes |= places(command, serial)
                reads |= places(command, serial)
    behind = (value for option, value in pairwise(words) if not (option.value or "").startswith("-"))
    reads |= union(
        place(command, word) for word in behind if word.value and word.value[:1] not in "-0123456789"
    )
    if verb == "dgst":
        reads |= places(command, words[-1:])
    if verb == "req" and command.cwd is not None:
        writes |= files(posixpath.join(command.cwd, "privkey.pem"))
    return Effects(reads, writes | files(*at_home(command, ".rnd")))


_SSL_OUTPUTS = ("-out", "-keyout", "-writerand", "-CAserial", "-caout")
_SSL_INPUTS = (
    *("-in", "-key", "-inkey", "-config", "-extfile", "-CA", "-CAkey", "-CAfile", "-CApath", "-certfile"),
    *("-signkey", "-rand", "-paramfile", "-name_file", "-kfile", "-cert", "-verify", "-signature"),
)


def _replaced(word: Word, suffix: str) -> tuple[Word, ...]:
    if word.value is None:
        return (word,)
    base = posixpath.splitext(word.value)[0]
    return (word._replace(value=base + suffix), word._replace(value=word.value + suffix))


def _suffixed(word: Word, suffix: str) -> Word:
    return word if word.value is None else word._replace(value=word.value + suffix)


HANDLERS = {
    **dict.fromkeys(("gpg", "gpg2"), gpg),
    "ssh-keygen": ssh_keygen,
    **dict.fromkeys(("ssh", "ssh-add", "ssh-agent"), ssh),
    "openssl": openssl,
}
