"""`docker build` in a shell script: where it is run, what it is given."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from layerwise.builds.changing import is_changing_name, is_changing_word
from layerwise.builds.declared import FILE, Declared, Value, is_remote, place
from layerwise.shell.read import read_text
from layerwise.shell.script import Command, Part, Script, Word
from layerwise.unknown import Unknown

# The workspace as scripts see it: below folders enough for `cd ..`, under a name that no script writes.
ROOT = "/.layerwise/1/2/3/4/5/6/7/8/workspace"

# Options that take a value, of `docker build`, `docker buildx build`, `podman build` and `buildah build`.
_VALUED = frozenset(
    {
        *("add-host", "allow", "annotation", "attest", "build-arg", "build-context", "builder", "cache-from"),
        *(
            "cache-to",
            "call",
            "cgroup-parent",
            "cpu-period",
            "cpu-quota",
            "cpu-shares",
            "cpuset-cpus",
            "cpuset-mems",
        ),
        *(
            "file",
            "format",
            "iidfile",
            "isolation",
            "label",
            "layer-label",
            "memory",
            "memory-swap",
            "metadata-file",
        ),
        *("network", "no-cache-filter", "output", "platform", "policy", "progress", "secret", "security-opt"),
        *(
            "shm-size",
            "ssh",
            "tag",
            "target",
            "ulimit",
            "arch",
            "authfile",
            "env",
            "ignorefile",
            "jobs",
            "os",
        ),
        *("runtime", "userns", "volume", "logfile"),
    }
)
_SHORT_VALUED = {"f": "file", "t": "tag", "m": "memory", "c": "cpu-shares", "o": "output", "v": "volume"}
_FLAGS = frozenset(
    {
        *(
            "check",
            "compress",
            "debug",
            "disable-content-trust",
            "force-rm",
            "load",
            "no-cache",
            "provenance",
        ),
        *(
            "pull",
            "push",
            "quiet",
            "rm",
            "sbom",
            "squash",
            "stream",
            "layers",
            "squash-all",
            "tls-verify",
            "all",
        ),
    }
)
_GLOBAL_VALUED = frozenset({"--context", "-c", "--host", "-H", "--config", "-l", "--log-level", "--builder"})
_VERBS = {
    "docker": (("build",), ("buildx", "build"), ("buildx", "b"), ("image", "build"), ("builder", "build")),
    "podman": (("build",), ("image", "build"), ("buildx", "build")),
    "nerdctl": (("build",), ("image", "build")),
    "buildah": (("build",), ("bud",), ("build-using-dockerfile",)),
}
_NAME = re.compile(r"""["']?([A-Za-z_]\w*)=""")
_HOLE = re.compile("\ue000(\\d+)\ue001")
MAX_LENGTH = 100_000


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


class _Option(NamedTuple):
    """An option by its long name, the word with its value, and the value, None where that is not known."""

    name: str
    word: Word
    value: str | None


class _Given(NamedTuple):
    """The words of a build command: its options, and what is left."""

    options: Sequence[_Option]
    contexts: Sequence[str | None]

    def last(self, name: str) -> Value | None:
        """The value of an option that counts once."""
        values = [option.value for option in self.options if option.name == name]
        return Unknown("its value is not known") if None in values[-1:] else (values or [None])[-1]

    def pairs(self, name: str) -> Iterator[tuple[str, Value | None]]:
        """Names and values of an option such as `--build-arg NAME=value`."""
        for option in self.options:
            if option.name != name:
                continue
            if option.value is not None:
                key, equals, value = option.value.partition("=")
                yield key, value if equals else None
            elif match := _NAME.match(_bare(option)):
                yield match[1], Unknown("its value is not known")


def hole(number: int) -> str:
    """What stands in a script for the expression of a number: text that no shell reads."""
    return f"\ue000{number}\ue001"


