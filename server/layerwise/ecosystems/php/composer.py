"""Composer: `composer.json`, locked by `composer.lock`."""

import re
from collections.abc import Iterator
from itertools import pairwise

from layerwise.context.tree import Tree
from layerwise.ecosystems.again import line, options, program
from layerwise.ecosystems.facts import (
    Cache,
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
from layerwise.ecosystems.php._composer_closure import (
    follow_autoload,
    follow_bins,
    follow_packages,
    follow_plugins,
    follow_scripts,
)
from layerwise.ecosystems.php._composer_project import Project, folder_of, read_project
from layerwise.ecosystems.reads import Reads
from layerwise.records import replace
from layerwise.regex import regex

_NAMES = ("composer", "composer.phar")
_LETTERS = regex(r"-[A-Za-z]{2,}$")
# Every value of these counts (getcomposer.org, "Environment variables"; php.net, "The configuration file").
_VARIABLES = (
    "COMPOSER", "COMPOSER_BIN_DIR", "COMPOSER_HOME", "COMPOSER_MIRROR_PATH_REPOS", "COMPOSER_NO_DEV",
    "COMPOSER_ROOT_VERSION", "COMPOSER_VENDOR_DIR", "PHPRC",
)  # fmt: skip
# Measured with Composer 2.5 in this order; `install` without a lock runs those of `update`.
_BEFORE = ("init", "pre-command-run", "command")
_PACKAGES = (
    *("pre-pool-create", "pre-operations-exec", "pre-file-download", "post-file-download"),
    *("pre-package-install", "post-package-install"),
)
_AUTOLOAD = ("pre-autoload-dump", "post-autoload-dump")

# Options of an install that mean the same to the commands of the second phase, and under which name.
_GLOBAL = (
    "-d", "--working-dir", "-n", "--no-interaction", "-q", "--quiet", "--no-plugins", "--ansi", "--no-ansi",
    "-v", "-vv", "-vvv", "--verbose", "--profile", "--no-cache", "--no-scripts",
)  # fmt: skip
_SAME = ("-a", "--classmap-authoritative", "--ignore-platform-req", "--ignore-platform-reqs", "--no-dev")
_RENAMED = {
    "-o": "-o",
    "--optimize-autoloader": "--optimize",
    "--apcu-autoloader": "--apcu",
    "--apcu-autoloader-prefix": "--apcu-prefix",
}


def read(tree: Tree, call: Call) -> Reading:
    """What one install or update reads, in the folder that it is told or in the working directory."""
    call = _separated(call)
    if call.cwd is None:
        return Reading(unknown=Reason("its working directory is not known"))
    reads = Reads(tree, call.cwd)
    _follow_call(reads, call)
    project = _project(tree, reads, call)
    if project is None:
        return reads.reading()
    mirrors = call.command.environment.get("COMPOSER_MIRROR_PATH_REPOS") == "1"
    packages = follow_packages(tree, reads, project, mirrors=mirrors)
    rewrites = list(follow_bins(tree, reads, packages))
    outputs = list(follow_plugins(reads, project)) if not call.has("--no-plugins") else []
    if not call.has("--no-scripts"):
        follow_scripts(reads, project, _events(call, project))
    if _has_autoloader(call):
        follow_autoload(reads, project, packages, is_optimized=_is_optimized(call, project))
        _follow_repository(reads, call, project)
    vendor = folder_of(reads, project, call, "vendor-dir", "vendor")
    outputs += [vendor, folder_of(reads, project, call, "bin-dir", f"{vendor}/bin")]
    if project.packages is None and project.config.get("lock") is not False:
        outputs.append(project.lock_path)
    elif call.install.verb == "update" or project.merged:
        rewrites.append(project.lock_path)
    return reads.reading(outputs=tuple(outputs), rewrites=tuple(rewrites))


def phases(tree: Tree, call: Call) -> Phases | None:
    """Packages first, without scripts and autoloader; both are made up for once the source is there.

    Measured with Composer 2.5: the vendor folder is the same but for the random name of the autoloader's class.
    """
    call = _separated(call)
    if call.install.verb != "install" or call.cwd is None:
        return None
    added = [name for name in ("--no-scripts", "--no-autoloader") if not call.has(name)]
    extended = replace(call, options=(*call.options, *(Option(name, None) for name in added)))
    first = read(tree, extended)
    reads = Reads(tree, call.cwd)
    project = _project(tree, reads, call)
    if project is None or not added or first.source is not None or first.unknown is not None:
        return None
    if project.merged:
        return None  # the update that the merge plugin makes runs scripts all the same (its source)
    scripts = [] if call.has("--no-scripts") else follow_scripts(reads, project, _events(call, project))
    if any(event in _PACKAGES for event in scripts):
        return None  # nothing runs the scripts of single packages again
    ran = " and the project's scripts run" if scripts else ""
    note = f"the autoloader is written{ran} after the copy, with every edit"
    if reads.kind(f"{project.folder.rstrip('/')}/.git") is not None:
        note += "; vendor/composer/installed.php no longer names the commit in .git"
    second = _second(call, scripts)
    return Phases(note=note, added=" ".join(added), second=second) if second else None


def _second(call: Call, scripts: list[str]) -> str:
    """The scripts before an install, the autoloader with the scripts around it, and the scripts after it."""
    tool = program(call, _NAMES)
    common = options(call, _GLOBAL)
    run = [line(tool, "run-script", common, options(call, ("--no-dev",)), one) for one in scripts
           if one.endswith("-cmd")]  # fmt: skip
    flags = options(call, _SAME)
    for option in call.options:
        if option.name in _RENAMED:
            value = f"={option.value.raw.partition('=')[2] or option.value.raw}" if option.value else ""
            flags.append(_RENAMED[option.name] + value)
    dump = [line(tool, "dump-autoload", flags, common)] if _has_autoloader(call) else []
    before = [one for one in run if one.rpartition(" ")[2].startswith("pre-")]
    return " && ".join([*before, *dump, *(one for one in run if one not in before)])


def _separated(call: Call) -> Call:
    """The call with `-no` taken apart into `-n -o`."""
    found: list[Option] = []
    for option in call.options:
        if option.value is None and _LETTERS.match(option.name) and set(option.name[1:]) != {"v"}:
            found += [Option(f"-{letter}", None) for letter in option.name[1:]]
        else:
            found.append(option)
    return replace(call, options=tuple(found))


def _project(tree: Tree, reads: Reads, call: Call) -> Project | None:
    is_dev = not call.has("--no-dev") and call.command.environment.get("COMPOSER_NO_DEV") != "1"
    return read_project(tree, reads, call, is_dev=is_dev)


def _follow_call(reads: Reads, call: Call) -> None:
    """What the words and the environment leave open, and the program where it is a file of the project."""
    if call.command.feeds_arguments or any(word.value is None for word in call.arguments):
        reads.cannot_know("not all arguments are known")
    elif call.arguments and call.install.verb == "install":
        reads.cannot_know("it fails, since install takes no names of packages")
    for name in _VARIABLES:
        if call.command.environment.get(name, "") is None:
            reads.cannot_know(f"the value of {name} is not known")
    for place in _settings_of_php(call):
        for path in (place, f"{place}/php.ini", f"{place}/php-cli.ini"):
            reads.looked_for(reads.resolve(path, call.command.cwd), "PHP's settings")
    for word in call.command.words:
        path = word.value or ""
        if path.rpartition("/")[2] in _NAMES:
            if "/" in path or path.endswith(".phar"):
                reads.looked_for(reads.resolve(path, call.command.cwd), "Composer itself")
            return


def _settings_of_php(call: Call) -> Iterator[str]:
    """The files of settings, or folders with one, that PHP is told to use (measured with PHP 8.2)."""
    yield from filter(None, [call.command.environment.get("PHPRC")])
    for word, follow in pairwise(word.value or "" for word in call.command.words):
        if word.rpartition("/")[2] in _NAMES:
            return
        if word in ("-c", "--php-ini"):
            yield follow
        elif glued := re.fullmatch(r"(?:-c|--php-ini)=?(.+)", word):
            yield glued[1]


def _events(call: Call, project: Project) -> tuple[str, ...]:
    """The scripts that run; `command` and `init` stand for every command."""
    kind = "update" if call.install.verb == "update" or project.packages is None else "install"
    events = (*_BEFORE, f"pre-{kind}-cmd", *_PACKAGES)
    return (*events, *(_AUTOLOAD if _has_autoloader(call) else ()), f"post-{kind}-cmd")


def _has_autoloader(call: Call) -> bool:
    return not call.has("--no-autoloader", "--download-only", "--no-install")


def _is_optimized(call: Call, project: Project) -> bool:
    settings = (project.config.get(name) for name in ("optimize-autoloader", "classmap-authoritative"))
    given = call.has("-o", "--optimize-autoloader", "-a", "--classmap-authoritative")
    return given or any(value is True for value in settings)


def _follow_repository(reads: Reads, call: Call, project: Project) -> None:
    """Where nothing says the project's version, it is taken from git, with the commit (measured).

    It ends up in vendor/composer/installed.php. An install without the autoloader is one of two phases, of
    which the author knows this.
    """
    path = reads.resolve(".git", project.folder)
    is_said = "version" in project.data or call.command.environment.get("COMPOSER_ROOT_VERSION")
    if not is_said and reads.kind(path) is not None:
        reads.needs_source("vendor/composer/installed.php names the commit in .git", path)


def _is_install(call: Call) -> bool:
    return not call.has("--help", "-h", "--version", "-V", "--dry-run")


def _shortened(verb: str, shortest: str) -> Iterator[str]:
    """A verb may be cut where no other begins so (seen with `composer ins`)."""
    return (verb[:length] for length in range(len(shortest), len(verb)))


ECOSYSTEM = Ecosystem(
    name="composer",
    tool=Tool(
        names=_NAMES,
        # `composer install --help` and `composer update --help` of 2.5.
        valued=frozenset(
            {
                "--apcu-autoloader-prefix",
                "--audit-format",
                "--ignore-platform-req",
                "--prefer-install",
                "--with",
                "--working-dir",
                "-d",
            }
        ),
        directory=frozenset({"--working-dir", "-d"}),
        launchers=("php", "symfony"),
    ),
    installs=(
        Install("install", ("i", *_shortened("install", "ins")), _is_install, is_frozen=True),
        Install("update", ("u", "upgrade", *_shortened("update", "up")), _is_install),
    ),
    manifests=("composer.json",),
    lockfiles=("composer.lock",),
    settings=("auth.json", "symfony.lock"),
    cache_dirs=("/root/.cache/composer", "/tmp/cache"),  # noqa: S108 (the second is the official image's)
    defeated_by=("--no-cache", "composer clear-cache"),
    # Without these it depends on what the image holds (Config.php and Factory.php of Composer).
    caches=(
        Cache(("$COMPOSER_CACHE_DIR", "$COMPOSER_HOME/cache"), moved=r"^[^\S\n]*\"cache-(files-)?dir\""),
    ),
    ignore=("vendor", ".git"),
    read=read,
    phases=phases,
    verdict=Verdict.TWO_PHASES,
    form="`composer install --no-scripts --no-autoloader`, the source, `composer dump-autoload` and the scripts",
    cost=Cost.SECONDS,
    proof="run with Composer 2.5: spellings, scripts, files opened (strace), both phases; plugins from their sources",
)
