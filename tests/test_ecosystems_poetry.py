"""Poetry: spellings, what a call reads and writes, and its two phases."""

import pytest
from ecosystem_calls import ImageTree, command, needs, reading, recognised
from layerwise.context.memory import Content
from layerwise.ecosystems.facts import Phases
from layerwise.ecosystems.recognise import recognise
from layerwise.unknown import Unknown

PROJECT = (
    '[tool.poetry]\nname = "web"\nversion = "1"\nreadme = "README.md"\n'
    '[tool.poetry.dependencies]\npython = ">=3.9"\n'
)
BARE = "[tool.poetry]\npackage-mode = false\n[tool.poetry.dependencies]\nsix = '*'\n"
LOCK = '[[package]]\nname = "six"\nversion = "1"\n[metadata]\nlock-version = "2.1"\n'
PACKAGE: dict[str, Content] = {
    "pyproject.toml": PROJECT,
    "poetry.lock": LOCK,
    "README.md": "",
    "web/a.py": "",
}
VIRTUAL: dict[str, Content] = {"pyproject.toml": BARE, "poetry.lock": LOCK}

SPELLINGS = """
poetry install
poetry sync
poetry -n install
poetry --no-ansi -vvv install --no-interaction
poetry install --only main --no-root
poetry install --only=main --sync
poetry install --without dev,docs --with lint -E pg --all-extras --compile
poetry -C /app install
poetry install -C /app
poetry --directory=. install
poetry -P /app install
poetry install --project .
/opt/poetry/bin/poetry install
python -m poetry install
python3.12 -m poetry install --no-root
uvx poetry install
uvx poetry@1.8.5 install
uv tool run poetry install
pipx run poetry install
""".strip().splitlines()

NEAR_MISSES = """
poetry add flask
poetry remove flask
poetry lock
poetry lock --no-update
poetry export -f requirements.txt -o requirements.txt
poetry config virtualenvs.create false
poetry run python manage.py migrate
poetry run poetry install
poetry build
poetry check
poetry show
poetry shell
poetry self add poetry-plugin-export
poetry self install
poetry self update
poetry env use 3.12
poetry python install 3.12
poetry cache clear --all .
poetry publish
poetry --version
poetry install --help
poetry install --dry-run
poetry update --lock
pip install poetry
pipx install poetry
uv tool install poetry
pipx inject poetry x
""".strip().splitlines()


@pytest.mark.parametrize("line", SPELLINGS)
def test_spelling(line: str) -> None:
    """Every spelling reads manifest and lockfile, and builds nothing where package-mode is false."""
    found = reading(line, VIRTUAL)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["poetry.lock", "pyproject.toml"],
        (),
        None,
        None,
    )
    assert found.is_project


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_miss(line: str) -> None:
    """Other commands of Poetry, and of others, are no installs of this ecosystem."""
    found = recognised(line)

    assert found is None or found.ecosystem.name != "poetry"


PEP_621 = '[project]\nname = "web"\nversion = "1"\nlicense = { file = "LICENCE" }\nreadme = "R.md"\n'
LIB = "[tool.poetry]\nname = 'lib'\n"
PATHS: dict[str, Content] = {
    "pyproject.toml": BARE
    + "lib = { path = 'libs/lib', develop = true }\nwheel = { path = 'w/x-1.whl' }\n"
    + "[tool.poetry.group.dev.dependencies]\ntool = [{ path = 'tool' }]\n",
    "poetry.lock": LOCK,
    "libs/lib/pyproject.toml": LIB + "[tool.poetry.dependencies]\ndeep = { path = '../deep' }\n",
    "libs/lib/lib.py": "",
    "libs/deep/setup.py": "",
    "tool/pyproject.toml": LIB,
    "w/x-1.whl": b"PK",
}
PATH_NEEDS = [
    "libs/deep/setup.py",
    "libs/lib/pyproject.toml",
    "poetry.lock",
    "pyproject.toml",
    "tool/pyproject.toml",
    "w/x-1.whl",
]
SELF = "the project itself is installed: package-mode is not false in pyproject.toml"

