"""Other languages' tools besides their installs: go, cargo, rustup, gem, bundle, composer."""

import posixpath
import re
from collections.abc import Callable, Iterable

from layerwise.cache.commands.arguments import (
    Effects,
    arguments,
    at_home,
    here,
    named_by,
    not_known,
    places,
    subtrees,
    upward,
)
from layerwise.cache.commands.system import SYSTEM_TREES
from layerwise.cache.paths import NOTHING, Paths, files, trees
from layerwise.shell.script import Command, Word


def go(command: Command) -> Effects:
    """`go install PATH@VERSION`, which ignores the module it stands in; `go env`, `go version`, `go clean -cache`."""
    given = arguments(command, valued=("-ldflags", "--ldflags"))
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    flags = {word.value for word in command.words if (word.value or "").startswith("-")}
    settings = files(*at_home(command, ".config/go/env", ".netrc", "go/go.mod"))
    toolchain = upward(command, "go.mod", "go.work")  # since 1.21 they choose the version of go itself
    roots = _go_roots(command)
    kept = named_by(command, "GOCACHE", *at_home(command, ".cache/go-build")) | _below(roots, "pkg")
    kept |= named_by(command, "GOMODCACHE")
    if verb == "install" and not {(flag or "").partition("=")[0] for flag in flags} <= _GO_FLAGS:
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
_VERSIONED = re.compile(r"[^./@][^@]*@.+")


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
    verb = plain[0].value if plain else None
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
    words = [word.value for word in command.words[1:]]
    if words[:1] in (["run"], ["which"], ["doc"]):
        return not_known(f"rustup {words[0]}")
    return Effects(upward(command, "rust-toolchain", "rust-toolchain.toml") | home, home | profiles)


def gem(command: Command) -> Effects:
    """`gem install NAME`: the system's gems and GEM_HOME; a file NAME-VERSION.gem that lies here is taken first."""
    given = arguments(command, valued=_GEM_OPTIONS)
    verb = given.plain[0].value if given.plain else None
    settings = files("/etc/gemrc", *at_home(command, ".gemrc", ".gem/credentials", ".config/gem/gemrc"))
    settings |= trees(at_home(command, ".gem", ".local/share/gem"))
    if verb in _GEM_ASKING:
        home = trees(at_home(command, ".gem", ".local/share/gem")) | files(*at_home(command, ".gemrc"))
        return Effects(settings, home if verb == "sources" else NOTHING)
    if verb not in _GEM_CHANGING or given.has(*_GEM_ELSEWHERE):
        return not_known(f"gem {verb}")
    local = places(command, (word for word in given.plain[1:] if (word.value or word.raw).endswith(".gem")))
    if verb in ("install", "i") and not {word.value for word in given.plain[1:]} <= _PUBLIC_GEMS:
        local |= here(command)
    homes = trees(at_home(command, ".gem", ".local/share/gem", ".bundle")) | named_by(command, "GEM_HOME")
    named = subtrees(command, given.of("-i", "--install-dir", "-n", "--bindir"))
    return Effects(settings | local, SYSTEM_TREES | homes | named)


_GEM_ASKING = (
    "list", "env", "environment", "sources", "query", "search", "info", "help", "contents", None,
)  # fmt: skip
_GEM_CHANGING = ("install", "update", "uninstall", "cleanup", "pristine", "i")
_GEM_ELSEWHERE = ("-g", "--file", "--config-file", "--build-root", "--target-rbconfig")

# Names under which nobody keeps a file of his own in a project.
_PUBLIC_GEMS = frozenset((
    "bundler", "rake", "rails", "foreman", "sass", "compass", "jekyll", "cocoapods", "fastlane", "puma",
    "mailcatcher", "nokogiri", "pg", "mysql2", "ffi", "rubocop", "solargraph", "unicorn", "sinatra",
    "thin", "json", "rubygems-update", "fpm", "scss_lint", "asciidoctor", "passenger", "god", "dpl",
    "racc",
))  # fmt: skip


