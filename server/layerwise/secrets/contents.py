"""Whether a file's text holds a secret, one function for each format. None of them gives the secret away."""

import re
from collections.abc import Iterator

from layerwise.manifests import json_text
from layerwise.manifests.json_text import Json
from layerwise.regex import regex
from layerwise.secrets.values import has_login, is_named_secret, is_secret
from layerwise.unknown import Unknown

_PEM = regex(
    r"-----BEGIN (?P<kind>(?:[A-Z0-9]+ )*)PRIVATE KEY(?: BLOCK)?-----(?P<body>.*?)-----END ", re.DOTALL
)
_CARGO_TOKEN = regex(r"^[ \t]*token[ \t]*=[ \t]*([\"'])(?P<token>[^\"'\\\n]+)\1", re.MULTILINE)
_LEAST_BODY = 60  # characters of base64; the shortest key in use, of Ed25519, has 64
_LEAST_LETTERS = 20  # different ones in it: `MIIE...AAAA` stands for a key


def has_private_key(text: str) -> bool:
    """Whether a private key in PEM form stands there that no passphrase protects."""
    for match in _PEM.finditer(text):
        body = match["body"].replace("\\r", "").replace("\\n", "\n")
        is_locked = "ENCRYPTED" in match["kind"] or "ENCRYPTED" in body or _is_locked_openssh(body)
        letters = re.sub(r"[^A-Za-z0-9+/=]", "", re.sub(r"(?m)^[\w-]+: .*$", "", body))
        is_real = len(letters) >= _LEAST_BODY and len(set(letters)) >= _LEAST_LETTERS
        if is_real and not is_locked and not re.search(r"example|your|\.\.\.", body, re.IGNORECASE):
            return True
    return False


