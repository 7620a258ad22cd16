"""Mill, of Scala, Java and Kotlin: `build.mill`, which is a program."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.reads import Reads

_PREPARE = "prepareOffline"
# The last part of a task's name, as in `app.assembly` ("Library Reference", Mill).
_BUILDS = frozenset(
    (
        "assembly",
        "compile",
        "jar",
        "run",
        "test",
        "testForked",
        "testCached",
        "launcher",
        "nativeImage",
        "publishLocal",
    )
)


def _last(call: Call) -> str:
    """What the first task does: "assembly" for `app.assembly` and `__.assembly`."""
    return next((word.value or "" for word in call.arguments), "").rpartition(".")[2]


def _prepares(call: Call) -> bool:
    return _last(call) == _PREPARE


def _builds(call: Call) -> bool:
    return _last(call) in _BUILDS


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which mill runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.install.is_build:
        reads.needs_source(f"mill {_last(call)} compiles the source")
    else:
        reads.needs_source("the build of Mill is a program, which may read any file")
    return reads.reading(outputs=(reads.resolve("out"),))


ECOSYSTEM = Ecosystem(
    name="mill",
    tool=Tool(
        names=("mill", "millw"),
        valued=frozenset({"-j", "--jobs", "-D", "--define", "--import", "-w"}),
        launchers=("sh", "bash"),
    ),
    installs=(
        Install("", applies=_prepares, shown="mill __.prepareOffline"),
        Install("", applies=_builds, is_build=True, shown="mill app.assembly"),
    ),
    manifests=("build.mill", "build.mill.scala", "build.sc"),
    settings=(".mill-version", ".mill-jvm-version", ".mill-opts", ".mill-jvm-opts"),
    cache_dirs=("/root/.cache/coursier",),
    result_dirs=("/root/.cache/coursier",),
    ignore=("out",),
    read=_read,
    verdict=Verdict.REFUSE,
    condition="because its build file is a program",
    cost=Cost.MINUTES,
    proof="conservative: its build file is code, as its manual says",
)
