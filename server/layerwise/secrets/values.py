"""Whether a value is a secret, or a name for one: told from its own form, for files that people fill in by hand.

What a value is never leaves this package: only whether it is one.
"""

import re

from layerwise.regex import regex
from layerwise.tuples import NamedTuple


class Sign(NamedTuple):
    """A form of value that is no secret, and why."""

    form: re.Pattern[str]
    why: str


def _sign(form: str, why: str) -> Sign:
    return Sign(regex(form, re.IGNORECASE | re.DOTALL), why)


_HARMLESS = (
    _sign(r".{0,7}", "a word so short is a default of development: root, admin, secret"),
    _sign(r".*(?:\$\{?\w|\$\(|%\w+%|\{\{|<[^>]*>|\[[^\]]*\]|\{\w[^}]*\}).*", "another value is put in there"),
    _sign(r"\*+.*|\.{3}.*|.*(?:\.{3}|…)", "it is left out"),
    _sign(r"(?:encrypted:|ENC[\[(]|vault:|\$ANSIBLE_VAULT|age1).*|\{[^}]*\}", "it is encrypted"),
    _sign(
        r"(?:op|sm|ref\+\w+|awssm|azurekv|vault|secret|bws|doppler)://.*|arn:aws:.*",
        "it says where it is kept",
    ),
    _sign(r"(?:https?|wss?)://[^@]*|(?:\.{0,2}/|~/|[A-Za-z]:\\).*", "it is an address or a path"),
    _sign(r"[\d.,:_-]*|true|false|null|none|undefined", "it is a number or a switch"),
    _sign(
        r"[^0-9]*|(?:[a-z]+|\d{1,4})(?:[\W_]+(?:[a-z]+|\d{1,4}))*|[0-9\W]*[a-z]+[0-9\W]{0,4}",
        "it is words and numbers",
    ),
    _sign(r".*\s.*", "it is a sentence"),
    _sign(r"[\w.+-]+@[\w-]+\.[\w.]+", "it is an address of mail"),
    _sign(
        r".*(?:123456|abcdef|qwerty|0000000|987654|a1b2c3|x{4}|(.)\1{4}).*", "it was typed along the keyboard"
    ),
    _sign(r"(?:pk[_.]|pub[_-]|ecdsa-|ssh-|phc_|sb_publishable_).*", "it is the public half of a pair"),
    _sign(r"0x[0-9a-f]{40}", "it is the address of an account"),
    _sign(r"(?:pk|sk|rk)_test_.*|.*(?:sandbox|localhost|127\.0\.0\.1|@db\b).*", "it opens test systems only"),
)

# Words that people write where a secret is to be filled in, or for development alone.
_FILLERS = regex(
    r"change|replace|your|example|sample|placeholder|dummy|fake|insecure|not[_-]?(?:so[_-]?)?secret|todo|fixme|"
    r"insert|enter|fill|put|here|default|secret|password|passwd|token|testing|test|develop|local|demo|mysql|"
    r"postgres|redis|mongo|admin|super|generate|random|string|long|must|with|this|some|value|secure|"
    r"private|public|strong|temp|key|base64|only|never|production|staging|docker|compose|user|app|api|jwt|"
    r"foo|bar|baz|hex|char|characters|bytes?|bits?|min|length|at[_-]?least",
    re.IGNORECASE,
)
_MADE_UP = regex(
    r"example|change[_-]?(?:me|it|this)|placeholder|your[_-]|insecure|password|passwd|passw[o0]rd|admin|welcome",
    re.IGNORECASE,
)
_SPELLED = str.maketrans("@0$53", "aosse")  # `P@ssw0rd`, `Pa55word`
_LEAST = 8  # letters and digits left of a value without its filler words
_LEAST_KINDS = 6  # different ones among them


def is_secret(value: str) -> bool:
    """Whether a value is a secret in all likelihood: nothing to be filled in, no word, no address, no number."""
    if any(sign.form.fullmatch(value) for sign in _HARMLESS):
        return False
    if _MADE_UP.search(value.translate(_SPELLED)):
        return False
    rest = re.sub(r"\W|_", "", _FILLERS.sub("", value))
    return len(rest) >= _LEAST and len(set(rest)) >= _LEAST_KINDS


