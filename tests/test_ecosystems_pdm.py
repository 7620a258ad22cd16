"""PDM: spellings, what a call reads and writes, and its two phases."""

import pytest
from ecosystem_calls import needs, phases, reading, recognised
from layerwise.context.memory import Content

BARE = (
    '[project]\nname = "web"\nversion = "1"\nreadme = "README.md"\n'
    'requires-python = ">=3.9"\ndependencies = ["six"]\n'
)
# What PDM 2.29.4 writes for this project.
DIGEST = "863547ca04e068b54874ab1173c9c3859a7d0f580a4c3adfd727dc05fe8c9f6a"
VIRTUAL = f"{BARE}[tool.pdm]\ndistribution = false\n"
SCRIPTS = f'{BARE}[tool.pdm.scripts]\npost_install = "python after.py"\nstart = "web"\n'
LOCKING = f'{VIRTUAL}[tool.pdm.scripts]\npre_lock = "python before.py"\n'


def lock(packages: str = "", digest: str = DIGEST) -> str:
    """A lockfile that says that it was made from a project of this digest."""
    return f'[metadata]\ngroups = ["default"]\ncontent_hash = "sha256:{digest}"\n{packages}'


def package(path: str, group: str = "default") -> str:
    """A dependency by path as a lockfile has it."""
    return f'[[package]]\nname = "lib"\nversion = "1"\npath = "{path}"\ngroups = ["{group}"]\n'


OTHER = lock(digest="0" * 64)
PROJECT: dict[str, Content] = {"pyproject.toml": VIRTUAL, "pdm.lock": lock(), "web.py": ""}
PACKAGE: dict[str, Content] = {"pyproject.toml": BARE, "pdm.lock": lock(), "README.md": "", "web.py": ""}

SPELLINGS = """
pdm install
pdm sync
pdm sync --prod --no-editable
pdm install --frozen-lockfile
pdm install --check --prod -v
pdm -v install --no-lock
pdm install -p . --no-self
pdm sync --project=/app -G docs --without test
pdm sync -k :all --venv prod
python -m pdm sync
python3.12 -m pdm install
/opt/pdm/bin/pdm install --no-self
uvx pdm sync
pipx run pdm install
""".strip().splitlines()

NEAR_MISSES = """
pdm add flask
pdm remove flask
pdm update
pdm lock
pdm run start
pdm build
pdm export -o requirements.txt
pdm config python.use_venv false
pdm use 3.12
pdm self add pdm-bump
pdm install --plugins
pdm install --dry-run
pdm sync -g
pdm install --help
pdm --version
""".strip().splitlines()


