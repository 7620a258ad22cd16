"""pip: requirements files, constraints, local projects and archives.

Packages go to the site-packages of the Python that runs pip, outside the copied tree, unless an option or a
virtual environment says otherwise; only then are there outputs besides pip's cache.
"""

import re
from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Option, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.python._pip_closure import Closure
from layerwise.ecosystems.python._pip_settings import SPELLINGS, settings
from layerwise.ecosystems.python._python import PIP_CACHE, environments, look_at_imports
from layerwise.ecosystems.reads import Reads
from layerwise.records import replace
from layerwise.shell.script import Word
from layerwise.tuples import NamedTuple

# The other options that take a value, from the parsers of pip 23.2 and 26.3 and pip's older manuals.
_VALUED = frozenset(name for names in SPELLINGS.values() for name in names) | frozenset(
    {
        "-C",
        "--abi",
        "--all-releases",
        "--build-option",
        "--config-settings",
        "--default-timeout",
        "--exists-action",
        "--global-option",
        "--implementation",
        "--install-option",
        "--keyring-provider",
        "--no-binary",
        "--only-binary",
        "--only-final",
        "--platform",
        "--progress-bar",
        "--proxy",
        "--python-version",
        "--refresh-package",
        "--resume-retries",
        "--retries",
        "--root-user-action",
        "--timeout",
        "--trusted-host",
        "--upgrade-strategy",
        "--uploaded-prior-to",
        "--use-deprecated",
        "--use-feature",
    }
)
# Flags whose names begin those of options with a value, and are no abbreviations of them.
_PREFIXES = frozenset({"--pre", "--upgrade"})


class _Run(NamedTuple):
    """One call; `settings` are what configuration and environment add, `homes` the environments it fills."""

    call: Call
    reads: Reads
    settings: dict[str, str]
    homes: tuple[str, ...]

    def values(self, *keys: str) -> Iterator[str]:
        for key in keys:
            yield from self.settings.get(key, "").split()
            for word in self.call.values(*SPELLINGS[key]):
                if word.value is None or word.is_pattern:
                    self.reads.cannot_know(f"{word.raw} is not known")
                else:
                    yield word.value


def _is_install(call: Call) -> bool:
    return not call.has("-h", "--help", "-V", "--version")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which pip runs is not known"))
    reads = Reads(tree, call.cwd)
    call = _unbundled(call)
    homes = tuple(environments(tree, reads, call.command, call.values("--python")))
    run = _Run(
        call,
        reads,
        settings(reads, call.command, call.install.verb, homes, is_isolated=call.has("--isolated")),
        homes,
    )
    before = len(reads.reading().needs)
    closure = Closure(reads, call.command.environment, call.install.verb)
    _follow(run, closure)
    is_project = len(reads.reading().needs) > before or bool(reads.source or reads.unknown)
    look_at_imports(tree, reads, call.command, "pip")
    shared = tuple(_shared(run))
    return reads.reading(outputs=(*shared, *_outputs(run, closure)), shared=shared, is_project=is_project)


def _unbundled(call: Call) -> Call:
    """The call with `-Ur base.txt` and `-qrbase.txt` taken apart, which optparse allows."""
    options: list[Option] = []
    arguments = call.arguments
    words = call.command.words
    for option in call.options:
        letters = "" if option.name.startswith("--") or option.value else option.name[1:]
        taker = next((i for i, letter in enumerate(letters) if i and f"-{letter}" in _VALUED), None)
        at = next((i for i, word in enumerate(words) if word.value == option.name), None)
        if taker is None or at is None:
            options.append(option)
            continue
        value: Word | None = words[at]._replace(value=letters[taker + 1 :])
        if taker + 1 == len(letters):
            value = words[at + 1] if at + 1 < len(words) else None
            arguments = tuple(word for word in arguments if word is not value)
        options += (Option(f"-{letter}", None) for letter in letters[:taker])
        options.append(Option(f"-{letters[taker]}", value))
    return replace(call, options=tuple(options), arguments=arguments)


