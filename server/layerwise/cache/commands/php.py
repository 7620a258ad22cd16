"""PHP's installers of extensions: those of the official images, and pecl."""

from collections.abc import Callable

from layerwise.cache.commands.arguments import Effects, arguments, at_home, not_known, places
from layerwise.cache.commands.folders import SYSTEM_TREES
from layerwise.cache.paths import NOTHING, files, trees
from layerwise.regex import regex
from layerwise.shell.script import Command


def extensions(command: Command) -> Effects:
    """`docker-php-ext-install` and its kin: they build in /usr/src/php and in the temporary directory."""
    given = arguments(command)
    local = [word for word in given.plain if _EXTENSION_FILE.search(word.value or "")]
    settings = files(*at_home(command, ".pearrc")) if command.name == "install-php-extensions" else NOTHING
    return Effects(places(command, local) | settings, SYSTEM_TREES | _TREES | settings)


def pecl(command: Command) -> Effects:
    """`pecl`, `pear`: a name is first looked for as a file (PEAR_Downloader_Package); settings are the home's."""
    given = arguments(command, valued=("-D", "--configureoptions"))
    verb = given.plain[0].value if given.plain else None
    if verb not in _VERBS or given.has("-R", "--installroot"):
        return not_known(f"{command.name}")
    named = places(command, given.plain[1:]) if verb in _TAKING_FILES else NOTHING
    settings = files(*at_home(command, ".pearrc"))
    return Effects(named | settings, SYSTEM_TREES | _TREES | settings)


_TAKING_FILES = ("install", "upgrade", "info")
_VERBS = (
    *_TAKING_FILES, "uninstall", "channel-update", "channel-discover", "update-channels", "list",
    "config-set", "config-get", "config-show", "clear-cache",
)  # fmt: skip
_EXTENSION_FILE = regex(r"^\.{0,2}/|\.(?:tgz|xml)$")
_TREES = trees(["/usr/src/php", "/tmp/pear", "/usr/local/php"])  # noqa: S108 - the image's

HANDLERS: dict[str, Callable[[Command], Effects]] = {
    **dict.fromkeys(
        (
            *("docker-php-ext-install", "docker-php-ext-enable", "docker-php-ext-configure"),
            *("docker-php-source", "install-php-extensions"),
        ),
        extensions,
    ),
    **dict.fromkeys(("pecl", "pear"), pecl),
}
