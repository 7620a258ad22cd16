"""conda-lock: environments made from its lockfile."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.python import conda
from layerwise.ecosystems.python._conda_files import read_lock
from layerwise.ecosystems.reads import Reads


def _is_install(call: Call) -> bool:
    return not call.has("-h", "--help")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which conda-lock runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.command.feeds_arguments or any(word.value is None or word.is_pattern for word in call.arguments):
        reads.cannot_know("not all arguments are known")
    conda.open_settings(reads, call)
    named = [word.value for word in call.arguments if word.value] or ["conda-lock.yml"]
    path = reads.resolve(named[0])
    # Measured with 4.0: the environment.yml that the lockfile names is not opened.
    text = reads.required(path, "the locked versions") if "://" not in named[0] else None
    if text is not None:
        read_lock(reads, path, text)
    for word in call.values("--auth-file"):
        reads.required(reads.resolve(word.value or ""), "named by --auth-file")
    return reads.reading(outputs=tuple(conda.outputs(reads, call)), is_project="://" not in named[0])


ECOSYSTEM = Ecosystem(
    name="conda-lock",
    tool=Tool(
        names=("conda-lock",),
        modules=("conda_lock",),
        # The help text of conda-lock 4.0.
        valued=frozenset(
            {
                "--conda",
                "-p",
                "--prefix",
                "-n",
                "--name",
                "--auth",
                "--auth-file",
                "--log-level",
                "-E",
                "--extras",
                "--force-platform",
            }
        ),
    ),
    installs=(Install("install", applies=_is_install, is_frozen=True),),
    lockfiles=("conda-lock.yml",),
    cache_dirs=("/opt/conda/pkgs",),
    defeated_by=("conda clean", "mamba clean", "CONDA_PKGS_DIRS"),
    ignore=("**/__pycache__", "**/*.pyc"),
    read=_read,
    verdict=Verdict.SPLIT,
    cost=Cost.MINUTES,
    proof="run with conda-lock 4.0 before a conda that does nothing: files opened (strace); its manual",
)
