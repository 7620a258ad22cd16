"""Pipenv: spellings, and what a call reads and writes."""

import json

import pytest
from ecosystem_calls import needs, reading, recognised
from layerwise.context.memory import Content

SOURCE = '[[source]]\nname = "pypi"\nurl = "https://pypi.org/simple"\nverify_ssl = true\n'
PIPFILE = f'{SOURCE}[packages]\nsix = "*"\n[dev-packages]\n[requires]\npython_version = "3.11"\n'
# What Pipenv 2026.10 writes for this Pipfile.
DIGEST = "9c08ec0f6a4e03ed5801b651cf0217193f017cff330f6575b9958e3300486ba6"
OTHER = "0" * 64


def lock(digest: str = DIGEST, **sections: dict[str, object]) -> str:
    """A lockfile that says that it was made from a Pipfile of this digest."""
    return json.dumps({"_meta": {"hash": {"sha256": digest}}, "default": {}, "develop": {}, **sections})


PROJECT: dict[str, Content] = {"Pipfile": PIPFILE, "Pipfile.lock": lock(), "web.py": ""}

SPELLINGS = """
pipenv install
pipenv install --deploy
pipenv install --system --deploy --ignore-pipfile
pipenv install --dev --python 3.11 --extra-pip-args="--no-cache-dir"
pipenv --python 3.11 install -d
pipenv --quiet sync
pipenv sync --system --categories "packages dev-packages"
python -m pipenv install --system
python3 -m pipenv sync
/usr/local/bin/pipenv install --skip-lock
uvx pipenv sync
""".strip().splitlines()

NEAR_MISSES = """
pipenv install requests
pipenv install -e .
pipenv install -r requirements.txt
pipenv uninstall six
pipenv run python web.py
pipenv shell
pipenv lock
pipenv update
pipenv requirements
pipenv graph
pipenv check
pipenv --venv
pipenv install --help
pip install pipenv
pipx install pipenv
""".strip().splitlines()


@pytest.mark.parametrize("line", SPELLINGS)
def test_spelling(line: str) -> None:
    """Every spelling reads the Pipfile and its lockfile, which is in step and stays as it is."""
    found = reading(line, PROJECT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["Pipfile", "Pipfile.lock"], (), None, None,
    )  # fmt: skip


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_miss(line: str) -> None:
    """Named packages go into the Pipfile; other verbs install nothing."""
    found = recognised(line)

    assert found is None or found.ecosystem.name != "pipenv"


@pytest.mark.parametrize(
    ("line", "environment", "rewrites"),
    [
        ("pipenv install", {}, ("/app/Pipfile.lock",)),
        ("pipenv install --dev", {"VIRTUAL_ENV": "/venv"}, ("/app/Pipfile.lock",)),
        ("pipenv install --system", {"VIRTUAL_ENV": "/venv"}, ("/app/Pipfile.lock",)),
        ("pipenv install --system", {}, ()),
        ("pipenv install --deploy", {}, ()),
        ("pipenv install --ignore-pipfile", {}, ()),
        ("pipenv sync", {}, ()),
    ],
)
def test_out_of_step(line: str, environment: dict[str, str], rewrites: tuple[str, ...]) -> None:
    """A lockfile of another Pipfile is made anew where nothing forbids that."""
    files = {**PROJECT, "Pipfile.lock": lock(OTHER)}

    assert reading(line, files, **environment).rewrites == rewrites


@pytest.mark.parametrize("name", ["Six", "s_i.x"])
def test_names_in_the_digest(name: str) -> None:
    """The lockfile of an older Pipenv holds the digest of the names as they are written."""
    files = {**PROJECT, "Pipfile": PIPFILE.replace("six", f'"{name}"')}
    plain = reading("pipenv install", files)

    assert bool(plain.rewrites) is (name != "Six")


def test_lockfile_is_made() -> None:
    """Without a lockfile one is made."""
    found = reading("pipenv install", {"Pipfile": PIPFILE})

    assert "/app/Pipfile.lock" in found.outputs
    assert "/app/Pipfile.lock" in found.tests


