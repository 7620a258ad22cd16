"""rebar3, of Erlang: `rebar.config`, locked by `rebar.lock`."""

from layerwise.context.tree import Kind, Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Phases, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import erlang
from layerwise.regex import regex

_FETCH = ("get-deps", "upgrade")
_BUILDS = ("compile", "release", "tar", "escriptize", "ct", "eunit", "dialyzer", "xref", "proper", "edoc")
_TESTS = ("ct", "eunit", "proper")
_ALONE = ("-d", "--deps_only")
# Where applications lie (rebar3.org, "Project Structure").
_PLACES = ("apps", "lib")
_HOOKS = regex(r"\{\s*(?:pre_hooks|post_hooks)\s*,\s*\[[^\]]*\bcompile\b")
# Dependencies that are folders, by plugins or by a repository beside the project.
_FOLDERS = regex(r'\{\s*(?:path|raw)\s*,|\{\s*(?:git|hg|git_subdir)\s*,\s*"(?:file:|(?![^"]*:))')


def _tasks(call: Call) -> list[list[str]]:
    """The tasks of a call, each with its words; `as PROFILE` and `do` before them fall away."""
    words = [word.value or "" for word in call.command.words[1:]]
    while words and (words[0] in ("do", "as") or words[0].startswith("-")):
        words = words[2:] if words[0] == "as" else words[1:]
    tasks: list[list[str]] = [[]]
    for word in words:
        tasks[-1].append(word.rstrip(","))
        if word.endswith(","):
            tasks.append([])
    return [task for task in tasks if task]


def _is_fetch(task: list[str]) -> bool:
    return task[0] in _FETCH or (task[0] == "compile" and not set(_ALONE).isdisjoint(task))


def _fetches(call: Call) -> bool:
    tasks = _tasks(call)
    return bool(tasks) and all(_is_fetch(task) for task in tasks)


def _builds(call: Call) -> bool:
    """Whether it builds, which fetches what is not there."""
    return any(task[0] in _BUILDS and not _is_fetch(task) for task in _tasks(call))


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which rebar3 runs is not known"))
    reads = Reads(tree, call.cwd)
    distrust_arguments(reads, call)
    if call.command.environment.get("REBAR_CONFIG", "") != "":
        reads.cannot_know("REBAR_CONFIG puts another file in place of rebar.config")
    path = reads.resolve("rebar.config")
    texts = [erlang.code(reads.required(path, "names the dependencies") or "")]
    texts += _applications(reads)
    tasks = _tasks(call)
    for text in texts:
        _distrust(reads, path, text, is_compiling=any(task[0] == "compile" for task in tasks))
    if reads.kind(reads.resolve("_checkouts")) is not None:
        reads.cannot_know("_checkouts holds dependencies in the making", reads.resolve("_checkouts"))
    if call.install.is_build:
        reads.needs_source(f"rebar3 {next(t[0] for t in tasks if t[0] in _BUILDS)} compiles the source")
    return _reading(reads, call, texts, tasks)


def _applications(reads: Reads) -> list[str]:
    """Opens what makes a folder an application, and its own rebar.config (measured with 3.19)."""
    texts = []
    folders = [reads.resolve(".")]
    for place in (reads.resolve(name) for name in _PLACES):
        if reads.kind(place) is Kind.DIRECTORY:
            folders += [f"{place}/{name}" for name in reads.listed(place)]
    for index, folder in enumerate(folders):
        for name in reads.listed(f"{folder}/src"):
            if name.endswith(".app.src.script"):
                reads.cannot_know("it is code that nobody has run", f"{folder}/src/{name}")
            elif name.endswith(".app.src"):
                reads.text(f"{folder}/src/{name}", "says that there is an application")
        for name in reads.listed(f"{folder}/ebin"):
            reads.text(f"{folder}/ebin/{name}", "says that there is an application")
        for name in ("rebar.config.script", "mix.exs"):
            if reads.kind(f"{folder}/{name}") is not None:
                reads.cannot_know("it is code that nobody has run", f"{folder}/{name}")
        text = reads.text(f"{folder}/rebar.config", "names the dependencies") if index else None
        texts += [erlang.code(text)] if text is not None else []
    return texts


