"""The words of `docker build` and its kind: options by name, and what is left."""

import re
from collections.abc import Iterator, Sequence

from layerwise.builds.declared import Value
from layerwise.regex import regex
from layerwise.shell.script import Command, Word
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

# Options that take a value, of `docker build`, `docker buildx build`, `podman build` and `buildah build`.
_VALUED = frozenset(
    {
        *("add-host", "allow", "annotation", "attest", "build-arg", "build-context", "builder"),
        *("cache-from", "cache-to", "call", "cgroup-parent", "cpu-period", "cpu-quota", "cpu-shares"),
        *("cpuset-cpus", "cpuset-mems", "file", "iidfile", "isolation", "label", "memory"),
        *("memory-swap", "metadata-file", "network", "no-cache-filter", "output", "platform"),
        *("policy", "progress", "secret", "security-opt", "shm-size", "ssh", "tag", "target", "ulimit"),
        # of podman and buildah alone
        *("arch", "authfile", "env", "format", "ignorefile", "jobs", "layer-label", "logfile", "os"),
        *("runtime", "userns", "volume"),
    }
)
_SHORT_VALUED = {"f": "file", "t": "tag", "m": "memory", "c": "cpu-shares", "o": "output", "v": "volume"}
_FLAGS = frozenset(
    {
        *("check", "compress", "debug", "disable-content-trust", "force-rm", "load", "no-cache"),
        *("provenance", "pull", "push", "quiet", "rm", "sbom", "squash", "stream"),
        *("all", "layers", "squash-all", "tls-verify"),
    }
)
_GLOBAL_VALUED = frozenset({"--context", "-c", "--host", "-H", "--config", "-l", "--log-level", "--builder"})
_VERBS = {
    "docker": (("build",), ("buildx", "build"), ("buildx", "b"), ("image", "build"), ("builder", "build")),
    "podman": (("build",), ("image", "build"), ("buildx", "build")),
    "nerdctl": (("build",), ("image", "build")),
    "buildah": (("build",), ("bud",), ("build-using-dockerfile",)),
}
_NAME = regex(r"([A-Za-z_]\w*)=")
HOLE = "\ue000"
"""Begins what stands in a script for text that is not known."""


class Option(NamedTuple):
    """An option by its long name, the word with its value, and the value, None where that is not known."""

    name: str
    word: Word
    value: str | None

    @property
    def bare(self) -> str:
        """The value as written, quotes around it taken off."""
        return self.word.raw.removeprefix(f"--{self.name}=").strip("\"'")


class Given(NamedTuple):
    """The words of a build command: its options, and what is left."""

    options: Sequence[Option]
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
            elif match := _NAME.match(option.bare):
                yield match[1], Unknown("its value is not known")


def given_to(command: Command) -> Given | None:
    """The words of a build command; None for any other, and where an unknown word may be anything."""
    words = _behind_verb(command)
    if words is None or command.feeds_arguments:
        return None
    options: list[Option] = []
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
            options.append(Option(name, value, _known(value)))
        elif inline is not None:
            options.append(Option(name, word, None if _known(word) is None else inline))
    return Given(options, contexts)


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
    if text.startswith("--"):
        name, equals, inline = text.removeprefix("--").partition("=")
        return name if name in _VALUED or name in _FLAGS else None, inline if equals else None
    letter, inline = text[1:2], text[2:].removeprefix("=")
    if letter in _SHORT_VALUED:
        return _SHORT_VALUED[letter], inline or None
    # Flags may stand together, the last one with a value: `-qf Dockerfile` is not read.
    return (None if inline else letter), None


def _known(word: Word) -> str | None:
    """What a word is, None where that is not known; a hole makes it so."""
    return None if word.value is None or word.is_pattern or HOLE in word.value else word.value


def _head(word: Word) -> str | None:
    """As much of an unknown word as shows which option it is: `--tag=$X`, `-t$X`."""
    match = re.match(r"""["']?(--[a-z][a-z-]*=|-[a-z](?=\W))""", word.raw)
    return None if match is None else match[1].ljust(len("-tx"), "x")