def _follow(run: _Run, closure: Closure) -> None:
    """Everything that options, settings and arguments name."""
    reads = run.reads
    for option in run.call.options:
        # optparse lets `--constraint` be shortened to `--constr`, which is rare and easily mistaken.
        is_known = option.name in _VALUED | _PREFIXES or not option.name.startswith("--")
        if not is_known and any(known.startswith(option.name) for known in _VALUED):
            reads.cannot_know(f"{option.name} is short for another option")
    for written in run.values("requirement"):
        closure.file(written, "named by -r")
    for written in run.values("constraint", "build-constraint"):
        closure.file(written, "named by -c")
    for written in run.values("editable"):
        closure.editable(written)
    for written in run.values("find-links"):
        closure.links(written)
    for written in run.values("index-url", "extra-index-url"):
        closure.index(written)
    # `--group [PATH:]GROUP` and --requirements-from-script: help texts of pip 26.3.
    for written in run.values("group"):
        _look_for_paths(reads, written.rpartition(":")[0] or "pyproject.toml", f"--group {written}")
    for written in run.values("requirements-from-script"):
        _look_for_paths(reads, written, "--requirements-from-script")
    for written in run.values("cert", "client-cert"):
        reads.looked_for(reads.resolve(written), "named by --cert")
    for word in run.call.arguments:
        if word.value is None or word.is_pattern:
            reads.cannot_know(f"{word.raw} is not known")
        else:
            closure.requirement(word.value)
    if run.call.command.feeds_arguments:
        reads.cannot_know("further arguments come from another command")


def _look_for_paths(reads: Reads, written: str, option: str) -> None:
    """A file whose requirements are names or addresses; only `NAME @ file:...` would lead to more files."""
    path = reads.resolve(written)
    text = reads.required(path, f"named by {option}")
    if text is not None and re.search(r"@\s*file:", text):
        reads.cannot_know(f"{written} names local files", path)


def _shared(run: _Run) -> Iterator[str]:
    """Folders to which pip adds its packages beside what is there ("By default this will not replace existing files").

    With --upgrade it replaces packages of the same names (help text of --target).
    """
    for written in run.values("target", "prefix", "root"):
        yield run.reads.resolve(written)


def _outputs(run: _Run, closure: Closure) -> Iterator[str]:
    """What pip writes besides a system Python's site-packages."""
    environment, verb = run.call.command.environment, run.call.install.verb
    home = environment.get("HOME")
    yield from run.homes
    for written in run.values("cache-dir", "log", "report"):
        yield run.reads.resolve(written)
    # `pip download` and `pip wheel` fill the working directory unless told otherwise (their help texts).
    for name, key in (("download", "dest"), ("wheel", "wheel-dir")):
        if verb == name:
            yield from (run.reads.resolve(written) for written in [*run.values(key)] or ["."])
    if closure.clones and not run.homes:
        # "The default for global installs is <current dir>/src" (help text of --src).
        yield from (run.reads.resolve(written) for written in [*run.values("src")] or ["src"])
    if run.call.has("--user") and not home:
        run.reads.cannot_know("the home directory, where --user installs, is not known")
    if home:
        # Without write access to site-packages pip installs for the user ("User Installs" in its manual).
        yield environment.get("PYTHONUSERBASE") or f"{home}/.local"
    if home and not (run.call.has("--no-cache-dir") or run.settings.get("no-cache-dir")):
        yield f"{environment.get('XDG_CACHE_HOME') or f'{home}/.cache'}/pip"


ECOSYSTEM = Ecosystem(
    name="pip",
    tool=Tool(
        names=("pip",),
        modules=("pip",),
        valued=_VALUED,
        launchers=("conda run", "mamba run", "micromamba run"),
        has_versions=True,
    ),
    installs=(
        Install("install", applies=_is_install),
        Install("download", applies=_is_install),
        Install("wheel", applies=_is_install),
    ),
    manifests=("requirements.txt",),
    settings=("pip.conf",),
    cache_dirs=("/root/.cache/pip",),  # printed by `pip cache dir` as root
    defeated_by=("--no-cache-dir", "PIP_NO_CACHE_DIR", "pip cache purge"),
    caches=(PIP_CACHE,),
    ignore=(".venv", "venv", "env", "**/__pycache__", "**/*.pyc", "**/*.egg-info", ".tox"),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition="nothing named is a folder of the project (`-e .`)",
    cost=Cost.MINUTES,
    proof="run with pip 23.2 and 26.3; options and configuration also from pip's manual",
)
