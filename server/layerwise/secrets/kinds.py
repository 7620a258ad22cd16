"""The files that hold secrets, by their names: a table. A name makes a candidate, its text decides."""

import posixpath
import re
from collections.abc import Callable

from layerwise.regex import regex
from layerwise.secrets import contents
from layerwise.secrets.values import has_login
from layerwise.tuples import NamedTuple


class Kind(NamedTuple):
    """Files of some names: what their text has to hold, and what that is in a message.

    `name` is matched against the last parts of a path, in any case. `is_shared`: they hold settings besides, without
    which other commands of the tool do something else.
    """

    name: re.Pattern[str]
    holds: Callable[[str], bool]
    what: str
    is_shared: bool = False


def _kind(name: str, holds: Callable[[str], bool], what: str, *, is_shared: bool = False) -> Kind:
    return Kind(regex(rf"(?:.*/)?(?:{name})", re.IGNORECASE), holds, what, is_shared)


_PEM = r"[\w.-]+\.(?:pem|key|p8)|(?:[\w.-]*[._-])?id_(?:rsa|dsa|ecdsa|ed25519)|[\w-]+_rsa"
_ACCOUNT = r"[\w.-]*(?:service|credential|account|key|gcp|gcloud|google|firebase|admin-?sdk)[\w.-]*\.json"

KINDS = (
    _kind(
        r"\.env(?:\.[\w.-]+)?|[\w.-]+\.env|\.envrc|\.flaskenv", contents.in_environment, "passwords or keys"
    ),
    _kind(r"\.npmrc", contents.in_npmrc, "a token"),
    _kind(r"\.yarnrc(?:\.yml)?", contents.in_yarnrc, "a token", is_shared=True),
    _kind(r"\.pypirc", contents.in_settings, "a password"),
    _kind(r"pip\.(?:conf|ini)", has_login, "a password"),
    _kind(r"[._]netrc", contents.in_netrc, "a password"),
    _kind(r"auth\.json", contents.in_composer_auth, "a token"),
    _kind(r"\.cargo/credentials(?:\.toml)?", contents.in_cargo_credentials, "a token"),
    _kind(r"nuget\.config", contents.in_nuget_config, "a password in clear text"),
    _kind(r"(?:[\w-]+-)?settings\.xml", contents.in_maven_settings, "a password"),
    _kind(r"\.docker/config\.json|\.dockercfg|\.dockerconfigjson", contents.in_docker_config, "a login"),
    _kind(r"\.aws/(?:credentials|config)", contents.in_settings, "a cloud account's key"),
    _kind(r"\.kube/config|[\w.-]*kubeconfig(?:\.ya?ml)?", contents.in_kube_config, "a cluster's credentials"),
    _kind(_ACCOUNT, contents.in_service_account, "a cloud account's key"),
    _kind(_PEM, contents.has_private_key, "a private key"),
)

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
    folder, name = posixpath.split(path)
    if _EXAMPLES.fullmatch(name) or any(is_for_tests(piece) for piece in folder.split("/")):
        return None
    return next((kind for kind in KINDS if kind.name.fullmatch(path) or kind.name.fullmatch(target)), None)


def is_for_tests(folder: str) -> bool:
    """Whether a folder's name says that what it holds is made up, or is another project's."""
    return folder.lower() in _FIXTURES or not _FIXTURES.isdisjoint(re.split(r"[^a-z0-9]+", folder.lower()))
