"""Hatch: environments that `pyproject.toml` or `hatch.toml` describes."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.python import _pip_settings
from layerwise.ecosystems.python._pip_closure import Closure
from layerwise.ecosystems.python._pyproject import Pyproject, nearest, parse, upward
from layerwise.ecosystems.python._python import look_at_imports
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.toml_text import Toml, table, texts

_COMMANDS = ("pre-install-commands", "post-install-commands")


def _does_something(call: Call) -> bool:
    return not call.has("-h", "--help", "--version")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which hatch runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.command.feeds_arguments or any(word.value is None for word in call.arguments):
        reads.cannot_know("not all arguments are known")
    look_at_imports(tree, reads, call.command, "hatch")
    if call.has("-p", "--project") or call.command.environment.get("HATCH_PROJECT"):
        reads.cannot_know("which project is chosen is not known")
    project = nearest(reads, reads.resolve(""), "the project's manifest")
    if project is None:
        return reads.reading()
    for folder in upward(reads.resolve("")):
        if folder == project.folder:
            break
        if reads.kind(posixpath.join(folder, "setup.py")) is not None:
            reads.cannot_know("a setup.py makes a project of its folder", posixpath.join(folder, "setup.py"))
    if call.install.is_build:
        reads.needs_source("hatch build packs the source", project.path)
        return reads.reading(outputs=(posixpath.join(project.folder, "dist"),))
    settings = _settings(reads, project)
    environment, said = _environment(reads, call, settings)
    _look_for_source(reads, project, environment, said)
    closure = Closure(reads, call.command.environment, "install")
    _pip_settings.follow(reads, closure, _pip_settings.settings(reads, call.command, "install", ()))
    return reads.reading(outputs=tuple(_outputs(reads, call, project, said)))


def _settings(reads: Reads, project: Pyproject) -> dict[str, Toml]:
    """The settings of the project; those of hatch.toml count before those of pyproject.toml (Hatch's manual)."""
    path = posixpath.join(project.folder, "hatch.toml")
    text = reads.text(path, "Hatch's settings for the project")
    found = parse(reads, path, text) if text is not None else None
    return {**project.table("tool", "hatch"), **(found.data if found else {})}


def _environment(reads: Reads, call: Call, settings: dict[str, Toml]) -> tuple[str, dict[str, Toml]]:
    """The name of the environment and its settings, with those of its templates below ("Inheritance")."""
    named = [word.value for word in call.arguments] + [word.value for word in call.values("-e", "--env")]
    name = (named or [call.command.environment.get("HATCH_ENV") or "default"])[0] or "default"
    environments = table(settings, "envs")
    if name not in environments and name != "default":
        reads.cannot_know(f"the environment {name} is not known")
    found: dict[str, Toml] = {}
    seen: set[str] = set()
    at: Toml = name
    while isinstance(at, str) and at not in seen:
        seen.add(at)
        said = table(environments, at)
        found = {**said, **found}
        is_alone = said.get("detached") is True
        at = said.get("template", None if is_alone else "default")
    return name, found


def _look_for_source(reads: Reads, project: Pyproject, name: str, said: dict[str, Toml]) -> None:
    """The project is installed into its environments, unless they say otherwise ("Skip install")."""
    is_skipped = said.get("skip-install") is True or said.get("detached") is True
    if not is_skipped:
        reads.needs_source(
            f"the project itself is installed: skip-install of {name} is not true", project.path
        )
    for key in _COMMANDS:
        if said.get(key):
            reads.needs_source(f"{key} of {name} run", project.path)
    for key in ("dependencies", "extra-dependencies"):
        for one in texts(said.get(key)):
            if "file:" in one or "{root" in one or one.startswith((".", "/", "-")) or "@ {" in one:
                reads.needs_source(f"{one} is a dependency of {name}", project.path)
    if "overrides" in said or "matrix" in said or "workspace" in said:
        reads.cannot_know(f"the variants of the environment {name} are not followed", project.path)
    for key in ("env", "collectors"):
        if project.table("tool", "hatch").get(key):
            reads.cannot_know("plugins of Hatch may change its environments", project.path)


def _outputs(reads: Reads, call: Call, project: Pyproject, said: dict[str, Toml]) -> Iterator[str]:
    """Environments lie below ~/.local/share/hatch, where nothing else is said (measured)."""
    environment = call.command.environment
    home = environment.get("HOME") or "/root"
    yield from _pip_settings.written(call.command)
    yield from (
        f"{home}/{name}" for name in (".local/share/hatch", ".config/hatch", ".cache/hatch", ".cache/uv")
    )
    for option, name in (("--data-dir", "HATCH_DATA_DIR"), ("--cache-dir", "HATCH_CACHE_DIR")):
        named = [word.value for word in call.values(option)] or [environment.get(name, "")]
        if named[-1] is None:
            reads.cannot_know(f"the value of {option} is not known")
        elif named[-1]:
            yield reads.resolve(named[-1])
    chosen = environment.get("HATCH_ENV_TYPE_VIRTUAL_PATH") or said.get("path")
    if isinstance(chosen, str):
        yield reads.resolve(chosen, project.folder)


ECOSYSTEM = Ecosystem(
    name="hatch",
    tool=Tool(
        names=("hatch",),
        modules=("hatch",),
        # The help text of Hatch 1.18.
        valued=frozenset(
            {"-e", "--env", "-p", "--project", "--data-dir", "--cache-dir", "--config", "-t", "--target"}
        ),
        launchers=("uvx", "uv tool run", "pipx run"),
    ),
    installs=(
        Install("env create", applies=_does_something),
        Install("build", applies=_does_something, is_build=True),
    ),
    manifests=("pyproject.toml",),
    settings=("hatch.toml",),
    cache_dirs=("/root/.cache/hatch", "/root/.cache/pip"),
    ignore=(".venv", ".hatch", "dist", "**/__pycache__", "**/*.pyc"),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition="the environment has `skip-install = true`",
    cost=Cost.MINUTES,
    proof="run with Hatch 1.18: files opened (strace); its manual",
)
