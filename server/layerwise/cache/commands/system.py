"""Commands that change the system, not the project: package managers, services, certificates, locales."""

import posixpath
import re
from collections.abc import Iterable

from layerwise.cache.commands.arguments import (
    Effects,
    arguments,
    here,
    named_by,
    not_known,
    places,
    subtrees,
)
from layerwise.cache.paths import NOTHING, Paths, trees
from layerwise.shell.script import Command, Word

# Where packages and tools put their files (Filesystem Hierarchy Standard). Not all of /usr, /usr/local and /var:
# projects live in /usr/src/app, /var/www and the like.
SYSTEM_TREES = trees(
    [
        *("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/boot", "/run"),
        *("/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libexec", "/usr/share"),
        *("/usr/include", "/usr/games"),
        *(
            f"/var/{name}"
            for name in (
                *("backups", "cache", "crash", "db", "empty", "games", "lib", "local", "lock", "log", "mail"),
                *("opt", "run", "spool", "tmp"),
            )
        ),
        *(
            f"/usr/local/{name}"
            for name in ("bin", "sbin", "lib", "lib64", "share", "etc", "include", "bundle")
        ),
    ]
)

ACCOUNTS = ("/etc/passwd", "/etc/group")

# Packages of web servers, and those that bring one along, put their first page here.
_WEB_TREES = trees(["/var/www"])
_WEB = re.compile(
    r"apache|httpd|nginx|lighttpd|caddy|php|wordpress|drupal|cgit|roundcube|zabbix|nagios|munin|awstats|\.(?:deb|rpm|apk)$"
)


def packages(command: Command) -> Effects:
    """A system's package manager: it writes the system; arguments that are paths (`./x.deb`) are read."""
    given = arguments(command, valued=_VALUED.get(command.name or "", ()))
    verb = given.plain[0].value if given.plain else None
    if verb in ("download", "source", "showsrc"):
        return Effects(writes=SYSTEM_TREES | here(command))
    names = given.plain if command.name in ("dpkg", "rpm", "pacman") else given.plain[1:]
    if command.name == "dpkg" and given.has("-x", "-X", "--extract", "--vextract"):
        return Effects(places(command, names[:1]), subtrees(command, names[1:]))
    if command.name == "dpkg" and given.has("-b", "--build", "--root", "--instdir"):
        return not_known("dpkg with directories of its own")
    read = _local(command, names)
    if given.has("-R", "--recursive") and command.name == "dpkg":
        read |= subtrees(command, names)
    read |= places(command, given.of(*_INPUTS))
    roots = subtrees(command, given.of(*_ROOTS))
    return Effects(read, SYSTEM_TREES | roots | _web(names))


_VALUED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("apt", "apt-get", "aptitude", "apt-mark", "apt-cache"),
        ("-o", "--option", "-c", "--config-file", "-t", "--target-release", "--default-release", "-a"),
    ),
    "apk": (
        *("-p", "--root", "-X", "--repository", "-t", "--virtual", "--keys-dir", "--repositories-file"),
        *("--cache-dir", "--arch", "--wait", "--cache-max-age", "--progress-fd"),
    ),
    **dict.fromkeys(
        ("dnf", "yum", "microdnf", "tdnf"),
        (
            *("-c", "--config", "--repo", "--enablerepo", "--disablerepo", "--setopt", "--releasever", "-x"),
            *("--exclude", "--installroot", "--forcearch", "--repofrompath"),
        ),
    ),
    "zypper": ("-R", "--root", "-D", "--reposd-dir", "-C", "--cache-dir", "-c", "--config", "-r", "--repo"),
    "rpm": ("--root", "--dbpath", "--prefix", "-r", "--define", "--qf", "--queryformat", "-E", "--eval"),
    "pacman": ("-b", "--dbpath", "-r", "--root", "--config", "--cachedir", "--ignore"),
    "dpkg": ("--root", "--instdir", "--admindir", "--path-exclude", "--log"),
}
_INPUTS = ("--config-file", "--repositories-file", "--keys-dir", "--config")
_ROOTS = ("--root", "--installroot", "-p")
_PACKAGE_FILE = re.compile(r"(?:^|/)\.{0,2}/|\.(?:deb|rpm|apk|pkg\.tar\.\w+)$")


