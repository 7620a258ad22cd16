"""pip-tools: `pip-sync` installs what compiled requirements files say, `pip-compile` makes them."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Cache, Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.python import _pip_settings
from layerwise.ecosystems.python._pip_closure import Closure
from layerwise.ecosystems.python._pyproject import parse
from layerwise.ecosystems.python._python import PIP_CACHE, environments, look_at_imports
from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex

# piptools/locations.py, `DEFAULT_CONFIG_FILE_NAMES`, and what a setting there may name on the disk.
_CONFIGURATIONS = (".pip-tools.toml", "pyproject.toml")
_PATHS = frozenset(
    {"find-links", "pip-args", "constraint", "src-files", "cert", "client-cert", "output-file"}
)
# piptools/scripts/compile.py, `DEFAULT_REQUIREMENTS_FILES`, in this order.
_SOURCES = ("requirements.in", "setup.py", "pyproject.toml", "setup.cfg")
_HARMLESS = regex(
    r"(?:--(?:no-cache-dir|no-deps|quiet|user|no-warn-script-location|prefer-binary)\s*|-[qv]\s*)*"
)


def _does_something(call: Call) -> bool:
    return not call.has("-h", "--help", "--version", "-n", "--dry-run", "-a", "--ask")


def _is_sync(call: Call) -> bool:
    return call.command.name == "pip-sync" and _does_something(call)


def _is_compile(call: Call) -> bool:
    return call.command.name == "pip-compile" and _does_something(call)


def _is_module(call: Call) -> bool:
    return not (call.command.name or "").startswith("pip-") and _does_something(call)


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which pip-tools run is not known"))
    reads = Reads(tree, call.cwd)
    look_at_imports(tree, reads, call.command, "piptools")
    chosen = call.values("--python-executable")
    homes = tuple(environments(tree, reads, call.command, chosen))
    closure = Closure(reads, call.command.environment, "install")
    _pip_settings.follow(reads, closure, _pip_settings.settings(reads, call.command, "install", homes))
    is_sync = call.command.name == "pip-sync" or call.install.verb == "sync"
    files = [*_named(reads, call)] or (["requirements.txt"] if is_sync else [*_default(reads)])
    _open_settings(reads, call, files)
    _follow_options(reads, call, closure)
    for written in files:
        _follow(reads, closure, written)
    outputs = [*homes, *_pip_settings.written(call.command), *_caches(call)]
    if is_sync:
        return reads.reading(outputs=tuple(outputs))
    made = _made(reads, call, files)
    is_there = [reads.text(path, "the versions of the last time") is not None for path in made]
    outputs += [path for path, there in zip(made, is_there, strict=True) if not there]
    changed = tuple(path for path, there in zip(made, is_there, strict=True) if there)
    return reads.reading(outputs=tuple(outputs), rewrites=changed)


def _named(reads: Reads, call: Call) -> Iterator[str]:
    """The files on the command line."""
    if call.command.feeds_arguments:
        reads.cannot_know("further arguments come from another command")
    for word in call.arguments:
        if word.value is None or word.is_pattern or word.value == "-":
            reads.cannot_know(f"{word.raw} is not known")
        else:
            yield word.value


def _default(reads: Reads) -> Iterator[str]:
    """What pip-compile takes where nothing is named: the first that is there."""
    found = next((name for name in _SOURCES if reads.kind(reads.resolve(name)) is not None), None)
    if found is None:
        reads.fails("requirements.in is not in the image at this point", reads.resolve("requirements.in"))
    else:
        yield found


def _open_settings(reads: Reads, call: Call, files: list[str]) -> None:
    """The configuration: the first beside the files or in the working directory (piptools/utils.py)."""
    if call.has("--no-config"):
        return
    named = [word.value for word in call.values("--config")]
    folders = dict.fromkeys([".", *(posixpath.dirname(written) or "." for written in files)])
    places = [f"{folder}/{name}" for folder in folders for name in _CONFIGURATIONS]
    for written in named or places:
        if written is None:
            reads.cannot_know("the value of --config is not known")
            continue
        path = reads.resolve(written)
        text = reads.text(path, "the settings of pip-tools")
        project = parse(reads, path, text) if text is not None else None
        said = (
            [*project.table("tool", "pip-tools"), *project.table("tool", "pip-tools", "sync")]
            if project
            else []
        )
        if _PATHS & {key.replace("_", "-") for key in said}:
            reads.cannot_know(f"{reads.shown(path)} sets options that name files", path)


def _follow_options(reads: Reads, call: Call, closure: Closure) -> None:
    """What the options name, which pip is told; of --pip-args only what is seen to name nothing is trusted."""
    for word in call.values(
        "-f", "--find-links", "-c", "--constraint", "-i", "--index-url", "--extra-index-url"
    ):
        if word.value is None or word.is_pattern:
            reads.cannot_know(f"{word.raw} is not known")
    for word in call.values("-f", "--find-links"):
        closure.links(word.value or "")
    for word in call.values("-c", "--constraint"):
        closure.file(word.value or "", "named by -c")
    for word in call.values("-i", "--index-url", "--extra-index-url"):
        closure.index(word.value or "https:")
    for word in call.values("--pip-args"):
        if word.value is None or not _HARMLESS.fullmatch(word.value):
            reads.cannot_know("--pip-args may name files")


def _follow(reads: Reads, closure: Closure, written: str) -> None:
    """A requirements file, or a project whose metadata is built."""
    path = reads.resolve(written)
    if posixpath.basename(path) in _SOURCES[1:]:
        reads.needs_source(f"pip-compile builds the metadata of {written}", path)
    else:
        closure.file(written, "names the packages")


def _made(reads: Reads, call: Call, files: list[str]) -> list[str]:
    """What pip-compile writes: --output-file, else beside a file the one of its stem (its manual)."""
    named = call.values("-o", "--output-file")
    if any(word.value is None for word in named):
        reads.cannot_know("the value of --output-file is not known")
    if named:
        return [reads.resolve(word.value) for word in named if word.value]
    if len(files) != 1:
        return []
    stem = posixpath.splitext(files[0])[0] if files[0].endswith((".in", ".txt")) else "requirements"
    return [reads.resolve(f"{stem}.txt")]


def _caches(call: Call) -> Iterator[str]:
    environment = call.command.environment
    home = environment.get("HOME")
    cache = environment.get("XDG_CACHE_HOME") or (f"{home}/.cache" if home else None)
    chosen = environment.get("PIP_TOOLS_CACHE_DIR") or (f"{cache}/pip-tools" if cache else None)
    yield from (chosen,) if chosen else ()


ECOSYSTEM = Ecosystem(
    name="pip-tools",
    tool=Tool(
        names=("pip-sync", "pip-compile"),
        modules=("piptools",),
        # The help texts of pip-tools 7.6.
        valued=frozenset(
            {
                "-f",
                "--find-links",
                "-i",
                "--index-url",
                "--extra-index-url",
                "--trusted-host",
                "--python-executable",
                "--cert",
                "--client-cert",
                "--pip-args",
                "--config",
                "--extra",
                "--uploaded-prior-to",
                "--annotation-style",
                "-P",
                "--upgrade-package",
                "-o",
                "--output-file",
                "--newline",
                "--max-rounds",
                "--cache-dir",
                "--resolver",
                "--unsafe-package",
                "-c",
                "--constraint",
                "--build-deps-for",
            }
        ),
    ),
    installs=(
        Install("sync", applies=_is_module, is_frozen=True, shown="python -m piptools sync"),
        Install("compile", applies=_is_module, shown="python -m piptools compile"),
        Install("", applies=_is_sync, is_frozen=True, shown="pip-sync"),
        Install("", applies=_is_compile, shown="pip-compile"),
    ),
    manifests=("requirements.txt", "requirements.in"),
    settings=_CONFIGURATIONS,
    cache_dirs=("/root/.cache/pip", "/root/.cache/pip-tools"),
    defeated_by=("PIP_NO_CACHE_DIR",),
    caches=(
        PIP_CACHE,
        Cache(
            ("$PIP_TOOLS_CACHE_DIR", "$XDG_CACHE_HOME/pip-tools", "$HOME/.cache/pip-tools"), ("--cache-dir",)
        ),
    ),
    ignore=(".venv", "venv", "env", "**/__pycache__", "**/*.pyc"),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition="no line is a folder of the project (`-e .`), and no project's metadata is compiled",
    cost=Cost.MINUTES,
    proof="run with pip-tools 7.6: files opened and written (strace); its manual",
)
