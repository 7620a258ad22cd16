"""From a shell command to the ecosystem and the call that it is."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Ecosystem, Index, Install, Option, Reading, Tool
from layerwise.ecosystems.index import WORDS
from layerwise.ecosystems.registry import load
from layerwise.records import replace
from layerwise.regex import regex
from layerwise.shell.script import Command, Word
from layerwise.tuples import NamedTuple

_PYTHON = regex(r"(?:python|pypy)[\d.]*$")
# `-m`, behind options that take no value (`-um pip`) and with the module behind it (`-mpip`): "python --help".
_MODULE_OPTION = regex(r"-[bBdEiIOPqsSuvx]*m(.*)")
_VERSION = regex(r"[\d.]*$")


class Recognised(NamedTuple):
    """An install command that may read files of a project: whose it is and how it is called."""

    ecosystem: Ecosystem
    call: Call

    def read(self, tree: Tree) -> Reading:
        """What it reads and writes in a tree."""
        assert self.ecosystem.read is not None, "only those that read are recognised"
        return self.ecosystem.read(tree, self.call)


class Indexed(NamedTuple):
    """A command of a package manager that keeps an index; `lists` is that. It is fetched, or installed from."""

    lists: Index
    is_refresh: bool
    renews: bool


def recognise_indexed(command: Command) -> Indexed | None:
    """What a command has to do with an index of packages, None where it has nothing.

    Only managers of the system's packages keep one, so that no other module is imported for the question.
    """
    modules = (module for module in WORDS.get(command.name or "", ()) if module.startswith("system."))
    for ecosystem in map(load, modules):
        index = ecosystem.index
        if index is None:
            continue
        if _called(replace(ecosystem, installs=index.refreshes), command) is not None:
            return Indexed(index, is_refresh=True, renews=True)
        call = _called(ecosystem, command)
        if call is not None:
            return Indexed(index, is_refresh=False, renews=index.renews(call))
    return None


def recognise(command: Command, tree: Tree) -> Recognised | None:
    """The install that a command is in a tree, or None where it is none that we know."""
    for ecosystem in _candidates(command.name or ""):
        call = None if ecosystem.read is None else _called(ecosystem, command)
        if call is not None and (ecosystem.claims is None or ecosystem.claims(tree, call)):
            return Recognised(ecosystem, call)
    return None


def recognise_tool(command: Command) -> Ecosystem | None:
    """Whose command it is where that reads no file of any project (`apt-get install`), else None."""
    own = (ecosystem for ecosystem in _candidates(command.name or "") if ecosystem.read is None)
    return next((ecosystem for ecosystem in own if _called(ecosystem, command) is not None), None)


def _called(ecosystem: Ecosystem, command: Command) -> Call | None:
    rest = _words_after_tool(ecosystem.tool, command)
    if rest is None:
        return None
    selector = ecosystem.tool.selector
    is_selected = selector and rest and (rest[0].value or "").startswith(selector)
    return _call(ecosystem, command, rest[1:] if is_selected else rest)


def _candidates(name: str) -> Iterator[Ecosystem]:
    """The ecosystems that may know a command, by its name with a version behind it or without."""
    found = (*WORDS.get(name, ()), *WORDS.get(name.rstrip("0123456789."), ()))
    return (load(module) for module in dict.fromkeys(found))


def _words_after_tool(tool: Tool, command: Command) -> tuple[Word, ...] | None:
    """The words after the tool's name, or None where the command does not call the tool."""
    name = command.name
    if name is None:
        return None
    words = command.words[1:]
    if _is_named(tool, name):
        return words
    if tool.modules and _PYTHON.match(name):
        return _after_module(tool, words)
    for launcher in tool.launchers:
        if launcher.split()[0] == name:
            return _after_launcher(tool, launcher.split()[1:], words)
    return None


