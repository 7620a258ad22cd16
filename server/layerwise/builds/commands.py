"""`docker build` in a shell script: where it is run, what it is given."""

import posixpath
from collections.abc import Iterator, Mapping

from layerwise.builds.changing import is_changing_name, is_changing_word
from layerwise.builds.command_words import HOLE, Given, Option, given_to
from layerwise.builds.declared import FILE, Declared, is_remote, place
from layerwise.records import replace
from layerwise.regex import regex
from layerwise.shell.read import read_text
from layerwise.shell.script import Command, Part, Script, Word
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

# The workspace as scripts see it: below folders enough for `cd ..`, under a name that no script writes.
ROOT = "/.layerwise/1/2/3/4/5/6/7/8/workspace"

_NAME = regex(r"""["']?([A-Za-z_]\w*)=""")
_HOLE = regex(rf"{HOLE}(\d+)\ue001")


class Setting(NamedTuple):
    """What a script finds: its directory as a place of the workspace, and its environment.

    A None value of a variable is not known; `changing` are those of them that change, with what says so.
    `holes` are those of the holes in the text (`hole`) whose expressions change, as these are written.
    """

    directory: str
    environment: Mapping[str, str | None] = {}
    changing: Mapping[str, str] = {}
    holes: Mapping[int, str] = {}


class Found(NamedTuple):
    """A build command at an offset of its script, as a build without an origin; it names a Dockerfile or a folder."""

    offset: int
    build: Declared


def hole(number: int) -> str:
    """What stands in a script for the expression of a number: text that no shell reads."""
    return f"{HOLE}{number}\ue001"


def read_commands(text: str, setting: Setting) -> Iterator[Found]:
    """The build commands of a script that name context and Dockerfile literally."""
    cwd = posixpath.join(ROOT, setting.directory)
    script = read_text(text, cwd=cwd, environment=setting.environment)
    assigned = frozenset(setting.changing) | _assigned(script)
    for command in script.commands:
        given = given_to(command)
        found = None if given is None else _declared(command, given)
        if given is not None and found is not None:
            told = (_changing(option, script, assigned, setting) for option in given.options)
            changing = dict(one for one in told if one is not None)
            yield Found(command.span.start, replace(found, changing=changing))


def _assigned(script: Script) -> frozenset[str]:
    """The variables that the script gives the output of a changing command, or another such variable."""
    found: frozenset[str] = frozenset()
    for part in script.parts:
        for name, word in _assignments(part):
            is_changing = is_changing_word(word, part.commands, found)
            found = found | {name} if is_changing else found - {name}
    return found


def _assignments(part: Part) -> Iterator[tuple[str, Word]]:
    """Names with the words that they are given; for `NAME=value` alone the whole part stands for one."""
    for name in part.assigned:
        yield name, Word("", part.span, None, is_pattern=False, variables=part.variables)
    for command in part.commands:
        if command.name in ("export", "readonly", "declare", "local"):
            for word in command.words[1:]:
                match = _NAME.match(word.raw)
                if match is not None:
                    yield match[1], word


def _declared(command: Command, given: Given) -> Declared | None:
    """The build; None where a word that matters is not literal, or it is not a folder of the workspace."""
    context = given.contexts[0] if len(given.contexts) == 1 else None
    file, target = given.last("file"), given.last("target")
    if context is None or is_remote(context) or isinstance(file, Unknown) or file == "-":
        return None
    if command.cwd is None or HOLE in command.cwd:
        return None
    directory = posixpath.relpath(command.cwd, ROOT)
    where = _seen(directory, context)
    return Declared(
        origin="",
        path="",
        line=1,
        context=where,
        dockerfile=_seen(directory, file) if file else place(where, FILE),
        target=target,
        arguments=dict(given.pairs("build-arg")),
        contexts={
            name: _seen(directory, value) if isinstance(value, str) and not is_remote(value) else value
            for name, value in given.pairs("build-context")
        },
    )


def _seen(directory: str, path: str) -> str:
    """A path of a script as a place of the workspace."""
    return posixpath.relpath(path, ROOT) if path.startswith("/") else place(directory, path)


def _changing(
    option: Option, script: Script, assigned: frozenset[str], setting: Setting
) -> tuple[str, str] | None:
    """The build argument that an option gives a changing value, and the expression that does."""
    if option.name != "build-arg":
        return None
    name, equals, raw = option.bare.partition("=")
    written = [setting.holes[n] for n in map(int, _HOLE.findall(raw)) if n in setting.holes]
    written += [
        setting.changing[variable] for variable in option.word.variables if variable in setting.changing
    ]
    if written:
        return name, written[0]
    if is_changing_word(option.word, script.commands, assigned):
        return name, raw.strip("\"'")
    return (name, f"${{{name}}}") if not equals and is_changing_name(name) else None
