"""Downloads: curl and wget, which write what they are told to, or a file named by the URL, or nothing."""

import posixpath
import re

from layerwise.cache.commands.arguments import (
    Effects,
    absolute,
    arguments,
    at_home,
    not_known,
    place,
    places,
    subtrees,
    union,
)
from layerwise.cache.paths import NOTHING, Paths, files, unknown
from layerwise.regex import regex
from layerwise.shell.script import Command, Word


def curl(command: Command) -> Effects:
    """`curl`: -o FILE, -O by the URL's last part, else standard output; -J takes any name."""
    given = arguments(command, valued=_CURL_OPTIONS)
    folders = given.of("--output-dir")
    reads = files(*at_home(command, ".curlrc", ".netrc", ".config/curlrc"))
    if given.has("-K", "--config"):
        return not_known("curl with options from a file")
    reads |= subtrees(command, (word for word in given.of(*_CURL_INPUTS) if word.value not in ("-", ".")))
    reads |= union(_local(command, word) for word in (*given.plain, *given.of("--url")))
    reads |= union(_uploaded(command, word) for word in given.of(*_CURL_DATA))
    writes = NOTHING
    for folder in folders or (None,):
        at = command.cwd if folder is None else absolute(command, folder)
        outputs = given.of("-o", "--output")
        writes |= union(_placed(command, folder, word) for word in outputs if word.value != "-")
        if given.has("-O", "--remote-name", "--remote-name-all"):
            urls = (*given.plain, *given.of("--url"))
            writes |= union(_by_url(at, word) for word in urls)
        if given.has("-J", "--remote-header-name"):
            writes |= _whole(at)
    writes |= union(place(command, word) for word in given.of(*_CURL_LOGS) if word.value != "-")
    return Effects(reads, writes)


# curl(1), all options of 8.x that take a value: those that name a file to write, to read, and data as `@FILE`.
_CURL_LOGS = (
    "-D", "--dump-header", "-c", "--cookie-jar", "--stderr", "--trace", "--trace-ascii", "--libcurl",
    "--hsts", "--alt-svc", "--etag-save", "--ssl-sessions", "--ech",
)  # fmt: skip
_CURL_INPUTS = (
    "-K", "--config", "-T", "--upload-file", "-E", "--cert", "--cacert", "--key", "--netrc-file",
    "--capath", "--crlfile", "--hsts", "--alt-svc", "--etag-compare", "--pubkey", "--random-file",
    "--egd-file", "-z", "--proxy-cacert", "--proxy-capath", "--proxy-cert", "--proxy-crlfile",
    "--proxy-key", "--knownhosts", "--time-cond", "--pinnedpubkey", "--proxy-pinnedpubkey", "-b",
    "--cookie", "--ssl-sessions", "--unix-socket", "--abstract-unix-socket",
)  # fmt: skip
_CURL_DATA = (
    "-d", "--data", "--data-binary", "--data-urlencode", "--data-ascii", "-F", "--form", "-H", "--header",
    "--json", "--url-query", "-w", "--write-out", "--proxy-header", "--variable", "--url", "--mail-rcpt",
)  # fmt: skip
_CURL_OPTIONS = (
    "-o", "--output", "--output-dir", *_CURL_LOGS, *_CURL_INPUTS, *_CURL_DATA, "-A", "--user-agent", "-u",
    "--user", "-e", "--referer", "-x", "--proxy", "-X", "--request", "--retry", "--retry-delay",
    "--retry-max-time", "--connect-timeout", "-m", "--max-time", "--form-string", "--data-raw",
    "--max-redirs", "--limit-rate", "--interface", "--resolve", "--ciphers", "--tls-max", "--proto",
    "--proto-redir", "--proto-default", "--cert-type", "--key-type", "--noproxy", "-U", "--proxy-user",
    "--preproxy", "--socks4", "--socks4a", "--socks5", "--socks5-hostname", "--proxy1.0", "--dns-servers",
    "--dns-interface", "--dns-ipv4-addr", "--dns-ipv6-addr", "--doh-url", "--max-filesize",
    "--create-file-mode", "-C", "--continue-at", "-r", "--range", "-y", "-Y", "-P", "--ftp-port", "-Q",
    "--quote", "-t", "--telnet-option", "--pass", "--speed-limit", "--speed-time", "--keepalive-time",
    "--parallel-max", "--rate", "-h", "--help", "--connect-to", "--oauth2-bearer", "--aws-sigv4",
    "--local-port", "--happy-eyeballs-timeout-ms", "--expect100-timeout", "--request-target", "--engine",
    "--curves", "--tls13-ciphers", "--delegation", "--hostpubmd5", "--hostpubsha256", "--krb",
    "--mail-auth", "--mail-from", "--login-options", "--sasl-authzid", "--service-name", "--tftp-blksize",
    "--tlsauthtype", "--tlspassword", "--tlsuser", "--ftp-account", "--ftp-alternative-to-user",
    "--ftp-method", "--ftp-ssl-ccc-mode", "--haproxy-clientip", "--ip-tos", "--vlan-priority",
    "--keepalive-cnt", "--proxy-cert-type", "--proxy-ciphers", "--proxy-key-type", "--proxy-pass",
    "--proxy-service-name", "--proxy-tls13-ciphers", "--proxy-tlsauthtype", "--proxy-tlspassword",
    "--proxy-tlsuser", "--socks5-gssapi-service", "--sigalgs", "--trace-config",
)  # fmt: skip