SOURCES: list[tuple[str, dict[str, Content], str | None, list[str]]] = [
    ("poetry install", PACKAGE, SELF, ["README.md", "poetry.lock", "pyproject.toml"]),
    ("poetry install --only dev", PACKAGE, SELF, ["README.md", "poetry.lock", "pyproject.toml"]),
    ("poetry install --only-root", PACKAGE, SELF, ["README.md", "poetry.lock", "pyproject.toml"]),
    ("poetry sync", PACKAGE, SELF, ["README.md", "poetry.lock", "pyproject.toml"]),
    ("poetry install --no-root", PACKAGE, None, ["poetry.lock", "pyproject.toml"]),
    ("poetry update", PACKAGE, None, ["poetry.lock", "pyproject.toml"]),
    (
        "poetry install",
        {"pyproject.toml": PEP_621, "LICENCE": "", "R.md": ""},
        SELF,
        ["LICENCE", "R.md", "pyproject.toml"],
    ),
    (
        "poetry install --no-root",
        {"pyproject.toml": PEP_621, "LICENCE": "", "R.md": ""},
        None,
        ["LICENCE", "pyproject.toml"],
    ),
    ("poetry install --no-root", PATHS, "lib is built: it is a path in pyproject.toml", PATH_NEEDS),
    ("poetry update", PATHS, "lib is built: it is a path in pyproject.toml", PATH_NEEDS),
    ("poetry install --no-root --no-directory", PATHS, None, PATH_NEEDS),
    ("poetry install --no-directory", PATHS, None, PATH_NEEDS),
    (
        "poetry install --no-root",
        {
            **VIRTUAL,
            "poetry.lock": '[[package]]\nname = "l"\n[package.source]\ntype = "directory"\nurl = "l"\n',
            "l/pyproject.toml": LIB,
        },
        "l is built: it is a path in poetry.lock",
        ["l/pyproject.toml", "poetry.lock", "pyproject.toml"],
    ),
    (
        "poetry install --no-root",
        {
            **VIRTUAL,
            "poetry.lock": '[[package]]\nname = "l"\n[package.source]\ntype = "file"\nurl = "l.whl"\n',
            "l.whl": b"",
        },
        None,
        ["l.whl", "poetry.lock", "pyproject.toml"],
    ),
    (
        "poetry install --no-root",
        {
            "pyproject.toml": "[project]\nname = 'web'\ndependencies = ['lib @ file:///app/lib']\n",
            "lib/a": "",
        },
        "lib is built: it is a path in pyproject.toml",
        ["pyproject.toml"],
    ),
]


@pytest.mark.parametrize(("line", "files", "note", "expected"), SOURCES)
def test_source(line: str, files: dict[str, Content], note: str | None, expected: list[str]) -> None:
    """The source is needed exactly where the project or a dependency by path is built."""
    found = reading(line, files)

    assert (note, None) == (found.source.note if found.source else None, found.unknown)
    assert expected == needs(found)


CLOSURES: list[tuple[str, dict[str, Content], str, list[str]]] = [
    ("poetry install", VIRTUAL, "/app/src/deep", ["poetry.lock", "pyproject.toml"]),
    ("poetry -C app install", VIRTUAL, "/", ["poetry.lock", "pyproject.toml"]),
    ("poetry install --project=app", VIRTUAL, "/", ["poetry.lock", "pyproject.toml"]),
    (
        "poetry install",
        {**VIRTUAL, "poetry.toml": "[virtualenvs]\nin-project = true\n"},
        "/app/src",
        ["poetry.lock", "poetry.toml", "pyproject.toml"],
    ),
    (
        "poetry install",
        {**VIRTUAL, "/root/.config/pypoetry/config.toml": ""},
        "/app",
        ["/root/.config/pypoetry/config.toml", "poetry.lock", "pyproject.toml"],
    ),
    ("poetry install", {"pyproject.toml": BARE}, "/app", ["pyproject.toml"]),
]


@pytest.mark.parametrize(("line", "files", "cwd", "expected"), CLOSURES)
def test_closure(line: str, files: dict[str, Content], cwd: str, expected: list[str]) -> None:
    """All files that Poetry opens are needed."""
    found = reading(line, files, cwd=cwd)

    assert (expected, None, None) == (needs(found), found.source, found.unknown)


UNKNOWN: list[tuple[str, dict[str, Content], str]] = [
    ("poetry install", {}, "pyproject.toml is not in the image at this point"),
    (
        "poetry install",
        {"pyproject.toml": Unknown("RUN writes it")},
        "pyproject.toml is not known: RUN writes it",
    ),
    ("poetry install", {"pyproject.toml": "[tool.poetry"}, "pyproject.toml: it is not TOML"),
    ("poetry install", {**VIRTUAL, "poetry.lock": "<<<<<<< ours\n"}, "poetry.lock: it is not TOML"),
    ("poetry install", {**VIRTUAL, "poetry.toml": "a ="}, "poetry.toml: it is not TOML"),
    ("poetry install -P $DIR", VIRTUAL, "the value of --project is not known"),
    ("poetry install $ARGS", VIRTUAL, "not all arguments are known"),
    (
        "poetry install --no-root",
        {"pyproject.toml": PEP_621},
        "LICENCE is not in the image at this point",
    ),
    (
        "poetry install --no-root",
        {"pyproject.toml": BARE + "lib = { path = 'lib' }\n"},
        "lib is not in the image at this point",
    ),
    (
        "poetry install --no-root",
        {"pyproject.toml": BARE + "[tool.poetry-dynamic-versioning]\nenable = true\n"},
        "poetry-dynamic-versioning reads the project's git history",
    ),
    (
        "python -m poetry install",
        {**VIRTUAL, "poetry.py": ""},
        "poetry.py stands in the way of a module that poetry imports",
    ),
]


