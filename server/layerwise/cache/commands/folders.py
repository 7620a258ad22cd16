"""Where a system and the languages on it keep what is installed."""

import posixpath

from layerwise.cache.commands.arguments import named_by
from layerwise.cache.paths import Paths, trees
from layerwise.shell.script import Command

# Where packages and tools put their files (Filesystem Hierarchy Standard). Not all of /usr, /usr/local and /var:
# projects live in /usr/src/app, /var/www and the like.
SYSTEM_TREES = trees((
    "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/boot", "/run", "/usr/bin", "/usr/sbin", "/usr/lib",
    "/usr/lib32", "/usr/lib64", "/usr/libexec", "/usr/share", "/usr/include", "/usr/games", "/usr/local/bin",
    "/usr/local/sbin", "/usr/local/lib", "/usr/local/lib64", "/usr/local/share", "/usr/local/etc",
    "/usr/local/include", "/usr/local/bundle", "/var/backups", "/var/cache", "/var/crash", "/var/db",
    "/var/empty", "/var/games", "/var/lib", "/var/local", "/var/lock", "/var/log", "/var/mail", "/var/opt",
    "/var/run", "/var/spool", "/var/tmp",  # noqa: S108 - the image's
))  # fmt: skip

ACCOUNTS = ("/etc/passwd", "/etc/group")


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
