"""uv: spellings, what a call reads and writes, and its two phases."""

import pytest
from ecosystem_calls import needs, phases, reading, recognised
from layerwise.context.memory import Content
from layerwise.unknown import Unknown

PROJECT = '[project]\nname = "web"\nversion = "1"\nrequires-python = ">=3.9"\ndependencies = ["six"]\n'
BUILD = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'


def locked(name: str, source: str, *requires: str, more: str = "") -> str:
    """One package of a lockfile."""
    names = ", ".join(f'{{ name = "{one}" }}' for one in requires)
    text = f'[[package]]\nname = "{name}"\nsource = {{ {source} }}\ndependencies = [{names}]\n'
    return f"{text}{more}\n"


SIX = locked("six", 'registry = "https://host/simple"')
VIRTUAL: dict[str, Content] = {
    "pyproject.toml": PROJECT,
    "uv.lock": "version = 1\n" + SIX + locked("web", 'virtual = "."', "six"),
}
PACKAGE: dict[str, Content] = {
    "pyproject.toml": PROJECT + BUILD,
    "uv.lock": "version = 1\n" + SIX + locked("web", 'editable = "."', "six"),
    "README.md": "",
}
MEMBERS = '[manifest]\nmembers = ["a", "b", "web"]\n'


def member(name: str) -> str:
    """A member's pyproject.toml."""
    return f'[project]\nname = "{name}"\nversion = "1"\n{BUILD}'


WORKSPACE: dict[str, Content] = {
    "pyproject.toml": PROJECT
    + BUILD
    + '[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/old"]\n'
    + "[tool.uv.sources]\na = { workspace = true }\n",
    "uv.lock": MEMBERS
    + SIX
    + locked("web", 'editable = "."', "six", "a")
    + locked("a", 'editable = "packages/a"')
    + locked("b", 'editable = "packages/b"'),
    "packages/a/pyproject.toml": member("a"),
    "packages/a/src/a.py": "",
    "packages/b/pyproject.toml": member("b"),
    "packages/old/pyproject.toml": member("old"),
    "packages/docs/index.html": "",
    "packages/notes.txt": "",
}
ALL_MANIFESTS = ["packages/a/pyproject.toml", "packages/b/pyproject.toml", "pyproject.toml", "uv.lock"]

SPELLINGS = """
uv sync --frozen
uv sync --locked
uv --quiet sync --frozen
uv --cache-dir /cache sync --frozen
uv -n sync --frozen --no-dev
uv sync --frozen --extra pg --group lint --no-group docs
uv sync --locked -p 3.12 --link-mode copy
uv sync --locked --all-extras --all-groups --compile-bytecode --no-editable
uv sync --frozen --index-url https://host/simple
uv --project /app sync --frozen
uv sync --frozen --directory /app
uv --directory=. sync --frozen
/bin/uv sync --frozen
python -m uv sync --frozen
python3.12 -m uv sync --frozen
uvx uv@0.5.10 sync --frozen
uv sync --frozen --no-binary
""".strip().splitlines()

NEAR_MISSES = """
uv add flask
uv remove flask
uv lock
uv lock --check
uv export --frozen -o requirements.txt
uv run --frozen python manage.py migrate
uv run uv sync
uv tool install ruff
uvx ruff check
uv venv
uv venv --python 3.12 /opt/venv
uv python install 3.12
uv build
uv init
uv tree
uv cache clean
uv self update
uv pip list
uv pip freeze
uv pip uninstall six
uv pip check
uv pip tree
uv --version
uv sync --help
uv sync --dry-run
uv sync --check
uv pip install -r requirements.txt --dry-run
pip install uv
python -m pip install uv
uv s
uv pip i -r requirements.txt
""".strip().splitlines()


@pytest.mark.parametrize("line", SPELLINGS)
def test_spelling(line: str) -> None:
    """Every spelling reads manifest and lockfile, and builds nothing of a virtual project."""
    found = reading(line, VIRTUAL)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["pyproject.toml", "uv.lock"],
        (),
        None,
        None,
    )
    assert found.is_project


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_miss(line: str) -> None:
    """Other commands of uv, and of others, are no installs of this ecosystem."""
    found = recognised(line)

    assert found is None or found.ecosystem.name != "uv"


