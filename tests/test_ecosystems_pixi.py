"""pixi: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, reading, recognised
from layerwise.context.memory import Content

TOML = '[workspace]\nname = "web"\nchannels = ["conda-forge"]\n[dependencies]\npython = "3.13.*"\n'
LOCK = (
    "version: 6\npackages:\n- conda: https://example.org/python.conda\n- pypi: https://example.org/six.whl\n"
)
PYPROJECT = '[project]\nname = "web"\n[tool.pixi.workspace]\nchannels = ["conda-forge"]\n'
PROJECT: dict[str, Content] = {"pixi.toml": TOML, "pixi.lock": LOCK, "web.py": ""}


@pytest.mark.parametrize(
    ("line", "environment", "rewrites"),
    [
        ("pixi install --locked", {}, ()),
        ("pixi install --frozen -e prod -e test", {}, ()),
        ("pixi install -v --locked --manifest-path pixi.toml", {}, ()),
        ("pixi install --manifest-path=/app --frozen", {}, ()),
        ("/root/.pixi/bin/pixi install", {"PIXI_LOCKED": "true"}, ()),
        ("pixi install --all", {}, ("/app/pixi.lock",)),
    ],
)
def test_spelling(line: str, environment: dict[str, str], rewrites: tuple[str, ...]) -> None:
    """Every spelling reads manifest and lockfile; only a frozen one is sure to keep the latter."""
    found = reading(line, PROJECT, **environment)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["pixi.lock", "pixi.toml"], rewrites, None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "pixi run start",
        "pixi shell-hook",
        "pixi add numpy",
        "pixi global install x",
        "pixi lock",
        "pixi install -h",
    ],
)
def test_near_miss(line: str) -> None:
    """What runs the project, changes it, or installs something else."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"pyproject.toml": PYPROJECT, "pixi.lock": LOCK}, ["pixi.lock", "pyproject.toml"]),
        ({**PROJECT, "pyproject.toml": PYPROJECT}, ["pixi.lock", "pixi.toml"]),
        ({"/pixi.toml": TOML, "/pixi.lock": LOCK}, ["/pixi.lock", "/pixi.toml"]),
        ({**PROJECT, ".pixi/config.toml": ""}, [".pixi/config.toml", "pixi.lock", "pixi.toml"]),
        (
            {
                **PROJECT,
                "pixi.toml": f'{TOML}[feature.x.pypi-dependencies]\na = {{path = "a.whl"}}\n',
                "a.whl": "",
            },
            ["a.whl", "pixi.lock", "pixi.toml"],
        ),
        (
            {**PROJECT, "pixi.toml": f'{TOML}[activation]\nscripts = ["env.sh"]\n', "env.sh": ""},
            ["env.sh", "pixi.lock", "pixi.toml"],
        ),
    ],
)
def test_closure(files: dict[str, Content], expected: list[str]) -> None:
    """The nearest manifest, settings, archives, and the scripts of the environment."""
    found = reading("pixi install --locked", files)

    assert (needs(found), found.source, found.unknown) == (expected, None, None)


@pytest.mark.parametrize(
    "files",
    [
        {**PROJECT, "pixi.toml": f'{TOML}[pypi-dependencies]\nweb = {{path = ".", editable = true}}\n'},
        {**PROJECT, "pixi.toml": f'{TOML}[target.linux-64.dependencies]\nlib = {{path = "lib"}}\n'},
        {**PROJECT, "pixi.toml": f'{TOML}[package]\nname = "web"\n'},
        {**PROJECT, "pixi.lock": f"{LOCK}- pypi: ./lib\n"},
    ],
)
def test_source(files: dict[str, Content]) -> None:
    """Folders are built, whether the manifest or the lockfile names them."""
    found = reading("pixi install --locked", files)

    assert (found.source is not None, found.unknown) == (True, None)


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "pixi.toml is not in the image at this point"),
        ({"pixi.toml": TOML}, "pixi.lock is not in the image at this point"),
        ({**PROJECT, "pixi.toml": '[workspace]\nchannels = ["./ours"]\n'}, "pixi.toml takes packages from the disk"),
        ({**PROJECT, "pixi.toml": f'{TOML}[pypi-options]\nfind-links = [{{path = "w"}}]\n'},
         "pixi.toml takes packages from the disk"),
        ({"pyproject.toml": f'{PYPROJECT}[project.optional-dependencies]\na = ["x @ file:///x"]\n', "pixi.lock": LOCK},
         "pyproject.toml names local files"),
    ],
)  # fmt: skip
def test_unknown(files: dict[str, Content], why: str) -> None:
    """Nothing is claimed where the call fails, or where packages come from the disk."""
    found = reading("pixi install --locked", files)

    assert found.unknown is not None
    assert found.unknown.note == why
