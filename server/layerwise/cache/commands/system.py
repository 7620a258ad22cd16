"""Commands that change the system, not the project: package managers, users, certificates, locales."""

from layerwise.cache.commands.arguments import Effects, arguments, place, union
from layerwise.cache.paths import Paths, trees
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
    *("delgroup", "passwd", "chpasswd"),
)


def packages(command: Command) -> Effects:
    """A package manager: it writes the system; arguments that are paths (`./x.deb`) are read."""
    local = [word for word in arguments(command).plain if "/" in (word.value or word.raw)]
    is_download = command.name == "npx"
    reads = union(place(command, word) for word in local)
    if is_download:
        return Effects(reads=Paths(unknown="npx runs a program of its own"), writes=SYSTEM_TREES)
    return Effects(reads=reads, writes=SYSTEM_TREES)


def administration(command: Command) -> Effects:
    """A command that rewrites parts of the system."""
    del command
    return Effects(writes=SYSTEM_TREES)


def users(command: Command) -> Effects:
    """User and group creation: /etc, mail spool, and a home directory where it is not suppressed."""
    given = arguments(command, valued=("-d", "-h", "--home", "--home-dir"))
    homes = [place(command, given.values[name]) for name in given.values if name in ("-d", "-h", "--home")]
    homes += [place(command, given.values["--home-dir"])] if "--home-dir" in given.values else []
    names = [word.value for word in given.plain[-1:] if word.value]
    return Effects(writes=SYSTEM_TREES | union(homes) | trees(f"/home/{name}" for name in names))


HANDLERS = {
    **dict.fromkeys(_PACKAGE_MANAGERS, packages),
    **dict.fromkeys(_ADMINISTRATION, administration),
    **dict.fromkeys(_USERS, users),
}
