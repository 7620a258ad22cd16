"""uv: `uv sync` from `pyproject.toml` and `uv.lock`, and its pip interface."""

import re

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import (
    Call,
    Cost,
    Ecosystem,
    Install,
    Option,
    Phases,
    Reading,
    Reason,
    Tool,
    Verdict,
)
from layerwise.ecosystems.python import _uv_pip, _uv_sync, _uv_workspace
from layerwise.ecosystems.python._python import UV_CACHE, look_at_imports
from layerwise.ecosystems.python._uv_settings import start
from layerwise.ecosystems.reads import Reads
from layerwise.records import replace
from layerwise.shell.script import Word

# Options that take a value, from the help texts of uv 0.5 and 0.13 and hidden ones that these accept.
# `--no-binary` is a switch for `uv sync`; its value for `uv pip` is taken for a package's name, which is harmless.
_VALUED = """
    allow-insecure-host annotation-style build-constraint build-constraints cache-dir cert color config-file
    config-setting config-settings config-settings-package constraint constraints custom-compile-command
    default-index directory editable exclude excludes exclude-newer exclude-newer-package extra
    extra-index-url find-links fork-strategy format group index index-strategy index-url keyring-provider
    link-mode no-build-isolation-package no-build-package no-binary-package no-editable-package
    no-emit-package no-extra no-group no-install-package no-sources-package only-binary only-group
    output-file output-format override overrides package prefix preview-features prerelease
    prerelease-package project python python-fetch python-platform python-preference python-version
    refresh-package reinstall-package requirement requirements resolution script target torch-backend
    trusted-host upgrade-group upgrade-package
"""
_NOT_IN_PHASES = "--reinstall", "--no-deps", "--target", "-t", "--prefix", "--dry-run", "--group"


def _is_install(call: Call) -> bool:
    return not call.has("-h", "--help", "-V", "--version", "--dry-run", "--check")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which uv runs is not known"))
    read = _uv_sync.read if call.install.verb == "sync" else _uv_pip.read
    reading = read(tree, call, call.cwd)
    imports = Reads(tree, call.cwd)
    look_at_imports(tree, imports, call.command, "uv")
    if call.command.feeds_arguments:
        imports.cannot_know("further arguments come from another command")
    return replace(reading, unknown=reading.unknown or imports.unknown)


def _phases(tree: Tree, call: Call) -> Phases | None:
    """The two phases of uv's own guide for Docker, where the first is seen to do without the source."""
    if call.cwd is None or call.install.verb == "pip compile":
        return None
    if call.install.verb != "sync":
        return _pip_phases(tree, call)
    reads = Reads(tree, call.cwd)
    workspace = _uv_workspace.find(tree, reads, start(reads, call))
    if workspace is None:
        return None
    has_members = "workspace" in workspace.root.table("tool", "uv")
    skipped = ["--no-install-workspace" if has_members else "--no-install-project"]
    # --no-install-local says it shorter, but is missing from uv 0.5.
    skipped += (
        f"--no-install-package {source.name}"
        for source in _uv_workspace.sources(reads, workspace.members)
        if source.is_folder
    )
    word = call.command.words[0]
    options = tuple(
        Option(name, word._replace(value=value) if value else None)
        for name, _, value in (one.partition(" ") for one in skipped)
    )
    added = " ".join(one for one in skipped if not call.has(one))
    first = _read(tree, replace(call, options=(*call.options, *options)))
    if not added or first.source is not None or first.unknown is not None:
        return None
    note = "uv sync runs twice, and the second run adds only what is built from the tree"
    for path in first.rewrites:
        note += f"; each may rewrite {path}, and the copy between them brings the old one back"
    return Phases(note=note, added=added)


def _does_without(tree: Tree, call: Call) -> bool:
    """Whether a call needs no source, and is known to."""
    reading = _read(tree, call)
    return reading.source is None and reading.unknown is None


def _pip_phases(tree: Tree, call: Call) -> Phases | None:
    """`-e .` or `.` as `-r pyproject.toml`, with extras as options; nothing else may be built."""
    if call.cwd is None or call.has(*_NOT_IN_PHASES, "--no-editable"):
        return None
    given = [*call.values(*_uv_pip.EDITABLES), *call.arguments]
    local = [word for word in given if re.fullmatch(r"\./?(?:\[[\w.,\s-]+\])?", word.value or "")]
    if len(local) != 1 or len(call.values(*_uv_pip.EDITABLES)) > 1:
        return None
    written = local[0].value or ""
    extras = [f"--extra {one.strip()}" for one in written.partition("[")[2].strip("]").split(",") if one]
    instead = " ".join(["-r pyproject.toml", *extras])
    words = _replaced(call, local[0], instead)
    options = tuple(one for one in call.options if one.value is not local[0])
    first = replace(
        call,
        options=(*options, Option("-r", local[0]._replace(value="pyproject.toml"))),
        arguments=tuple(word for word in call.arguments if word is not local[0]),
    )
    if words is None or not _does_without(tree, first):
        return None
    return Phases(
        note="the dependencies are installed by themselves first, and uv adds the project afterwards",
        instead=" ".join(words),
    )


def _replaced(call: Call, local: Word, instead: str) -> list[str] | None:
    """The command's words with the project, and an -e before it, replaced; None where it stands otherwise."""
    words = list(call.command.words)
    if local not in words:  # --editable=.
        return None
    at = words.index(local)
    first = at - 1 if words[at - 1].value in _uv_pip.EDITABLES else at
    return [word.raw for word in words[:first]] + [instead] + [word.raw for word in words[at + 1 :]]


ECOSYSTEM = Ecosystem(
    name="uv",
    tool=Tool(
        names=("uv",),
        modules=("uv",),
        valued=frozenset(f"--{name}" for name in _VALUED.split())
        | {"-C", "-P", "-b", "-c", "-e", "-f", "-i", "-o", "-p", "-r", "-t"},
        directory=frozenset({"--directory"}),
        launchers=("uvx", "pipx run"),
    ),
    installs=(
        Install("sync", applies=_is_install),
        Install("pip install", applies=_is_install),
        Install("pip sync", applies=_is_install),
        Install("pip compile", applies=_is_install),
    ),
    manifests=("pyproject.toml",),
    lockfiles=("uv.lock",),
    settings=("uv.toml", ".python-version"),
    cache_dirs=("/root/.cache/uv",),  # printed by `uv cache dir` as root
    defeated_by=("--no-cache", "UV_NO_CACHE", "uv cache clean"),
    caches=(UV_CACHE,),
    ignore=(".venv", "**/__pycache__", "**/*.pyc", "**/*.egg-info"),
    read=_read,
    phases=_phases,
    verdict=Verdict.TWO_PHASES,
    form="`uv sync --no-install-project` (in a workspace `--no-install-workspace`), the source, `uv sync`",
    cost=Cost.SECONDS,
    proof="run with uv 0.5 and 0.13: files opened (strace), builds, both phases against one; its help texts",
)
