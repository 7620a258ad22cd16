"""What counts as a secret, where it is looked for, and that nothing of it gets out."""

import json
import re
from base64 import b64encode
from pathlib import Path

import pytest
from checking import FIXTURES, analysed, context_of, outcome, read, unmark
from hypothesis import given, settings
from hypothesis import strategies as st
from layerwise.analysis import Analysis
from layerwise.context.memory import Content
from layerwise.explain import hover
from layerwise.findings.finding import Finding
from layerwise.secrets import search
from layerwise.secrets.kinds import KINDS, Kind, kind_of
from layerwise.secrets.values import has_login, is_named_secret, is_secret

_CODE = "secret-in-context-copy"
_TOKEN = "r7Kq2Lm9xTw4RvB8cYd3HsJ6pGn1"  # noqa: S105 - made up
_FOLDERS = sorted(path.parent for path in (FIXTURES / _CODE).glob("*/Dockerfile"))
_KEY = b64encode(bytes(range(0, 250, 2))).decode()


def _pem(kind: str = "", body: str = _KEY) -> str:
    return f"-----BEGIN {kind}PRIVATE KEY-----\n{body}\n-----END {kind}PRIVATE KEY-----\n"


def _findings(analysis: Analysis) -> list[Finding]:
    return [finding for finding in analysis.findings if finding.rule == _CODE]


@pytest.mark.parametrize(
    "value",
    [
        _TOKEN,
        "b6d1c2f79c2e4a9a8c0b1a2b3c4d5e6f",
        "b6d1c2f7-9c2e-4a9a-8c0b-1a2b3c4d5e6f",
        "base64:6QfT+s1x9JYl2K5M3nXo7QmVr8uYbW0eZ4cHpDgAtLk=",
        "ghp_6QfTs1x9JYl2K5M3nXo7QmVr8uYb",
    ],
)
def test_secret(value: str) -> None:
    """Values that nobody makes up."""
    assert is_secret(value)


@pytest.mark.parametrize(
    "value",
    [
        *("", "root", "secret", "changeme", "changeme123", "P@ssw0rd123", "Your_password123", "postgres123"),
        *(
            "${TOKEN}",
            "$TOKEN",
            "<your token>",
            "%TOKEN%",
            "{{ token }}",
            "{encryptedByMaven=}",
            "***",
            "r7Kq...",
        ),
        *(
            "true",
            "86400",
            "127.0.0.1:5432",
            "https://shop.example/a1b2c3d4e5",
            "/run/secrets/key1",
            "us-east-1",
        ),
        *("xxxxxxxxxxxxxxxx1", "0123456789abcdef0123456789abcdef", "sk_test_4eC39HqLyjWDarjtT1zdp7dc"),
        *(
            "pk_live_4eC39HqLyjWDarjtT1zdp7dc",
            "op://shop/item/k3y9aBc7",
            "django-insecure-k2)x9#2kd83nsjd82n",
        ),
        *("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "my-super-secret-jwt-key-2024", "a 3 sentence"),
        "0x52908400098527886E0F7030069857D2E4169EE7",
    ],
)
def test_no_secret(value: str) -> None:
    """Placeholders, defaults of development, words, numbers, addresses, references and public halves."""
    assert not is_secret(value)


def test_names_of_secrets() -> None:
    """A name says what its value is, unless it ends as one that tells something about it, or is for everyone."""
    secrets = ("API_KEY", "DB_PASSWORD", "jwtSecret", "TOKEN", "STRIPE_SECRET_KEY", "AWS_SECRET_ACCESS_KEY")
    others = (
        *(
            "PORT",
            "MONKEY",
            "KEYCLOAK_REALM",
            "TOKEN_TTL",
            "SECRET_NAME",
            "AWS_ACCESS_KEY_ID",
            "JWT_PUBLIC_KEY",
        ),
        *("NEXT_PUBLIC_TOKEN", "VITE_API_KEY", "TOKEN_CONTRACT", "SUPABASE_ANON_KEY", "PASSWORD_RESET_URL"),
    )

    assert [name for name in secrets if not is_named_secret(name)] == []
    assert [name for name in others if is_named_secret(name)] == []


def test_logins() -> None:
    """A URL's password counts, unless it is that of a database of one's own machine or is the user's name."""
    assert has_login(f"postgres://shop:{_TOKEN}@db.shop.example/shop")
    assert has_login(f"https://{_TOKEN}@git.shop.example/shop.git")
    assert not has_login(f"postgres://shop:{_TOKEN}@localhost:5432/shop")
    assert not has_login(f"postgres://{_TOKEN}:{_TOKEN}@db/shop")
    assert not has_login("postgres://shop:${PASSWORD}@db/shop")


_AUTH = b64encode(f"shop:{_TOKEN}".encode()).decode()


_ACCOUNT = json.dumps({"type": "service_account", "private_key": _pem()})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".env", f"export API_TOKEN='{_TOKEN}'\n"),
        (".env.production", f"DATABASE_URL=postgres://shop:{_TOKEN}@db.shop.example/shop\n"),
        ("deploy/prod.env", f"API_TOKEN={_TOKEN} # from the vault\n"),
        ("web/.npmrc", f"//npm.shop.example/:_authToken={_TOKEN}\n"),
        (".yarnrc.yml", f'npmAuthToken: "{_TOKEN}"\n'),
        (".pypirc", f"[pypi]\nusername = __token__\npassword = pypi-{_TOKEN}\n"),
        ("pip.conf", f"[global]\nextra-index-url = https://shop:{_TOKEN}@pypi.shop.example/simple\n"),
        (".netrc", f"machine git.shop.example\n  login shop\n  password {_TOKEN}\n"),
        ("auth.json", f'{{"github-oauth": {{"github.com": "{_TOKEN}"}}}}'),
        (".cargo/credentials.toml", f'[registry]\ntoken = "{_TOKEN}"\n'),
        ("NuGet.Config", f'<configuration><add value="{_TOKEN}" key="ClearTextPassword"/></configuration>'),
        ("ci/settings.xml", f"<settings><server><password>{_TOKEN}</password></server></settings>"),
        (".docker/config.json", f'{{"auths": {{"registry.shop.example": {{"auth": "{_AUTH}"}}}}}}'),
        (".aws/credentials", f"[default]\naws_secret_access_key = {_TOKEN}\n"),
        (".kube/config", f"clusters: []\nusers:\n- user:\n    token: {_TOKEN}\n"),
        (
            "my-service-account.json",
            _ACCOUNT,
        ),
        ("server.key", _pem("RSA ")),
        (".ssh/id_ed25519", _pem("OPENSSH ")),
    ],
)
def test_file_with_a_secret(path: str, text: str) -> None:
    """Each kind of file is known by its name and told by its text; with a placeholder in it, it is not."""
    kind = kind_of(path)
    filled_in = text.replace(_TOKEN, "${TOKEN}").replace(_AUTH, "").replace(_KEY, "MIIE...")

    assert kind is not None
    assert kind.holds(text)
    assert not kind.holds(filled_in.replace(_KEY.replace("\n", "\\n"), "MIIE..."))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.signs[0])