@pytest.mark.parametrize("line", SPELLINGS)
def test_spelling(line: str) -> None:
    """Every spelling reads manifest and lockfile, and builds nothing where distribution is false."""
    found = reading(line, PROJECT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["pdm.lock", "pyproject.toml"], (), None, None,
    )  # fmt: skip


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_miss(line: str) -> None:
    """What changes the project, runs it, or installs something else."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "environment", "rewrites"),
    [
        ("pdm install", {}, ("/app/pdm.lock",)),
        ("pdm install --prod", {}, ("/app/pdm.lock",)),
        ("pdm install --frozen-lockfile", {}, ()),
        ("pdm install --no-lock", {}, ()),
        ("pdm install --check", {}, ()),
        ("pdm install", {"PDM_FROZEN_LOCKFILE": "1"}, ()),
        ("pdm sync", {}, ()),
    ],
)
def test_out_of_step(line: str, environment: dict[str, str], rewrites: tuple[str, ...]) -> None:
    """A lockfile of another project is made anew where nothing forbids that."""
    assert reading(line, {**PROJECT, "pdm.lock": OTHER}, **environment).rewrites == rewrites


def test_lockfile_is_made() -> None:
    """Without a lockfile one is made."""
    assert "/app/pdm.lock" in reading("pdm install", {"pyproject.toml": VIRTUAL}).outputs


@pytest.mark.parametrize(
    ("line", "files", "environment", "expected"),
    [
        ("pdm sync", {**PROJECT, "pdm.toml": "", ".python-version": "3.11"}, {}, [
            ".python-version", "pdm.lock", "pdm.toml", "pyproject.toml",
        ]),
        ("pdm sync", {"/pyproject.toml": VIRTUAL, "/pdm.lock": lock()}, {}, ["/pdm.lock", "/pyproject.toml"]),
        ("pdm sync -p api", {"api/pyproject.toml": VIRTUAL, "api/pdm.lock": lock()}, {}, [
            "api/pdm.lock", "api/pyproject.toml",
        ]),
        ("pdm sync", {"api/pyproject.toml": VIRTUAL, "api/pdm.lock": lock()}, {"PDM_PROJECT": "api"}, [
            "api/pdm.lock", "api/pyproject.toml",
        ]),
        ("pdm sync -L pdm.linux.lock", {**PROJECT, "pdm.linux.lock": lock()}, {}, [
            "pdm.linux.lock", "pyproject.toml",
        ]),
        ("pdm sync --override pins.txt", {**PROJECT, "pins.txt": "six<2"}, {}, [
            "pdm.lock", "pins.txt", "pyproject.toml",
        ]),
        ("pdm sync", {**PROJECT, "pdm.lock": lock(package("./six.whl")), "six.whl": ""}, {}, [
            "pdm.lock", "pyproject.toml", "six.whl",
        ]),
        ("pdm sync --prod", {**PROJECT, "pdm.lock": lock(package("./lib", "dev")), "lib/pyproject.toml": ""}, {}, [
            "lib/pyproject.toml", "pdm.lock", "pyproject.toml",
        ]),
    ],
)  # fmt: skip
def test_closure(
    line: str, files: dict[str, Content], environment: dict[str, str], expected: list[str]
) -> None:
    """Settings, archives, and a project above or elsewhere."""
    found = reading(line, files, **environment)

    assert (needs(found), found.source, found.unknown) == (expected, None, None)


@pytest.mark.parametrize(
    ("line", "files", "note"),
    [
        ("pdm sync", PACKAGE, "the project itself is installed: distribution is not false in pyproject.toml"),
        ("pdm sync --no-self", {**PACKAGE, "pyproject.toml": SCRIPTS}, "post_install in pyproject.toml runs"),
        ("pdm install", {"pyproject.toml": LOCKING}, "pre_lock in pyproject.toml runs"),
        ("pdm sync", {"pyproject.toml": LOCKING, "pdm.lock": lock()}, None),
        ("pdm sync --no-self -k post_install", {**PACKAGE, "pyproject.toml": SCRIPTS}, None),
        ("pdm sync --no-self --skip=:post,x", {**PACKAGE, "pyproject.toml": SCRIPTS}, None),
        ("pdm sync", {**PROJECT, "pdm.lock": lock(package("./lib")), "lib/setup.py": ""},
         "lib is built: it is a path in pdm.lock"),
    ],
)  # fmt: skip
def test_source(line: str, files: dict[str, Content], note: str | None) -> None:
    """The project, its hooks and folders among its dependencies need the source."""
    found = reading(line, files)

    assert found.unknown is None
    assert (found.source.note if found.source else None) == note


@pytest.mark.parametrize(
    ("line", "files", "environment", "why"),
    [
        ("pdm sync", {}, {}, "pyproject.toml is not in the image at this point"),
        ("pdm sync", {"pyproject.toml": VIRTUAL}, {}, "pdm.lock is not in the image at this point"),
        ("pdm sync", {**PROJECT, "pdm.lock": lock(package("./no.whl"))}, {},
         "no.whl is not in the image at this point"),
        ("pdm sync", PROJECT, {"PDM_PROJECT": None}, "the project's folder is not known"),
        ("pdm sync", {**PROJECT, "pylock.toml": ""}, {}, "pylock.toml may stand in place of pdm.lock"),
        ("pdm sync", {**PROJECT, ".pdm-plugins/x.py": ""}, {}, ".pdm-plugins holds plugins of the project"),
        ("pdm sync", {**PROJECT, "pyproject.toml": f'{VIRTUAL}[[tool.pdm.source]]\nurl = "file:///w"\n'}, {},
         "a source of packages lies on the disk"),
        ("pdm sync", {**PROJECT, "pyproject.toml": '[project]\nname = "a"\ndynamic = ["dependencies"]\n'}, {},
         "the build backend says what the dependencies are"),
    ],
)  # fmt: skip
def test_unknown(line: str, files: dict[str, Content], environment: dict[str, str | None], why: str) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    found = reading(line, files, **environment)

    assert found.unknown is not None
    assert found.unknown.note == why


@pytest.mark.parametrize(
    ("line", "files", "added"),
    [
        ("pdm sync --prod", PACKAGE, "--no-self"),
        ("pdm install", {"pyproject.toml": BARE}, "--no-self"),
        ("pdm sync", {**PACKAGE, "pyproject.toml": SCRIPTS}, "--no-self --skip :all"),
        ("pdm sync --no-self", {**PACKAGE, "pyproject.toml": SCRIPTS}, "--skip :all"),
        ("pdm sync", {**PACKAGE, "pdm.lock": lock(package("./lib")), "lib/setup.py": ""}, None),
        ("pdm sync", {}, None),
    ],
)
def test_phases(line: str, files: dict[str, Content], added: str | None) -> None:
    """The first phase leaves out the project and its hooks; there is none where a folder is built."""
    found = phases(line, files)

    assert (found.added if found else None) == added
