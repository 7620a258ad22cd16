"""pre-commit: the environments of its hooks, named by `.pre-commit-config.yaml`."""

import posixpath

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import yaml_text
from layerwise.manifests.yaml_text import Yaml
from layerwise.regex import regex
from layerwise.unknown import Unknown

_PATH = regex(r"\.{0,2}/|\.$|file:|-[rce]\b")


def _is_help(call: Call) -> bool:
    return call.has("-h", "--help")


def _makes_environments(call: Call) -> bool:
    return not _is_help(call)


def _installs_hooks(call: Call) -> bool:
    """`pre-commit install` alone writes a script into .git, and makes no environments."""
    return call.has("--install-hooks") and not _is_help(call)


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which pre-commit runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.command.feeds_arguments or any(word.value is None for word in call.arguments):
        reads.cannot_know("not all arguments are known")
    root = _repository(tree, reads)
    named = [word.value for word in call.values("-c", "--config")]
    if named and named[-1] is None:
        reads.cannot_know("the value of --config is not known")
    # Measured: it changes to the repository's root first, and takes a named file from where it was called.
    path = (
        reads.resolve(named[-1]) if named and named[-1] else posixpath.join(root, ".pre-commit-config.yaml")
    )
    text = reads.required(path, "names the hooks")
    if text is not None:
        _follow(reads, path, text)
    environment = call.command.environment
    home = environment.get("HOME") or "/root"
    cache = (
        environment.get("PRE_COMMIT_HOME")
        or f"{environment.get('XDG_CACHE_HOME') or f'{home}/.cache'}/pre-commit"
    )
    hooks = [f"{root.rstrip('/')}/.git/hooks"] if call.install.verb == "install" else []
    return reads.reading(outputs=(reads.resolve(cache), *hooks))


def _repository(tree: Tree, reads: Reads) -> str:
    """The root of git's repository, without which pre-commit fails (measured): of the nearest folder with .git."""
    start = folder = reads.resolve("")
    while True:
        path = posixpath.join(folder, ".git")
        entry = tree.entry(path)
        if isinstance(entry, Unknown):  # `git init` has been there
            return folder
        if entry is not None:
            reads.needs_source("it asks git, whose repository is part of the source", path)
            return folder
        reads.kind(path)
        if folder == "/":
            reads.cannot_know("there is no git repository at this point", posixpath.join(start, ".git"))
            return start
        folder = posixpath.dirname(folder)


def _follow(reads: Reads, path: str, text: str) -> None:
    """Repositories and packages that lie on the disk."""
    data = yaml_text.load_mapping(text)
    if isinstance(data, Unknown):
        reads.cannot_know(f"{reads.shown(path)}: {data.why}", path)
        return
    for one in _mappings(data.get("repos")):
        place = str(one.get("repo"))
        if _PATH.match(place):
            reads.cannot_know(f"the repository {place} lies on the disk", path)
        for hook in _mappings(one.get("hooks")):
            packages = hook.get("additional_dependencies")
            if any(_PATH.match(str(name)) for name in packages) if isinstance(packages, list) else False:
                reads.cannot_know(f"{hook.get('id')} in {reads.shown(path)} names local packages", path)


def _mappings(value: Yaml) -> list[dict[Yaml, Yaml]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


ECOSYSTEM = Ecosystem(
    name="pre-commit",
    tool=Tool(
        names=("pre-commit",),
        modules=("pre_commit",),
        valued=frozenset({"-c", "--config", "--color", "-t", "--hook-type"}),  # help texts of pre-commit 4.7
        launchers=("uvx", "uv tool run", "pipx run"),
    ),
    installs=(
        Install("install-hooks", applies=_makes_environments),
        Install("install", applies=_installs_hooks, shown="pre-commit install --install-hooks"),
    ),
    manifests=(".pre-commit-config.yaml",),
    cache_dirs=("/root/.cache/pre-commit",),
    defeated_by=("pre-commit clean",),
    ignore=(".git",),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition="the git repository does not come with the source (`git init` makes one)",
    cost=Cost.MINUTES,
    proof="run with pre-commit 4.7: files opened and written (strace)",
)
