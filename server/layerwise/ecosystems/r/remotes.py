"""The dependencies of an R package by its `DESCRIPTION`: remotes, devtools and pak."""

import re

from layerwise.context.tree import Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Phases, Reading, Reason, Verdict
from layerwise.ecosystems.r import _r
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.call_text import FunctionCall
from layerwise.regex import regex

_DEPENDENCIES = (
    "remotes::install_deps", "devtools::install_deps", "devtools::install_dev_deps", "pak::local_install_deps",
    "pak::local_install_dev_deps",
)  # fmt: skip
# The project itself, and what downloads just its dependencies, as it would do on the way.
_PROJECT = {
    "remotes::install_local": "remotes::install_deps()",
    "devtools::install": "devtools::install_deps()",
    "devtools::install_local": "devtools::install_deps()",
    "pak::local_install": "pak::local_install_deps()",
}
_FIELD = regex(r"^Remotes:(?P<value>.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_LOCAL = regex(r"(?:^|[\s,=])(?:local::|deps::|\.{0,2}/|~)")


def _installs_dependencies(call: Call) -> bool:
    return bool(_r.called(call, _DEPENDENCIES)) and not _r.called(call, _PROJECT)


def _installs_project(call: Call) -> bool:
    return bool(_r.called(call, _PROJECT))


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which R runs is not known"))
    reads = Reads(tree, call.cwd)
    environment = _r.start(reads, call)
    _r.look_at_code(reads, call, (*_DEPENDENCIES, *_PROJECT))
    for one in (*_r.called(call, _DEPENDENCIES), *_r.called(call, _PROJECT)):
        path = reads.resolve("DESCRIPTION", reads.resolve(_folder(reads, one)))
        text = reads.required(path, "names the dependencies") or ""
        remotes = _FIELD.search(text)
        if remotes and _LOCAL.search(remotes["value"]):
            reads.cannot_know("it names folders among its Remotes", path)
    if call.install.is_build:
        reads.needs_source("the project itself is installed")
    if _r.called(call, ("pak::local_install_dev_deps",)):  # comment in pkgdepends, R/type-deps.R
        reads.cannot_know("pak installs the project itself where a package for its development depends on it")
    return reads.reading(outputs=tuple(_r.outputs(reads, environment)))


def _folder(reads: Reads, one: FunctionCall) -> str:
    """The package's folder: the first argument, or the one of its name."""
    names = ("pkgdir", "pkg", "root", "path")
    given = [one.first, *(one.named(name) for name in names)]
    found = next((value for value in given if value is not None), ".")
    if not re.fullmatch(r"[\w./-]+", found) or found in {"TRUE", "FALSE"}:
        reads.cannot_know(f"the folder given to {one.name}() is not known")
    return found


def _phases(tree: Tree, call: Call) -> Phases | None:
    """The dependencies by a call of their own, where the one as written says nothing about them."""
    del tree
    found = _r.called(call, _PROJECT)
    code = (_r.code(call) or "").strip().rstrip(";")
    if len(found) != 1 or code not in {f"{found[0].name}({given})" for given in ("", "'.'", '"."')}:
        return None
    words = [word.raw for word in call.command.words]
    written = next(
        index for index, word in enumerate(call.command.words) if word.value == call.values("-e")[0].value
    )
    words[written] = f"'{_PROJECT.get(found[0].name, '')}'"
    if found[0].name not in _PROJECT:
        return None
    return Phases(note="the dependencies are installed by a call of their own", instead=again.line(words))


ECOSYSTEM = Ecosystem(
    name="remotes",
    tool=_r.TOOL,
    installs=(
        Install("", applies=_installs_dependencies, is_frozen=True, shown="R -e 'remotes::install_deps()'"),
        Install("", applies=_installs_project, is_build=True, shown="R -e 'remotes::install_local()'"),
    ),
    manifests=("DESCRIPTION",),
    settings=(".Rprofile",),
    cache_dirs=("/root/.cache/R/pkgcache",),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT,
    form="`R -e 'remotes::install_deps()'`, the source, `R -e 'remotes::install_local()'`",
    cost=Cost.LONG,
    proof="remotes 2.4 run with R 4.2: files opened (strace); devtools and pak from their manuals",
)