# The rows of the table of measured behaviour, with the manifests of all members there: what is built, and why.
SOURCES: list[tuple[str, dict[str, Content], str | None]] = [
    ("uv sync --frozen", PACKAGE, "the project itself is built: [build-system] in pyproject.toml"),
    ("uv sync --locked", PACKAGE, "the project itself is built: [build-system] in pyproject.toml"),
    ("uv sync", PACKAGE, "the project itself is built: [build-system] in pyproject.toml"),
    (
        "uv sync --frozen --no-editable",
        PACKAGE,
        "the project itself is built: [build-system] in pyproject.toml",
    ),
    ("uv sync --frozen --no-install-project", PACKAGE, None),
    ("uv sync --frozen --no-install-workspace", PACKAGE, None),
    ("uv sync --frozen --no-install-local", PACKAGE, None),
    ("uv sync --locked --no-install-project", PACKAGE, None),
    ("uv sync --frozen --no-install-package Web", PACKAGE, None),
    ("uv sync --frozen --only-group lint", PACKAGE, None),
    ("uv sync --frozen --only-dev", PACKAGE, None),
    ("uv sync --locked", VIRTUAL, None),
    ("uv sync --frozen", WORKSPACE, "the project itself is built: [build-system] in pyproject.toml"),
    (
        "uv sync --frozen --no-install-project",
        WORKSPACE,
        "the workspace member a is built: [build-system] in packages/a/pyproject.toml",
    ),
    ("uv sync --frozen --no-install-workspace", WORKSPACE, None),
    ("uv sync --locked --no-install-workspace", WORKSPACE, None),
    ("uv sync --frozen --package b --no-install-project", WORKSPACE, None),
    (
        "uv sync --frozen --package b",
        WORKSPACE,
        "the project itself is built: [build-system] in packages/b/pyproject.toml",
    ),
    (
        "uv sync --frozen --all-packages --no-install-package web",
        WORKSPACE,
        "the workspace member a is built: [build-system] in packages/a/pyproject.toml",
    ),
    (
        "uv sync --frozen",
        VIRTUAL | {"pyproject.toml": "[dependency-groups]\ndev = ['six']\n", "uv.lock": SIX},
        None,
    ),
    (
        "uv sync --locked --no-install-workspace",
        {
            **WORKSPACE,
            "pyproject.toml": "[tool.uv.workspace]\nmembers = ['packages/*']\nexclude = ['packages/old']\n",
        },
        None,
    ),
    (
        "uv sync --locked --no-install-project",
        {**WORKSPACE, "pyproject.toml": "[tool.uv.workspace]\nmembers = ['packages/a', 'packages/b']\n"},
        "the workspace member a is built: [build-system] in packages/a/pyproject.toml",
    ),
    (
        "uv sync",
        {"pyproject.toml": PROJECT + "[tool.uv]\npackage = true\n"},
        "the project itself is built: [tool.uv] package in pyproject.toml",
    ),
    ("uv sync", {"pyproject.toml": PROJECT + BUILD + "[tool.uv]\npackage = false\n"}, None),
    ("uv sync", {"pyproject.toml": PROJECT}, None),
]


@pytest.mark.parametrize(("line", "files", "note"), SOURCES)
def test_source(line: str, files: dict[str, Content], note: str | None) -> None:
    """The source is needed exactly where a project of the tree is built."""
    found = reading(line, files)

    assert (note, None) == (found.source.note if found.source else None, found.unknown)
    manifests = [path for path in ALL_MANIFESTS if path in files]
    assert set(manifests) == set(needs(found)) - {"README.md"}


def test_environment_switches() -> None:
    """Variables say what options say."""
    skipped = reading("uv sync", PACKAGE, UV_FROZEN="1", UV_NO_INSTALL_PROJECT="true")
    kept = reading("uv sync", PACKAGE, UV_LOCKED="yes", UV_NO_INSTALL_PROJECT="0")

    assert (skipped.source, skipped.rewrites, skipped.unknown) == (None, (), None)
    assert (kept.source is None, kept.rewrites) == (False, ())
    assert reading("uv sync", VIRTUAL, UV_FROZEN=None).unknown is not None


def dynamic(*fields: str) -> str:
    """A project with these fields left to its build backend."""
    return f'[project]\nname = "web"\ndynamic = {list(fields)}\n{BUILD}'


HAS_VERSION = PACKAGE | {
    "uv.lock": locked("web", 'editable = "."', more="[package.metadata]\nrequires-dist = []\n").replace(
        "source", 'version = "1"\nsource'
    )
}


