"""The files that hold secrets, by their names: a table. A name makes a candidate, its text decides."""

import posixpath
import re

from layerwise.regex import regex
from layerwise.tuples import NamedTuple


class Kind(NamedTuple):
    """Files of some names: what their text has to hold, and what that is in a message.

    `name` is matched against the last parts of a path, in any case; each such path has one of the `signs` in it, which
    costs less to see. `judge` is a function of `contents`. `is_shared`: they hold settings
    besides, without which other commands of the tool do something else.
    """

    signs: tuple[str, ...]
    name: re.Pattern[str]
    judge: str
    what: str
    is_shared: bool = False

    def holds(self, text: str) -> bool:
        """Whether the text of such a file holds a secret."""
        from layerwise.secrets import contents  # noqa: PLC0415 - most copies bring no such file

        return bool(getattr(contents, self.judge)(text))


def _kind(signs: str, name: str, judge: str, what: str, *, is_shared: bool = False) -> Kind:
    pattern = regex(rf"(?:.*/)?(?:{name})", re.IGNORECASE)
    return Kind(tuple(signs.split()), pattern, judge, what, is_shared)


_PEM = r"[\w.-]+\.(?:pem|key|p8)|(?:[\w.-]*[._-])?id_(?:rsa|dsa|ecdsa|ed25519)|[\w-]+_rsa"

KINDS = (
    _kind(
        ".env .flaskenv",
        r"\.env(?:\.[\w.-]+)?|[\w.-]+\.env|\.envrc|\.flaskenv",
        "in_environment",
        "passwords or keys",
    ),
    _kind(".npmrc", r"\.npmrc", "in_npmrc", "a token"),
    _kind(".yarnrc", r"\.yarnrc(?:\.yml)?", "in_yarnrc", "a token", is_shared=True),
    _kind(".pypirc", r"\.pypirc", "in_settings", "a password"),
    _kind("pip.", r"pip\.(?:conf|ini)", "has_login", "a password"),
    _kind("netrc", r"[._]netrc", "in_netrc", "a password"),
    _kind("auth.json", r"auth\.json", "in_composer_auth", "a token"),
    _kind(".cargo", r"\.cargo/credentials(?:\.toml)?", "in_cargo_credentials", "a token"),
    _kind("nuget.config", r"nuget\.config", "in_nuget_config", "a password in clear text"),
    _kind("settings.xml", r"(?:[\w-]+-)?settings\.xml", "in_maven_settings", "a password"),
    _kind(
        ".docker/ .dockerc",
        r"\.docker/config\.json|\.dockercfg|\.dockerconfigjson",
        "in_docker_config",
        "a login",
    ),
    _kind(".aws", r"\.aws/(?:credentials|config)", "in_settings", "a cloud account's key"),
    _kind(
        "kube", r"\.kube/config|[\w.-]*kubeconfig(?:\.ya?ml)?", "in_kube_config", "a cluster's credentials"
    ),
    _kind(
        "service credential account key gcp gcloud google firebase admin",
        r"[\w.-]*(?:service|credential|account|key|gcp|gcloud|google|firebase|admin-?sdk)[\w.-]*\.json",
        "in_service_account",
        "a cloud account's key",
    ),
    _kind(".pem .key .p8 id_ _rsa", _PEM, "has_private_key", "a private key"),
)

# Most paths have none of them.
_SIGNS = tuple(dict.fromkeys(sign for kind in KINDS for sign in kind.signs))

# Of names like `.env.example`: what comes with the project to be filled in, and what is for tests.
_EXAMPLES = regex(
    r".*[._-](?:examples?|samples?|templates?|tmpl|tpl|dist|defaults?|schema|tests?|testing|ci|vault|mock|fake|dummy|stub|"
    r"docs?|j2|localhost|snakeoil|self[_-]?signed)(?:[._-].*)?|(?:examples?|samples?|templates?|tests?|localhost|"
    r"snakeoil|dummy|mock|fake|self[_-]?signed)[._-].*",
    re.IGNORECASE,
)
_FIXTURES = frozenset(
    (
        *(
            "test",
            "tests",
            "testing",
            "testdata",
            "fixture",
            "fixtures",
            "spec",
            "specs",
            "example",
            "examples",
        ),
        *(
            "mock",
            "mocks",
            "e2e",
            "sample",
            "samples",
            "snapshots",
            "cypress",
            "doc",
            "docs",
            "demo",
            "demos",
        ),
        *(
            "template",
            "templates",
            "testutil",
            "testutils",
            "testcerts",
            "testkeys",
            "vendor",
            "node_modules",
        ),
    )
)


def kind_of(path: str, target: str = "") -> Kind | None:
    """The kind of a file that may hold a secret, by its path in the build context or by the one that it is copied to.

    None for all others: `COPY .env.example .env` copies none.
    """
    kinds = _signed(f"{path}\n{target}")
    if not kinds:
        return None
    folder, name = posixpath.split(path)
    if _EXAMPLES.fullmatch(name) or any(is_for_tests(piece) for piece in folder.split("/")):
        return None
    return next((kind for kind in kinds if kind.name.fullmatch(path) or kind.name.fullmatch(target)), None)


def _signed(paths: str) -> tuple[Kind, ...]:
    """The kinds that may be, by what stands in the paths; other letters than these may count as one of a sign."""
    if not paths.isascii():
        return KINDS
    small = paths.lower()
    if not any(map(small.__contains__, _SIGNS)):
        return ()
    return tuple(kind for kind in KINDS if any(sign in small for sign in kind.signs))


def is_for_tests(folder: str) -> bool:
    """Whether a folder's name says that what it holds is made up, or is another project's."""
    return folder.lower() in _FIXTURES or not _FIXTURES.isdisjoint(re.split(r"[^a-z0-9]+", folder.lower()))
