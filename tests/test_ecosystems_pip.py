"""pip: spellings, and what a call reads and writes."""

from dataclasses import replace

import pytest
from ecosystem_calls import ImageTree, command, needs, reading, recognised
from layerwise.context.memory import Content
from layerwise.ecosystems.recognise import recognise
from layerwise.unknown import Unknown

SPELLINGS = """
pip install -r requirements.txt
pip3 install -r requirements.txt
pip3.11 install -rrequirements.txt
pip2 install --requirement requirements.txt
/opt/venv/bin/pip install --requirement=requirements.txt
pip --no-cache-dir install -r requirements.txt
pip -q --isolated install -r requirements.txt
pip --log /tmp/log install -r requirements.txt
pip install -Ur requirements.txt
pip install -qUrrequirements.txt
pip install --no-cache-dir --upgrade --index-url https://host/simple -r requirements.txt
pip install --trusted-host host -r requirements.txt
pip install -r ./requirements.txt
pip install -r /app/requirements.txt
pip install -r ../app/requirements.txt
pip install -r file:///app/requirements.txt
python -m pip install -r requirements.txt
python3.11 -u -m pip install -r requirements.txt
python -um pip install -r requirements.txt
python3 -mpip install -r requirements.txt
python -W ignore -m pip install -r requirements.txt
pypy3 -m pip install -r requirements.txt
conda run -n web pip install -r requirements.txt
conda run --no-capture-output -n web pip install -r requirements.txt
pip download -r requirements.txt
pip wheel -r requirements.txt -w /wheels
""".strip().splitlines()

NEAR_MISSES = """
pip freeze
pip list
pip check
pip uninstall -y six
pip config set global.index-url https://host
pip --version
pip install --help
pip-sync requirements.txt
pipx install six
pipenv install
uv pip install -r requirements.txt
python setup.py install
python -m venv pip install
python -m piptools sync
conda install pip
conda run -n web python -V
""".strip().splitlines()


@pytest.mark.parametrize("line", SPELLINGS)
def test_spelling(line: str) -> None:
    """Every spelling is recognised and reads the file that it names."""
    found = reading(line, {"requirements.txt": "six\n"})

    assert (needs(found), found.source, found.unknown) == (["requirements.txt"], None, None)
    assert found.is_project


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_miss(line: str) -> None:
    """What only looks like an install from the tree is not this ecosystem's."""
    found = recognised(line)

    assert found is None or found.ecosystem.name != "pip"


@pytest.mark.parametrize(
    "line",
    [
        "pip install requests==2",
        "pip install -U pip setuptools wheel",
        "pip install git+https://host/x.git",
        "pip install https://host/x.whl",
        "pip install 'x @ https://host/x.whl'",
        "pip install -e git+https://host/x.git#egg=x",
        "pip install -r https://host/requirements.txt",
        "pip install app",
    ],
)
def test_packages_by_name(line: str) -> None:
    """Names and addresses need nothing of the tree."""
    found = reading(line, {"setup.py": "", "app/setup.py": ""})

    assert (needs(found), found.source, found.unknown, found.is_project) == ([], None, None, False)


CLOSURES: list[tuple[str, dict[str, Content], list[str]]] = [
    (
        "pip install -r requirements/prod.txt",
        {
            "requirements/prod.txt": "-r base.txt\n-c ../limits.txt",
            "requirements/base.txt": "six",
            "limits.txt": "",
        },
        ["limits.txt", "requirements/base.txt", "requirements/prod.txt"],
    ),
    ("pip install -r a.txt", {"a.txt": "-r b.txt", "b.txt": "-r a.txt"}, ["a.txt", "b.txt"]),
    ("pip install -c c.txt flask", {"c.txt": "flask<4"}, ["c.txt"]),
    (
        "pip install -r sub/r.txt",
        {"sub/r.txt": "dist/x-1-py3-none-any.whl", "dist/x-1-py3-none-any.whl": b"PK"},
        ["dist/x-1-py3-none-any.whl", "sub/r.txt"],
    ),
    ("pip install ./x-1.whl", {"x-1.whl": b"PK"}, ["x-1.whl"]),
    ("pip install x-1.whl", {"x-1.whl": b"PK"}, ["x-1.whl"]),
    (
        "pip install --no-index -f wheels six",
        {"wheels/six-1.whl": b"", "wheels/README": ""},
        ["wheels/six-1.whl"],
    ),
    (
        "pip install -r sub/r.txt",
        {"sub/r.txt": "--find-links=wheels\nsix", "sub/wheels/a.whl": "", "wheels/b.whl": ""},
        ["sub/r.txt", "sub/wheels/a.whl"],
    ),
    (
        "pip install -r sub/r.txt",
        {"sub/r.txt": "--find-links=wheels\nsix", "wheels/b.whl": ""},
        ["sub/r.txt", "wheels/b.whl"],
    ),
    ("pip install --group dev", {"pyproject.toml": "[dependency-groups]"}, ["pyproject.toml"]),
    ("pip install --group sub/pyproject.toml:dev", {"sub/pyproject.toml": ""}, ["sub/pyproject.toml"]),
    ("pip install --requirements-from-script run.py", {"run.py": "# /// script"}, ["run.py"]),
    ("pip install -r pylock.toml", {"pylock.toml": "lock-version = '1.0'"}, ["pylock.toml"]),
    ("pip install --build-constraint b.txt -r r.txt", {"b.txt": "", "r.txt": ""}, ["b.txt", "r.txt"]),
    (
        "pip install -r r.txt",
        {"r.txt": "", "/root/.config/pip/pip.conf": "[install]\nconstraint = c.txt", "c.txt": ""},
        ["/root/.config/pip/pip.conf", "c.txt", "r.txt"],
    ),
]