@pytest.mark.parametrize(
    ("line", "files", "fields", "asks"),
    [
        ("uv sync --locked --no-install-project", PACKAGE, ("version",), False),
        ("uv sync --locked --no-install-project", HAS_VERSION, ("version",), True),
        ("uv sync --frozen --no-install-project", HAS_VERSION, ("version",), False),
        ("uv sync --locked --no-install-project", PACKAGE, ("version", "dependencies"), True),
        ("uv sync --locked", PACKAGE, ("version", "dependencies"), True),
        ("uv sync --locked --no-install-project", PACKAGE, ("version", "optional-dependencies"), True),
        ("uv sync --frozen --no-install-project", PACKAGE, ("version", "dependencies"), False),
        ("uv sync --locked --no-install-project", PACKAGE, ("classifiers", "readme"), False),
        ("uv sync --no-install-project", {}, ("version",), True),
    ],
)
def test_dynamic(line: str, files: dict[str, Content], fields: tuple[str, ...], asks: bool) -> None:
    """Fields that the backend fills in are asked for where the lockfile is checked."""
    found = reading(line, files | {"pyproject.toml": dynamic(*fields)})

    assert (asks, None) == (found.source is not None, found.unknown)
    if found.source is not None:
        assert "in pyproject.toml: uv builds web to know it" in found.source.note


SOURCED = PROJECT + (
    '[tool.uv.sources]\nlib = { path = "libs/lib", editable = true }\nwheel = [{ path = "w/x-1-py3-none-any.whl" }]\n'
)
PATHS: dict[str, Content] = {
    "pyproject.toml": SOURCED,
    "uv.lock": locked("web", 'virtual = "."', "lib", "wheel")
    + locked("lib", 'editable = "libs/lib"')
    + locked("wheel", 'path = "w/x-1-py3-none-any.whl"'),
    "libs/lib/pyproject.toml": member("lib"),
    "libs/lib/lib.py": "",
    "w/x-1-py3-none-any.whl": b"PK",
}
PATH_NEEDS = ["libs/lib/pyproject.toml", "pyproject.toml", "uv.lock", "w/x-1-py3-none-any.whl"]


@pytest.mark.parametrize(
    ("line", "is_built"),
    [
        ("uv sync --frozen", True),
        ("uv sync --locked --no-install-project", True),
        ("uv sync --locked --no-install-workspace", True),
        ("uv sync --locked --no-install-local", False),
        ("uv sync --locked --no-install-package lib", False),
    ],
)
def test_path_source(line: str, is_built: bool) -> None:
    """A folder that [tool.uv.sources] names is built, an archive is read."""
    found = reading(line, PATHS)

    assert (needs(found), found.unknown) == (PATH_NEEDS, None)
    note = "lib is built: it is a path in [tool.uv.sources] or uv.lock" if is_built else None
    assert note == (found.source.note if found.source else None)


def test_path_source_without_project() -> None:
    """A folder with a setup.py alone is built even to check the lockfile."""
    files = {**PATHS, "libs/lib/pyproject.toml": BUILD}

    assert reading("uv sync --locked --no-install-local", files).source is not None
    assert reading("uv sync --frozen --no-install-local", files).source is None


CLOSURES: list[tuple[str, dict[str, Content], dict[str, str], str, list[str]]] = [
    ("uv sync --frozen", VIRTUAL, {}, "/app/src/deep", ["pyproject.toml", "uv.lock"]),
    ("uv sync --frozen --project app", VIRTUAL, {}, "/", ["pyproject.toml", "uv.lock"]),
    ("uv sync --frozen", VIRTUAL, {"UV_PROJECT": "app"}, "/", ["pyproject.toml", "uv.lock"]),
    ("uv --directory app sync --frozen", VIRTUAL, {}, "/", ["pyproject.toml", "uv.lock"]),
    (
        "uv sync --frozen",
        {**VIRTUAL, ".python-version": "3.12", "uv.toml": "", ".env": "A=1"},
        {},
        "/app",
        [".python-version", "pyproject.toml", "uv.lock", "uv.toml"],
    ),
    ("uv sync --frozen --no-install-workspace", WORKSPACE, {}, "/app/packages/b", ALL_MANIFESTS),
    (
        "uv sync --frozen",
        {**VIRTUAL, "uv.toml": 'find-links = ["wheels"]', "wheels/a-1.whl": b"", "wheels/README": ""},
        {},
        "/app/src",
        ["pyproject.toml", "uv.lock", "uv.toml", "wheels/a-1.whl"],
    ),
    (
        "uv sync --frozen",
        {**VIRTUAL, "uv.lock": locked("six", 'registry = "wheels"'), "wheels/six-1.whl": b""},
        {},
        "/app",
        ["pyproject.toml", "uv.lock", "wheels/six-1.whl"],
    ),
    (
        "uv sync --frozen",
        {**VIRTUAL, "cfg/uv.toml": ""},
        {"UV_CONFIG_FILE": "cfg/uv.toml"},
        "/app",
        ["cfg/uv.toml", "pyproject.toml", "uv.lock"],
    ),
    (
        "uv sync --frozen",
        {**VIRTUAL, "/root/.config/uv/uv.toml": "offline = true"},
        {},
        "/app",
        ["/root/.config/uv/uv.toml", "pyproject.toml", "uv.lock"],
    ),
]


