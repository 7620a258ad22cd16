"""PHP's composer besides its installs."""

import posixpath
from collections.abc import Callable, Iterable

from layerwise.cache.commands.arguments import (
    Effects,
    arguments,
    at_home,
    named_by,
    not_known,
    subtrees,
)
from layerwise.cache.commands.folders import SYSTEM_TREES
from layerwise.cache.paths import Paths, files, trees
from layerwise.shell.script import Command, Word


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
    "composer": composer,
}