_WORDS = regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NAMING = frozenset(
    (
        *(
            "SECRET",
            "SECRETS",
            "TOKEN",
            "PASSWORD",
            "PASSWD",
            "PASSPHRASE",
            "PASS",
            "PWD",
            "PW",
            "KEY",
            "APIKEY",
        ),
        *("PRIVATE", "CREDENTIAL", "CREDENTIALS", "AUTHTOKEN", "SECRETKEY", "ACCESSKEY", "PAT"),
    )
)
# With these in front a value is built into pages that everyone may read; the tools' own manuals say so.
_PUBLIC = regex(
    r"(?:NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY|VUE_APP|NG_APP|PUBLIC|STORYBOOK)_|.*(?:PUBLIC|PUBLISHABLE|"
    r"ANON|SITE|CLIENT_ID|FIREBASE|RECAPTCHA_SITE|MAPS?)_?(?:API_?)?(?:KEY|TOKEN)?$",
    re.IGNORECASE,
)
# Names that end so tell something about a secret.
_ABOUT = frozenset(
    (
        *(
            "NAME",
            "URL",
            "URI",
            "HOST",
            "PATH",
            "FILE",
            "DIR",
            "TTL",
            "EXPIRY",
            "EXPIRES",
            "EXPIRATION",
            "LIFETIME",
        ),
        *(
            "LENGTH",
            "SIZE",
            "TYPE",
            "ALGORITHM",
            "ALG",
            "HEADER",
            "PREFIX",
            "ID",
            "ENABLED",
            "REGION",
            "ISSUER",
        ),
        *(
            "AUDIENCE",
            "USER",
            "USERNAME",
            "EMAIL",
            "MINUTES",
            "HOURS",
            "DAYS",
            "SECONDS",
            "MS",
            "PORT",
            "VERSION",
        ),
        *(
            "MODE",
            "COUNT",
            "LIMIT",
            "DOMAIN",
            "ENDPOINT",
            "ALIAS",
            "FORMAT",
            "FIELD",
            "COOKIE",
            "SCOPE",
            "SCOPES",
        ),
        *(
            "PUB",
            "CERT",
            "HASH",
            "ROUNDS",
            "POLICY",
            "IN",
            "ARN",
            "METHOD",
            "MECHANISM",
            "STRATEGY",
            "PROVIDER",
        ),
        *(
            "ADDRESS",
            "CONTRACT",
            "MINT",
            "SYMBOL",
            "FINGERPRINT",
            "SUPPLY",
            "DECIMALS",
            "AUTHORITY",
            "CHECKSUM",
        ),
    )
)


def is_named_secret(name: str) -> bool:
    """Whether a variable's name says that its value is a secret."""
    words = [word.upper() for word in _WORDS.findall(name)]
    if not words or words[-1] in _ABOUT or _PUBLIC.match(name):
        return False
    return not _NAMING.isdisjoint(words)


_LOGIN = regex(
    r"[a-z][a-z0-9+.-]*://(?P<user>[^\s:/@]*):(?P<password>[^\s/@]+)@(?P<host>[^\s/:?]+)", re.IGNORECASE
)
# The user name is the token itself: `https://ghp_…@github.com`, or with the password that says that there is none.
_TOKEN_LOGIN = regex(r"https?://(?P<token>[^\s:/@]{16,})(?::(?:x-oauth-basic)?)?@", re.IGNORECASE)
_OWN = regex(r"localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|host\.docker\.internal|0\.0\.0\.0", re.IGNORECASE)


def has_login(text: str) -> bool:
    """Whether a URL in the text carries a password of another machine than one's own."""
    logins = (match for match in _LOGIN.finditer(text) if not _OWN.fullmatch(match["host"]))
    is_told = any(is_secret(match["password"]) and match["password"] != match["user"] for match in logins)
    return is_told or any(is_secret(match["token"]) for match in _TOKEN_LOGIN.finditer(text))