@pytest.mark.parametrize(("line", "files", "environment", "cwd", "expected"), CLOSURES)
def test_closure(
    line: str, files: dict[str, Content], environment: dict[str, str], cwd: str, expected: list[str]
) -> None:
    """All files that uv opens are needed."""
    found = reading(line, files, cwd=cwd, **environment)

    assert (expected, None, None) == (needs(found), found.source, found.unknown)


def test_workspace_listing() -> None:
    """The folder that a member pattern searches is noticed, and so is a lockfile that is not there."""
    found = reading("uv sync --frozen --no-install-workspace", WORKSPACE)

    assert "/app/packages/" in found.tests
    assert "/app/uv.toml" in found.tests
    assert "/app/uv.lock" in reading("uv sync", {"pyproject.toml": PROJECT}).tests


UNKNOWN: list[tuple[str, dict[str, Content], str]] = [
    ("uv sync", {}, "pyproject.toml is not in the image at this point"),
    ("uv sync", {"pyproject.toml": Unknown("RUN writes it")}, "pyproject.toml is not known: RUN writes it"),
    ("uv sync --frozen", {"pyproject.toml": PROJECT}, "it fails, since there is no uv.lock"),
    ("uv sync --locked", {"pyproject.toml": PROJECT}, "it fails, since there is no uv.lock"),
    ("uv sync", {"pyproject.toml": "[project"}, "pyproject.toml: it is not TOML"),
    ("uv sync", {**VIRTUAL, "uv.lock": "<<<<<<< ours\n"}, "uv.lock: it is not TOML"),
    ("uv sync", {**VIRTUAL, "uv.toml": "a ="}, "uv.toml: it is not TOML"),
    ("uv sync", {"pyproject.toml": ""}, "pyproject.toml has no [project]"),
    ("uv sync", {"pyproject.toml": "[tool.poetry]\nname = 'web'\n"}, "pyproject.toml has no [project]"),
    (
        "uv sync",
        {"pyproject.toml": PROJECT + "[tool.uv]\nmanaged = false\n"},
        "[tool.uv] managed is false, and uv sync refuses the project",
    ),
    ("uv sync --frozen $FLAGS", PACKAGE, "not all arguments are known"),
    ("uv sync --frozen --package $NAME", PACKAGE, "$NAME is not known"),
    (
        "uv sync --frozen",
        {**VIRTUAL, "pyproject.toml": PROJECT + "[tool.uv.sources]\nsix = { git = 'file:///six' }\n"},
        "the source of six is a repository on the disk",
    ),
    (
        "uv sync --frozen",
        {**VIRTUAL, "pyproject.toml": PROJECT.replace("six", "six @ file:///app/six")},
        "six @ file:///app/six in pyproject.toml is a local file",
    ),
    ("uv sync --frozen --script run.py", VIRTUAL, "--script installs what a script asks for"),
    ("uv sync --frozen --only-install-local", VIRTUAL, "--only-install-local is not understood"),
    ("uv sync --frozen --project app/$NAME", VIRTUAL, "app/$NAME is not known"),
    (
        "uv sync --frozen",
        {**VIRTUAL, "pyproject.toml": PROJECT + "[tool.uv.workspace]\nmembers = ['{a,b}']\n"},
        "the pattern {a,b} is not understood",
    ),
    (
        "uv sync --frozen",
        {**VIRTUAL, "pyproject.toml": SOURCED},
        "libs/lib is not in the image at this point",
    ),
    (
        "uv sync --frozen",
        {**WORKSPACE, "packages/.x/pyproject.toml": member("x")},
        "packages/.x/pyproject.toml may be a workspace member",
    ),
    (
        "uv sync --frozen",
        {**VIRTUAL, "uv.toml": "[[index]]\nname = 'l'\nurl = './index'\n"},
        "the package index ./index lies on the disk",
    ),
    (
        "python -m uv sync --frozen",
        {**VIRTUAL, "uv.py": ""},
        "uv.py stands in the way of a module that uv imports",
    ),
]


