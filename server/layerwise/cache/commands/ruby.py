"""Ruby's tools besides their installs: gem, bundle."""

from collections.abc import Callable

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
from layerwise.cache.commands.folders import SYSTEM_TREES
from layerwise.cache.paths import NOTHING, files, trees
from layerwise.shell.script import Command


def gem(command: Command) -> Effects:
    """`gem install NAME`, `gem update NAME`: the system's gems and GEM_HOME; NAME-VERSION.gem here is taken first."""
    given = arguments(command, valued=_GEM_OPTIONS)
    verb = (given.plain[0].value or given.plain[0].raw) if given.plain else None
    settings = files("/etc/gemrc", *at_home(command, ".gemrc", ".gem/credentials", ".config/gem/gemrc"))
    settings |= trees(at_home(command, ".gem", ".local/share/gem"))
    if verb in _GEM_ASKING:
        home = trees(at_home(command, ".gem", ".local/share/gem")) | files(*at_home(command, ".gemrc"))
        return Effects(settings, home if verb == "sources" else NOTHING)
    if verb not in _GEM_CHANGING or given.has(*_GEM_ELSEWHERE):
        return not_known(f"gem {verb}")
    local = places(command, (word for word in given.plain[1:] if (word.value or word.raw).endswith(".gem")))
    if verb in ("install", "i", "update") and not _PUBLIC_GEMS.issuperset(
        word.value for word in given.plain[1:]
    ):
        local |= here(command)
    homes = trees(at_home(command, ".gem", ".local/share/gem", ".bundle")) | named_by(command, "GEM_HOME")
    named = subtrees(command, given.of("-i", "--install-dir", "-n", "--bindir"))
    return Effects(settings | local, SYSTEM_TREES | homes | named)


_GEM_ASKING = (
    "list", "env", "environment", "sources", "query", "search", "info", "help", "contents", None,
)  # fmt: skip
_GEM_CHANGING = ("install", "update", "uninstall", "cleanup", "clean", "pristine", "i")
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


HANDLERS: dict[str, Callable[[Command], Effects]] = {
    "gem": gem,
    **dict.fromkeys(("bundle", "bundler"), bundle),
}
