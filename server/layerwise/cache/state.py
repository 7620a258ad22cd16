"""What a stage has set at one point: environment, working directory, user, shell."""

import posixpath
from collections.abc import Iterator, Mapping

from layerwise.builds.build import Build
from layerwise.cache.bases import UNKNOWN_BASE, Base
from layerwise.cache.environment import Environment
from layerwise.cache.paths import BASE_CWD
from layerwise.context.paths import is_within
from layerwise.records import dataclass, field, replace
from layerwise.regex import regex
from layerwise.syntax.expand import expand, names
from layerwise.syntax.tree import Dockerfile, Instruction
from layerwise.unknown import Unknown

_DRIVE = regex(r"[A-Za-z]:")
_DEFAULT_SHELL = ("/bin/sh", "-c")

# Declared without a value, these hold what the builder runs on (Dockerfile reference, "Automatic platform ARGs").
_PLATFORM_ARGUMENTS = frozenset(
    f"{side}{part}" for side in ("TARGET", "BUILD") for part in ("PLATFORM", "OS", "ARCH", "VARIANT")
)


_LONGEST = 4096  # PATH_MAX of Linux: no build has a file behind a longer path


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The state that an instruction meets. `environment` is ordered; a None value is set but unknown.

    `cwd` is None where a variable hides it, `user` where an unknown base image may have set it. `homes` are the home
    directories of users that are known, by name or number. `arguments` has a value for each variable whose own another
    `--build-arg` changes; `is_cwd_asked`: so does it the working directory. `base_cwd` is the one that the base
    image starts in. `is_open`: an unknown base image may set variables that are not in `environment`.
    """

    environment: Environment = field(default_factory=Environment)
    cwd: str | None = "/"
    user: str | None = "root"
    shell: tuple[str, ...] = _DEFAULT_SHELL
    homes: Mapping[str, str] = field(default_factory=dict)
    arguments: Environment = field(default_factory=Environment)
    is_cwd_asked: bool = False
    base_cwd: str = BASE_CWD
    is_open: bool = False

    def expand(self, text: str, escape: str, empty: str = "PATH") -> str | Unknown:
        """A word with its variables replaced; Unknown where it uses one that is unknown.

        `empty` counts as empty where nothing sets it: `ENV LIBRARIES=$LIBRARIES:/more` adds to what the base image has.
        """
        undefined = Unknown("a variable that the base image may set is not known") if self.is_open else None
        return expand(text, _Variables(self.environment, empty), escape, undefined)

    def asked(self, text: str, escape: str) -> tuple[str, ...]:
        """The variables of a word whose value a build argument decides."""
        return tuple(name for name in names(text, escape) if self.arguments.get(name))

    def is_fixed(self, path: str, escape: str) -> bool:
        """Whether a path as written is the same one whatever the build arguments are."""
        return not self.asked(path, escape) and (path.startswith("/") or not self.is_cwd_asked)

    def resolve(self, path: str) -> str | None:
        """A path against the working directory, normalised; None where that is unknown, or it is too long a path."""
        if not path.startswith("/"):
            is_windows = self.is_in_base() and (_DRIVE.match(path) or "\\" in path)
            if self.cwd is None or is_windows:
                return None
            path = posixpath.join(self.cwd, path)
        return None if len(path) > _LONGEST else posixpath.normpath("/" + path.lstrip("/"))

    def is_in_base(self) -> bool:
        """Whether the working directory is that of an unknown base image, or lies below it."""
        return self.cwd is not None and is_within(self.cwd, BASE_CWD)

    def is_root(self) -> bool:
        """Whether commands provably run as root."""
        return is_root(self.user)

    def home(self) -> str | None:
        """The home directory that the builder gives to commands as HOME, None where it is not known."""
        if self.is_root():
            return self.homes.get("root", "/root")
        return None if self.user is None else self.homes.get(self.user.partition(":")[0])


class _Variables(Mapping[str, str | Unknown]):
    """The variables of an environment, of which one counts as empty where nothing sets it."""

    def __init__(self, environment: Mapping[str, str | None], empty: str) -> None:
        self._environment = environment
        self._empty = empty

    def __getitem__(self, name: str) -> str | Unknown:
        if name not in self._environment and name == self._empty:
            return ""
        value = self._environment[name]
        return Unknown(f"the value of ${name} is not known") if value is None else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._environment)

    def __len__(self) -> int:
        return len(self._environment)


def is_root(user: str | None) -> bool:
    """Whether a user, with or without a group, is provably root."""
    return user is not None and user.partition(":")[0] in ("root", "0")


def from_base(base: Base) -> State:
    """The state at the top of a stage that is built from an image."""
    return State(
        environment=Environment(base.environment),
        cwd=base.cwd or BASE_CWD,
        user=base.user,
        shell=base.shell,
        homes=base.homes,
        base_cwd=base.cwd or BASE_CWD,
        is_open=base is UNKNOWN_BASE,
    )


def global_arguments(document: Dockerfile, build: Build) -> dict[str, str | None]:
    """The values of the ARGs above the first FROM."""
    state = State()
    for instruction in document.arguments:
        state = _declare(state, instruction, document.escape, build.arguments, {})
    return dict(state.environment)


def advance(
    state: State, instruction: Instruction, escape: str, build: Build, outer: Mapping[str, str | None]
) -> State:
    """The state after an instruction; `outer` are the ARGs above the first FROM."""
    match instruction.keyword:
        case "ARG":
            return _declare(state, instruction, escape, build.arguments, outer)
        case "ENV":
            return _set(state, instruction, escape)
        case "WORKDIR":
            path = _text(state, instruction, escape)
            is_asked = not state.is_fixed(instruction.body.text.strip(), escape)
            return replace(state, cwd=None if path is None else state.resolve(path), is_cwd_asked=is_asked)
        case "USER":
            return replace(state, user=_text(state, instruction, escape))
        case "SHELL" if instruction.is_json:
            return replace(state, shell=tuple(word.text for word in instruction.words))
        case _:
            return state


def _text(state: State, instruction: Instruction, escape: str) -> str | None:
    """The single value of an instruction such as WORKDIR, which may hold blanks."""
    value = state.expand(instruction.body.text.strip(), escape)
    return None if isinstance(value, Unknown) else value


def _declare(
    state: State,
    instruction: Instruction,
    escape: str,
    given: Mapping[str, str | None],
    outer: Mapping[str, str | None],
) -> State:
    for word in instruction.words:
        name, has_default, default = word.text.partition("=")
        environment = state.environment
        # The order counts in cache keys: what is set again is the last.
        if name in given:
            environment = environment.with_value(name, given[name])
        elif has_default:
            value = state.expand(default, escape)
            environment = environment.with_value(name, None if isinstance(value, Unknown) else value)
        elif name in outer:
            environment = environment.with_value(name, outer[name])
        elif name in _PLATFORM_ARGUMENTS:
            environment = environment.with_value(name, None)
        asked = state.arguments if name in _PLATFORM_ARGUMENTS else _noted(state.arguments, name, is_in=True)
        state = replace(state, environment=environment, arguments=asked)
    return state


def _set(state: State, instruction: Instruction, escape: str) -> State:
    """ENV in both forms: `NAME=value ...` and the old `NAME value`; values see the state before the line."""
    words = instruction.words
    if not words:
        return state
    if "=" not in words[0].text:
        _, _, rest = instruction.body.text.strip().partition(words[0].text)
        pairs = [(words[0].text, rest.strip())]
    else:
        pairs = [(name, value) for name, _, value in (word.text.partition("=") for word in words)]
    environment, arguments = state.environment, state.arguments
    for name, text in pairs:
        value = state.expand(text, escape, empty=name)
        environment = environment.with_value(name, None if isinstance(value, Unknown) else value)
        arguments = _noted(arguments, name, is_in=bool(state.asked(text, escape)))
    return replace(state, environment=environment, arguments=arguments)


def _noted(arguments: Environment, name: str, *, is_in: bool) -> Environment:
    """The names that another build argument changes, with one that does or does not."""
    is_as_before = bool(arguments.get(name)) is is_in
    return arguments if is_as_before else arguments.with_value(name, "asked" if is_in else None)
