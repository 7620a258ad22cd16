"""Cargo: `Cargo.toml` of a package and its workspace, locked by `Cargo.lock`."""

import posixpath

from layerwise.context.tree import Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.facts import (
    Cache,
    Call,
    Cost,
    Ecosystem,
    Install,
    Phases,
    Reading,
    Reason,
    Tool,
    Verdict,
)
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads
from layerwise.ecosystems.rust import _cargo_workspace as workspace
from layerwise.ecosystems.rust._cargo_settings import open_settings, outputs
from layerwise.manifests import toml_text
from layerwise.manifests.toml_text import tables
from layerwise.unknown import Unknown

# What compiles the package, with its short form ("cargo --list").
_BUILDS = (
    ("build", "b"),
    ("check", "c"),
    ("test", "t"),
    ("run", "r"),
    ("doc", "d"),
    ("bench",),
    ("clippy",),
    ("rustc",),
)
_KEPT = ("--manifest-path", "--locked")


def _is_of_folder(call: Call) -> bool:
    """`cargo install --path DIR`; without it a crate is named, which heeds no manifest."""
    return call.has("--path")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which cargo runs is not known"))
    reads = Reads(tree, call.cwd)
    distrust_arguments(reads, call)
    open_settings(reads, call)
    verb = call.install.verb
    if verb == "chef cook":
        return _cooked(reads, call)
    if verb == "chef prepare":
        # It walks through all folders for manifests and the names of targets (cargo-chef, README).
        reads.needs_source("cargo chef prepare looks through the whole source")
        return reads.reading(outputs=(*outputs(call), *_recipe(reads, call)))
    root = workspace.load(tree, reads, call)
    if call.install.is_build:
        reads.needs_source(f"cargo {verb} compiles the source")
    written = outputs(call)
    if verb == "vendor":
        written = (*written, *_vendored(reads, call))
    lock = posixpath.join(root, "Cargo.lock") if root else None
    is_there = lock is not None and reads.kind(lock) is not None
    if lock is None or call.has("--locked", "--frozen"):
        return reads.reading(outputs=written)
    return reads.reading(
        outputs=written if is_there else (*written, lock), rewrites=(lock,) if is_there else ()
    )


def _recipe(reads: Reads, call: Call) -> tuple[str, ...]:
    given = [word.value for word in call.values("--recipe-path")] or ["recipe.json"]
    return (reads.resolve(given[0]),) if given[0] else ()


def _cooked(reads: Reads, call: Call) -> Reading:
    """`cargo chef cook` writes manifests and empty sources from the recipe, and compiles what they need (README)."""
    for path in _recipe(reads, call):
        reads.required(path, "the recipe of cargo chef prepare")
    return reads.reading(outputs=(*outputs(call), reads.resolve(".")))


def _vendored(reads: Reads, call: Call) -> tuple[str, ...]:
    if call.has("--sync", "-s"):
        reads.cannot_know("--sync names further manifests")
    named = [word.value or "vendor" for word in call.arguments[:1]] or ["vendor"]
    return (reads.resolve(named[0]),)


def _phases(tree: Tree, call: Call) -> Phases | None:
    """The crates first; not where nothing is locked, where none is to be downloaded, or where that is forbidden."""
    if not call.install.is_build or call.has("--offline", "--frozen", "-C"):
        return None
    if call.install.verb == "install" and not call.has("--locked"):
        return None  # it heeds Cargo.lock only with --locked ("cargo help install")
    lock = next((n.path for n in _read(tree, call).needs if n.path.endswith("/Cargo.lock")), None)
    text = tree.text(lock) if lock else None
    data = toml_text.load(text) if isinstance(text, str) else Unknown("there is none")
    if isinstance(data, Unknown) or not any("source" in one for one in tables(data.get("package"))):
        return None
    chosen = call.command.words[1].raw if (call.command.words[1].value or "").startswith("+") else ""
    kept = again.options(call, _KEPT)
    if call.install.verb == "install":
        kept += [
            f"--manifest-path {posixpath.join(w.value or '.', 'Cargo.toml')}" for w in call.values("--path")
        ]
    return Phases(
        note="cargo fetch is added, which also downloads crates of other targets; "
        "they are still compiled with every edit, unless by cargo-chef",
        instead=again.line(again.program(call, ECOSYSTEM.tool.names), chosen, "fetch", kept),
    )


ECOSYSTEM = Ecosystem(
    name="cargo",
    tool=Tool(
        names=("cargo",),
        valued=frozenset(
            (
                "--manifest-path",
                "--config",
                "-Z",
                "-C",
                "--target",
                "--target-dir",
                "--color",
                "-p",
                "--package",
                "--exclude",
                "-j",
                "--jobs",
                "--bin",
                "--example",
                "--test",
                "--bench",
                "-F",
                "--features",
                "--profile",
                "--message-format",
                "--artifact-dir",
                "--out-dir",
                "--path",
                "--root",
                "--index",
                "--registry",
                "-s",
                "--sync",
                "--recipe-path",
            )
        ),
        selector="+",
    ),
    installs=(
        Install("fetch"),
        Install("vendor"),
        Install("chef cook"),
        Install("chef prepare"),
        *(Install(verb, aliases=tuple(short), is_build=True) for verb, *short in _BUILDS),
        Install("install", applies=_is_of_folder, is_build=True, shown="cargo install --path"),
    ),
    manifests=("Cargo.toml",),
    lockfiles=("Cargo.lock",),
    settings=(".cargo/config.toml", "rust-toolchain.toml", "rust-toolchain"),
    # CARGO_HOME is /usr/local/cargo in the rust image; all of it is not to be mounted, since bin/ holds cargo.
    cache_dirs=("/usr/local/cargo/registry", "/usr/local/cargo/git/db", "/root/.cargo/registry"),
    result_dirs=("/usr/local/cargo/registry", "/usr/local/cargo/git/db", "/root/.cargo/registry"),
    caches=(
        Cache(("$CARGO_HOME/registry", "$HOME/.cargo/registry"), is_result=True),
        Cache(("$CARGO_HOME/git/db", "$HOME/.cargo/git/db"), is_result=True),
    ),
    ignore=("target",),
    read=_read,
    phases=_phases,
    verdict=Verdict.TWO_PHASES,
    form="`cargo fetch`, the source, `cargo build`; or cargo-chef, which compiles the crates too",
    cost=Cost.MINUTES,
    proof="run with cargo 1.95, on path dependencies; cargo-chef from its README",
)