@pytest.mark.parametrize(("line", "files", "note"), UNKNOWN)
def test_unknown(line: str, files: dict[str, Content], note: str) -> None:
    """What cannot be known says why."""
    found = reading(line, files)

    assert found.unknown is not None
    assert found.unknown.note.startswith(note)


def test_unknown_place() -> None:
    """Without a working directory nothing is known."""
    assert reading("uv sync", VIRTUAL, cwd=None).unknown is not None
    assert reading("uv pip install six", {}, cwd=None).unknown is not None
    assert reading("uv sync", VIRTUAL, UV_WORKING_DIR="/srv").unknown is not None


STEP_MANIFEST = """\
[project]
name = "Web"
version = "1"
requires-python = ">=3.9,<4"
dependencies = ["six>=1.16, <2", "Click[x]>=8", "idna"]
[project.optional-dependencies]
pg = ["iniconfig>1"]
[dependency-groups]
dev = ["toml"]
"""
STEP_LOCK = """\
version = 1
requires-python = ">=3.9, <4"
[[package]]
name = "web"
version = "1"
source = { virtual = "." }
[package.metadata]
requires-dist = [
    { name = "click", extras = ["x"], specifier = ">=8" },
    { name = "idna" },
    { name = "iniconfig", marker = "extra == 'pg'", specifier = ">1" },
    { name = "six", specifier = ">=1.16,<2" },
]
provides-extras = ["pg"]
[package.metadata.requires-dev]
dev = [{ name = "toml" }]
"""


@pytest.mark.parametrize(
    ("line", "old", "new", "is_kept"),
    [
        ("uv sync", "", "", True),
        ("uv sync --no-dev --extra pg", "", "", True),
        ("uv sync -U", "", "", False),
        ("uv sync --index https://host/simple", "", "", False),
        ("uv sync", '"idna"', '"idna>=3"', False),
        ("uv sync", '"idna"', "\"idna; python_version > '3'\"", False),
        ("uv sync", '"idna"', '"idna @ https://host/idna.whl"', False),
        ("uv sync", ', "idna"', "", False),
        ("uv sync", "[x]", "", False),
        ("uv sync", '"toml"', '"tomli"', False),
        ("uv sync", '"toml"', '{ include-group = "x" }', False),
        ("uv sync", "pg =", "db =", False),
        ("uv sync", ",<4", "", False),
        ("uv sync", 'version = "1"', 'version = "2"', False),
        ("uv sync", 'version = "1"', 'dynamic = ["version"]', False),
        ("uv sync", "[dependency-groups]", "[build-system]\n[dependency-groups]", False),
        ("uv sync", "[project]", "[tool.uv]\nlink-mode = 'copy'\n[project]", True),
        ("uv sync", "[project]", "[tool.uv]\nexclude-newer = '2025-01-01'\n[project]", False),
        ("uv sync", "[project]", "[tool.uv.sources]\nsix = { git = 'https://host/six' }\n[project]", False),
    ],
)
def test_lockfile_in_step(line: str, old: str, new: str, is_kept: bool) -> None:
    """A lockfile that has just what the manifest asks for is left as it is."""
    found = reading(line, {"pyproject.toml": STEP_MANIFEST.replace(old, new, 1), "uv.lock": STEP_LOCK})

    assert (() if is_kept else ("/app/uv.lock",), None) == (found.rewrites, found.unknown)


def test_settings_may_move_the_lockfile() -> None:
    """A uv.toml may say which versions are chosen, and so may variables."""
    files = {"pyproject.toml": STEP_MANIFEST, "uv.lock": STEP_LOCK}

    assert reading("uv sync", files | {"uv.toml": "resolution = 'lowest'"}).rewrites == ("/app/uv.lock",)
    assert reading("uv sync", files, UV_EXCLUDE_NEWER="2025-01-01").rewrites == ("/app/uv.lock",)


def test_lockfile() -> None:
    """Without --frozen or --locked the lockfile may be written again, or made."""
    assert reading("uv sync", VIRTUAL).rewrites == ("/app/uv.lock",)
    assert "/app/uv.lock" in reading("uv sync", {"pyproject.toml": PROJECT}).outputs
    assert "/app/uv.lock" not in reading("uv sync --frozen", VIRTUAL).outputs