_GEM_OPTIONS = (
    "-v", "--version", "-i", "--install-dir", "-n", "--bindir", "-P", "--trust-policy", "--platform", "-p",
    "--http-proxy", "-s", "--source", "--document", "-B", "--bulk-threshold", "--config-file", "-a", "-r",
    "--build-root", "--target-rbconfig",
)  # fmt: skip


def bundle(command: Command) -> Effects:
    """`bundle config`: settings of the project's `.bundle`, of the home with --global."""
    given = arguments(command)
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    homely = named_by(command, "BUNDLE_USER_HOME", *at_home(command, ".bundle"))
    project = upward(command, ".bundle/config", *_GEMFILES)
    project |= named_by(command, "BUNDLE_APP_CONFIG") | trees(at_home(command, ".gem", ".local/share/gem"))
    project |= named_by(command, "BUNDLE_GEMFILE")
    is_asked = given.options <= {"--version", "-v", "--help", "-h"} and bool(given.options)
    if verb in ("version", "help") or (verb == "" and is_asked):
        return Effects(project | homely)
    if verb != "config":
        return not_known(f"bundle {verb}".rstrip())
    if rest[:1] in ([], ["list"], ["get"]):
        return Effects(project | homely)
    is_global = given.has("--global") and not given.has("--local")
    if is_global:
        return Effects(project | homely, homely)
    # `bundle config NAME VALUE` wrote the home's in version 1, and writes the project's since 2 (measured with 2.3)
    local = upward(command, ".bundle/config", ".bundle") | named_by(command, "BUNDLE_APP_CONFIG")
    return Effects(project | homely, local | homely)


# RubyGems looks for all of them, here and above, before bundler does (seen with strace)
_GEMFILES = (
    "Gemfile", "Gemfile.lock", "gems.rb", "gems.rb.lock", "gems.locked", "gem.deps.rb", "Isolate",
)  # fmt: skip


def composer(command: Command) -> Effects:
    """`composer clear-cache`, `config -g`, `global require`, `self-update`; the project's plugins may take part."""
    given = arguments(command, valued=("-d", "--working-dir", "-f", "--file"))
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    home = named_by(command, "COMPOSER_HOME", *at_home(command, ".composer", ".config/composer"))
    home |= named_by(command, "COMPOSER_CACHE_DIR", *at_home(command, ".cache/composer"))
    home |= trees(at_home(command, ".local/share/composer"))
    asked = files(*at_home(command, ".gitconfig", ".config/git/config"))  # git is asked for the branch
    is_elsewhere = command.environment.get("COMPOSER") is not None
    if is_elsewhere or given.has("-d", "--working-dir", "-f", "--file", "-e", "--editor"):
        return not_known("composer with another project")
    if verb == "global" and rest[:1] in (["require"], ["config"], ["update"], ["remove"], ["install"]):
        return Effects(home | asked | _local(command, given.plain[2:]), home)
    if command.cwd is None:
        return not_known("composer in a directory that is not known,")
    beside = (
        posixpath.join(command.cwd, name) for name in ("composer.json", "composer.lock", "auth.json", ".env")
    )
    reads = files(*beside) | trees([posixpath.join(command.cwd, "vendor")]) | home | asked
    if verb == "" and given.options and given.options <= {"--version", "-V", "--help", "-h", "--no-ansi"}:
        return Effects(reads)
    is_of_home = verb == "config" and given.has("-g", "--global")
    if verb in ("clear-cache", "clearcache", "cc", "about", "diagnose", "help", "") or is_of_home:
        return Effects(reads, home)
    if verb in ("self-update", "selfupdate"):
        return Effects(reads, home | SYSTEM_TREES)
    if verb == "config":
        changed = (posixpath.join(command.cwd, name) for name in ("composer.json", "auth.json"))
        return Effects(reads, files(*changed) | home)
    return not_known(f"composer {verb}")


def _local(command: Command, words: Iterable[Word]) -> Paths:
    """The files and directories among names of packages."""
    return subtrees(command, (word for word in words if (word.value or word.raw).startswith((".", "/"))))


HANDLERS: dict[str, Callable[[Command], Effects]] = {
    "go": go,
    "cargo": cargo,
    "rustup": rustup,
    "gem": gem,
    **dict.fromkeys(("bundle", "bundler"), bundle),
    "composer": composer,
}
