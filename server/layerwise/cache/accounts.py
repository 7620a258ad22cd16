"""The home directories of users, as the commands of a RUN set them: what HOME is where nobody else says."""

from collections.abc import Mapping

from layerwise.cache.commands.arguments import arguments
from layerwise.cache.commands.users import HOMES, VALUED
from layerwise.shell.script import Command, Script


def homes_after(homes: Mapping[str, str], script: Script) -> Mapping[str, str]:
    """The homes by user name or number after a script that may add or change users.

    `useradd` and `adduser` take /home/NAME where they are not told otherwise, whether they make it or not.
    """
    found = dict(homes)
    for command in script.commands:
        if command.name in ("useradd", "adduser"):
            _add(found, command)
        elif command.name == "usermod":
            _change(found, command)
    return found


def _add(homes: dict[str, str], command: Command) -> None:
    given = arguments(command, valued=VALUED[command.name or ""])
    names = given.plain[:1] if command.name == "adduser" else given.plain[-1:]
    told = given.of(*HOMES)
    base = given.of("-b", "--base-dir")
    for name in names:
        home = told[-1].value if told else f"{base[-1].value if base else '/home'}/{name.value}"
        for known in (name.value, *(word.value for word in given.of("-u", "--uid"))):
            if known and home and known not in ("root", "0"):
                homes[known] = home


def _change(homes: dict[str, str], command: Command) -> None:
    given = arguments(command, valued=VALUED["usermod"])
    told = given.of("-d", "--home")
    for name in given.plain[-1:]:
        if told and name.value and told[-1].value:
            homes[name.value] = told[-1].value
