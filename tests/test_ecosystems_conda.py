"""conda, mamba, micromamba and conda-lock: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, reading, recognised
from layerwise.context.memory import Content

HEAD = "name: web\nchannels: [conda-forge]\ndependencies:\n  - python\n  - conda-forge/linux-64::numpy\n"
ENVIRONMENT = f"{HEAD}  - pip\n  - pip:\n    - six\n    - x @ https://example.org/x.whl\n"
LOCK = "version: 1\npackage:\n- name: zlib\n  url: https://example.org/zlib.conda\n"
PROJECT: dict[str, Content] = {"environment.yml": ENVIRONMENT, "web.py": ""}

SPELLINGS = """
conda env create
conda env create -f environment.yml
conda env create --file=environment.yml -n web --solver classic
conda env create -qy -p /opt/env -f ./environment.yml
conda env update -n base --file environment.yml --prune
mamba env create -f /app/environment.yml
mamba create -n web -f environment.yml
micromamba create -y -f environment.yml
micromamba install -y -n base --file environment.yml -c conda-forge
micromamba env create -f environment.yml
/opt/conda/bin/conda env update -f environment.yml
conda install --yes --file environment.yml
""".strip().splitlines()

NEAR_MISSES = """
conda install numpy
conda create -n web python=3.11
conda env list
conda env export
conda env remove -n web
conda env create --dry-run -f environment.yml
conda clean -afy
conda init bash
conda config --set solver libmamba
conda run -n web python web.py
micromamba install -y -n base python
micromamba env export
mamba update --all
conda-lock -f environment.yml -p linux-64
conda-lock lock
conda-lock render
conda-lock install --help
""".strip().splitlines()


def pip(*lines: str) -> str:
    """An environment with these lines for pip."""
    return "\n".join((HEAD, "  - pip:", *(f"    - {line}" for line in lines), ""))


@pytest.mark.parametrize("line", SPELLINGS)
def test_spelling(line: str) -> None:
    """Every spelling reads the environment's file alone."""
    found = reading(line, PROJECT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["environment.yml"],
        (),
        None,
        None,
    )


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_miss(line: str) -> None:
    """Packages by name, settings, and what installs nothing."""
    assert recognised(line) is None


def test_pip_in_an_environment() -> None:
    """`conda run` leads to the tool that it runs."""
    found = recognised("conda run -n web pip install -r requirements.txt")

    assert found is not None
    assert found.ecosystem.name == "pip"


@pytest.mark.parametrize(
    ("line", "files", "expected"),
    [
        ("conda env create", {"environment.yml": pip("-r requirements.txt"), "requirements.txt": "-r b.txt",
          "b.txt": ""},
         ["b.txt", "environment.yml", "requirements.txt"]),
        ("conda env create -f d/e.yml", {"d/e.yml": pip("-r r.txt", "-c ../c.txt"), "d/r.txt": "./x.whl", "d/x.whl": "",
         "c.txt": ""}, ["c.txt", "d/e.yml", "d/r.txt", "d/x.whl"]),
        ("conda install --file a.txt --file b.txt", {"a.txt": "numpy\n# x\n", "b.txt": "./p-1-0.conda\n",
         "p-1-0.conda": ""}, ["a.txt", "b.txt", "p-1-0.conda"]),
        ("conda create -n x --file list.txt", {"list.txt": "@EXPLICIT\nhttps://e.org/zlib-1-0.conda#abc\n"},
         ["list.txt"]),
        ("micromamba create -f conda-lock.yml", {"conda-lock.yml": LOCK}, ["conda-lock.yml"]),
        ("micromamba create -f e.yml --rc-file rc", {"e.yml": HEAD, "rc": ""}, ["e.yml", "rc"]),
        ("conda env create", {"environment.yml": HEAD, "/root/.condarc": ""}, ["/root/.condarc", "environment.yml"]),
        ("conda-lock install", {"conda-lock.yml": LOCK, "environment.yml": HEAD}, ["conda-lock.yml"]),
        ("conda-lock install --no-dev -n web locks/linux.yml", {"locks/linux.yml": LOCK}, ["locks/linux.yml"]),
        ("python -m conda_lock install -p /env", {"conda-lock.yml": LOCK}, ["conda-lock.yml"]),
    ],
)  # fmt: skip
def test_closure(line: str, files: dict[str, Content], expected: list[str]) -> None:
    """Paths in a list for pip are seen from the folder of the environment's file."""
    found = reading(line, files)

    assert (needs(found), found.source, found.unknown) == (expected, None, None)


@pytest.mark.parametrize("line", ["-e .", ".", "./lib[extra]", "-e lib"])
def test_source(line: str) -> None:
    """Folders are built."""
    found = reading("conda env create -f d/e.yml", {"d/e.yml": pip(line), "d/lib/setup.py": ""})

    assert (found.source is not None, found.unknown) == (True, None)


@pytest.mark.parametrize(
    ("line", "files", "why"),
    [
        ("conda env create", {}, "environment.yml is not in the image at this point"),
        ("conda env create", {"environment.yml": pip("-r no.txt")}, "no.txt is not in the image at this point"),
        ("conda env create", {"environment.yml": "dependencies: ["}, None),
        ("conda env create", {"environment.yml": "channels: [./channel]\n"},
         "./channel in environment.yml lies on the disk"),
        ("conda env create", {"environment.yml": "dependencies:\n- npm: [x]\n"},
         "npm in environment.yml is not understood"),
        ("conda env create", {"environment.yml": "dependencies:\n- pip: x\n"},
         "pip in environment.yml is not understood"),
        ("conda env create other.yml", PROJECT, "what other.yml means to conda is not known"),
        ("conda env create -f $F", PROJECT, "$F is not known"),
        ("conda install --file list.txt", {"list.txt": "file:///app/p.conda"},
         "file:///app/p.conda in list.txt lies on the disk"),
        ("conda-lock install", {"conda-lock.yml": "url: file:///x"}, "conda-lock.yml names local files"),
        ("conda-lock install", {}, "conda-lock.yml is not in the image at this point"),
    ],
)  # fmt: skip
def test_unknown(line: str, files: dict[str, Content], why: str | None) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    found = reading(line, files)

    assert found.unknown is not None
    assert why in (found.unknown.note, None)


@pytest.mark.parametrize(
    ("line", "environment", "output"),
    [
        ("conda env create -p env", {}, "/app/env"),
        ("conda env create", {}, "/opt/conda"),
        ("conda env create", {}, "/root/miniconda3"),
        ("micromamba create -f environment.yml", {"MAMBA_ROOT_PREFIX": "/app/mamba"}, "/app/mamba"),
        ("conda env create", {"CONDA_ENVS_PATH": "/envs:/other"}, "/other"),
    ],
)
def test_environment(line: str, environment: dict[str, str], output: str) -> None:
    """Environments lie with conda, in HOME, or where they are told to."""
    assert output in reading(line, PROJECT, **environment).outputs


def test_address() -> None:
    """An environment from elsewhere reads no file of the project."""
    found = reading("conda env create -f https://example.org/environment.yml", PROJECT)

    assert (found.needs, found.is_project) == ((), False)
