"""conda, mamba and micromamba: environments made from `environment.yml` or a list of packages."""

from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.python import _pip_settings
from layerwise.ecosystems.python._conda_files import read_file
from layerwise.ecosystems.reads import Reads

_FILE = ("-f", "--file")
# Where installers and images put conda, below /opt and below HOME.
_HOMES = (
    "conda",
    "miniconda",
    "miniconda2",
    "miniconda3",
    "anaconda",
    "anaconda2",
    "anaconda3",
    "miniforge3",
    "mambaforge",
    "micromamba",
    "mamba",
)

# The variables that name folders for environments and packages (conda's manual, "Settings").
_PLACES = (
    "CONDA_DIR",
    "MAMBA_ROOT_PREFIX",
    "CONDA_PREFIX",
    "CONDA_ENVS_PATH",
    "CONDA_ENVS_DIRS",
    "CONDA_PKGS_DIRS",
)


def _is_environment(call: Call) -> bool:
    """`conda env create`, unless a file of another place stands for the project's."""
    return not call.has("-h", "--help", "-d", "--dry-run")


def _has_file(call: Call) -> bool:
    """`conda create --file`: without a file the packages are named, and no file is read."""
    return call.has(*_FILE) and _is_environment(call)


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason(f"the directory in which {call.command.name} runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.command.feeds_arguments or any(word.value is None for word in call.arguments):
        reads.cannot_know("not all arguments are known")
    if call.install.verb.startswith("env ") and call.arguments:
        reads.cannot_know(f"what {call.arguments[0].raw} means to {call.command.name} is not known")
    open_settings(reads, call)
    files = [*_files(reads, call)]
    read = [reads.reading(), *(read_file(tree, call.command, path) for path in files)]
    return Reading(
        needs=tuple(dict.fromkeys(need for one in read for need in one.needs)),
        tests=tuple(dict.fromkeys(path for one in read for path in one.tests)),
        outputs=tuple(dict.fromkeys(outputs(reads, call))),
        source=next((one.source for one in read if one.source), None),
        unknown=next((one.unknown for one in read if one.unknown), None),
        is_project=bool(files) or reads.unknown is not None,
    )


def _files(reads: Reads, call: Call) -> Iterator[str]:
    """The files named, else environment.yml (conda's manual, "conda env create"); addresses are none."""
    named = call.values(*_FILE)
    if not named:
        yield reads.resolve("environment.yml")
    for word in named:
        if word.value is None or word.is_pattern:
            reads.cannot_know(f"{word.raw} is not known")
        elif "://" not in word.value:
            yield reads.resolve(word.value)


def open_settings(reads: Reads, call: Call) -> None:
    """The user's settings (conda's manual, "Searching for .condarc"; micromamba's, "Configuration")."""
    environment = call.command.environment
    home = environment.get("HOME")
    names = (".condarc", ".conda/.condarc", ".conda/condarc", ".config/conda/.condarc", ".mambarc", ".netrc")
    paths = [f"{home}/{name}" for name in names] if home else []
    paths += [f"/opt/conda/{name}" for name in (".condarc", "condarc", ".mambarc")]
    for name in ("CONDARC", "MAMBARC"):
        if environment.get(name, "") is None:
            reads.cannot_know(f"the value of {name} is not known")
        paths += [reads.resolve(written)] if (written := environment.get(name)) else []
    for path in paths:
        reads.looked_for(path, f"the settings of {call.command.name}")
    for word in call.values("--rc-file"):
        if word.value is None:
            reads.cannot_know(f"{word.raw} is not known")
        else:
            reads.required(reads.resolve(word.value), "named by --rc-file")


def outputs(reads: Reads, call: Call) -> Iterator[str]:
    """Environments and packages, wherever conda may have them."""
    environment = call.command.environment
    home = environment.get("HOME")
    yield from _pip_settings.written(call.command)
    yield from (f"/opt/{name}" for name in _HOMES)
    if home:
        yield from (
            f"{home}/{name}" for name in (*_HOMES, ".conda", ".cache/conda", ".cache/mamba", ".mamba")
        )
    for name in (
        "CONDA_DIR",
        "MAMBA_ROOT_PREFIX",
        "CONDA_PREFIX",
        "CONDA_ENVS_PATH",
        "CONDA_ENVS_DIRS",
        "CONDA_PKGS_DIRS",
    ):
        if environment.get(name, "") is None:
            reads.cannot_know(f"the value of {name} is not known")
        yield from (reads.resolve(one) for one in (environment.get(name) or "").split(":") if one)
    for word in call.values("-p", "--prefix", "-r", "--root-prefix"):
        if word.value is None:
            reads.cannot_know(f"{word.raw} is not known")
        else:
            yield reads.resolve(word.value)


ECOSYSTEM = Ecosystem(
    name="conda",
    tool=Tool(
        names=("conda", "mamba", "micromamba"),
        # conda's manual, "conda env create", "conda create"; micromamba's help text.
        valued=frozenset(
            {
                "-f",
                "--file",
                "-n",
                "--name",
                "-p",
                "--prefix",
                "-r",
                "--root-prefix",
                "-c",
                "--channel",
                "--solver",
                "--subdir",
                "--platform",
                "--environment-specifier",
                "--env-spec",
                "--console",
                "--rc-file",
                "--category",
                "--channel-priority",
                "--log-level",
                "--repodata-fn",
            }
        ),
    ),
    installs=(
        Install("env create", applies=_is_environment),
        Install("env update", applies=_is_environment),
        Install("create", applies=_has_file, shown="conda create --file"),
        Install("install", applies=_has_file, shown="conda install --file"),
        Install("update", applies=_has_file, shown="conda update --file"),
    ),
    manifests=("environment.yml",),
    settings=(".condarc", ".mambarc"),
    cache_dirs=("/opt/conda/pkgs",),
    defeated_by=("conda clean", "mamba clean", "micromamba clean", "CONDA_PKGS_DIRS"),
    ignore=("**/__pycache__", "**/*.pyc"),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition="nothing in a list for pip is a folder of the project (`-e .`)",
    cost=Cost.MINUTES,
    proof="from conda's manual and the sources of conda and mamba: no conda was at hand",
)