SHARED = ["/root/.local/share/uv"]
CACHE = ["/root/.cache/uv", *SHARED]
OUTPUTS: list[tuple[str, dict[str, str], list[str]]] = [
    ("uv sync --frozen", {}, ["/app/.venv", *CACHE]),
    ("uv sync --frozen --no-cache", {}, ["/app/.venv", *SHARED]),
    (
        "uv sync --frozen",
        {"UV_CACHE_DIR": "/c", "UV_PROJECT_ENVIRONMENT": "/opt/venv"},
        ["/c", "/opt/venv", *SHARED],
    ),
    ("uv sync --frozen", {"UV_PROJECT_ENVIRONMENT": "env"}, ["/app/env", *CACHE]),
    ("uv sync --frozen", {"VIRTUAL_ENV": "/opt/venv"}, ["/app/.venv", *CACHE]),
    ("uv sync --frozen --active", {"VIRTUAL_ENV": "/opt/venv"}, ["/opt/venv", *CACHE]),
    ("uv pip install -r r.txt", {}, ["/app/.venv", *CACHE]),
    ("uv pip install -r r.txt", {"VIRTUAL_ENV": "/opt/venv"}, ["/opt/venv", *CACHE]),
    ("uv pip install --system -r r.txt", {}, CACHE),
    ("uv pip install -r r.txt", {"UV_SYSTEM_PYTHON": "1"}, CACHE),
    ("uv pip install --target lib -r r.txt", {}, ["/app/lib", *CACHE]),
    ("uv pip install -p /opt/venv/bin/python --system -r r.txt", {}, ["/opt/venv", *CACHE]),
    ("uv pip compile r.txt -o out.txt", {}, ["/app/out.txt", *CACHE]),
]


@pytest.mark.parametrize(("line", "environment", "expected"), OUTPUTS)
def test_outputs(line: str, environment: dict[str, str], expected: list[str]) -> None:
    """Where packages, downloads and lists go."""
    found = reading(line, {**VIRTUAL, "r.txt": "six"}, **environment)

    assert (sorted(expected), None) == (sorted(found.outputs), found.unknown)


MADE = Unknown("uv venv writes it")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"/.venv/pyvenv.cfg": ""}, ["/.venv"]),
        ({".venv/pyvenv.cfg": "", "/.venv/pyvenv.cfg": ""}, ["/app/.venv"]),
        ({".venv": MADE}, ["/app/.venv"]),
        ({".venv": MADE, "/.venv/pyvenv.cfg": ""}, ["/.venv", "/app/.venv"]),
    ],
)
def test_nearest_environment(files: dict[str, Content], expected: list[str]) -> None:
    """One that a command may have made is filled, or else the next above that is there."""
    found = reading("uv pip install -r r.txt", {**files, "r.txt": "six"})

    assert (sorted([*expected, *CACHE]), None) == (sorted(found.outputs), found.unknown)


PIP_SPELLINGS = """
uv pip install -r requirements.txt
uv pip install -rrequirements.txt
uv pip install --requirement requirements.txt
uv pip install --requirements=requirements.txt
uv pip install --system --no-cache -r requirements.txt
uv --offline pip -q install -r requirements.txt
uv pip install --no-binary lxml -r requirements.txt
python -m uv pip install -r requirements.txt
uv pip sync requirements.txt
uv pip sync --system requirements.txt
uv pip compile requirements.txt
uv --directory /app pip install -r requirements.txt
""".strip().splitlines()


@pytest.mark.parametrize("line", PIP_SPELLINGS)
def test_pip_spelling(line: str) -> None:
    """The pip interface reads the file that it is given."""
    found = reading(line, {"requirements.txt": "six\n"})

    assert (needs(found), found.source, found.unknown) == (["requirements.txt"], None, None)
    assert found.is_project


@pytest.mark.parametrize(
    "line",
    [
        "uv pip install flask==3",
        "uv pip install -U pip setuptools",
        "uv pip install 'x @ https://host/x.whl'",
        "uv pip install git+https://host/x.git",
        "uv pip install -e git+https://host/x.git#egg=x",
        "uv pip install app",
    ],
)
def test_packages_by_name(line: str) -> None:
    """Names and addresses need nothing of the tree but the settings."""
    found = reading(line, {"pyproject.toml": PROJECT, "app/pyproject.toml": PROJECT})

    assert (needs(found), found.source, found.unknown) == (["pyproject.toml"], None, None)
    assert not found.is_project


