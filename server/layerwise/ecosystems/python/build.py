"""build: archives of a project, made by its own build backend."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.reads import Reads


def _does_something(call: Call) -> bool:
    return not call.has("-h", "--help", "-V", "--version")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which build runs is not known"))
    reads = Reads(tree, call.cwd)
    place = (call.arguments[0].value if call.arguments else None) or ""
    if any(word.value is None for word in call.arguments) or call.command.feeds_arguments:
        reads.cannot_know("not all arguments are known")
    path = reads.resolve(f"{place}/pyproject.toml" if place else "pyproject.toml")
    reads.text(path, "names the build backend")
    reads.needs_source("the project is packed by its build backend", path)
    named = [word.value for word in call.values("-o", "--outdir")]
    if named and named[-1] is None:
        reads.cannot_know("the value of --outdir is not known")
    return reads.reading(
        outputs=(reads.resolve((named[-1] if named else None) or "dist", reads.resolve(place)),)
    )


ECOSYSTEM = Ecosystem(
    name="build",
    tool=Tool(
        names=("pyproject-build",),
        modules=("build",),
        valued=frozenset(
            {"-o", "--outdir", "-C", "--config-setting", "--installer"}
        ),  # help text of build 1.6
        launchers=("uvx", "pipx run"),
    ),
    installs=(Install("", applies=_does_something, is_build=True, shown="python -m build"),),
    manifests=("pyproject.toml",),
    cache_dirs=("/root/.cache/pip",),
    ignore=("dist", "build", "**/*.egg-info"),
    read=_read,
    verdict=Verdict.REFUSE,
    condition="since the whole project is packed",
    cost=Cost.SECONDS,
    proof="from its help text, build 1.6",
)
