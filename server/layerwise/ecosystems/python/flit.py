"""Flit: a project of one module, installed and packed from its source."""

import posixpath

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.python import _pip_settings
from layerwise.ecosystems.python._python import environments
from layerwise.ecosystems.reads import Reads


def _does_something(call: Call) -> bool:
    return not call.has("-h", "--help", "--version")


def _read(tree: Tree, call: Call) -> Reading:
    """Measured with 4.2: `flit install --only-deps` fails too where the module is not there."""
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which flit runs is not known"))
    reads = Reads(tree, call.cwd)
    named = [word.value for word in call.values("-f", "--ini-file")]
    path = reads.resolve((named[-1] if named else None) or "pyproject.toml")
    reads.required(path, "the project's manifest")
    reads.needs_source(f"flit {call.install.verb} looks at the module", path)
    homes = environments(tree, reads, call.command, call.values("--python"))
    dist = posixpath.join(posixpath.dirname(path), "dist")
    return reads.reading(outputs=(dist, *homes, *_pip_settings.written(call.command)))


ECOSYSTEM = Ecosystem(
    name="flit",
    tool=Tool(
        names=("flit",),
        modules=("flit",),
        valued=frozenset({"-f", "--ini-file", "--python", "--deps", "--extras", "--format", "--repository"}),
        launchers=("uvx", "pipx run"),
    ),
    installs=(
        Install("install", applies=_does_something),
        Install("build", applies=_does_something, is_build=True),
    ),
    manifests=("pyproject.toml",),
    cache_dirs=("/root/.cache/pip",),
    ignore=(".venv", "dist", "**/__pycache__", "**/*.pyc"),
    read=_read,
    verdict=Verdict.REFUSE,
    condition="since it looks at the module whatever it installs",
    cost=Cost.MINUTES,
    proof="run with Flit 4.2: the manifest alone fails, also with --only-deps",
)