@settings(max_examples=20)
@given(data=st.data())
def test_signs(kind: Kind, data: st.DataObject) -> None:
    """No path has a kind's name and none of its signs, and what judges its text is there."""
    pattern = re.compile(kind.name.pattern, kind.name.flags)
    path = data.draw(st.from_regex(pattern, fullmatch=True))

    assert not path.isascii() or any(sign in path.lower() for sign in kind.signs)
    assert kind.holds("") is False


@pytest.mark.parametrize(
    "path",
    [
        *(".env.example", ".env.sample", "env.template", ".env.test", ".env.local.example", "example.env"),
        *("tests/.env", "testdata/server.key", "api/spec/fixtures/id_rsa", "integration-tests/tls.key"),
        *("id_rsa.pub", "config.json", "package.json", "settings.py", "localhost.key", "environment.ts"),
    ],
)
def test_other_file(path: str) -> None:
    """Examples, files of tests and public halves are no candidates."""
    assert kind_of(path) is None


@pytest.mark.parametrize("kind", ["ENCRYPTED ", "PUBLIC "])
def test_key_that_opens_nothing(kind: str) -> None:
    """A key that a passphrase protects, as PEM or OpenSSH has it, and other things in PEM form."""
    named = kind_of("server.key")
    head = b64encode(b"openssh-key-v1\0\0\0\0\naes256-ctr" + bytes(range(200))).decode()

    assert named is not None
    assert not named.holds(_pem(kind) if kind != "PUBLIC " else _pem().replace("PRIVATE", "PUBLIC"))
    assert not named.holds(_pem("RSA ", f"Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0F\n\n{_KEY}"))
    assert not named.holds(_pem("OPENSSH ", head))


def test_search_is_bounded() -> None:
    """A context of any size is looked into at so many places, and large files are not read."""
    many: dict[str, Content] = {f"p{n:03}/.env": f"API_TOKEN={_TOKEN}\n" for n in range(300)}
    many[".env"] = f"API_TOKEN={_TOKEN}\n" + "#" * search.LARGEST
    analysis = analysed("FROM debian:12\nCOPY . /app\n", many)
    (finding,) = _findings(analysis)

    assert len(finding.keeps) == search.MOST_FOLDERS - 1
    assert ".env" not in [path for path, _ in finding.keeps]


def test_nothing_is_looked_for_without_a_context() -> None:
    """What the context holds is not presumed."""
    analysis = analysed("FROM debian:12\nCOPY .env /app/\n", {})

    assert _findings(analysis) == []


@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda folder: folder.name)
def test_fix_is_lasting(folder: Path) -> None:
    """After the fix its finding is gone, no other has come, and there is nothing left to fix."""
    files = context_of(folder)
    text = unmark(read(folder / "Dockerfile"))
    before = analysed(text, files)
    (first, *_) = [*_findings(before), None]
    if first is None or not first.fixes:
        return
    fixed = outcome(text, files, _CODE).fixed
    after = analysed(fixed["Dockerfile"], {**files, **fixed})
    told = {finding.rule for finding in before.findings}

    assert _findings(after) == []
    assert {finding.rule for finding in after.findings} <= told


@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda folder: folder.name)
def test_nothing_gets_out(folder: Path) -> None:
    """No message, note, title, edit or hover holds a part of a file's text."""
    files = context_of(folder)
    analysis = analysed(unmark(read(folder / "Dockerfile")), files)
    names = [path for path in files if kind_of(path) is not None]
    words = {word for path in names for word in re.findall(r"\w{12,}", read(folder / path))}
    hovers = [hover(analysis, instruction.span.start) for instruction in analysis.document.instructions]
    said = repr((_findings(analysis), hovers))

    assert [word for word in words if word in said] == []


def test_hover_says_what_stays() -> None:
    """The hover names the files, and the line that deletes them too late."""
    text = "FROM debian:12\nWORKDIR /app\nCOPY . .\nRUN rm -f .env\n"
    found = hover(analysed(text, {".env": f"API_TOKEN={_TOKEN}\n"}), text.index("COPY"))

    assert found is not None
    assert "**A layer of the image keeps**\n- `.env`: passwords or keys" in found.markdown
    assert "Line 4 deletes .env, which the layer of the copy keeps." in found.markdown
    assert "Fix to review: Ignore .env in .dockerignore." in found.markdown
