"""pip-tools: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, reading, recognised
from layerwise.context.memory import Content

PROJECT: dict[str, Content] = {"requirements.txt": "six==1.17.0\n", "requirements.in": "six\n", "web.py": ""}

SYNCS = """
pip-sync
pip-sync requirements.txt
pip-sync --quiet --no-config requirements.txt
pip-sync --pip-args "--no-cache-dir --no-deps" requirements.txt
/venv/bin/pip-sync
python -m piptools sync
python3.12 -m piptools sync requirements.txt
pip-sync -i https://example.org/simple --python-executable /venv/bin/python
""".strip().splitlines()

COMPILES = """
pip-compile
pip-compile requirements.in
pip-compile --generate-hashes --output-file requirements.txt requirements.in
pip-compile -U -o requirements.txt
python -m piptools compile
""".strip().splitlines()

NEAR_MISSES = """
pip-sync --version
pip-sync --dry-run
pip-compile --help
pip-compile -n
python -m piptools
pip-review
""".strip().splitlines()


@pytest.mark.parametrize("line", SYNCS)
def test_sync(line: str) -> None:
    """Every spelling reads the compiled file alone, and writes none of the project."""
    found = reading(line, PROJECT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["requirements.txt"],
        (),
        None,
        None,
    )


@pytest.mark.parametrize("line", COMPILES)
def test_compile(line: str) -> None:
    """Every spelling reads both files, and writes the compiled one again."""
    found = reading(line, PROJECT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["requirements.in", "requirements.txt"], ("/app/requirements.txt",), None, None,
    )  # fmt: skip


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_miss(line: str) -> None:
    """Questions and dry runs."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "output"),
    [
        ("pip-compile requirements/base.in", "/app/requirements/base.txt"),
        ("pip-compile -o out/pins.txt requirements/base.in", "/app/out/pins.txt"),
    ],
)
def test_compiled_file_is_made(line: str, output: str) -> None:
    """The compiled file stands beside its source, or where it is told."""
    assert output in reading(line, {"requirements/base.in": "six"}).outputs


@pytest.mark.parametrize(
    ("line", "files", "expected"),
    [
        ("pip-sync a.txt b.txt", {"a.txt": "-r sub/c.txt", "b.txt": "", "sub/c.txt": "six"},
         ["a.txt", "b.txt", "sub/c.txt"]),
        ("pip-sync", {"requirements.txt": "-c pins.txt", "pins.txt": ""}, ["pins.txt", "requirements.txt"]),
        ("pip-sync", {**PROJECT, "pyproject.toml": ""}, ["pyproject.toml", "requirements.txt"]),
        ("pip-sync sub/a.txt", {"sub/a.txt": "", "sub/.pip-tools.toml": ""}, ["sub/.pip-tools.toml", "sub/a.txt"]),
        ("pip-sync --config tools.toml", {**PROJECT, "tools.toml": ""}, ["requirements.txt", "tools.toml"]),
        ("pip-sync -f wheels", {**PROJECT, "wheels/six-1-py3-none-any.whl": ""},
         ["requirements.txt", "wheels/six-1-py3-none-any.whl"]),
        ("pip-compile -c pins.txt -o x.txt requirements.in", {**PROJECT, "pins.txt": ""},
         ["pins.txt", "requirements.in"]),
    ],
)  # fmt: skip
def test_closure(line: str, files: dict[str, Content], expected: list[str]) -> None:
    """Included files, settings, constraints and archives."""
    found = reading(line, files)

    assert (needs(found), found.source, found.unknown) == (expected, None, None)


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("pip-sync", {"requirements.txt": "-e .", "setup.py": ""}),
        ("pip-compile", {"setup.py": ""}),
        ("pip-compile pyproject.toml -o requirements.txt", {"pyproject.toml": "[project]\nname = 'a'\n"}),
    ],
)
def test_source(line: str, files: dict[str, Content]) -> None:
    """Folders are built, and so is the metadata of a project."""
    found = reading(line, files)

    assert (found.source is not None, found.unknown) == (True, None)


@pytest.mark.parametrize(
    ("line", "files", "why"),
    [
        ("pip-sync", {}, "requirements.txt is not in the image at this point"),
        ("pip-compile", {}, "requirements.in is not in the image at this point"),
        ("pip-sync *.txt", PROJECT, "*.txt is not known"),
        ("pip-compile -o x.txt -", PROJECT, "- is not known"),
        ("pip-sync --pip-args '-c pins.txt'", PROJECT, "--pip-args may name files"),
        ("pip-sync", {**PROJECT, "pyproject.toml": '[tool.pip-tools.sync]\nfind_links = ["w"]\n'},
         "pyproject.toml sets options that name files"),
    ],
)  # fmt: skip
def test_unknown(line: str, files: dict[str, Content], why: str) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    found = reading(line, files)

    assert found.unknown is not None
    assert found.unknown.note == why
