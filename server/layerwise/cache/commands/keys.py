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
)
from layerwise.cache.paths import NOTHING, files, trees
from layerwise.regex import regex
from layerwise.shell.script import Command, Word


def gpg(command: Command) -> Effects:
    """`gpg`: the keyring in its home, the files that are named, and what -o names."""
    given = arguments(command, valued=_GPG_OPTIONS)
    if not given.has(*_GPG_ACTIONS):
        return not_known("gpg without an action that is known")
    if not given.options.issubset({*_GPG_ACTIONS, *_GPG_OPTIONS, *_GPG_FLAGS}):
        return not_known("gpg with an option that is not known")
    home = named_by(command, "GNUPGHOME", *at_home(command, ".gnupg"))
    if given.of("--homedir"):
        home = subtrees(command, given.of("--homedir"))
    rings = places(command, (near for word in given.of(*_RINGS) for near in _ring(word)))
    outputs = [word for word in given.of("-o", "--output") if word.value != "-"]
    names = () if given.has(*_GPG_BY_NAME) else [word for word in given.plain if word.value != "-"]
    read = places(command, (*names, *given.of("--passphrase-file")))
    if given.has("--verify"):  # the signed file has the signature's name without its ending
        read |= places(command, (_replaced(word, "")[0] for word in names[:1]))
    written = places(command, outputs) | home | rings
    if not outputs and given.has("--dearmor", "--enarmor"):
        beside = (_suffixed(word, one) for word in names for one in (".gpg", ".asc"))
        written |= places(command, beside)
    return Effects(read | home | rings, written)


_GPG_ACTIONS = (
    "--import", "--verify", "--recv-keys", "--recv-key", "--receive-keys", "--refresh-keys", "--dearmor",
    "--enarmor", "--export", "--list-keys", "--list-public-keys", "--fingerprint", "--decrypt", "-d", "-k",
    "--show-keys", "--search-keys", "--delete-keys", "--import-ownertrust", "--list-secret-keys",
    "--version", "--fetch-keys", "--quick-generate-key", "--gen-key", "--generate-key",
)  # fmt: skip
_GPG_FLAGS = (
    "--batch", "--yes", "--no-tty", "-q", "--quiet", "-v", "--verbose", "-a", "--armor", "--no-options",
    "--no-default-keyring", "--with-colons", "--with-fingerprint", "--with-subkey-fingerprint", "--no",
    "--always-trust", "--no-permission-warning", "--no-auto-check-trustdb", "--no-secmem-warning",
    "--allow-secret-key-import", "--no-greeting", "--auto-key-retrieve", "--no-autostart", "--no-verbose",
    "--ignore-time-conflict", "--ignore-valid-from", "--no-auto-key-retrieve", "--openpgp",
    "--with-secret",
)  # fmt: skip
_GPG_BY_NAME = ("--recv-keys", "--recv-key", "--receive-keys", "--export", "--list-keys", "--fingerprint")
_RINGS = ("--keyring", "--primary-keyring", "--secret-keyring")
_GPG_OPTIONS = (
    "--auto-key-locate", "--keyid-format", "--list-options", "--verify-options", "--default-new-key-algo",
    "-o", "--output", "--homedir", "--keyserver", "--keyserver-options", "--trust-model", "--passphrase",
    "--passphrase-file", "-r", "--recipient", "-u", "--local-user", "--default-key", "--status-fd",
    "--logger-fd", "--command-fd", "--pinentry-mode", "--import-options", *_RINGS, "--export-options",
    "--passphrase-fd", "--digest-algo", "--cipher-algo", "--display-charset",
)  # fmt: skip


def _ring(word: Word) -> tuple[Word, ...]:
    """A ring that is no name in gpg's home, with the lock and the copy that gpg puts beside it for a moment."""
    if word.value is None:
        return (word,)
    if "/" not in word.value:
        return ()
    named = word._replace(value=_RING_KIND.sub("", word.value))
    return (named, _suffixed(named, ".lock"), _suffixed(named, "~"))


_RING_KIND = regex(r"^gnupg-(?:ring|kbx):")


def ssh_keygen(command: Command) -> Effects:
    """`ssh-keygen`: the pair that -f names, the host keys with -A, else the home's."""
    given = arguments(command, valued=_KEYGEN_VALUED)
    named = given.of("-f")
    is_known = given.options.issubset({*_KEYGEN_VALUED, *_KEYGEN_FLAGS})
    if not is_known or given.plain or (named and given.has("-A")):
        return not_known("ssh-keygen beyond a pair of keys")
    ends = ("", ".old") if given.has("-R", "-H") else ("", ".pub")
    pair = places(command, (_suffixed(word, end) for word in named for end in ends))
    homely = trees(at_home(command, ".ssh"))
    written = pair if named else homely
    return Effects(pair | homely, written | trees(["/etc/ssh"]) if given.has("-A") else written)


