"""What R does before and around an install that is written as R code: its profile, its variables, its workspace."""

from collections.abc import Collection, Iterator

from layerwise.context.tree import Kind
from layerwise.ecosystems.facts import Call, Tool
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import call_text
from layerwise.manifests.call_text import FunctionCall
from layerwise.regex import regex
from layerwise.unknown import Unknown

TOOL = Tool(
    names=("R", "Rscript", "r"),
    valued=frozenset(("-e", "-f", "--file", "--encoding", "-g", "--gui", "-d", "--debugger")),
)
# What reads no file of the project, whatever it is given; `install.packages` takes names, not folders.
HARMLESS = frozenset((
    "c", "list", "options", "getOption", "paste", "paste0", "message", "cat", "print", "invisible", "local", "if",
    "interactive", "is.null", "nzchar", "identical", "function", "suppressMessages", "suppressWarnings", "quit", "q",
    "suppressPackageStartupMessages", "Sys.setenv", "Sys.getenv", "Sys.setlocale", "Sys.info", "R.version", "stopifnot",
    "parallel::detectCores", "detectCores", "max", "min", "set.seed", "install.packages", "utils::install.packages",
    "isTRUE", "isFALSE", "exists", "warning", "stop", "numeric_version", "getRversion", "setHook", "packageEvent",
    "renv::consent", "utils::packageVersion", "packageVersion", "sessionInfo",
))  # fmt: skip
LOADS = frozenset(("library", "require", "requireNamespace", "loadNamespace"))
_OPENS = frozenset(("source", "file.exists", "readRenviron", "sys.source"))
_VARIABLE = regex(r"\s*([A-Za-z_]\w*)\s*=\s*(.*)")
# A file, rather than a package of a repository.
FILE = regex(r"\.{0,2}/|~|.*(?:\.tar\.gz|\.tgz|\.zip)$|(?:local|deps|installed|any)::|\.$")


def code(call: Call) -> str | None:
    """The code given to R; None where it is a script, or none is known."""
    given = call.values("-e")
    values = [word.value for word in given]
    if not given or None in values or call.has("-f", "--file"):
        return None
    return "\n".join(value or "" for value in values)


def function_calls(call: Call) -> tuple[FunctionCall, ...]:
    """The function calls in the code given to R."""
    found = call_text.calls(code(call) or "")
    return () if isinstance(found, Unknown) else found


def called(call: Call, names: Collection[str]) -> tuple[FunctionCall, ...]:
    """The calls of some functions of a package (`renv::restore`), their bare names with the package loaded."""
    calls = function_calls(call)
    loaded = {one.arguments.strip(" '\"") for one in calls if one.name in LOADS}
    bare = {name.partition("::")[2] for name in names if name.partition("::")[0] in loaded}
    return tuple(one for one in calls if one.name in names or one.name in bare)


def look_at_code(reads: Reads, call: Call, known: Collection[str]) -> None:
    """Distrust code that does more than call `known` functions and harmless ones."""
    bare = {name.partition("::")[2] for name in known}
    if code(call) is None:
        reads.cannot_know("the code given to R is not known")
    for one in function_calls(call):
        if one.name not in known and one.name not in bare:
            _look_at(reads, one, None)


def start(reads: Reads, call: Call, own: str | None = None) -> dict[str, str | None]:
    """Notes what R opens when it starts ("Initialization at Start of an R Session"); its environment then.

    `own` is the script that the tool itself wrote, and whose reads are known with it ("renv/activate.R").
    """
    environment = dict(call.command.environment)
    home = environment.get("HOME")
    if not call.has("--vanilla", "--no-environ"):
        environment |= _variables(reads, environment, home)
    if not call.has("--vanilla", "--no-init-file"):
        _profile(reads, environment, home, own)
    is_restored = call.command.name == "R" and not call.has("--vanilla", "--no-restore", "--no-restore-data")
    data = reads.resolve(".RData")
    if (is_restored or call.has("--restore")) and reads.kind(data) is Kind.FILE:
        reads.file(data, "R restores the workspace")
    return environment


def outputs(reads: Reads, environment: dict[str, str | None]) -> Iterator[str]:
    """Where packages and what is kept of them go besides the system's library."""
    home = environment.get("HOME")
    yield from (f"{home}/{name}" for name in (".cache/R", ".local/share/R", ".local/share/renv", "R") if home)
    for name in ("R_LIBS", "R_LIBS_USER", "R_LIBS_SITE", "XDG_CACHE_HOME", "R_USER_CACHE_DIR"):
        value = environment.get(name, "")
        if value is None:
            reads.cannot_know(f"the value of {name} is not known")
        yield from (reads.resolve(part) for part in (value or "").split(":") if part and "%" not in part)


def _variables(reads: Reads, environment: dict[str, str | None], home: str | None) -> dict[str, str]:
    """The variables of `.Renviron` here, else at home."""
    named = environment.get("R_ENVIRON_USER")
    path = reads.resolve(named or ".Renviron")
    text = reads.text(path, "R's variables")
    if text is None and home and not named:
        text = reads.looked_for(f"{home}/.Renviron", "R's variables")
    found = (match for line in (text or "").splitlines() if (match := _VARIABLE.match(line)))
    return {match[1]: match[2].strip().strip("'\"") for match in found}


def _profile(reads: Reads, environment: dict[str, str | None], home: str | None, own: str | None) -> None:
    """`.Rprofile` here, else at home."""
    named = environment.get("R_PROFILE_USER")
    path = reads.resolve(named or ".Rprofile")
    text = reads.text(path, "R runs it when it starts")
    if text is None and home and not named:
        path = f"{home}/.Rprofile"
        text = reads.looked_for(path, "R runs it when it starts")
    seen = {path} if own is None else {path, reads.resolve(own)}
    _look_at_script(reads, path, text or "", frozenset(seen))


def _look_at_script(reads: Reads, path: str, text: str, seen: frozenset[str]) -> None:
    """The scripts and files that a script opens by their names."""
    found = call_text.calls(text)
    if isinstance(found, Unknown):
        reads.cannot_know(found.why, path)
        return
    for one in found:
        opened = _look_at(reads, one, path)
        if opened is not None and opened not in seen:
            content = reads.text(opened, "run by R") if one.name == "source" else None
            _look_at_script(reads, opened, content or "", seen | {opened})


def _look_at(reads: Reads, one: FunctionCall, script: str | None) -> str | None:
    """The file that a call opens; what is not known is distrusted."""
    if one.name in HARMLESS or one.name in LOADS:
        if one.name.endswith("install.packages") and any(
            FILE.match(name) for name in one.strings if "://" not in name
        ):
            reads.cannot_know(f"{one.name}() is given a file", script)
        return None
    strings = one.strings
    if one.name not in _OPENS or len(strings) != 1 or "://" in strings[0] or strings[0].startswith("~"):
        reads.cannot_know(f"nobody here knows what {one.name}() does", script)
        return None
    path = reads.resolve(strings[0])
    reads.text(path, f"named by {one.name}() in {reads.shown(script) if script else 'the code given to R'}")
    return path
