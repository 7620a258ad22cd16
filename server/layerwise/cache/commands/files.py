"""Commands that make, write and delete files, or give them another mode or owner.

Options are those of the GNU coreutils manual and of busybox, whose are fewer. Directories made on the way
(`mkdir -p`) are the parents of what is written, which whoever compares events looks at himself.
"""

import posixpath

from layerwise.cache.commands.arguments import (
    Effects,
    arguments,
    here,
    not_known,
    place,
    places,
    subtree,
    subtrees,
    union,
)
from layerwise.cache.paths import NOTHING, Paths, parents
from layerwise.shell.script import Command


def makes(command: Command) -> Effects:
    """`mkdir`, `touch`, `tee`, `truncate`, `mkfifo`: the named paths are written."""
    given = arguments(command, valued=_MAKING[command.name or ""])
    reads = places(command, given.of("-r", "--reference"))
    return Effects(reads, places(command, given.plain))


_MAKING = {
    "mkdir": ("-m", "--mode"),
    "touch": ("-r", "--reference", "-d", "--date", "-t", "--time"),
    "tee": (),
    "truncate": ("-s", "--size", "-r", "--reference"),
    "mkfifo": ("-m", "--mode"),
    "sponge": (),
}


def made_directories(command: Command, writes: Paths) -> frozenset[str]:
    """Those of the paths that a command writes which are directories afterwards: by `mkdir` and `install -d`."""
    is_install = command.name == "install" and arguments(command, valued=_INSTALL).has("-d", "--directory")
    return writes.files if command.name == "mkdir" or is_install else frozenset()


_INSTALL = ("-m", "--mode", "-o", "--owner", "-g", "--group")


def mktemp(command: Command) -> Effects:
    """`mktemp`: a new name in the temporary directory, or of a named shape."""
    given = arguments(command, valued=("-p", "--tmpdir", "--suffix"))
    folders = given.of("-p", "--tmpdir")
    is_there = given.has("-t", "--tmpdir") or not given.plain
    if not folders and is_there and "TMPDIR" in command.environment:
        folders = (command.words[0]._replace(value=command.environment["TMPDIR"], raw="$TMPDIR"),)
    if not folders:
        return Effects(writes=NOTHING if is_there else places(command, given.plain))
    folder, names = folders[-1].value, [word.value for word in given.plain[:1]]
    if folder is None or not names or names[0] is None:
        return Effects(writes=subtrees(command, folders))
    return Effects(writes=place(command, folders[-1]._replace(value=posixpath.join(folder, names[0]))))


def removes(command: Command) -> Effects:
    """`rm`, `rmdir`, `unlink`, `shred`: the named paths and everything below; `rmdir -p` those above, too."""
    given = arguments(command, valued=_SHRED if command.name == "shred" else ())
    gone = subtrees(command, given.plain)
    if command.name == "rmdir" and given.has("-p", "--parents"):
        gone |= Paths(files=frozenset(above for path in gone.trees for above in parents(path)))
    return Effects(writes=gone)


_SHRED = ("-n", "-s", "--iterations", "--size", "--random-source")


def marks(command: Command) -> Effects:
    """`chmod`, `chown`, `chgrp`: the first plain word is the mode or owner; -R takes the whole subtree.

    No word is the mode where it looks like an option (`chmod -x FILE`) or is another file's (`--reference`).
    """
    given = arguments(command, valued=("--reference", "--from"))
    if given.has("-L"):
        return not_known(f"{command.name} -L, which follows links,")
    is_mode_given = given.has("--reference") or (command.name == "chmod" and given.has(*_MODES))
    names = given.plain if is_mode_given else given.plain[1:]
    reach = subtree if given.has("-R", "--recursive") else place
    reads = places(command, given.of("--reference"))
    return Effects(reads, marks=union(reach(command, word) for word in names))


_MODES = tuple(f"-{letter}" for letter in "rwxXstugo01234567")


def attributes(command: Command) -> Effects:
    """`setcap CAPABILITIES FILE`, `chattr`, `setfacl`: whatever is named counts as written with all below."""
    given = arguments(command, valued=_RIGHTS.get(command.name or "", ()))
    if given.has("--restore", "-L", "--logical"):
        return not_known(f"{command.name} that takes names from elsewhere")
    is_first_a_right = command.name == "setcap" and not given.has("-r")
    return Effects(
        places(command, (word for word in given.of(*_LISTS_OF_RIGHTS) if word.value != "-")),
        subtrees(command, given.plain[is_first_a_right:]),
    )


_LISTS_OF_RIGHTS = ("-M", "--modify-file", "-X", "--remove-file", "--set-file")
_RIGHTS = {
    "setcap": ("-n",),
    "chattr": ("-p", "-v"),
    "setfacl": ("-m", "--modify", "-x", "--remove", "--set", *_LISTS_OF_RIGHTS),
}


def dd(command: Command) -> Effects:
    """`dd if=FILE of=FILE`."""
    reads, writes = NOTHING, NOTHING
    for word in command.words[1:]:
        name, _, value = (word.raw.strip("\"'") if word.value is None else word.value).partition("=")
        named = word._replace(value=None if word.value is None else value)
        if name == "if" and not value.startswith("/dev/"):
            reads |= place(command, named)
        elif name == "of" and not value.startswith("/dev/"):
            writes |= place(command, named)
    return Effects(reads, writes)


def converts(command: Command) -> Effects:
    """`dos2unix FILE...` rewrites its files; with -n, every second one is the new one."""
    given = arguments(command, valued=("-c", "--convmode", "-D", "--display-enc"))
    named = places(command, given.plain)
    if given.has("-b", "--keep-bak"):
        kept = Paths(frozenset(f"{path}.bak" for path in named.files), named.trees, named.unknown)
        return Effects(named, named | kept)
    return Effects(named, named)


def patches(command: Command) -> Effects:
    """`patch` changes files below its directory, whatever the patch says."""
    given = arguments(command, valued=_PATCH)
    folders = given.of("-d", "--directory")
    touched = subtrees(command, folders) if folders else here(command)
    named = places(command, (*given.plain, *given.of("-i", "--input")))
    written = places(command, (*given.plain[:1], *given.of("-o", "--output", "-r", "--reject-file")))
    return Effects(touched | named, touched | written)


_PATCH = (
    "-d", "--directory", "-i", "--input", "-o", "--output", "-p", "--strip", "-r", "--reject-file", "-F",
    "--fuzz", "-B", "--prefix", "-D", "--ifdef", "-V", "-Y", "-z", "--suffix", "-g",
)  # fmt: skip


HANDLERS = {
    **dict.fromkeys(_MAKING, makes),
    "mktemp": mktemp,
    **dict.fromkeys(("rm", "rmdir", "unlink", "shred"), removes),
    **dict.fromkeys(("chmod", "chown", "chgrp"), marks),
    **dict.fromkeys(("setcap", "chattr", "setfacl"), attributes),
    "dd": dd,
    **dict.fromkeys(("dos2unix", "unix2dos"), converts),
    "patch": patches,
}
