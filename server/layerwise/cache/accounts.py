"""The home directories of users, as the commands of a RUN set them: what HOME is where nobody else says."""

from collections.abc import Mapping

from layerwise.cache.commands.arguments import Arguments, arguments
from layerwise.cache.commands.users import HOMES, VALUED
from layerwise.shell.script import Command, Script


def homes_after(homes: Mapping[str, str], script: Script) -> Mapping[str, str]:
    """The homes by user name or number after a script that may add or change users.

    `useradd` and `adduser` take /home/NAME where they are not told otherwise, whether they make it or not.
    """
    found = dict(homes)
    for command in script.commands:
        match command.name:
            case "useradd" | "adduser" as name:
                _add(found, command, name)
            case "usermod":
                _change(found, command)
            case _:
                pass
    return found


def _add(homes: dict[str, str], command: Command, tool: str) -> None:
    given = arguments(command, valued=VALUED[tool])
    names = given.plain[:1] if tool == "adduser" else given.plain[-1:]
    for name in names:
        home = _home(given, name.value)
        for known in (name.value, *(word.value for word in given.of("-u", "--uid"))):
            if known and home and known not in ("root", "0"):
                homes[known] = home


def _home(given: Arguments, name: str | None) -> str | None:
    """The home that a new user gets, None where a variable hides it."""
    told = given.of(*HOMES)
    if told:
        return told[-1].value
    base = given.of("-b", "--base-dir")
    above = base[-1].value if base else "/home"
    return None if above is None or name is None else f"{above}/{name}"


def _change(homes: dict[str, str], command: Command) -> None:
    given = arguments(command, valued=VALUED["usermod"])
    told = given.of("-d", "--home")
    for name in given.plain[-1:] if told else ():
        if name.value is None:
            homes.clear()  # whose it is, nobody can say
            continue
        homes.pop(name.value, None)
        if told[-1].value is not None:
            homes[name.value] = told[-1].value
