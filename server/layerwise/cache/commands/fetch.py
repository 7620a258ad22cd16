"""Downloads: curl and wget, which write what they are told to, or a file named by the URL, or nothing."""

import posixpath

from layerwise.cache.commands.arguments import (
    Effects,
    arguments,
    at_home,
    place,
    places,
    subtree,
    union,
    within,
)
from layerwise.cache.paths import NOTHING, Paths, files, unknown
from layerwise.shell.script import Command, Word


def curl(command: Command) -> Effects:
    """`curl`: -o FILE, -O by the URL's last part, else standard output; -J takes any name."""
    given = arguments(command, valued=_CURL_OPTIONS)
    folders = given.of("--output-dir")
    reads = files(*at_home(command, ".curlrc", ".netrc", ".config/curlrc"))
    reads |= places(command, given.of(*_CURL_INPUTS))
    reads |= union(_uploaded(command, word) for word in given.of(*_CURL_DATA))
    writes = NOTHING
    for folder in folders or (None,):
        at = command.cwd if folder is None else within(command, folder.value or "")
        outputs = given.of("-o", "--output")
        writes |= union(_placed(command, at, word) for word in outputs if word.value != "-")
        if given.has("-O", "--remote-name", "--remote-name-all"):
            urls = (*given.plain, *given.of("--url"))
            writes |= union(_by_url(at, word) for word in urls)
        if given.has("-J", "--remote-header-name"):
            writes |= _whole(at)
    writes |= union(place(command, word) for word in given.of(*_CURL_LOGS) if word.value != "-")
    return Effects(reads, writes)


_CURL_LOGS = ("-D", "--dump-header", "-c", "--cookie-jar", "--stderr", "--trace", "--trace-ascii")
_CURL_INPUTS = (
    *("-K", "--config", "-T", "--upload-file", "-E", "--cert", "--cacert", "--key", "--netrc-file"),
    *("--capath", "--crlfile", "--proxy-cacert", "--hsts", "--etag-compare"),
)
_CURL_DATA = ("-d", "--data", "--data-binary", "--data-urlencode", "--data-ascii", "-F", "--form", "-b", "-H")
_CURL_OPTIONS = (
    *("-o", "--output", "--output-dir", *_CURL_LOGS, *_CURL_INPUTS, *_CURL_DATA, "--header", "--cookie"),
    *("-A", "--user-agent", "-u", "--user", "-e", "--referer", "-x", "--proxy", "-X", "--request", "--retry"),
    *("--retry-delay", "--retry-max-time", "--connect-timeout", "-m", "--max-time", "-w", "--write-out"),
    *("--url", "--json", "--form-string", "--data-raw", "--max-redirs", "--limit-rate", "--interface"),
    *("--resolve", "--ciphers", "--tls-max", "--proto", "--proto-redir", "--proto-default", "--cert-type"),
    *("--noproxy", "-U", "--proxy-user", "--socks5", "--dns-servers", "--max-filesize", "--create-file-mode"),
    *("-C", "--continue-at", "-r", "--range", "-z", "--time-cond", "-y", "-Y", "-P", "-Q", "-t", "--pass"),
    *("--speed-limit", "--speed-time", "--keepalive-time", "--parallel-max", "--rate", "--variable", "-h"),
    *("--unix-socket", "--etag-save", "--connect-to", "--oauth2-bearer", "--aws-sigv4", "--local-port"),
)


def _uploaded(command: Command, word: Word) -> Paths:
    """The file that data names as `@FILE` or `field=@FILE`."""
    text = word.raw if word.value is None else word.value
    _, mark, name = text.partition("@")
    if not mark or not (text.startswith("@") or "=@" in text):
        return NOTHING
    if word.value is None:
        return unknown(f"the file that curl sends by {word.raw} is not known")
    return place(command, word._replace(value=name.partition(";")[0]))


def wget(command: Command) -> Effects:
    """`wget`: -O FILE, else a file named by the URL, in the directory of -P."""
    given = arguments(command, valued=_WGET_OPTIONS)
    folders = given.of("-P", "--directory-prefix")
    reads = files(*at_home(command, ".wgetrc", ".netrc", ".wget-hsts"))
    reads |= places(command, (word for word in given.of(*_WGET_INPUTS) if word.value != "-"))
    logs = given.of("-o", "--output-file", "-a", "--append-output", "--save-cookies")
    outputs = given.of("-O", "--output-document")
    writes = places(command, (word for word in (*logs, *outputs) if word.value != "-"))
    writes |= files(*at_home(command, ".wget-hsts"))
    if given.has("--spider") or (outputs and not given.has(*_WGET_TREES)):
        return Effects(reads, writes)
    at = within(command, folders[-1].value or "") if folders and folders[-1].value else command.cwd
    if folders and folders[-1].value is None:
        return Effects(reads, writes | subtree(command, folders[-1]))
    if given.has(*_WGET_TREES):
        return Effects(reads, writes | _whole(at))
    return Effects(reads, writes | union(_by_url(at, word) for word in given.plain))


_WGET_INPUTS = ("-i", "--input-file", "--config", "--load-cookies", "--ca-certificate", "--post-file")
_WGET_TREES = (
    *("-r", "--recursive", "-m", "--mirror", "-p", "--page-requisites", "-x", "--force-directories", "-i"),
    *("--content-disposition", "--input-file", "--trust-server-names", "-k", "-E"),
)
_WGET_OPTIONS = (
    *("-O", "--output-document", "-o", "--output-file", "-a", "--append-output", "--save-cookies"),
    *("-P", "--directory-prefix", "-e", "--execute", "-t", "--tries", "-T", "--timeout", "-w", "-U"),
    *("--header", "-l", "--level", "-A", "--accept", "-R", "--reject", "-D", "--domains", "--user"),
    *("--password", "-Q", "--quota", "-B", "--base", "--wait", "--waitretry", "--user-agent", "--method"),
    *("--connect-timeout", "--read-timeout", "--dns-timeout", "--limit-rate", "--progress", "--post-data"),
    *(
        "--http-user",
        "--http-password",
        "--referer",
        "--body-data",
        "-I",
        "-X",
        "--cut-dirs",
        "--bind-address",
    ),
    *("--max-redirect", "--secure-protocol", "--certificate", "--private-key", "--retry-on-http-error"),
    *_WGET_INPUTS,
)


def _placed(command: Command, at: str | None, word: Word) -> Paths:
    """An output file in the directory of the downloads."""
    if at is None and not (word.value or "").startswith("/"):
        return unknown(f"the path {word.raw} is not known")
    if word.value is not None and (word.value or "").startswith("/dev/"):
        return NOTHING
    return place(command, word._replace(value=posixpath.join(at or "/", word.value)) if word.value else word)


def _by_url(at: str | None, word: Word) -> Paths:
    """The file that a URL's last part names; any in the directory where that is not known."""
    if at is None:
        return unknown("the directory of a downloaded file is not known")
    if word.value is None or any(sign in word.value for sign in "{[*") or word.value.endswith("/"):
        return _whole(at)
    _, _, path = word.value.partition("://")
    name = posixpath.basename((path or word.value).partition("#")[0])
    bare = name.partition("?")[0]
    names = {name, bare} if "/" in (path or word.value) else {"index.html"}
    return files(*(posixpath.join(at, one) for one in sorted(names) if one))


def _whole(at: str | None) -> Paths:
    return unknown("the names of the downloads are not known") if at is None else Paths(trees=frozenset([at]))


HANDLERS = {"curl": curl, "wget": wget}