@pytest.mark.parametrize(("line", "files", "expected"), CLOSURES)
def test_closure(line: str, files: dict[str, Content], expected: list[str]) -> None:
    """All files that pip opens are needed, and no others."""
    found = reading(line, files)

    assert (expected, None, None) == (needs(found), found.source, found.unknown)


@pytest.mark.parametrize(
    ("line", "files", "note"),
    [
        ("pip install .", {"setup.py": ""}, "pip install . builds the project"),
        ("pip install '.[dev]'", {"setup.py": ""}, "pip install .[dev] builds the project"),
        ("pip install -e .", {"setup.py": ""}, "pip install -e . builds the project"),
        ("pip install -e lib", {"lib/setup.py": ""}, "pip install -e lib builds the project"),
        ("pip install /app/lib", {"lib/setup.py": ""}, "pip install /app/lib builds the project"),
        ("pip install -r r.txt", {"r.txt": "-e .", "setup.py": ""}, "-e . in r.txt builds the project"),
        ("pip install -r r/r.txt", {"r/r.txt": "./q", "q/setup.py": ""}, "./q in r/r.txt builds the project"),
        (
            "pip install -r r.txt",
            {"r.txt": "x @ file:./q", "q/a": ""},
            "x @ file:./q in r.txt builds the project",
        ),
        ("pip wheel .", {"setup.py": ""}, "pip wheel . builds the project"),
    ],
)
def test_source(line: str, files: dict[str, Content], note: str) -> None:
    """A local project is built from its source."""
    found = reading(line, files)

    assert found.source is not None
    assert (note, None) == (found.source.note, found.unknown)


UNKNOWN: list[tuple[str, dict[str, Content], str]] = [
    ("pip install -r requirements.txt", {}, "requirements.txt is not in the image at this point"),
    ("pip install -r r.txt", {"r.txt": "-r b.txt"}, "b.txt is not in the image at this point"),
    ("pip install -r r.txt", {"r.txt": Unknown("RUN writes it")}, "r.txt is not known: RUN writes it"),
    ("pip install -r $FILE", {}, "$FILE is not known"),
    ("pip install $PKG", {}, "$PKG is not known"),
    ("pip install -r 'requirements/*.txt'", {}, "requirements/*.txt is not known"),
    ("pip install 'dist/*.whl'", {"dist/a.whl": ""}, "dist/*.whl is not known"),
    ("pip install ./lib", {}, "lib is not in the image at this point"),
    ("pip install -r r.txt", {"r.txt": "${PKG}"}, "${PKG} in ${PKG} is not known"),
    ("pip install -r r.txt", {"r.txt": "--what"}, "pip reads no --what in a requirements file"),
    ("pip install -r /dev/stdin", {}, "the requirements come from another command"),
    ("pip install --constr c.txt six", {}, "--constr is short for another option"),
    ("pip install -i ./index six", {}, "the package index ./index lies on the disk"),
    ("pip install -r pylock.toml", {"pylock.toml": "[packages.directory]"}, "pylock.toml names local files"),
    (
        "python -m pip install -r r.txt",
        {"r.txt": "", "pip.py": ""},
        "pip.py stands in the way of a module that pip imports",
    ),
    (
        "python -m pip install -r r.txt",
        {"r.txt": "", "queue/__init__.py": ""},
        "queue stands in the way of a module that pip imports",
    ),
]


@pytest.mark.parametrize(("line", "files", "note"), UNKNOWN)
def test_unknown(line: str, files: dict[str, Content], note: str) -> None:
    """What cannot be known says why."""
    found = reading(line, files)

    assert found.unknown is not None
    assert note == found.unknown.note


