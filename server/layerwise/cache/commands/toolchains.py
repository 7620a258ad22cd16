"""Go's and Rust's tools besides their installs: go, cargo, rustup."""

import posixpath
from collections.abc import Callable

from layerwise.cache.commands.arguments import (
    Effects,
    arguments,
    at_home,
    here,
    named_by,
    not_known,
    subtrees,
    upward,
)
from layerwise.cache.paths import Paths, files, trees
from layerwise.regex import regex
from layerwise.shell.script import Command


def go(command: Command) -> Effects:
    """`go install PATH@VERSION`, which ignores the module it stands in; `go env`, `go version`, `go clean -cache`."""
    given = arguments(command, valued=("-ldflags", "--ldflags"))
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    flags = {word.value for word in command.words if word.value and word.value.startswith("-")}
    settings = files(*at_home(command, ".config/go/env", ".netrc", "go/go.mod"))
    toolchain = upward(command, "go.mod", "go.work")  # since 1.21 they choose the version of go itself
    roots = _go_roots(command)
    kept = named_by(command, "GOCACHE", *at_home(command, ".cache/go-build")) | _below(roots, "pkg")
    kept |= named_by(command, "GOMODCACHE")
    if verb == "install" and not _GO_FLAGS.issuperset(flag.partition("=")[0] for flag in flags):
        return not_known("go install with files of its own")
    is_versioned = all(_VERSIONED.fullmatch(word) for word in rest if not word.startswith("-"))
    if verb == "install" and rest and is_versioned:
        programs = _below(roots, "bin") | named_by(command, "GOBIN")
        return Effects(settings, kept | programs)
    if verb == "env":
        written = named_by(command, "GOENV", *at_home(command, ".config/go/env"))
        # a project's go.mod may ask for another version of go, which is then fetched
        return Effects(settings | toolchain, kept | written if flags & {"-w", "-u"} else kept)
    if verb in ("version", "help", "") and not rest:
        return Effects(settings | toolchain, kept)
    if verb == "telemetry":
        return Effects(settings, trees(at_home(command, ".config/go")))
    if verb == "clean" and not rest and flags and flags <= _GO_CACHES:
        return Effects(settings | toolchain | kept, kept)
    return not_known(f"go {verb}".rstrip())


_GO_FLAGS = frozenset((
    "-v", "-x", "-a", "-n", "-race", "-trimpath", "-tags", "-ldflags", "--ldflags", "-buildvcs", "-p",
    "-mod",
))  # fmt: skip
_GO_CACHES = frozenset(("-cache", "-modcache", "-testcache", "-fuzzcache"))
_VERSIONED = regex(r"[^./@][^@]*@.+")


def _go_roots(command: Command) -> Paths:
    """The directories of GOPATH: the official images say /go, else the home's."""
    value = command.environment.get("GOPATH", "")
    if value is None:
        return named_by(command, "GOPATH")
    return trees(value.split(":") if value else ("/go", *at_home(command, "go")))


def _below(roots: Paths, name: str) -> Paths:
    return Paths(frozenset(), frozenset(posixpath.join(root, name) for root in roots.trees), roots.unknown)


def cargo(command: Command) -> Effects:
    """`cargo install NAME`, from the registry or a repository; `cargo init` and `new` for a first project."""
    given = arguments(command, valued=_CARGO_OPTIONS)
    plain = [word for word in given.plain if not (word.value or "").startswith("+")]
    verb = (plain[0].value or plain[0].raw) if plain else None
    if given.has("-C", "--manifest-path", "--config", "-Z"):
        return not_known("cargo in another directory")
    reads = upward(command, "rust-toolchain", "rust-toolchain.toml", ".cargo/config", ".cargo/config.toml")
    home = named_by(command, "CARGO_HOME", *at_home(command, ".cargo")) | _rustup_home(command)
    roots = subtrees(command, given.of("--root")) | named_by(command, "CARGO_INSTALL_ROOT")
    target = named_by(command, "CARGO_TARGET_DIR") | subtrees(command, given.of("--target-dir"))
    is_named = len((*plain, *given.of("--git"))) > 1 and not given.has("--path")
    if verb in ("install", "binstall", "uninstall") and is_named:
        return Effects(reads | home, home | roots | target)
    if verb in ("init", "new"):
        made = subtrees(command, plain[1:]) if plain[1:] else here(command)
        ignored = upward(command, "Cargo.toml")
        return Effects(reads | ignored | made | home | files(*at_home(command, ".gitconfig")), made | ignored)
    if verb in (None, "version", "search", "login", "help"):
        return Effects(reads | home, home)
    return not_known(f"cargo {verb}")


_CARGO_OPTIONS = (
    "--version", "--vers", "--git", "--branch", "--tag", "--rev", "--path", "--root", "--features", "-F",
    "--target", "--target-dir", "--profile", "-j", "--jobs", "--name", "--edition", "--vcs", "--registry",
    "--index", "--config", "-Z", "--bin", "--example", "-C", "--manifest-path", "--color",
)  # fmt: skip


def _rustup_home(command: Command) -> Paths:
    usual = ("/usr/local/rustup", "/usr/local/cargo")  # the official images'
    return named_by(command, "RUSTUP_HOME", *at_home(command, ".rustup")) | trees(usual)


def rustup(command: Command) -> Effects:
    """`rustup target add`, `component add`, `default`: its own directories; a project may name its toolchain."""
    home = named_by(command, "CARGO_HOME", *at_home(command, ".cargo")) | _rustup_home(command)
    profiles = files(*at_home(command, ".profile", ".bashrc", ".bash_profile", ".zshenv"))
    first = next(iter(command.words[1:]), None)
    if first is not None and first.value in ("run", "which", "doc", None):
        return not_known(f"rustup {first.raw}")
    return Effects(upward(command, "rust-toolchain", "rust-toolchain.toml") | home, home | profiles)


HANDLERS: dict[str, Callable[[Command], Effects]] = {
    "go": go,
    "cargo": cargo,
    "rustup": rustup,
}
