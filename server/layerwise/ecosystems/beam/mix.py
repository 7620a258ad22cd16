"""mix, of Elixir: `mix.exs`, locked by `mix.lock`, with the settings in `config/`."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.beam._mix_project import Project, project
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Phases, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import elixir
from layerwise.shell.script import Word

_FETCH = ("deps.get", "deps.update")
_OWN = ("local.hex", "local.rebar", "archive.install")
_KNOWN = frozenset((*_FETCH, "deps.compile", *_OWN))


def _tasks(call: Call) -> list[list[Word]]:
    """The tasks of `mix do A, B` or `mix do A + B`, each with its words; of any other call the one task."""
    words = call.command.words
    at = next((i for i, word in enumerate(words) if word.value == call.install.verb), 0)
    if call.install.verb != "do":
        return [list(words[at:])]
    tasks: list[list[Word]] = [[]]
    for word in words[at + 1 :]:
        value = word.value or ""
        if value == "+":
            tasks.append([])
        elif value.endswith(","):
            tasks[-1].append(word._replace(value=value[:-1], raw=word.raw.removesuffix(",")))
            tasks.append([])
        else:
            tasks[-1].append(word)
    return [task for task in tasks if task]


def _names(call: Call) -> list[str]:
    return [task[0].value or "" for task in _tasks(call)]


def _is_of_dependencies(call: Call) -> bool:
    """`mix do` with nothing but tasks for dependencies."""
    names = _names(call)
    return _KNOWN.issuperset(names) and not set(_OWN).issuperset(names)


def _begins_with_dependencies(call: Call) -> bool:
    """`mix do deps.get, compile`."""
    return bool(set(_FETCH).intersection(_known_tasks(_names(call))))


def _known_tasks(names: list[str]) -> Iterator[str]:
    for name in names:
        if name not in _KNOWN:
            return
        yield name


def _is_downloaded(call: Call) -> bool:
    """An archive of the registry or a repository, rather than a file."""
    return bool(call.arguments) and call.arguments[0].value in {"hex", "git", "github"}


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which mix runs is not known"))
    reads = Reads(tree, call.cwd)
    distrust_arguments(reads, call)
    environment = dict(call.command.environment)
    names = _names(call)
    path = reads.resolve(environment.get("MIX_EXS") or "mix.exs")
    is_project = not set(_OWN).issuperset(names)
    if not is_project and reads.kind(path) is None:
        return reads.reading(outputs=_homes(call), is_project=False)
    found = project(reads, path, environment)
    if found is None:
        return reads.reading(outputs=_homes(call), is_project=is_project)
    if not is_project:
        return reads.reading(outputs=_homes(call), is_project=False)
    for name in names:
        if elixir.has_setting(found.text, name):
            reads.cannot_know(f"{name} is another task there, by an alias", path)
        if name not in _KNOWN:
            reads.needs_source(f"mix {name} may read the source")
    if "deps.compile" in names:
        _compiled(reads, call, found, path)
    lock = found.place("lockfile", "mix.lock")
    text = reads.text(lock, "locks the versions")
    outputs = [*_homes(call), *_written(call, found)]
    is_stable = call.has("--check-locked") or not set(_FETCH).intersection(names)
    if text is None:
        outputs += [] if is_stable else [lock]
    elif not is_stable and ("deps.update" in names or not _agrees(found, text)):
        return reads.reading(outputs=tuple(outputs), rewrites=(lock,))
    return reads.reading(outputs=tuple(outputs))


def _compiled(reads: Reads, call: Call, found: Project, path: str) -> None:
    """Folders that the project depends on are compiled too, those of an umbrella among them (measured)."""
    task = next(task for task in _tasks(call) if task[0].value == "deps.compile")
    values = [word.value or "" for word in task[1:]]
    named = [value for value in values if not value.startswith("-")]
    if found.locals and not named and "--skip-local-deps" not in values:
        reads.needs_source(f"mix deps.compile compiles {reads.shown(found.locals[0])}", path)
    elif any(posixpath.basename(one) in named for one in found.locals):
        reads.needs_source("mix deps.compile compiles a folder of the project", path)


def _agrees(found: Project, lock: str) -> bool:
    """Whether the lockfile holds every dependency in a version that is asked for, so that it stays as it is."""
    locked = elixir.locked(lock)
    if locked is None:
        return False
    return all(
        one.path is not None
        or (one.requirement is not None and elixir.satisfies(locked.get(one.name, ""), one.requirement))
        for one in found.dependencies
    )


def _written(call: Call, found: Project) -> list[str]:
    environment = call.command.environment
    build = environment.get("MIX_BUILD_ROOT") or environment.get("MIX_BUILD_PATH")
    return [
        posixpath.join(found.folder, environment.get("MIX_DEPS_PATH") or found.place("deps_path", "deps")),
        posixpath.join(found.folder, build or found.place("build_path", "_build")),
    ]


def _homes(call: Call) -> tuple[str, ...]:
    """Where mix and Hex keep what is not the project's (mix help, "Environment variables")."""
    environment = call.command.environment
    home = environment.get("HOME")
    named = [environment.get(name) for name in ("MIX_HOME", "HEX_HOME", "REBAR_CACHE_DIR", "MIX_ARCHIVES")]
    usual = [f"{home}/{name}" for name in (".mix", ".hex", ".cache/rebar3")] if home else []
    return (*usual, *(value for value in named if value))


def _phases(tree: Tree, call: Call) -> Phases | None:
    """The tasks for dependencies, without those that are folders of the project."""
    if call.cwd is None:
        return None
    if call.install.verb == "deps.compile" and not call.arguments and not call.has("--skip-local-deps"):
        return Phases(note="folders of the project are compiled in a second run", added="--skip-local-deps")
    if call.install.verb != "do" or not _begins_with_dependencies(call):
        return None
    reads = Reads(tree, call.cwd)
    found = project(reads, reads.resolve("mix.exs"), dict(call.command.environment))
    first = []
    for task in _tasks(call):
        if task[0].value not in _KNOWN or (found and found.locals and task[0].value == "deps.compile"):
            break
        first.append(" ".join(word.raw for word in task))
    tool = again.program(call, ECOSYSTEM.tool.names)
    return Phases(
        note="the dependencies are fetched in a run of their own, and looked at again with the rest",
        instead=" && ".join(f"{tool} {task}" for task in first),
    )


ECOSYSTEM = Ecosystem(
    name="mix",
    tool=Tool(names=("mix",), valued=frozenset({"--only", "--target"})),
    installs=(
        Install("deps.get"),
        Install("deps.update"),
        Install("deps.compile", is_frozen=True),
        Install("do", applies=_is_of_dependencies, shown="mix do deps.get + deps.compile"),
        Install("do", applies=_begins_with_dependencies, is_build=True, shown="mix do deps.get + compile"),
        Install("local.hex"),
        Install("local.rebar"),
        Install("archive.install", applies=_is_downloaded, shown="mix archive.install hex"),
    ),
    manifests=("mix.exs",),
    lockfiles=("mix.lock",),
    settings=("config/config.exs",),
    cache_dirs=("/root/.hex", "/root/.cache/rebar3"),
    ignore=("deps", "_build", ".elixir_ls"),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT_IF,
    condition="mix.exs and its settings read no other files",
    form="`mix deps.compile --skip-local-deps`, the source, `mix deps.compile`",
    cost=Cost.MINUTES,
    proof="run with mix 1.14: files opened (strace), umbrellas, options; the lockfile's format from Hex",
)
