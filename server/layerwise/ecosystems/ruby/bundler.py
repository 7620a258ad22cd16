"""Bundler: `Gemfile`, locked by `Gemfile.lock`, with the gemspecs of gems in the tree."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.reads import Reads
from layerwise.ecosystems.ruby._bundler_closure import follow, read_cached, read_gemspecs
from layerwise.manifests import gemfile_lock
from layerwise.manifests.gemfile import Gemfile
from layerwise.manifests.gemfile_lock import Lock
from layerwise.regex import regex
from layerwise.tuples import NamedTuple

_VERSION = regex(r"_[\d.]+(?:\.\w+)*_$")
# Deprecated flags that `bundle install` remembers in .bundle/config (manual page bundle-install).
_REMEMBERED = (
    "--binstubs", "--clean", "--deployment", "--frozen", "--no-prune", "--path", "--shebang", "--system",
    "--with", "--without",
)  # fmt: skip


class _Place(NamedTuple):
    """The Gemfile in force, its folder, and the settings by name without BUNDLE_."""

    gemfile: str
    folder: str
    settings: dict[str, str]


def _is_bundle(call: Call) -> bool:
    return call.command.name in {"bundle", "bundler"} and not call.has("--help", "-h", "--version", "-v")


def _is_bare(call: Call) -> bool:
    """`bundle` alone installs; `bundle _2.4.1_ install` runs that version of Bundler."""
    words = [word.value for word in call.arguments]
    if words and _VERSION.match(words[0] or ""):
        words = words[1:]
    return _is_bundle(call) and (not words or (len(words) == 1 and words[0] in {"install", "i"}))


def _is_gem(call: Call) -> bool:
    return call.command.name == "gem" and not call.has("--help", "-h")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason(f"the directory in which {call.command.name} runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.command.feeds_arguments or any(word.value is None or word.is_pattern for word in call.arguments):
        reads.cannot_know("not all arguments are known")
    for name in ("RUBYOPT", "RUBYLIB", "BUNDLE_LOCKFILE"):
        if call.command.environment.get(name, "") != "":
            reads.cannot_know(f"{name} is set")
    if call.command.name == "gem" and not call.has("-g", "--file"):
        return _read_gems(reads, call)
    program = call.command.words[0].value or ""
    if "/" in program:  # bin/bundle is a file of the project
        reads.looked_for(reads.resolve(program), "the command itself")
    place = _find(reads, call, call.cwd)
    if place is None:
        return reads.reading()
    return _read_bundle(reads, call, place)


def _read_gems(reads: Reads, call: Call) -> Reading:
    """`gem install NAME`, `gem update NAME`; a name that ends in .gem and is a file there is installed from it."""
    for word in call.arguments:
        if (word.value or "").endswith(".gem") and reads.kind(reads.resolve(word.value or "")):
            reads.file(reads.resolve(word.value or ""), "named by gem install")
    is_project = bool(reads.reading().needs)
    return reads.reading(outputs=tuple(_homes(reads, call, {})), is_project=is_project)


def _find(reads: Reads, call: Call, cwd: str) -> _Place | None:
    """The Gemfile: named, or the nearest from the working directory up (manual page bundle-config)."""
    environment = call.command.environment
    folder = posixpath.dirname(reads.resolve(environment.get("BUNDLE_GEMFILE") or "Gemfile"))
    settings = _settings(reads, call, folder)
    named = [word.value for word in call.values("--gemfile", "--file", "-g")] or [settings.get("GEMFILE")]
    if named[-1]:
        path = reads.resolve(named[-1])
        return _Place(path, posixpath.dirname(path), settings)
    folder = cwd
    while True:
        places = [posixpath.join(folder, name) for name in ("Gemfile", "gems.rb")]
        found = [path for path in places if reads.looked_for(path, "names the gems") is not None]
        if len(found) > 1:
            reads.cannot_know("there is a Gemfile and a gems.rb", found[1])
        if found:
            settings = _settings(reads, call, folder)
            return _Place(found[0], folder, settings)
        if any(reads.unreadable(path) for path in places) or folder == "/":
            reads.fails("Gemfile is not in the image at this point", posixpath.join(cwd, "Gemfile"))
            return None
        folder = posixpath.dirname(folder)


def _settings(reads: Reads, call: Call, folder: str) -> dict[str, str]:
    """Settings: of the user, over them the environment, over them the application (manual page bundle-config)."""
    environment = call.command.environment
    home = environment.get("HOME")
    application = environment.get("BUNDLE_APP_CONFIG") or ".bundle"
    found = _configured(reads, f"{home}/.bundle/config") if home else {}
    for name, value in environment.items():
        if name.startswith("BUNDLE_") and value is None:
            reads.cannot_know(f"the value of {name} is not known")
        elif name.startswith("BUNDLE_"):
            found[name.removeprefix("BUNDLE_")] = value or ""
    return found | _configured(reads, f"{reads.resolve(application, folder)}/config")


def _configured(reads: Reads, path: str) -> dict[str, str]:
    """A configuration file: lines such as `BUNDLE_WITHOUT: "test"`."""
    text = reads.looked_for(path, "Bundler's configuration") or ""
    pairs = re.findall(r"^BUNDLE_(\w+):[ \t]*(.*)$", text, re.MULTILINE)
    return {name: value.strip().strip("\"'") for name, value in pairs}


def _read_bundle(reads: Reads, call: Call, place: _Place) -> Reading:
    lock_path = f"{place.gemfile}.lock"
    if posixpath.basename(place.gemfile) == "gems.rb":  # any other name gets `.lock` (measured: app.rb.lock)
        lock_path = f"{place.gemfile.removesuffix('.rb')}.locked"
    file = follow(reads, place.gemfile, place.folder, "names the gems", set())
    lock_text = reads.text(lock_path, "the locked versions")
    lock = gemfile_lock.read(lock_text or "")
    for path in dict.fromkeys((*file.paths, *file.gemspecs, *lock.paths)):
        read_gemspecs(reads, reads.resolve(path, place.folder))
    read_cached(reads, reads.resolve(place.settings.get("CACHE_PATH", "vendor/cache"), place.folder))
    reads.looked_for(reads.resolve(".bundle/plugin/index", place.folder), "Bundler's plugins")
    outputs = [*_homes(reads, call, place.settings), *_written(reads, call, place)]
    is_kept = _is_frozen(call, place.settings) or call.install.verb == "check"
    may_write = not is_kept and (call.install.verb == "update" or not _agree(file, lock))
    if lock_text is None and may_write:
        outputs.append(lock_path)
    return reads.reading(
        outputs=tuple(outputs), rewrites=(lock_path,) if may_write and lock_text is not None else ()
    )


def _is_frozen(call: Call, settings: dict[str, str]) -> bool:
    is_set = any(
        settings.get(name, "").lower() in {"1", "true", "t", "yes", "y"} for name in ("FROZEN", "DEPLOYMENT")
    )
    return is_set or call.has("--frozen", "--deployment")


def _agree(file: Gemfile, lock: Lock) -> bool:
    """Whether an unfrozen install surely leaves the lockfile as it is.

    Measured with Bundler 2.3: it writes again when the gems or their versions differ, a gemspec of the tree has
    changed, RUBY VERSION comes or goes, the lockfile is of Bundler 1, or the builder's platform is not listed.
    That platform is not known here, so either the generic `ruby` or both usual Linux ones must be.
    """
    has_platform = "ruby" in lock.platforms or {"x86_64-linux", "aarch64-linux"} <= set(lock.platforms)
    is_plain = not (file.is_conditional or file.paths or file.gemspecs or lock.paths or lock.is_old)
    return has_platform and is_plain and file.has_ruby == lock.has_ruby and set(file.gems) == set(lock.gems)


def _homes(reads: Reads, call: Call, settings: dict[str, str]) -> Iterator[str]:
    """Where gems go outside the project, as far as the environment says."""
    environment = call.command.environment
    home = environment.get("HOME")
    for value in (environment.get("GEM_HOME"), settings.get("USER_HOME")):
        if value:
            yield reads.resolve(value)
    if home:
        yield from (f"{home}/.bundle", f"{home}/.gem", f"{home}/.local/share/gem")
    for word in call.values("--install-dir", "-i"):
        yield reads.resolve(word.value or "")


def _written(reads: Reads, call: Call, place: _Place) -> Iterator[str]:
    """What Bundler writes beside the Gemfile."""
    environment = call.command.environment
    paths = [word.value or "" for word in call.values("--path")] or [place.settings.get("PATH", "")]
    if paths[-1]:
        yield reads.resolve(paths[-1], place.folder)
    elif call.has("--deployment") or place.settings.get("DEPLOYMENT"):
        yield reads.resolve("vendor/bundle", place.folder)  # measured with BUNDLE_DEPLOYMENT=1
    if call.has(*_REMEMBERED):
        yield reads.resolve(environment.get("BUNDLE_APP_CONFIG") or ".bundle", place.folder)
    if call.has("--binstubs") or place.settings.get("BIN"):
        chosen = [word.value or "" for word in call.values("--binstubs")] or [
            place.settings.get("BIN") or "bin"
        ]
        yield reads.resolve(chosen[-1], place.folder)
    if call.has("--standalone"):
        yield reads.resolve("bundle", place.folder)
    if call.install.verb == "cache":
        yield reads.resolve(place.settings.get("CACHE_PATH", "vendor/cache"), place.folder)
        yield reads.resolve(".bundle", place.folder)


ECOSYSTEM = Ecosystem(
    name="bundler",
    tool=Tool(
        names=("bundle", "bundler", "gem"),
        # The parsers of Bundler 2.3 and the manual pages; the rest belongs to `gem install`.
        valued=frozenset(
            {"--gemfile", "--jobs", "-j", "--retry", "--path", "--shebang", "--trust-policy", "--without"}
            | {"--with", "--group", "--source", "--bundler", "--cache-path", "-v", "--file", "-i"}
            | {"--install-dir", "-n", "--bindir", "-s", "--platform"}
        ),
    ),
    installs=(
        Install("", applies=_is_bare),
        Install("install", aliases=("i",), applies=lambda call: _is_bundle(call) or _is_gem(call)),
        Install("update", applies=lambda call: _is_bundle(call) or _is_gem(call)),
        Install("cache", aliases=("package", "pack"), applies=_is_bundle),
        Install("check", aliases=("c",), applies=_is_bundle, is_frozen=True),
    ),
    manifests=("Gemfile",),
    lockfiles=("Gemfile.lock",),
    settings=(".bundle/config",),
    # No download cache of its own by default: gems are installed where they are used (Bundler's manual).
    cache_dirs=("/root/.bundle/cache",),
    ignore=("vendor/bundle", ".bundle", "log", "tmp"),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition="no gemspec of the project needs its source",
    cost=Cost.MINUTES,
    proof="run with bundler 2.3; options also from its manual pages",
)