def _uploaded(command: Command, word: Word) -> Paths:
    """The file that data names as `@FILE` or `field=@FILE`."""
    text = word.raw.strip("\"'") if word.value is None else word.value
    _, mark, name = text.partition("=<") if "=<" in text else text.partition("@")
    if not mark or not _DATA_FILE.match(text):
        return NOTHING
    if word.value is None:
        return unknown(f"the file that curl sends by {word.raw} is not known")
    return place(command, word._replace(value=name.partition(";")[0]))


# -d @FILE, --data-urlencode name@FILE, -F name=@FILE, name=<FILE
_DATA_FILE = regex(r"[\w.%-]*(?:=?@|=<)")


def _local(command: Command, word: Word) -> Paths:
    """The file that a `file:` URL names."""
    text = word.raw.strip("\"'") if word.value is None else word.value
    if not text.lower().startswith("file:"):
        return NOTHING
    path = None if word.value is None else re.sub(r"(?i)^file:(?://(?:localhost)?(?=/))?", "", text)
    return place(command, word._replace(value=path))


def wget(command: Command) -> Effects:
    """`wget`: -O FILE, else a file named by the URL, in the directory of -P."""
    given = arguments(command, valued=_WGET_OPTIONS)
    folders = given.of("-P", "--directory-prefix")
    reads = files(*at_home(command, ".wgetrc", ".netrc", ".wget-hsts"))
    reads |= subtrees(command, (word for word in given.of(*_WGET_INPUTS) if word.value != "-"))
    if given.has("-e", "--execute", "--config", "--use-askpass"):
        return not_known("wget with settings of its own")
    logs = given.of(*_WGET_LOGS)
    is_quiet = given.has("-o", "--output-file", "-a", "--append-output")
    outputs = given.of("-O", "--output-document")
    writes = places(command, (word for word in (*logs, *outputs) if word.value != "-"))
    writes |= files(*at_home(command, ".wget-hsts"))
    if given.has("-b", "--background") and not is_quiet:
        writes |= _inside(command.cwd, "wget-log")
    if given.has("--warc-file"):
        return not_known("wget with an archive")
    if given.has("--spider") or (outputs and not given.has(*_WGET_TREES)):
        return Effects(reads, writes)
    at = absolute(command, folders[-1]) if folders else command.cwd
    if given.has(*_WGET_TREES):
        return Effects(reads, writes | _whole(at))
    return Effects(reads, writes | union(_by_url(at, word) for word in given.plain))


# wget(1), all options of 1.21 that take a value.
_WGET_LOGS = (
    "-o", "--output-file", "-a", "--append-output", "--save-cookies", "--rejected-log", "--hsts-file",
)  # fmt: skip
_WGET_INPUTS = (
    "-i", "--input-file", "--config", "--load-cookies", "--ca-certificate", "--post-file", "--body-file",
    "--ca-directory", "--crl-file", "--certificate", "--private-key", "--pinnedpubkey", "--egd-file",
    "--hsts-file", "--warc-dedup", "--input-metalink", "--random-file",
)  # fmt: skip
_WGET_TREES = (
    "-r", "--recursive", "-m", "--mirror", "-p", "--page-requisites", "-x", "--force-directories", "-i",
    "--content-disposition", "--input-file", "--trust-server-names", "-k", "-E", "-K", "--convert-links",
    "--adjust-extension", "--backup-converted", "--protocol-directories", "--warc-file", "--backups",
    "--default-page", "--restrict-file-names", "--input-metalink", "--no-remove-listing", "-N",
)  # fmt: skip
_WGET_OPTIONS = (
    "-O", "--output-document", *_WGET_LOGS, *_WGET_INPUTS, "-P", "--directory-prefix", "-e", "--execute",
    "-t", "--tries", "-T", "--timeout", "-w", "-U", "--header", "-l", "--level", "-A", "--accept", "-R",
    "--reject", "-D", "--domains", "--user", "--password", "-Q", "--quota", "-B", "--base", "--wait",
    "--waitretry", "--user-agent", "--method", "--connect-timeout", "--read-timeout", "--dns-timeout",
    "--limit-rate", "--progress", "--post-data", "--http-user", "--http-password", "--http-passwd",
    "--referer", "--body-data", "-I", "-X", "--cut-dirs", "--bind-address", "--max-redirect",
    "--secure-protocol", "--retry-on-http-error", "--compression", "--accept-regex", "--reject-regex",
    "--regex-type", "--exclude-domains", "--follow-tags", "--ignore-tags", "--include-directories",
    "--exclude-directories", "--proxy-user", "--proxy-password", "--ftp-user", "--ftp-password",
    "--ciphers", "--certificate-type", "--private-key-type", "--start-pos", "--report-speed",
    "--restrict-file-names", "--prefer-family", "--use-askpass", "--local-encoding", "--remote-encoding",
    "--default-page", "--warc-file", "--warc-header", "--warc-max-size", "--warc-tempdir", "--backups",
    "--preferred-location", "--dns-servers", "--bind-dns-address",
)  # fmt: skip


def _placed(command: Command, folder: Word | None, word: Word) -> Paths:
    """An output file, which --output-dir stands before even where its path is absolute (seen with curl 7.88)."""
    if word.value is not None and word.value.startswith("/dev/"):
        return NOTHING
    if word.value is None or folder is None:
        return place(command, word)
    at = absolute(command, folder)
    return place(command, word._replace(value=None if at is None else f"{at}/{word.value}"))


def _inside(at: str | None, name: str) -> Paths:
    return unknown("the directory of a log is not known") if at is None else files(posixpath.join(at, name))


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