# ssh-keygen(1): what makes, shows or changes a pair or a list of hosts; certificates and signatures are left out.
_KEYGEN_VALUED = ("-a", "-b", "-C", "-E", "-f", "-F", "-m", "-N", "-P", "-R", "-t", "-Z")
_KEYGEN_FLAGS = ("-A", "-B", "-c", "-e", "-H", "-i", "-l", "-p", "-q", "-v", "-y")


def ssh(command: Command) -> Effects:
    """`ssh`, `ssh-add`, `ssh-agent`: the home's keys and known hosts."""
    given = arguments(command, valued=_SSH_VALUED[command.name or ""])
    homely = trees((*at_home(command, ".ssh"), "/etc/ssh"))
    if command.name == "ssh-agent":
        if given.plain:
            return not_known("the command of ssh-agent")
        return Effects(homely, homely | places(command, given.of("-a")))
    if command.name == "ssh-add":
        return Effects(homely | places(command, (*given.plain, *given.of("-H", "-s", "-e", "-T"))), homely)
    if given.has("-S", "-I") or any(_SSH_FILES.search(word.raw) for word in given.of("-o")):
        return not_known("ssh with files of its own")
    return Effects(homely | places(command, given.of("-i", "-F")), homely | places(command, given.of("-E")))


# ssh(1), ssh-add(1), ssh-agent(1); ssh_config(5) has the keywords of -o.
_SSH_VALUED = {
    "ssh": tuple(f"-{letter}" for letter in "BbcDEeFIiJLlmOopQRSWw"),
    "ssh-add": ("-E", "-e", "-H", "-h", "-S", "-s", "-T", "-t"),
    "ssh-agent": ("-a", "-E", "-O", "-P", "-t"),
}
_SSH_FILES = regex(r"(?i)file|path|command|agent|include|provider|\$")


def openssl(command: Command) -> Effects:
    """`openssl VERB`: options have one dash and long names; a name after -out is written, all others read."""
    words = command.words[1:]
    verb = words[0].value if words else None
    if verb not in _SSL_VERBS:
        return not_known(f"openssl {verb or ''}".rstrip())
    reads, writes = NOTHING, NOTHING
    for before, word in pairwise(words):
        option = before.value or ""
        if (word.value or "").startswith("-") or option in _SSL_NO_FILES or (word.value or "").isdigit():
            continue
        named = _password_file(word) if option in _SSL_PASSWORDS else word
        if named is None:
            continue
        if option.startswith("-") and option.endswith(_SSL_OUTPUTS):
            writes |= place(command, named)
        else:
            reads |= place(command, named)
        if option == "-CA":
            serial = places(command, _replaced(named, ".srl"))
            reads, writes = reads | serial, writes | serial
    if verb == "req" and command.cwd is not None:
        writes |= files(posixpath.join(command.cwd, "privkey.pem"))
    return Effects(reads, writes | files(*at_home(command, ".rnd")))


# openssl(1): the others keep lists beside their files, or serve; every word that is no option counts as a file but
# these options' values.
_SSL_VERBS = (
    "version", "rand", "genrsa", "genpkey", "gendsa", "req", "x509", "rsa", "dsa", "ec", "ecparam",
    "dhparam", "pkcs12", "pkcs8", "pkcs7", "dgst", "enc", "passwd", "pkey", "verify", "s_client", "crl",
    "help", "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "ciphers", "prime", "list", "base64",
)  # fmt: skip
_SSL_OUTPUTS = ("out", "-writerand", "-CAserial", "-keylogfile", "-msgfile")
_SSL_NO_FILES = (
    "-subj", "-days", "-newkey", "-name", "-caname", "-algorithm", "-pkeyopt", "-addext", "-set_serial",
    "-iter", "-k", "-K", "-iv", "-S", "-md", "-nameopt", "-connect", "-servername", "-extensions",
    "-reqexts", "-inform", "-outform", "-keyform", "-certform", "-checkend", "-salt", "-sigopt", "-hmac",
    "-port", "-host", "-proxy", "-starttls", "-alpn", "-multivalue-rdn", "-conv_form", "-param_enc",
    "-section", "-CAform",
)  # fmt: skip
_SSL_PASSWORDS = ("-pass", "-passin", "-passout")


def _password_file(word: Word) -> Word | None:
    """The file in which a password is, None where it stands somewhere else."""
    if word.value is None:
        return word if word.raw.strip("\"'").startswith(("file:", "$", "`")) else None
    kind, _, path = word.value.partition(":")
    return word._replace(value=path) if kind == "file" else None


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
