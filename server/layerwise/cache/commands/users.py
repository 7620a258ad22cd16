"""Users and groups, as shadow, Debian's adduser and busybox make them."""

from layerwise.cache.commands.arguments import Effects, arguments, not_known, places, subtrees, within
from layerwise.cache.commands.folders import ACCOUNTS, SYSTEM_TREES
from layerwise.cache.paths import NOTHING, Paths, files, trees
from layerwise.shell.script import Command

# useradd(8), adduser(8) and busybox's adduser, whose -h is the home that useradd spells -d.
VALUED = {
    "useradd": (
        *("-b", "--base-dir", "-c", "--comment", "-d", "--home-dir", "--home", "-e", "--expiredate", "-f"),
        *("--inactive", "-g", "--gid", "-G", "--groups", "-k", "--skel", "-K", "--key", "-p", "--password"),
        *("-R", "--root", "-P", "--prefix", "-s", "--shell", "-u", "--uid", "-Z", "--selinux-user"),
    ),
    "adduser": (
        # those of the first line where it is useradd's other name
        *("-b", "-e", "-f", "-K", "-p", "-P", "-R", "-Z", "--add_extra_groups"),
        *("-h", "--home", "-g", "--gecos", "--comment", "-s", "--shell", "-G", "--ingroup", "-u", "--uid"),
        *("-k", "--gid", "--firstuid", "--lastuid", "--firstgid", "--lastgid", "--conf", "-d", "-c"),
    ),
    "usermod": (
        *("-c", "--comment", "-d", "--home", "-e", "--expiredate", "-f", "--inactive", "-g", "--gid", "-G"),
        *("--groups", "-l", "--login", "-p", "--password", "-s", "--shell", "-u", "--uid", "-R", "--root"),
        *("-P", "--prefix", "-Z", "--selinux-user", "-v", "-V", "-w", "-W"),
    ),
}
HOMES = ("-d", "-h", "--home", "--home-dir")
_WITHOUT_HOME = ("-M", "-H", "--no-create-home")


def adds_user(command: Command) -> Effects:
    """`useradd`, `adduser`: the system's lists, the mail spool, and a home where none is suppressed."""
    given = arguments(command, valued=VALUED[command.name or ""])
    if given.has(*_ROOTS):
        return not_known(f"{command.name} with a root of its own")
    if given.has("-D", "--defaults") and command.name == "useradd":
        return Effects(writes=SYSTEM_TREES)
    read = subtrees(command, given.of("-k", "--skel")) | places(command, given.of("--conf"))
    is_short = any(len(option) == len("-x") for option in given.options)
    is_member = command.name == "adduser" and len(given.plain) > 1 and not is_short  # `adduser USER GROUP`
    if is_member or given.has(*_WITHOUT_HOME):
        return Effects(read, SYSTEM_TREES)
    has_skeleton = given.has("-k", "--skel", "-K", "--key")
    named = given.of(*HOMES)
    if named:
        home = subtrees(command, named)
        return Effects(read, SYSTEM_TREES | (home if has_skeleton else _made(home)))
    bases = [within(command, word.value) if word.value else None for word in given.of("-b", "--base-dir")]
    if None in bases:
        return not_known(f"{command.name} with a base directory that is not known")
    names = [word.value for word in given.plain[-1:]]
    base = bases[-1] if bases else "/home"
    home = trees(f"{base}/{name}" if name else str(base) for name in names)
    return Effects(read, SYSTEM_TREES | (home if has_skeleton else _made(home)))


# What distributions have in /etc/skel, of which a new home gets a copy (bash, base-files, zsh, mksh, ksh, tcsh, emacs).
_SKELETON = (
    ".bash_logout", ".bash_profile", ".bashrc", ".cshrc", ".emacs", ".hushlogin", ".kshrc", ".login", ".mkshrc",
    ".profile", ".tcshrc", ".zprofile", ".zshenv", ".zshrc",
)  # fmt: skip


def _made(home: Paths) -> Paths:
    """A new home: the directory with the usual files, which lie beside a project that has its place there."""
    found = {f"{directory}/{name}" for directory in home.trees for name in _SKELETON}
    settings = frozenset(f"{directory}/.config" for directory in home.trees)
    return Paths(files=home.files | home.trees | found, trees=settings, unknown=home.unknown)


_ROOTS = ("-R", "--root", "-P", "--prefix")


def adds_group(command: Command) -> Effects:
    """`groupadd`, `addgroup`, passwords: the system's lists only."""
    if arguments(command).has(*_ROOTS):
        return not_known(f"{command.name} with a root of its own")
    return Effects(writes=SYSTEM_TREES)


def changes_user(command: Command) -> Effects:
    """`usermod` and deletions: a known user may get another number, and with it his home another owner.

    The files that say which user is who count by name only where known users may change.
    """
    given = arguments(command, valued=VALUED["usermod"])
    if given.has(*_ROOTS):
        return not_known(f"{command.name} with a root of its own")
    changed = SYSTEM_TREES | files(*ACCOUNTS)
    name = given.plain[-1].value if given.plain else None
    home = trees([f"/home/{name}" if name else "/home", *_SERVICE_HOMES])
    is_moving = given.has("-m", "--move-home") and command.name == "usermod"
    if is_moving or (command.name in ("userdel", "deluser") and given.has("-r", "--remove", "--remove-home")):
        moved = subtrees(command, given.of(*HOMES)) if is_moving else NOTHING
        return Effects(home if is_moving else NOTHING, changed | home | moved)
    is_renumbered = command.name == "usermod" and given.has("-u", "--uid")
    return Effects(writes=changed, marks=home if is_renumbered else Paths())


_SERVICE_HOMES = ("/var/www",)  # www-data's: usermod -u changes the owner of what that user has there


HANDLERS = {
    **dict.fromkeys(("useradd", "adduser"), adds_user),
    **dict.fromkeys(("groupadd", "addgroup", "passwd", "chpasswd", "gpasswd", "chage"), adds_group),
    **dict.fromkeys(("usermod", "groupmod", "userdel", "deluser", "delgroup", "groupdel"), changes_user),
}