def _distrust(reads: Reads, path: str, text: str, *, is_compiling: bool) -> None:
    if "project_app_dirs" in text:
        reads.cannot_know("project_app_dirs puts the applications elsewhere", path)
    if "provider_hooks" in text or (is_compiling and _HOOKS.search(text)):
        reads.cannot_know("its hooks may run while dependencies are fetched", path)
    if _FOLDERS.search(text):
        reads.cannot_know("a dependency is a folder", path)


def _reading(reads: Reads, call: Call, texts: list[str], tasks: list[list[str]]) -> Reading:
    lock = reads.resolve("rebar.lock")
    text = reads.text(lock, "locks the versions")
    environment = call.command.environment
    home = environment.get("HOME")
    if home:
        for name in (".config/rebar3/rebar.config", ".config/rebar3/hex.config", ".gitconfig"):
            reads.looked_for(f"{home}/{name}", "the user's settings")
    outputs = [reads.resolve(environment.get("REBAR_BASE_DIR") or "_build")]
    outputs += [f"{home}/.cache/rebar3"] if home else []
    outputs += [value for value in (environment.get("REBAR_CACHE_DIR"),) if value]
    if text is None:
        return reads.reading(outputs=(*outputs, lock))
    is_stable = _agrees(texts, text) and all(task[0] != "upgrade" for task in tasks)
    return reads.reading(outputs=tuple(outputs), rewrites=() if is_stable else (lock,))


def _agrees(texts: list[str], lock: str) -> bool:
    """Whether the lockfile holds the very names that are asked for, so that it stays as it is."""
    asked: set[str] = set()
    for text in texts:
        if "profiles" in text:
            text = text.partition("{profiles")[0]  # noqa: PLW2901 - of profiles nothing is locked
        for inside in erlang.lists(text, "deps"):
            found = erlang.names(inside)
            if found is None:
                return False
            asked.update(found)
    return asked == erlang.locked(lock)


def _phases(tree: Tree, call: Call) -> Phases | None:
    """The dependencies alone, compiled where no hook stands in the way; tests have a profile of their own."""
    if not call.install.is_build or call.cwd is None:
        return None
    words = [word.value or "" for word in call.command.words[1:]]
    profile = ["as", words[1]] if words[:1] == ["as"] else []
    reads = Reads(tree, call.cwd)
    text = erlang.code(reads.text(reads.resolve("rebar.config"), "names the dependencies") or "")
    is_test = any(task[0] in _TESTS for task in _tasks(call))
    task = "get-deps" if _HOOKS.search(text) or is_test else "compile --deps_only"
    texts = [text, *_applications(reads)]
    if not any(inside.strip() for one in texts for inside in erlang.lists(one, "deps")):
        return None
    tool = again.program(call, ECOSYSTEM.tool.names)
    return Phases(
        note=f"rebar3 {task} is added, which the build then finds done",
        instead=again.line(tool, profile, task),
    )


ECOSYSTEM = Ecosystem(
    name="rebar3",
    tool=Tool(names=("rebar3",)),
    installs=(
        *(Install(verb, applies=_fetches) for verb in _FETCH),
        Install("compile", applies=_fetches, shown="rebar3 compile --deps_only"),
        *(Install(verb, applies=_fetches, shown=f"rebar3 {verb} ... get-deps") for verb in ("as", "do")),
        *(Install(verb, applies=_builds, is_build=True) for verb in _BUILDS),
        *(
            Install(verb, applies=_builds, is_build=True, shown=f"rebar3 {verb} ... release")
            for verb in ("as", "do")
        ),
    ),
    manifests=("rebar.config",),
    lockfiles=("rebar.lock",),
    cache_dirs=("/root/.cache/rebar3",),
    ignore=("_build",),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT_IF,
    condition="no script or hook of the project takes part",
    form="`rebar3 compile --deps_only`, the source, `rebar3 release`",
    cost=Cost.SECONDS,
    proof="run with rebar3 3.19: files opened (strace), applications, lockfile, both phases; rebar3.org",
)