def _is_locked_openssh(body: str) -> bool:
    """Whether OpenSSH's own format names a cipher behind its magic word (PROTOCOL.key of OpenSSH)."""
    from base64 import b64decode  # noqa: PLC0415 - few contexts have such a file

    letters = re.sub(r"\s", "", body)[:64]
    try:
        head = b64decode(letters[: len(letters) // 4 * 4])
    except ValueError:
        return False
    magic = b"openssh-key-v1\0"
    return head.startswith(magic) and not head[len(magic) + 4 :].startswith(b"none")


_ASSIGNMENT = regex(
    r"^[ \t]*(?:export[ \t]+|set[ \t]+)?(?P<name>[\w.-]+)[ \t]*=[ \t]*"
    r"(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s#]*(?:[ \t]+[^\s#]+)*))",
    re.MULTILINE,
)


# A comment above or behind says that the value is one to be replaced.
_WISH = regex(
    r"\b(?:regenerate|generate your own|fill (?:in|this)|copy[ -](?:and[ -])?paste|"
    r"(?:replace|change) (?:it|me|this|in production|for production))\b",
    re.IGNORECASE,
)
_BEHIND = regex(r"[ \t]#")


def _to_be_kept(text: str) -> Iterator[str]:
    """The lines of which no comment says that their value is to be replaced."""
    is_wished = False  # by the comments above
    for line in text.split("\n"):
        if line.lstrip(" \t").startswith("#"):
            is_wished = is_wished or _WISH.search(line) is not None
            continue
        name, equals, value = line.partition("=")
        is_assignment = bool(equals) and "#" not in name
        comment = _BEHIND.search(value) if is_assignment else None
        is_answered = comment is not None and _WISH.search(value, comment.end()) is not None
        if not is_answered and not (is_wished and is_assignment):
            yield line
        is_wished = False


def _assigned(text: str) -> Iterator[tuple[str, str]]:
    for match in _ASSIGNMENT.finditer(text):
        yield match["name"], (match["double"] or match["single"] or match["bare"] or "").strip()


# Symfony's recipes write a file of defaults that is committed and shipped, and make these up for development
# (symfony.com, "Configuring Environment Variables in .env Files").
_RECIPE = "###> symfony/"
_MADE_BY_RECIPES = frozenset({"APP_SECRET", "JWT_PASSPHRASE"})


def is_shipped(text: str) -> bool:
    """Whether a file of the environment is meant to be in the image, where the framework reads it."""
    return _RECIPE in text


def in_environment(text: str) -> bool:
    """`NAME=value` lines: a secret by name and value, a login in a URL, a private key."""
    made_up = _MADE_BY_RECIPES if is_shipped(text) else frozenset[str]()
    text = "\n".join(_to_be_kept(text))
    named = ((name, value) for name, value in _assigned(text) if name not in made_up)
    pairs = (is_named_secret(name) and is_secret(value) for name, value in named)
    return any(pairs) or has_private_key(text) or any(has_login(value) for _, value in _assigned(text))


_NPMRC = regex(
    r"^[ \t]*(?:\S*:)?_(?:authToken|auth|password)[ \t]*=[ \t]*[\"']?(?P<value>[^\s\"']+)", re.MULTILINE
)


def in_npmrc(text: str) -> bool:
    """`_authToken`, `_auth` or `_password` with a value of its own (npm help npmrc)."""
    return any(is_secret(match["value"]) for match in _NPMRC.finditer(text))


_YARNRC = regex(
    r"^[ \t]*[\"']?(?:npmAuthToken|npmAuthIdent|\S*:_authToken)[\"']?(?::[ \t]*|[ \t]+)[\"']?(?P<value>[^\s\"']+)",
    re.MULTILINE,
)


def in_yarnrc(text: str) -> bool:
    """`npmAuthToken` or `npmAuthIdent` with a value of its own (yarnpkg.com, "Settings")."""
    return any(is_secret(match["value"]) for match in _YARNRC.finditer(text))


def in_settings(text: str) -> bool:
    """`password = value` lines, as in `.pypirc` and `.aws/credentials`."""
    return any(is_named_secret(name) and is_secret(value) for name, value in _assigned(text))


_NETRC = regex(r"\bpassword\s+(?P<value>\S+)")


def in_netrc(text: str) -> bool:
    """A machine's password (the netrc page of curl's manual)."""
    kept = re.sub(r"^[ \t]*#.*$", "", text, flags=re.MULTILINE)
    return any(is_secret(match["value"]) for match in _NETRC.finditer(kept))


def in_composer_auth(text: str) -> bool:
    """Any token or password of composer's `auth.json`; user names are none (getcomposer.org, "Authentication")."""
    value = json_text.load(text)
    if not isinstance(value, dict):
        return False
    known = ("http-basic", "bearer", "github-oauth", "gitlab-oauth", "gitlab-token", "bitbucket-oauth")
    return any(is_secret(leaf) for name in known for leaf in _leaves(value.get(name), besides="username"))


def _leaves(value: Json, besides: str) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name != besides:
                yield from _leaves(inner, besides)


def in_cargo_credentials(text: str) -> bool:
    """A registry's `token` as cargo writes it, on a line of its own (The Cargo Book, "Credentials")."""
    return any(is_secret(match["token"]) for match in _CARGO_TOKEN.finditer(text))


def in_nuget_config(text: str) -> bool:
    """A `ClearTextPassword`, which is what its name says (learn.microsoft.com, "nuget.config reference")."""
    from layerwise.manifests import xml_text  # noqa: PLC0415 - few contexts have such a file

    root = xml_text.load(text)
    if isinstance(root, Unknown):
        return False
    named = (e for e in root.all("add") if e.attributes.get("key", "").lower() == "cleartextpassword")
    return any(is_secret(element.attributes.get("value", "")) for element in named)


def in_maven_settings(text: str) -> bool:
    """A server's `password` or `passphrase` that is not encrypted (maven.apache.org, "Settings Reference")."""
    from layerwise.manifests import xml_text  # noqa: PLC0415 - few contexts have such a file

    root = xml_text.load(text)
    if isinstance(root, Unknown) or root.name != "settings":
        return False
    servers = (*root.all("server"), *root.all("proxy"))
    found = (s.child(name) for s in servers for name in ("password", "passphrase"))
    return any(is_secret(element.text) for element in found if element is not None)


def in_docker_config(text: str) -> bool:
    """A registry's `auth` (docs.docker.com, "docker login"); a credential helper leaves it out."""
    value = json_text.load(text)
    auths = value.get("auths", value) if isinstance(value, dict) else None
    if not isinstance(auths, dict):
        return False
    for entry in auths.values():
        given = (
            [entry.get(name) for name in ("auth", "password", "identitytoken")]
            if isinstance(entry, dict)
            else []
        )
        if any(isinstance(one, str) and _is_login(one) for one in given):
            return True
    return False


def _is_login(value: str) -> bool:
    """Whether a value is a secret, or `user:password` in base64 with one."""
    from base64 import b64decode  # noqa: PLC0415 - as above

    try:
        plain = b64decode(value, validate=True).decode()
    except ValueError:
        return is_secret(value)
    return is_secret(plain.partition(":")[2]) if ":" in plain else is_secret(value)


_KUBE = regex(r"^[ \t-]*(?:client-key-data|token|password):[ \t]*[\"']?(?P<value>[^\s\"']+)", re.MULTILINE)


def in_kube_config(text: str) -> bool:
    """A user's key, token or password (kubernetes.io, "kubeconfig")."""
    is_one = "clusters:" in text and "users:" in text
    return is_one and any(is_secret(match["value"]) for match in _KUBE.finditer(text))


def in_service_account(text: str) -> bool:
    """A Google Cloud account's key, which says what it is (cloud.google.com, "Create service account keys")."""
    value = json_text.load(text)
    if not isinstance(value, dict) or value.get("type") != "service_account":
        return False
    key = value.get("private_key")
    return isinstance(key, str) and has_private_key(key)
