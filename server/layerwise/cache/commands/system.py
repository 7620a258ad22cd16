"""Commands that change the system, not the project: package managers, users, certificates, locales."""

import posixpath
import re

from layerwise.cache.commands.arguments import Effects, arguments, place, union
from layerwise.cache.paths import files, trees, unknown
from layerwise.shell.script import Command

# Where packages and tools put their files (Filesystem Hierarchy Standard). Not all of /usr and /usr/local:
# projects live in /usr/src/app and the like.
SYSTEM_TREES = trees(
    [
        *("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/boot", "/run"),
        *("/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libexec", "/usr/share"),
        *("/usr/include", "/usr/games", "/var"),
        *(
            f"/usr/local/{name}"
            for name in ("bin", "sbin", "lib", "lib64", "share", "etc", "include", "bundle")
        ),
    ]
)

_PACKAGE_MANAGERS = (
    *("apt", "apt-get", "aptitude", "apk", "dnf", "yum", "microdnf", "tdnf", "zypper", "pacman"),
    *("add-apt-repository", "apt-key", "dpkg", "rpm", "gem", "corepack", "rustup", "easy_install"),
    *("apt-mark", "apt-cache", "npx", "dpkg-reconfigure", "docker-php-ext-install", "pecl"),
    *("docker-php-ext-enable", "docker-php-ext-configure", "install-php-extensions", "a2enmod", "a2dismod"),
)
_ADMINISTRATION = (
    *("update-ca-certificates", "update-alternatives", "locale-gen", "update-locale", "ldconfig"),
    *("dpkg-divert", "fc-cache", "debconf-set-selections", "setcap", "ssh-keygen", "systemctl"),
)
_USERS = (
    *("useradd", "adduser", "addgroup", "groupadd", "usermod", "groupmod", "userdel", "deluser"),
    *("delgroup", "groupdel", "passwd", "chpasswd"),
)


def packages(command: Command) -> Effects:
    """A package manager: it writes the system; arguments that are paths (`./x.deb`, `*.rpm`) are read."""
    plain = arguments(command).plain
    if command.name == "npx":
        return Effects(reads=unknown("npx runs a program of its own"), writes=SYSTEM_TREES)
    if command.name in ("gem", "dpkg", "apt-get", "apt") and any(
        word.value in _LOCAL_VERBS for word in plain
    ):
        return Effects(unknown("what it reads is not known"), unknown("what it writes is not known"))
    local = [word for word in plain if _PACKAGE_FILE.search(word.value or word.raw)]
    reads = union(place(command, word) for word in local)
    if command.cwd is not None:
        reads |= files(
            *(posixpath.join(command.cwd, name) for name in _PROJECT_FILES.get(command.name or "", ()))
        )
    return Effects(reads=reads, writes=SYSTEM_TREES)


_LOCAL_VERBS = ("build", "unpack", "build-dep", "source", "download")
_PACKAGE_FILE = re.compile(r"/|\.(?:deb|rpm|apk|gem|tgz|zst|xz)$|^\.+$")
_PROJECT_FILES = {"rustup": ("rust-toolchain", "rust-toolchain.toml"), "corepack": ("package.json",)}


def administration(command: Command) -> Effects:
    """A command that rewrites parts of the system."""
    del command
    return Effects(writes=SYSTEM_TREES)


def users(command: Command) -> Effects:
    """User and group creation: /etc, mail spool, and a home directory where it is not suppressed.

    The files that say which user is who count by name only where known users may change.
    """
    given = arguments(
        command, valued=("-d", "-h", "--home", "--home-dir", "-u", "-g", "-G", "-s", "-c", "-b")
    )
    homes = [place(command, word) for word in given.of("-d", "-h", "--home", "--home-dir")]
    names = [word.value for word in given.plain[-1:] if word.value]
    written = SYSTEM_TREES | union(homes) | trees(f"/home/{name}" for name in names)
    return Effects(writes=written | files(*ACCOUNTS) if command.name in _CHANGING_USERS else written)


ACCOUNTS = ("/etc/passwd", "/etc/group")
_CHANGING_USERS = ("usermod", "groupmod", "userdel", "deluser", "delgroup", "groupdel")


HANDLERS = {
    **dict.fromkeys(_PACKAGE_MANAGERS, packages),
    **dict.fromkeys(_ADMINISTRATION, administration),
    **dict.fromkeys(_USERS, users),
}
