"""Julia's packages by their names, for the user's own environment: `Pkg.add("JSON")` without a project."""

import re

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import call_text
from layerwise.manifests.call_text import FunctionCall
from layerwise.regex import regex
from layerwise.unknown import Unknown

_KNOWN = frozenset(("Pkg.add", "Pkg.precompile", "Pkg.Registry.add", "Pkg.Registry.update", "PackageSpec"))
_USING = regex(r"^\s*(?:using|import)\s+Pkg\s*$")
_NAME = regex(r"[A-Za-z]\w*|\d[\d.]*|https://[\w./-]+")
_ELSEWHERE = ("--project", "-L", "--load", "-J", "--sysimage", "--startup-file")


def _calls(call: Call) -> tuple[FunctionCall, ...]:
    """The calls in the code where it does nothing else, else none."""
    values = [word.value for word in call.values("-e", "--eval")]
    code = "; ".join(value for value in values if value is not None)
    found = call_text.calls(code)
    if None in values or isinstance(found, Unknown):
        return ()
    rest = [part.strip() for part in re.split(r"[;\n]", call_text.bare(code))]
    is_plain = all(_USING.match(part) or re.match(r"[\w.]+\(", part) for part in rest if part)
    return found if is_plain and "`" not in code and all(one.name in _KNOWN for one in found) else ()


def _adds(call: Call) -> bool:
    is_elsewhere = (
        call.has(*_ELSEWHERE)
        or bool(call.arguments)
        or call.command.environment.get("JULIA_PROJECT", "") != ""
    )
    return not is_elsewhere and any(one.name == "Pkg.add" for one in _calls(call))


def _read(tree: Tree, call: Call) -> Reading:
    """Nothing of the working directory is read for names; a path or an address that is none is not trusted."""
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which julia runs is not known"), is_project=False)
    reads = Reads(tree, call.cwd)
    for one in _calls(call):
        if one.name != "Pkg.add":
            continue
        if (
            not one.strings
            or "path" in one.arguments
            or not all(_NAME.fullmatch(name) for name in one.strings)
        ):
            reads.cannot_know("not all that is added is a package of a registry")
    environment = call.command.environment
    home = environment.get("HOME")
    if (
        home
        and reads.looked_for(f"{home}/.julia/config/startup.jl", "Julia runs it when it starts") is not None
    ):
        reads.cannot_know("Julia starts with settings of the project")
    if environment.get("JULIA_LOAD_PATH", "") != "":
        reads.cannot_know("JULIA_LOAD_PATH names other projects")
    if environment.get("JULIA_DEPOT_PATH", "") is None:
        reads.cannot_know("the value of JULIA_DEPOT_PATH is not known")
    parts = (environment.get("JULIA_DEPOT_PATH") or "").split(":")
    depots = [reads.resolve(part) for part in parts if part]
    return reads.reading(outputs=(*depots, *((f"{home}/.julia",) if home else ())), is_project=False)


ECOSYSTEM = Ecosystem(
    name="julia-packages",
    tool=Tool(
        names=("julia",), valued=frozenset(("-e", "--eval", "-L", "--load", "-J", "-t", "--threads", "-p"))
    ),
    installs=(Install("", applies=_adds, is_frozen=True, shown="julia -e 'using Pkg; Pkg.add(\"x\")'"),),
    cache_dirs=("/root/.julia",),
    result_dirs=("/root/.julia",),
    read=_read,
    verdict=Verdict.MOVE_UP,
    cost=Cost.LONG,
    proof="conservative, from Pkg's and Julia's manuals; not run",
)