def _after_launcher(tool: Tool, verb: list[str], words: tuple[Word, ...]) -> tuple[Word, ...] | None:
    """The words after the tool's name, where a launcher runs it: `conda run -n web pip ...`."""
    plain = [i for i, word in enumerate(words) if not (word.value or "").startswith("-")]
    if [words[i].value for i in plain[: len(verb)]] != verb:
        return None
    for i in plain[len(verb) :]:
        value = words[i].value or ""
        if not value.startswith("@") and _is_named(tool, value.rpartition("/")[2].partition("@")[0]):
            return words[i + 1 :]
        is_behind_option = i > 0 and (words[i - 1].value or "").startswith("-")
        # `php -d memory_limit=-1 composer.phar`: no program has a "=" in its name.
        if not is_behind_option or not (verb or "=" in value):
            return None
    return None


def _is_named(tool: Tool, name: str) -> bool:
    if name in tool.names:
        return True
    return tool.has_versions and any(
        name.startswith(known) and _VERSION.fullmatch(name[len(known) :]) for known in tool.names
    )


def _after_module(tool: Tool, words: tuple[Word, ...]) -> tuple[Word, ...] | None:
    """The words after `-m MODULE`, with Python's own options before it passed over."""
    numbered = iter(enumerate(words))
    for index, word in numbered:
        value = word.value or ""
        if found := _MODULE_OPTION.fullmatch(value):
            glued = found[1]
            module = glued or next((follow.value for follow in words[index + 1 : index + 2]), None)
            return words[index + (1 if glued else 2) :] if module in tool.modules else None
        if value in {"-W", "-X"}:
            next(numbered, None)
        elif not value.startswith("-"):
            return None
    return None


def _call(ecosystem: Ecosystem, command: Command, words: tuple[Word, ...]) -> Call | None:
    options, plain = _options(ecosystem.tool, words)
    for install, length in _spellings(ecosystem, plain):
        call = Call(
            command=command,
            install=install,
            options=options,
            arguments=plain[length:],
            cwd=_directory(ecosystem.tool, options, command.cwd),
        )
        if install.applies is None or install.applies(call):
            return call
    return None


def _options(tool: Tool, words: tuple[Word, ...]) -> tuple[tuple[Option, ...], tuple[Word, ...]]:
    """Options with their values, and the words that are neither."""
    options: list[Option] = []
    plain: list[Word] = []
    index = 0
    while index < len(words):
        word = words[index]
        index += 1
        value = word.value
        if value is None or not value.startswith("-") or value == "-":
            plain.append(word)
        elif value == "--":
            plain += words[index:]
            break
        elif "=" in value:
            name, _, given = value.partition("=")
            options.append(Option(name, word._replace(value=given)))
        elif value in tool.valued and index < len(words):
            options.append(Option(value, words[index]))
            index += 1
        elif (short := _glued(tool, value)) is not None:
            options.append(Option(short, word._replace(value=value[2:])))
        else:
            options.append(Option(value, None))
    return tuple(options), tuple(plain)


def _glued(tool: Tool, value: str) -> str | None:
    """The short option whose value follows without a blank: "-r" for `-rrequirements.txt`."""
    is_glued = len(value) > len("-r") and not value.startswith("--") and value[:2] in tool.valued
    return value[:2] if is_glued else None


def _spellings(ecosystem: Ecosystem, plain: tuple[Word, ...]) -> list[tuple[Install, int]]:
    """The installs whose verb the plain words begin with, the longest verb first, with its length in words."""
    found = []
    for install in ecosystem.installs:
        for spelling in (install.verb, *install.aliases):
            verb = spelling.split()
            if [word.value for word in plain[: len(verb)]] == verb:
                found.append((install, len(verb)))
    return sorted(found, key=lambda pair: -pair[1])


def _directory(tool: Tool, options: tuple[Option, ...], cwd: str | None) -> str | None:
    for option in options:
        if option.name in tool.directory:
            value = option.value.value if option.value else None
            if value is None or option.value is None or option.value.is_pattern:
                return None
            if cwd is None and not value.startswith("/"):
                return None
            cwd = posixpath.normpath(posixpath.join(cwd or "/", value))
    return cwd
