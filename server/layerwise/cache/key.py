"""What a step's cache key depends on, as BuildKit forms it."""

import posixpath
from collections.abc import Iterator

from layerwise.cache.copies import Copy
from layerwise.cache.environment import Environment
from layerwise.cache.steps import Step
from layerwise.cache.watched import REMOTE
from layerwise.syntax.tree import Instruction
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

# Instructions that run and copy nothing: they only change what later ones meet.
_NO_STEPS = frozenset(
    (
        *("ARG", "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD"),
        *("SHELL", "STOPSIGNAL", "USER", "VOLUME"),
    )
)
# Of a bind mount these say where its content lies, and it counts by content.
_PLACES = frozenset({"from", "source"})
_NAMES = {"src": "source", "dst": "target", "destination": "target", "ro": "readonly", "rw": "readwrite"}
_NO_VARIABLES = Environment()


class Key(NamedTuple):
    """The parts of a step's key besides its own text and the step above it.

    `copy`: the files whose names, modes and contents count, for COPY and ADD. `mounts`: those that a RUN binds;
    cache and secret mounts are not in the key. `environment`: the ordered values that count, for RUN: every ARG
    and ENV in force, used or not (Dockerfile reference, "Impact on build caching").
    """

    copy: Copy | None = None
    mounts: tuple[Copy, ...] = ()
    environment: Environment = _NO_VARIABLES

    @property
    def copies(self) -> tuple[Copy, ...]:
        """All that counts by content."""
        return self.mounts if self.copy is None else (self.copy, *self.mounts)


def makes_step(step: Step) -> bool:
    """Whether the builder carries something out for it, so that it can be cached or rerun."""
    if step.instruction.keyword == "WORKDIR":
        return step.after.cwd != "/"  # which every image has
    return step.instruction.keyword not in _NO_STEPS


def key(step: Step) -> Key:
    """The key of a step; empty for instructions that make no step of their own."""
    match step.instruction.keyword:
        case "COPY" | "ADD":
            return Key(copy=next((event.copy for event in step.events if event.copy is not None), None))
        case "RUN":
            bound = (mount.event.copy for mount in step.mounts if mount.event is not None)
            return Key(
                mounts=tuple(copy for copy in bound if copy is not None),
                environment=step.state.environment,
            )
        case _:
            return Key()


def definition(step: Step, escape: str) -> tuple[object, ...]:
    """What the instruction itself puts into the key: all but contents, and the step above it.

    Equal for two spellings that make the same step: comments, line breaks, the name of a stage do not count.
    """
    instruction = step.instruction
    match instruction.keyword:
        case "COPY" | "ADD":
            return (instruction.keyword, *_words(step, escape), _flags(step, escape, besides=("from",)))
        case "RUN":
            mounted = tuple(_mount(flag.value or "") for flag in instruction.flags if flag.name == "mount")
            command = (_command(step), _heredocs(instruction))
            around = (step.state.environment, step.state.cwd, step.state.user)
            return ("RUN", command, around, mounted, _flags(step, escape, besides=("mount",)))
        case "WORKDIR":
            return ("WORKDIR", step.after.cwd, step.state.user)
        case keyword:
            return (keyword, instruction.body.text)


def _command(step: Step) -> tuple[object, ...]:
    instruction = step.instruction
    if instruction.is_json:
        return tuple(word.text for word in instruction.words)
    return (*step.state.shell, instruction.body.text.strip())


def _words(step: Step, escape: str) -> Iterator[object]:
    """The sources of a copy by their last names, since the rest counts by content; its destination; its heredocs."""
    words = [step.state.expand(word.text, escape) for word in step.instruction.words]
    yield tuple(_source(word) for word in words[:-1])
    target = words[-1] if words else ""
    if isinstance(target, str):
        is_into = target.endswith(("/", "/.")) or target in (".", "..")
        yield step.state.resolve(target), is_into
    else:
        yield step.instruction.words[-1].text
    yield _heredocs(step.instruction)


def _source(word: str | Unknown) -> str | Unknown:
    # What another address holds, nobody can say.
    if isinstance(word, Unknown) or REMOTE.match(word):
        return word
    return posixpath.basename(posixpath.normpath(word))


def _heredocs(instruction: Instruction) -> tuple[str, ...]:
    return tuple(heredoc.body for heredoc in instruction.heredocs)


def _flags(step: Step, escape: str, *, besides: tuple[str, ...]) -> tuple[object, ...]:
    flags = (flag for flag in step.instruction.flags if flag.name not in besides)
    return tuple(sorted((f.name, str(step.state.expand(f.value or "", escape))) for f in flags))


def _mount(text: str) -> tuple[tuple[str, str], ...]:
    """The options of a mount under one name each; where a bind takes its content from is no matter."""
    options = {"type": "bind"}
    for piece in text.split(","):
        name, _, value = piece.partition("=")
        options[_NAMES.get(name.lower(), name.lower())] = value
    if options["type"] == "bind":
        options = {name: value for name, value in options.items() if name not in _PLACES}
    return tuple(sorted(options.items()))