def read_commands(text: str, setting: Setting) -> Iterator[Found]:
    """The build commands of a script that name context and Dockerfile literally."""
    if len(text) > MAX_LENGTH:
        return
    cwd = posixpath.join(ROOT, setting.directory)
    script = read_text(text, cwd=cwd, environment=setting.environment)
    assigned = frozenset(setting.changing) | _assigned(script)
    for command in script.commands:
        given = _given(command)
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


def _given(command: Command) -> _Given | None:
    """The words of a build command; None for any other, and where an unknown word may be anything."""
    words = _behind_verb(command)
    if words is None or command.feeds_arguments:
        return None
    options: list[_Option] = []
    contexts: list[str | None] = []
    while words:
        word = words.pop(0)
        text = _known(word) or _head(word)
        if text is None or text == "-":
            return None
        if not text.startswith("-"):
            contexts.append(text)
            continue
        name, inline = _option(text)
        if name is None or (name in _VALUED and inline is None and not words):
            return None
        if name in _VALUED and inline is None:
            value = words.pop(0)
            options.append(_Option(name, value, _known(value)))
        elif inline is not None:
            options.append(_Option(name, word, None if _known(word) is None else inline))
    return _Given(options, contexts)


def _behind_verb(command: Command) -> list[Word] | None:
    """The words after `docker build` or its kind."""
    words = list(command.words[1:])
    while words and (words[0].value or "").startswith("-"):
        words = words[2:] if words[0].value in _GLOBAL_VALUED else words[1:]
    verbs = _VERBS.get(command.name or "", ())
    verb = next((one for one in verbs if tuple(word.value for word in words[: len(one)]) == one), None)
    return None if verb is None else words[len(verb) :]


def _option(text: str) -> tuple[str | None, str | None]:
    """The long name of an option and the value that is written with it; no name where we do not know the option."""
    name, equals, inline = text.lstrip("-").partition("=")
    if not text.startswith("--"):
        long = _SHORT_VALUED.get(name[:1])
        # Without a value in the same word, short flags may stand together: `-qf Dockerfile` is not read.
        return (
            (long, text[2:].removeprefix("=") or None) if long else (name if len(name) == 1 else None, None)
        )
    return name if name in _VALUED or name in _FLAGS else None, inline if equals else None


def _known(word: Word) -> str | None:
    """What a word is, None where that is not known; a hole makes it so."""
    return None if word.value is None or word.is_pattern or "\ue000" in word.value else word.value


def _head(word: Word) -> str | None:
    """As much of an unknown word as shows which option it is: `--tag=$X`, `-t$X`."""
    match = re.match(r"""["']?(--[a-z][a-z-]*=|-[a-z](?=\W))""", word.raw)
    return None if match is None else match[1].ljust(len("-t="), "=")


def _declared(command: Command, given: _Given) -> Declared | None:
    """The build; None where a word that matters is not literal, or it is not a folder of the workspace."""
    context = given.contexts[0] if len(given.contexts) == 1 else None
    file, target = given.last("file"), given.last("target")
    if context is None or is_remote(context) or isinstance(file, Unknown) or file == "-":
        return None
    if command.cwd is None or "\ue000" in command.cwd:
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
    option: _Option, script: Script, assigned: frozenset[str], setting: Setting
) -> tuple[str, str] | None:
    """The build argument that an option gives a changing value, and the expression that does."""
    if option.name != "build-arg":
        return None
    name, equals, raw = _bare(option).partition("=")
    written = [setting.holes[n] for n in map(int, _HOLE.findall(raw)) if n in setting.holes]
    written += [
        setting.changing[variable] for variable in option.word.variables if variable in setting.changing
    ]
    if written:
        return name, written[0]
    if is_changing_word(option.word, script.commands, assigned):
        return name, raw.strip("\"'")
    return (name, f"${{{name}}}") if not equals and is_changing_name(name) else None


def _bare(option: _Option) -> str:
    return option.word.raw.removeprefix("--build-arg=").removeprefix("--build-context=").strip("\"'")