@pytest.mark.parametrize(("line", "files", "note"), UNKNOWN)
def test_unknown(line: str, files: dict[str, Content], note: str) -> None:
    """What cannot be known says why."""
    found = reading(line, files)

    assert found.unknown is not None
    assert found.unknown.note.startswith(note)


def test_unknown_place() -> None:
    """Without a working directory or the value of a variable that counts nothing is known."""
    assert reading("poetry install", VIRTUAL, cwd=None).unknown is not None
    assert reading("poetry install", VIRTUAL, VIRTUAL_ENV=None).unknown is not None
    assert reading("poetry install", VIRTUAL, POETRY_VIRTUALENVS_IN_PROJECT=None).unknown is not None


def test_lockfile() -> None:
    """`poetry update` writes the lockfile again; an install only makes one where there is none."""
    assert reading("poetry update", VIRTUAL).rewrites == ("/app/poetry.lock",)
    assert "/app/poetry.lock" in reading("poetry install", {"pyproject.toml": BARE}).outputs
    assert "/app/poetry.lock" not in reading("poetry install", VIRTUAL).outputs


CACHE = ["/root/.cache/pypoetry/artifacts", "/root/.cache/pypoetry/cache"]
OUTSIDE = "/root/.cache/pypoetry/virtualenvs"
IN_PROJECT: dict[str, Content] = {"poetry.toml": "[virtualenvs]\nin-project = true\n"}
OUTPUTS: list[tuple[dict[str, Content], dict[str, str], list[str]]] = [
    ({}, {}, [*CACHE, OUTSIDE]),
    (IN_PROJECT, {}, ["/app/.venv", *CACHE]),
    ({}, {"POETRY_VIRTUALENVS_IN_PROJECT": "1"}, ["/app/.venv", *CACHE]),
    ({}, {"POETRY_VIRTUALENVS_CREATE": "false"}, CACHE),
    ({"poetry.toml": "[virtualenvs]\ncreate = false\n"}, {}, CACHE),
    (IN_PROJECT, {"POETRY_VIRTUALENVS_IN_PROJECT": "false"}, [*CACHE, OUTSIDE]),
    ({".venv/pyvenv.cfg": ""}, {}, ["/app/.venv", *CACHE, OUTSIDE]),
    ({".venv/pyvenv.cfg": ""}, {"POETRY_VIRTUALENVS_IN_PROJECT": "false"}, [*CACHE, OUTSIDE]),
    (
        {},
        {"VIRTUAL_ENV": "/opt/venv", "POETRY_CACHE_DIR": "/c"},
        ["/c/artifacts", "/c/cache", "/c/virtualenvs", "/opt/venv"],
    ),
    ({"poetry.toml": "[virtualenvs]\npath = 'envs'\n"}, {}, ["/app/envs", *CACHE]),
    (
        {"pyproject.toml": BARE + "[tool.poetry.requires-plugins]\np = '*'\n"},
        {},
        ["/app/.poetry", *CACHE, OUTSIDE],
    ),
]


@pytest.mark.parametrize(("files", "environment", "expected"), OUTPUTS)
def test_outputs(files: dict[str, Content], environment: dict[str, str], expected: list[str]) -> None:
    """Where the environment lies."""
    found = reading("poetry install", VIRTUAL | files, **environment)

    assert (sorted(expected), None) == (sorted(found.outputs), found.unknown)


def test_environment_in_project_is_looked_for() -> None:
    """A `.venv` that is not there is noticed, since one would be used."""
    assert "/app/.venv" in reading("poetry install", VIRTUAL).tests


def phases(line: str, files: dict[str, Content]) -> Phases | None:
    """The two phases of a line."""
    tree = ImageTree({f"/app/{path}": text for path, text in files.items()})
    found = recognise(command(line), tree)
    assert found is not None
    assert found.ecosystem.phases is not None
    return found.ecosystem.phases(tree, found.call)


@pytest.mark.parametrize(
    ("line", "files", "expected"),
    [
        ("poetry install", PACKAGE, "--no-root"),
        ("poetry install --only main", PACKAGE, "--no-root"),
        ("poetry sync", PACKAGE, "--no-root"),
        ("poetry install --no-root", PATHS, "--no-directory"),
        ("poetry install", PATHS, "--no-root --no-directory"),
        ("poetry install --only-root", PACKAGE, None),
        ("poetry install --no-root", PACKAGE, None),
        ("poetry update", PATHS, None),
        ("poetry install", {"pyproject.toml": PEP_621}, None),
        ("poetry install", {}, None),
    ],
)
def test_phases(line: str, files: dict[str, Content], expected: str | None) -> None:
    """The first phase installs all but what is built, and needs no source itself."""
    found = phases(line, files)

    assert expected == (found.added if found else None)
    if found is not None:
        again = reading(f"{line} {found.added}", files)
        assert (again.source, again.unknown, again.is_project) == (None, None, True)