def _local(command: Command, words: Iterable[Word]) -> Paths:
    """The package files among the names; text that the shell puts in is taken for a name."""
    named = [word for word in words if _PACKAGE_FILE.search(word.raw if word.value is None else word.value)]
    known = [w for w in named if "://" not in (w.value or w.raw) and not w.raw.startswith(("$", "`", '"$'))]
    return places(command, known)


def _web(words: Iterable[Word]) -> Paths:
    is_web = any(word.value is None or _WEB.search(word.value) for word in words)
    return _WEB_TREES if is_web else NOTHING


def sources(command: Command) -> Effects:
    """`apt-key`, `add-apt-repository` and their kin: keys and lists; a file of keys is read."""
    given = arguments(command, valued=("--keyserver", "--recv-keys", "--recv", "--fetch-keys", "--keyring"))
    names = given.plain[1:] if given.plain and given.plain[0].value in ("add", "adv") else ()
    read = places(command, (word for word in names if word.value != "-"))
    return Effects(read, SYSTEM_TREES)


def administration(command: Command) -> Effects:
    """A command that rewrites parts of the system, and the files that it is given."""
    given = arguments(command, valued=("-f", "-i", "-A", "--generate", "-c"))
    paths = [word for word in given.plain if "/" in (word.raw if word.value is None else word.value)]
    named = subtrees(command, paths)
    return Effects(named, SYSTEM_TREES | named)


_ADMINISTRATION = (
    *("update-ca-certificates", "update-ca-trust", "update-alternatives", "alternatives", "locale-gen"),
    *("update-locale", "localedef", "ldconfig", "dpkg-divert", "dpkg-statoverride", "fc-cache", "depmod"),
    *(
        "debconf-set-selections",
        "systemctl",
        "service",
        "invoke-rc.d",
        "update-rc.d",
        "rc-update",
        "rc-service",
    ),
    *("a2enmod", "a2dismod", "a2ensite", "a2dissite", "a2enconf", "a2disconf", "phpenmod", "phpdismod"),
    *("update-mime-database", "update-desktop-database", "gtk-update-icon-cache", "glib-compile-schemas"),
    *("mandb", "texhash", "chsh", "dpkg-reconfigure", "authselect", "crb", "subscription-manager"),
    *("lighty-enable-mod", "newaliases", "postmap", "timedatectl", "setup-timezone", "timezone"),
)


def extensions(command: Command) -> Effects:
    """PHP's own installers: they build in /usr/src/php and in the temporary directory."""
    given = arguments(command, valued=("-D", "--configureoptions"))
    local = [word for word in given.plain if _EXTENSION_FILE.search(word.value or "")]
    return Effects(places(command, local), SYSTEM_TREES | _PHP_TREES)


_EXTENSION_FILE = re.compile(r"^\.{0,2}/|\.(?:tgz|xml)$")
_PHP_TREES = trees(["/usr/src/php", "/tmp/pear", "/usr/local/php"])  # noqa: S108 - the image's


def programs(command: Command) -> Paths:
    """The directories of PATH, in one of which a tool puts programs beside its own."""
    path = command.environment.get("PATH") or ""
    return SYSTEM_TREES | trees(posixpath.normpath(p) for p in path.split(":") if p.startswith("/"))


def installed(command: Command) -> Paths:
    """Where an interpreter's packages go: the system, and the environments that PATH leads to."""
    path = command.environment.get("PATH") or ""
    roots = {
        posixpath.dirname(p) for p in path.split(":") if p.startswith("/") and posixpath.basename(p) == "bin"
    }
    return SYSTEM_TREES | trees(roots - {"/", "/usr", "/usr/local"}) | named_by(command, "VIRTUAL_ENV")


HANDLERS = {
    **dict.fromkeys((*_VALUED,), packages),
    **dict.fromkeys(("apt-key", "add-apt-repository", "yum-config-manager", "apt-add-repository"), sources),
    **dict.fromkeys(_ADMINISTRATION, administration),
    **dict.fromkeys(
        ("docker-php-ext-install", "docker-php-ext-enable", "docker-php-ext-configure"), extensions
    ),
    **dict.fromkeys(("docker-php-source", "install-php-extensions", "pecl", "pear"), extensions),
}