@pytest.mark.parametrize(
    ("files", "environment", "expected"),
    [
        ({**PROJECT, ".env": "DEBUG=1\n"}, {}, [".env", "Pipfile", "Pipfile.lock"]),
        ({**PROJECT, ".env": "DEBUG=1\n"}, {"PIPENV_DONT_LOAD_ENV": "1"}, ["Pipfile", "Pipfile.lock"]),
        ({"/Pipfile": PIPFILE, "/Pipfile.lock": lock()}, {}, ["/Pipfile", "/Pipfile.lock"]),
        (
            {"deploy/Pipfile": PIPFILE, "deploy/Pipfile.lock": lock(), **PROJECT},
            {"PIPENV_PIPFILE": "deploy/Pipfile"},
            ["deploy/Pipfile", "deploy/Pipfile.lock"],
        ),
        (
            {**PROJECT, "Pipfile.lock": lock(default={"six": {"path": "./six.whl"}}), "six.whl": ""},
            {},
            ["Pipfile", "Pipfile.lock", "six.whl"],
        ),
        (
            {**PROJECT, "Pipfile.lock": lock(default={"six": {"file": "https://e.org/six.whl"}})},
            {},
            ["Pipfile", "Pipfile.lock"],
        ),
        (
            {**PROJECT, "pins.txt": "six<2"},
            {"PIP_CONSTRAINT": "pins.txt"},
            ["Pipfile", "Pipfile.lock", "pins.txt"],
        ),
    ],
)
def test_closure(files: dict[str, Content], environment: dict[str, str], expected: list[str]) -> None:
    """Variables, archives, and a Pipfile above or elsewhere."""
    found = reading("pipenv install", files, **environment)

    assert (needs(found), found.source, found.unknown) == (expected, None, None)


@pytest.mark.parametrize(
    ("line", "sections", "is_needed"),
    [
        ("pipenv sync", {"default": {"web": {"editable": True, "path": "."}}}, True),
        ("pipenv sync", {"develop": {"lib": {"path": "./lib"}}}, False),
        ("pipenv sync --dev", {"develop": {"lib": {"path": "./lib"}}}, True),
        ("pipenv install", {"develop": {"lib": {"path": "./lib"}}}, False),
        ("pipenv install -d", {"develop": {"lib": {"path": "./lib"}}}, True),
        ("pipenv sync --categories docs", {"docs": {"lib": {"path": "./lib"}}}, True),
    ],
)
def test_source(line: str, sections: dict[str, dict[str, object]], is_needed: bool) -> None:
    """Folders are built, those for development only where they are asked for."""
    found = reading(line, {**PROJECT, "Pipfile.lock": lock(DIGEST, **sections), "lib/setup.py": ""})

    assert found.unknown is None
    assert (found.source is not None) is is_needed


@pytest.mark.parametrize(
    ("line", "files", "environment", "why"),
    [
        ("pipenv install", {"requirements.txt": "six"}, {}, "Pipfile is not in the image at this point"),
        ("pipenv sync", {"Pipfile": PIPFILE}, {}, "Pipfile.lock is not in the image at this point"),
        ("pipenv install", PROJECT, {"PIPENV_PIPFILE": None}, "the value of PIPENV_PIPFILE is not known"),
        (
            "pipenv install",
            {**PROJECT, ".env": "PIP_CONSTRAINT=a.txt"},
            {},
            ".env sets variables of pip or Pipenv",
        ),
        ("pipenv install", {**PROJECT, "Pipfile.lock": "{"}, {}, "Pipfile.lock is not JSON that can be read"),
        ("pipenv install", PROJECT, {"PIP_TARGET": "lib"}, "pip's settings give --target"),
    ],
)
def test_unknown(line: str, files: dict[str, Content], environment: dict[str, str | None], why: str) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    found = reading(line, files, **environment)

    assert found.unknown is not None
    assert found.unknown.note == why


@pytest.mark.parametrize(
    ("environment", "files", "output"),
    [
        ({}, PROJECT, "/root/.local/share/virtualenvs"),
        ({"WORKON_HOME": "/venvs"}, PROJECT, "/venvs"),
        ({"VIRTUAL_ENV": "/app/env"}, PROJECT, "/app/env"),
        ({"PIPENV_VENV_IN_PROJECT": "1"}, PROJECT, "/app/.venv"),
        ({}, {**PROJECT, ".venv/pyvenv.cfg": ""}, "/app/.venv"),
    ],
)
def test_environment(environment: dict[str, str], files: dict[str, Content], output: str) -> None:
    """The environment that is filled: the active one, the project's, or one below HOME."""
    assert output in reading("pipenv sync", files, **environment).outputs