PIP_CLOSURES: list[tuple[str, dict[str, Content], dict[str, str], str, list[str]]] = [
    (
        "uv pip install -r req/prod.txt",
        {"req/prod.txt": "-r base.txt\n-c ../c.txt", "req/base.txt": "six", "c.txt": ""},
        {},
        "/app",
        ["c.txt", "req/base.txt", "req/prod.txt"],
    ),
    ("uv pip install -r pyproject.toml", {"pyproject.toml": PROJECT + BUILD}, {}, "/app", ["pyproject.toml"]),
    (
        "uv pip install -r ../pyproject.toml --all-extras",
        {"pyproject.toml": PROJECT, "sub/x": ""},
        {},
        "/app/sub",
        ["pyproject.toml"],
    ),
    ("uv pip install --group dev", {"pyproject.toml": PROJECT}, {}, "/app", ["pyproject.toml"]),
    (
        "uv pip install --group sub/pyproject.toml:dev",
        {"sub/pyproject.toml": PROJECT},
        {},
        "/app",
        ["sub/pyproject.toml"],
    ),
    ("uv pip sync pylock.toml", {"pylock.toml": "lock-version = '1.0'"}, {}, "/app", ["pylock.toml"]),
    (
        "uv pip install -r r.txt --override o.txt -b b.txt",
        {"r.txt": "six", "o.txt": "", "b.txt": ""},
        {},
        "/app",
        ["b.txt", "o.txt", "r.txt"],
    ),
    (
        "uv pip install six",
        {"c.txt": "", "d.txt": ""},
        {"UV_CONSTRAINT": "c.txt d.txt"},
        "/app",
        ["c.txt", "d.txt"],
    ),
    (
        "uv pip install --no-index -f wheels six",
        {"wheels/six-1.whl": b""},
        {},
        "/app",
        ["wheels/six-1.whl"],
    ),
    (
        "uv pip install ./x-1-py3-none-any.whl",
        {"x-1-py3-none-any.whl": b""},
        {},
        "/app",
        ["x-1-py3-none-any.whl"],
    ),
    (
        "uv pip install -r r.txt",
        {**WORKSPACE, "r.txt": "six"},
        {},
        "/app",
        ["packages/a/pyproject.toml", "packages/b/pyproject.toml", "pyproject.toml", "r.txt"],
    ),
    (
        "uv pip compile pyproject.toml -o requirements.txt",
        {"pyproject.toml": PROJECT, "requirements.txt": "six==1"},
        {},
        "/app",
        ["pyproject.toml", "requirements.txt"],
    ),
]


@pytest.mark.parametrize(("line", "files", "environment", "cwd", "expected"), PIP_CLOSURES)
def test_pip_closure(
    line: str, files: dict[str, Content], environment: dict[str, str], cwd: str, expected: list[str]
) -> None:
    """All files that the pip interface opens are needed, and no others."""
    found = reading(line, files, cwd=cwd, **environment)

    assert (expected, None, None) == (needs(found), found.source, found.unknown)
    assert found.is_project


def test_compiled_list_is_written_again() -> None:
    """The output of `uv pip compile` is read first, where there is one."""
    line = "uv pip compile pyproject.toml -o requirements.txt"

    assert reading(line, {"pyproject.toml": PROJECT, "requirements.txt": ""}).rewrites == (
        "/app/requirements.txt",
    )


@pytest.mark.parametrize(
    ("line", "files", "note"),
    [
        ("uv pip install .", {"pyproject.toml": PROJECT}, "uv pip install . builds the project"),
        ("uv pip install -e .", {"pyproject.toml": PROJECT}, "uv pip install -e . builds the project"),
        (
            "uv pip install -e '.[dev]'",
            {"pyproject.toml": PROJECT},
            "uv pip install -e .[dev] builds the project",
        ),
        ("uv pip install -e lib", {"lib/setup.py": ""}, "uv pip install -e lib builds the project"),
        ("uv pip install ./lib", {"lib/setup.py": ""}, "uv pip install ./lib builds the project"),
        ("uv pip install -r r.txt", {"r.txt": "-e .", "setup.py": ""}, "-e . in r.txt builds the project"),
        (
            "uv pip install -r req/r.txt",
            {"req/r.txt": "./q", "q/a": ""},
            "./q in req/r.txt builds the project",
        ),
        (
            "uv pip install -r setup.py",
            {"setup.py": ""},
            "uv builds the project to know what setup.py asks for",
        ),
        (
            "uv pip install -r pyproject.toml",
            {"pyproject.toml": dynamic("dependencies")},
            "dynamic = dependencies in pyproject.toml: uv builds the project to know it",
        ),
        (
            "uv pip install -r pyproject.toml",
            PATHS,
            "lib is built: it is a path in [tool.uv.sources]",
        ),
        (
            "uv pip install -r pyproject.toml",
            WORKSPACE,
            "a is built: it comes from the workspace by [tool.uv.sources]",
        ),
    ],
)
def test_pip_source(line: str, files: dict[str, Content], note: str) -> None:
    """A local project is built from its source."""
    found = reading(line, files)

    assert found.source is not None
    assert (note, None) == (found.source.note, found.unknown)


