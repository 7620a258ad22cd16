"""The Clojure command line: `deps.edn` of a project and of the folders that it names."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Kind, Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Phases, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import edn_text, xml_text
from layerwise.manifests.edn_text import Form
from layerwise.unknown import Unknown

# -P downloads and runs nothing; two others print what they resolve (script clojure, clojure/brew-install).
_PREPARING = ("-P", "-Spath", "-Stree")
# -M main, -X and -T functions, -A aliases; behind the first three stand arguments of the program (ibid.).
_RUNNING = ("-M", "-X", "-T:", "-A")
_ENDING = ("-M", "-X", "-T")


def _own(call: Call) -> list[str]:
    """The names of the options up to the one behind which the program's own arguments stand."""
    names = [option.name for option in call.options]
    last = next((i for i, name in enumerate(names) if name.startswith(_ENDING)), len(names))
    return names[: last + 1]


def _prepares(call: Call) -> bool:
    return any(name in _PREPARING for name in _own(call))


def _builds(call: Call) -> bool:
    return not _prepares(call) and any(name.startswith(_RUNNING) for name in _own(call))


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which clojure runs is not known"))
    reads = Reads(tree, call.cwd)
    distrust_arguments(reads, call)
    for word in call.values("-Sdeps", "-Scp"):
        if word.value is None or ":local/root" in word.value:
            reads.cannot_know("-Sdeps names dependencies of its own")
    project = _project(reads)
    local = project.get(":mvn/local-repo") if project is not None else None
    if call.install.is_build:
        reads.needs_source("it loads the source")
    given = call.command.environment
    home = given.get("HOME")
    config = given.get("XDG_CONFIG_HOME") or (f"{home}/.clojure" if home else None)
    settings = given.get("CLJ_CONFIG") or (f"{config}/clojure" if given.get("XDG_CONFIG_HOME") else config)
    if settings:
        reads.looked_for(f"{settings}/deps.edn", "the user's own dependencies")
    if home:
        reads.looked_for(f"{home}/.m2/settings.xml", "Maven's settings")
    kept = [f"{home}/{name}" for name in (".m2/repository", ".gitlibs") if home]
    kept += [one for one in (given.get("GITLIBS"), settings) if one]
    kept += [reads.resolve(local)] if isinstance(local, str) else []
    return reads.reading(outputs=(reads.resolve(".cpcache"), *kept))


def _project(reads: Reads) -> Form | None:
    path = reads.resolve("deps.edn")
    text = reads.required(path, "names the dependencies")
    data = _map(reads, path, text) if text is not None else None
    if data is not None:
        _follow(reads, path, data)
    return data


def _map(reads: Reads, path: str, text: str) -> Form | None:
    found = edn_text.load(text)
    if isinstance(found, Unknown):
        reads.cannot_know(found.why, path)
        return None
    first = found.items[0] if found.items else None
    if not isinstance(first, Form) or first.opener != "{":
        reads.cannot_know("it is no map", path)
        return None
    return first


def _follow(reads: Reads, path: str, project: Form) -> None:
    """The folders and jars of a project and, in turn, of the projects in them, whose aliases do not count."""
    waiting = [(path, project, True)]
    seen = {posixpath.dirname(path)}
    while waiting:
        said_by, data, is_own = waiting.pop(0)
        for root, is_required in _roots(data, is_own=is_own):
            place = reads.resolve(root, posixpath.dirname(said_by))
            if place in seen:
                continue
            seen.add(place)
            why = f"named by :local/root in {reads.shown(said_by)}"
            kind = reads.kind(place)
            if kind is Kind.DIRECTORY:
                found = _folder(reads, place, why)
                waiting += [(f"{place}/deps.edn", found, False)] if found else []
            elif kind is not None:
                reads.file(place, why)
            elif is_required and not reads.unknown:
                reads.cannot_know(f"{reads.shown(place)} is not in the image at this point", said_by)
        for form in data.all() if is_own else ():
            if any(isinstance(one, str) and one.startswith("file:") for one in form.items):
                reads.cannot_know("a repository is a folder", said_by)


def _roots(data: Form, *, is_own: bool) -> Iterator[tuple[str, bool]]:
    """The values of :local/root, and whether they surely count: an alias may not be chosen."""
    dependencies = data.get(":deps")
    always = list(dependencies.all()) if isinstance(dependencies, Form) else []
    for form in data.all() if is_own else always:
        root = form.get(":local/root") if form.opener == "{" else None
        if isinstance(root, str):
            yield root, any(form is one for one in always)


def _folder(reads: Reads, folder: str, why: str) -> Form | None:
    """The project in a folder: deps.edn, else pom.xml ("Deps and CLI Reference", :local/root)."""
    path = posixpath.join(folder, "deps.edn")
    text = reads.text(path, why)
    if text is not None:
        data = _map(reads, path, text)
        if data is not None and data.get(":deps/prep-lib") is not None:
            reads.cannot_know("it wants to be prepared before it is used", path)
        return data
    pom = posixpath.join(folder, "pom.xml")
    text = reads.required(pom, why)
    project = xml_text.load(text) if text is not None else None
    if isinstance(project, Unknown):
        reads.cannot_know(project.why, pom)
    elif project is not None and (project.child("parent") or project.child("modules")):
        reads.cannot_know("it names further POMs", pom)
    return None


def _phases(tree: Tree, call: Call) -> Phases | None:
    """-P with the same aliases; a tool's alias has dependencies of its own beside the project's."""
    del tree
    modes = [name for name in _own(call) if name.startswith(_RUNNING)]
    if not call.install.is_build or len(modes) != 1 or modes[0].startswith(("-X:deps", "-T:deps")):
        return None
    tool = again.line(again.program(call, ECOSYSTEM.tool.names), again.options(call, ("-Sdeps",)), "-P")
    if len(modes[0]) == len("-M"):
        modes[0] = ""
    of_tool = f"{tool} && {tool} {modes[0]}" if modes[0].startswith("-T") else again.line(tool, modes[0])
    return Phases(note="clojure -P is added, which downloads what the aliases name", instead=of_tool)


ECOSYSTEM = Ecosystem(
    name="clojure",
    tool=Tool(
        names=("clojure", "clj"),
        valued=frozenset({"-Sdeps", "-Scp", "-Sthreads", "-e", "--eval", "-i", "--init", "-m", "--main"}),
    ),
    installs=(
        Install("", applies=_prepares, is_frozen=True, shown="clojure -P"),
        Install("", applies=_builds, is_build=True, shown="clojure -M, -X, -T:ALIAS"),
    ),
    manifests=("deps.edn",),
    cache_dirs=("/root/.m2/repository", "/root/.gitlibs"),
    result_dirs=("/root/.m2/repository", "/root/.gitlibs"),
    defeated_by=("-Sforce",),
    ignore=(".cpcache", "target"),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT,
    form="`clojure -P`, the source, `clojure -T:build`",
    cost=Cost.SECONDS,
    proof="from its start script, and the manual (Deps and CLI Reference, clojure.org)",
)
