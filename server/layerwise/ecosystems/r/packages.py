"""R's packages by their names: `install.packages("shiny")`, `install2.r shiny`."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.r import _r
from layerwise.ecosystems.reads import Reads

_INSTALLERS = frozenset((
    "install.packages", "utils::install.packages", "BiocManager::install", "remotes::install_cran",
    "remotes::install_github", "remotes::install_gitlab", "remotes::install_version", "remotes::install_bioc",
    "devtools::install_cran", "devtools::install_github", "devtools::install_version", "pak::pkg_install", "pak::pak",
))  # fmt: skip
_SCRIPTS = ("install2.r", "installGithub.r")
# The scripts of littler, in its examples.
_VALUED = frozenset((
    "-r", "--repos", "-l", "--libloc", "-d", "--deps", "-n", "--ncpus", "-t", "--type", "-m", "--method", "-u",
    "--update",
))  # fmt: skip


def _installs(call: Call) -> bool:
    """Only what the author names: code that does more than install such packages is none of it."""
    if call.command.name in _SCRIPTS:
        return bool(_words(call))
    if call.arguments or _r.code(call) is None:
        return False
    calls = [one.name for one in _r.function_calls(call)]
    return not _INSTALLERS.isdisjoint(calls) and all(
        name in _INSTALLERS or name in _r.HARMLESS or name in _r.LOADS for name in calls
    )


def _words(call: Call) -> list[str | None]:
    """The packages given to a script; to those `-e` is an option without a value."""
    return [word.value for word in (*call.arguments, *call.values("-e"))]


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which R runs is not known"), is_project=False)
    reads = Reads(tree, call.cwd)
    environment = _r.start(reads, call)
    if reads.reading().needs:
        reads.cannot_know("R starts with settings of the project")
    named = _words(call) if call.command.name in _SCRIPTS else _strings(reads, call)
    if any(name is None or _r.FILE.match(name) for name in named):
        reads.cannot_know("not all that is installed is a package of a repository")
    return reads.reading(outputs=tuple(_r.outputs(reads, environment)), is_project=False)


def _strings(reads: Reads, call: Call) -> list[str | None]:
    """The names among the arguments of the installers; a variable or nothing may stand for anything."""
    found = [one for one in _r.function_calls(call) if one.name in _INSTALLERS]
    if any(not one.strings for one in found):
        reads.cannot_know("not all that is installed is named")
    return [name for one in found for name in one.strings if "://" not in name]


ECOSYSTEM = Ecosystem(
    name="r-packages",
    tool=Tool(
        names=(*_r.TOOL.names, *_SCRIPTS),
        valued=_r.TOOL.valued | _VALUED,
    ),
    installs=(Install("", applies=_installs, is_frozen=True, shown="R -e 'install.packages(\"x\")'"),),
    read=_read,
    verdict=Verdict.MOVE_UP,
    cost=Cost.LONG,
    proof="install.packages run with R 4.2: files opened (strace); install2.r from the sources of littler",
)