def test_absent_file_is_tested() -> None:
    """A file that is named but absent is noticed."""
    assert "/app/requirements.txt" in reading("pip install -r requirements.txt", {}).tests


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"r.txt": "", "pip/README": "", "logging.py": ""}, "python -I -m pip install -r r.txt"),
        ({"r.txt": "", "pip/README": "", "tests/__init__.py": ""}, "python -m pip install -r r.txt"),
        ({"r.txt": "", "logging.py": ""}, "pip install -r r.txt"),
    ],
)
def test_imports_are_safe(files: dict[str, Content], line: str) -> None:
    """Only what Python would import in place of pip's modules counts."""
    assert reading(line, files).unknown is None


@pytest.mark.parametrize("name", ["sitecustomize.py", "queue.py", "web.egg-info"])
def test_pythonpath(name: str) -> None:
    """PYTHONPATH makes pip import from the tree."""
    found = reading("pip install -r r.txt", {"r.txt": "", name: ""}, PYTHONPATH="/app")

    assert found.unknown is not None
    assert found.unknown.path == f"/app/{name}"


@pytest.mark.parametrize(
    ("variable", "value", "files"),
    [
        ("PIP_REQUIREMENT", "more.txt", {"more.txt": ""}),
        ("PIP_CONSTRAINT", "/app/more.txt", {"more.txt": ""}),
        ("PIP_FIND_LINKS", "https://host/ wheels", {"wheels/a.whl": ""}),
        ("PIP_CONFIG_FILE", "/app/pip.conf", {"pip.conf": "[global]\ntimeout = 60"}),
        ("PIP_CONFIG_FILE", "/app/pip.conf", {"pip.conf": "[global]\nfind_links = w", "w/a.whl": ""}),
    ],
)
def test_environment(variable: str, value: str, files: dict[str, Content]) -> None:
    """PIP_ variables name files too, unless --isolated."""
    found = reading("pip install six", files, **{variable: value})
    unknown = reading("pip install six", files, **{variable: None})

    assert (sorted(files), None) == (needs(found), found.unknown)
    assert (unknown.unknown is not None) == (variable != "PIP_CONFIG_FILE")


def test_isolated() -> None:
    """--isolated passes over the environment."""
    assert needs(reading("pip install --isolated six", {"c.txt": ""}, PIP_CONSTRAINT="c.txt")) == []


CACHE = ["/root/.cache/pip", "/root/.local"]

OUTPUTS = [
    ("pip install -r r.txt", {}, CACHE),
    ("pip install --no-cache-dir -r r.txt", {}, ["/root/.local"]),
    ("pip install -r r.txt", {"PIP_NO_CACHE_DIR": "1"}, ["/root/.local"]),
    ("pip install --user -r r.txt", {}, CACHE),
    ("pip install -t lib -r r.txt", {}, ["/app/lib", *CACHE]),
    ("pip install --target=/srv/lib -r r.txt", {}, [*CACHE, "/srv/lib"]),
    ("pip install --prefix /install -r r.txt", {}, ["/install", *CACHE]),
    ("/app/.venv/bin/pip install -r r.txt", {}, ["/app/.venv", *CACHE]),
    (".venv/bin/python -m pip install -r r.txt", {}, ["/app/.venv", *CACHE]),
    ("/usr/local/bin/pip install -r r.txt", {}, CACHE),
    ("pip --python .venv install -r r.txt", {}, ["/app/.venv", *CACHE]),
    (
        "pip install -r r.txt",
        {"PATH": "/app/.venv/bin:/usr/bin", "VIRTUAL_ENV": "/app/.venv"},
        ["/app/.venv", *CACHE],
    ),
    ("pip install -r r.txt", {"PATH": "/app/bin:/usr/bin"}, CACHE),
    ("pip install -e git+https://host/x.git#egg=x", {}, ["/app/src", *CACHE]),
    ("pip wheel -r r.txt", {}, ["/app", *CACHE]),
    ("pip wheel -r r.txt -w /wheels", {}, [*CACHE, "/wheels"]),
    ("pip download -d pkgs -r r.txt", {}, ["/app/pkgs", *CACHE]),
]


@pytest.mark.parametrize(("line", "environment", "expected"), OUTPUTS)
def test_outputs(line: str, environment: dict[str, str], expected: list[str]) -> None:
    """Where pip writes besides the system's site-packages."""
    found = reading(line, {"r.txt": ""}, **environment)

    assert (expected, None) == (sorted(found.outputs), found.unknown)


def test_unknown_places() -> None:
    """Without a working directory, a home for --user or a PATH nothing is promised."""
    assert reading("pip install -r r.txt", {}, cwd=None).unknown is not None
    assert reading("pip install --user six", {}, HOME=None).unknown is not None
    assert reading("pip install six", {}, PATH=None).unknown is not None


def test_feeds_arguments() -> None:
    """`xargs pip install` has arguments that nobody knows."""
    found = recognise(replace(command("pip install"), feeds_arguments=True), ImageTree({}))

    assert found is not None
    assert found.read(ImageTree({})).unknown is not None