@pytest.mark.parametrize(
    ("line", "files", "note"),
    [
        ("uv pip install -r requirements.txt", {}, "requirements.txt is not in the image at this point"),
        ("uv pip install -r $FILE", {}, "$FILE is not known"),
        ("uv pip install $PKG", {}, "$PKG is not known"),
        ("uv pip install -r -", {}, "the requirements in - are not understood"),
        ("uv pip install -r run.py", {"run.py": ""}, "the requirements in run.py are not understood"),
        ("uv pip install -qr r.txt", {"r.txt": ""}, "-qr holds several options"),
        ("uv pip install six", {"pyproject.toml": "[a"}, "pyproject.toml: it is not TOML"),
        ("uv pip install -i ./index six", {}, "the package index ./index lies on the disk"),
    ],
)
def test_pip_unknown(line: str, files: dict[str, Content], note: str) -> None:
    """What cannot be known says why."""
    found = reading(line, files)

    assert found.unknown is not None
    assert found.unknown.note.startswith(note)


PHASES: list[tuple[str, dict[str, Content], str | None]] = [
    ("uv sync --locked", PACKAGE, "uv sync --locked --no-install-project"),
    (
        "uv sync --frozen --no-dev --no-editable",
        PACKAGE,
        "uv sync --frozen --no-dev --no-editable --no-install-project",
    ),
    ("uv sync --locked", WORKSPACE, "uv sync --locked --no-install-workspace"),
    (
        "uv sync --frozen --no-install-project",
        WORKSPACE,
        "uv sync --frozen --no-install-project --no-install-workspace",
    ),
    ("uv sync --locked", PATHS, "uv sync --locked --no-install-project --no-install-package lib"),
    ("uv sync --locked", {**PACKAGE, "pyproject.toml": dynamic("dependencies")}, None),
    (
        "uv sync --frozen",
        {**PACKAGE, "pyproject.toml": dynamic("dependencies")},
        "uv sync --frozen --no-install-project",
    ),
    ("uv sync --locked", {"pyproject.toml": PROJECT + BUILD}, None),
    ("uv sync --locked --no-install-project", PACKAGE, None),
    ("uv pip compile pyproject.toml", PACKAGE, None),
    ("uv pip install -e .", PACKAGE, "uv pip install -r pyproject.toml"),
    ("uv pip install .", PACKAGE, "uv pip install -r pyproject.toml"),
    (
        "uv pip install --system -e .[pg,dev] -r more.txt",
        {**PACKAGE, "more.txt": "six"},
        "uv pip install --system -r pyproject.toml --extra pg --extra dev -r more.txt",
    ),
    ("uv pip install --editable=.", PACKAGE, None),
    ("uv pip install -e . -e ./lib", {**PACKAGE, "lib/setup.py": ""}, None),
    ("uv pip install -e ./lib", {"lib/setup.py": ""}, None),
    ("uv pip install --no-deps -e .", PACKAGE, None),
    ("uv pip install --reinstall .", PACKAGE, None),
    ("uv pip install -e .", {"setup.py": ""}, None),
    ("uv pip install -e .", {**PACKAGE, "pyproject.toml": dynamic("dependencies")}, None),
    ("uv pip install -e .", WORKSPACE, None),
]


@pytest.mark.parametrize(("line", "files", "expected"), PHASES)
def test_phases(line: str, files: dict[str, Content], expected: str | None) -> None:
    """The first phase installs all but what is built, and needs no source itself."""
    found = phases(line, files)

    first = None if found is None else found.instead or f"{line} {found.added}"
    assert first == expected
    if first is not None:
        again = reading(first, files)
        assert (again.source, again.unknown, again.is_project) == (None, None, True)


@pytest.mark.parametrize(
    ("line", "is_told"), [("uv sync", True), ("uv sync --locked", False), ("uv sync --frozen", False)]
)
def test_phases_and_the_lockfile(line: str, is_told: bool) -> None:
    """Where either phase may rewrite the lockfile, the copy between them is told of."""
    found = phases(line, PACKAGE)
    assert found is not None

    told = "each may rewrite /app/uv.lock, and the copy between them brings the old one back"
    assert found.note.endswith(told) == is_told
