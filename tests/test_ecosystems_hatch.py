"""Hatch, Flit and build: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, reading, recognised
from layerwise.context.memory import Content

BARE = '[project]\nname = "web"\n'
SKIPPED = f"{BARE}[tool.hatch.envs.default]\nskip-install = true\n"
INHERITED = "[envs.default]\nskip-install = true\n[envs.docs]\n"
TEMPLATES = f'{SKIPPED}[tool.hatch.envs.x]\ntemplate = "y"\n[tool.hatch.envs.y]\n'
PROJECT: dict[str, Content] = {"pyproject.toml": SKIPPED, "web.py": ""}

NEAR_MISSES = """
hatch run test
hatch dep show requirements
hatch env show
hatch env prune
hatch env create --help
hatch version
flit publish
python -m build --help
pyproject-build --version
""".strip().splitlines()


@pytest.mark.parametrize(
    "line",
    [
        "hatch env create",
        "hatch -v env create default",
        "python -m hatch env create",
        "hatch -e default env create",
    ],
)
def test_spelling(line: str) -> None:
    """Where the project itself is not installed, its manifest suffices."""
    found = reading(line, PROJECT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (["pyproject.toml"], (), None, None)
    assert "/root/.local/share/hatch" in found.outputs


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_miss(line: str) -> None:
    """What runs the project, or makes nothing."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "files", "expected"),
    [
        ("hatch env create docs", {"pyproject.toml": BARE, "hatch.toml": INHERITED},
         ["hatch.toml", "pyproject.toml"]),
        ("hatch env create x", {"pyproject.toml": f"{BARE}[tool.hatch.envs.x]\ndetached = true\n"}, ["pyproject.toml"]),
        ("hatch env create x", {"pyproject.toml": TEMPLATES},
         ["pyproject.toml"]),
        ("hatch env create", {"/pyproject.toml": SKIPPED}, ["/pyproject.toml"]),
    ],
)  # fmt: skip
def test_closure(line: str, files: dict[str, Content], expected: list[str]) -> None:
    """An environment takes over what its template says; the project lies above, too."""
    found = reading(line, files)

    assert (needs(found), found.source, found.unknown) == (expected, None, None)


@pytest.mark.parametrize(
    ("line", "text", "note"),
    [
        ("hatch env create", BARE, "the project itself is installed: skip-install of default is not true"),
        ("hatch env create x", f"{SKIPPED}[tool.hatch.envs.x]\nskip-install = false\n",
         "the project itself is installed: skip-install of x is not true"),
        ("hatch env create", f'{SKIPPED}post-install-commands = ["x"]\n', "post-install-commands of default run"),
        ("hatch env create", f'{SKIPPED}dependencies = ["lib @ {{root:uri}}/lib"]\n',
         "lib @ {root:uri}/lib is a dependency of default"),
        ("hatch build", BARE, "hatch build packs the source"),
        ("flit install", BARE, "flit install looks at the module"),
        ("flit install --only-deps -s", BARE, "flit install looks at the module"),
        ("flit build", BARE, "flit build looks at the module"),
        ("python -m build", BARE, "the project is packed by its build backend"),
        ("pyproject-build --wheel -o /dist .", BARE, "the project is packed by its build backend"),
    ],
)  # fmt: skip
def test_source(line: str, text: str, note: str) -> None:
    """What installs or packs the project needs its source."""
    found = reading(line, {"pyproject.toml": text})

    assert found.source is not None
    assert (found.source.note, found.unknown) == (note, None)


@pytest.mark.parametrize(
    ("line", "files", "why"),
    [
        ("hatch env create", {}, "pyproject.toml is not in the image at this point"),
        ("hatch env create no", PROJECT, "the environment no is not known"),
        ("hatch -p web env create", PROJECT, "which project is chosen is not known"),
        ("hatch env create", {"/pyproject.toml": SKIPPED, "setup.py": ""}, "a setup.py makes a project of its folder"),
        ("hatch env create", {"pyproject.toml": f"{SKIPPED}[[tool.hatch.envs.default.matrix]]\na = ['b']\n"},
         "the variants of the environment default are not followed"),
        ("hatch env create", {"pyproject.toml": f"{SKIPPED}[tool.hatch.env]\nrequires = ['p']\n"},
         "plugins of Hatch may change its environments"),
    ],
)  # fmt: skip
def test_unknown(line: str, files: dict[str, Content], why: str) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    found = reading(line, files)

    assert found.unknown is not None
    assert found.unknown.note == why
