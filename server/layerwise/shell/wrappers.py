"""Commands that run another command: `sudo`, `env`, `timeout`, `xargs`, `sh -c` and their kin.

Options are those of the tools' manual pages: sudo(8), env(1), timeout(1), nice(1), xargs(1), su(1), gosu's README.
"""

import re
from collections.abc import Callable, Mapping

from layerwise.regex import regex
from layerwise.shell.script import Redirect, Word
from layerwise.shell.state import resolve
from layerwise.tuples import NamedTuple

_ASSIGNMENT = regex(r"([A-Za-z_]\w*)=", re.ASCII)
_SHELL_OPTION = regex(r"[-+][A-Za-z]+")
SHELLS = frozenset({"sh", "bash", "dash", "ash", "zsh", "ksh", "mksh"})


class Call(NamedTuple):
    """A command on its way from its outermost wrapper to itself; `script` is the text that a shell is given.

    `inputs` are files that a wrapper reads in its place (`xargs -a FILE`).
    """

    words: tuple[Word, ...]
    environment: Mapping[str, str | None]
    cwd: str | None
    user: str | None = None
    is_conditional: bool = False
    feeds_arguments: bool = False
    inputs: tuple[Redirect, ...] = ()
    script: Word | None = None


class Given(NamedTuple):
    """A wrapper's own options, those without a value as None, and the words after them."""

    options: tuple[tuple[str, Word | None], ...]
    rest: tuple[Word, ...]

    def has(self, *names: str) -> bool:
        """Whether one of these options is given."""
        return any(name in names for name, _ in self.options)

    def value(self, *names: str) -> Word | None:
        """The last value given to these options."""
        return next((value for name, value in reversed(self.options) if name in names and value), None)


class Wrapper(NamedTuple):
    """How a wrapper is called: options with a value of their own, and what it makes of the rest."""

    valued: frozenset[str]
    apply: "Callable[[Call, Given], Call | None]"


def unwrap(call: Call) -> Call:
    """The command inside all wrappers, as far as they can be read."""
    while True:
        inner = _unwrapped(call)
        if inner is None:
            return call
        call = inner
        if call.script:
            return call


def name_of(words: tuple[Word, ...]) -> str | None:
    """The command's name without its directory."""
    value = words[0].value if words else None
    return None if value is None else value.rpartition("/")[2]


def _unwrapped(call: Call) -> Call | None:
    wrapper = WRAPPERS.get(name_of(call.words) or "")
    if wrapper is None:
        return None
    return wrapper.apply(call, _given(call.words[1:], wrapper.valued))


def _given(words: tuple[Word, ...], valued: frozenset[str]) -> Given:
    options: list[tuple[str, Word | None]] = []
    index = 0
    while index < len(words):
        word = words[index]
        value = word.value
        if value is None or not value.startswith("-") or value == "-":
            break
        index += 1
        if value == "--":
            break
        name, equals, text = value.partition("=")
        if value in valued:
            options.append((value, words[index] if index < len(words) else None))
            index += 1
        elif equals and name.startswith("--"):
            options.append((name, word._replace(value=text)))
        elif not value.startswith("--") and value[:2] in valued:
            options.append((value[:2], word._replace(value=value[2:])))
        elif not value.startswith("--") and "-" + value[-1] in valued:
            options += [("-" + letter, None) for letter in value[1:-1]]
            options.append(("-" + value[-1], words[index] if index < len(words) else None))
            index += 1
        elif value.startswith("--"):
            options.append((value, None))
        else:
            options += [("-" + letter, None) for letter in value[1:]]
    return Given(tuple(options), words[index:])


def _rest(call: Call, given: Given) -> Call | None:
    return call._replace(words=given.rest) if given.rest else None


def _after_one(call: Call, given: Given) -> Call | None:
    return call._replace(words=given.rest[1:]) if len(given.rest) > 1 else None


def _command(call: Call, given: Given) -> Call | None:
    """`command -v NAME` only asks where a command is."""
    return None if given.has("-v", "-V") else _rest(call, given)


def _gosu(call: Call, given: Given) -> Call | None:
    inner = _after_one(call, given)
    return inner._replace(user=_user(given.rest[0])) if inner else None


def _user(word: Word | None) -> str:
    """The user's name without the group; an unknown one is told apart from every known."""
    if word is None:
        return "root"
    return (word.value or word.raw).partition(":")[0]


def _sudo(call: Call, given: Given) -> Call | None:
    """`sudo` sets most of the environment back (env_reset in sudoers(5)): what is left is unknown."""
    if given.has("-e", "-l", "-v", "-K", "-k"):
        return None
    environment = call.environment
    if not given.has("-E", "--preserve-env"):
        environment = dict.fromkeys(environment)
    cwd = None if given.has("-i", "--login") else _directory(call, given.value("-D", "--chdir"))
    user = _user(given.value("-u", "--user"))
    return _assigned(call._replace(environment=environment, cwd=cwd, user=user), given.rest)


def _env(call: Call, given: Given) -> Call | None:
    if given.has("-S", "--split-string"):
        return None
    rest = given.rest
    environment = dict(call.environment)
    if given.has("-i", "--ignore-environment") or (rest and rest[0].value == "-"):
        environment = {}
        rest = rest[1:] if rest and rest[0].value == "-" else rest
    for name, value in given.options:
        if name in ("-u", "--unset") and value and value.value:
            environment.pop(value.value, None)
    cwd = _directory(call, given.value("-C", "--chdir"))
    return _assigned(call._replace(environment=environment, cwd=cwd), rest)


def _directory(call: Call, word: Word | None) -> str | None:
    return resolve(call.cwd, word.value) if word else call.cwd


def _assigned(call: Call, words: tuple[Word, ...]) -> Call | None:
    """The command after `NAME=value` words, which join its environment."""
    environment = dict(call.environment)
    while words and (found := _ASSIGNMENT.match(words[0].value or words[0].raw)):
        value = words[0].value
        environment[found.group(1)] = None if value is None else value[found.end() :]
        words = words[1:]
    return call._replace(words=words, environment=environment) if words else None


def _su(call: Call, given: Given) -> Call | None:
    """`su [-] [USER] [-c SCRIPT]`: options may also follow the user."""
    rest = [word for word in given.rest if word.value != "-"]
    is_login = given.has("-l", "--login") or len(rest) < len(given.rest)
    user = rest[0] if rest else None
    later = _given(tuple(rest[1:]), _SU)
    script = given.value("-c", "--command") or later.value("-c", "--command")
    if script is None:
        return None
    is_login = is_login or later.has("-l", "--login")
    return call._replace(user=_user(user), cwd=None if is_login else call.cwd, script=script)


def _runuser(call: Call, given: Given) -> Call | None:
    user = given.value("-u", "--user")
    if user is None:
        return _su(call, given)
    return call._replace(words=given.rest, user=_user(user)) if given.rest else None


def _xargs(call: Call, given: Given) -> Call | None:
    if not given.rest:
        return None
    placeholder = given.value("-I", "--replace")
    mark = placeholder.value if placeholder else None
    words = given.rest
    if mark:
        words = tuple(w._replace(value=None) if mark in (w.value or "") else w for w in words)
    file = given.value("-a", "--arg-file")
    return call._replace(
        words=words,
        feeds_arguments=True,
        is_conditional=call.is_conditional or given.has("-r", "--no-run-if-empty"),
        inputs=(*call.inputs, Redirect("<", None, file)) if file else call.inputs,
    )


def _shell(call: Call, _given: Given) -> Call | None:
    """`sh -c SCRIPT`, where -c may be one of a cluster (`-euxc`) and -o takes a word of its own."""
    words = call.words[1:]
    runs_text = False
    while words and (words[0].value or "").startswith(("-", "+")):
        value = words[0].value or ""
        words = words[1:]
        if value in ("--", "-"):
            break
        if _SHELL_OPTION.fullmatch(value):
            runs_text = runs_text or "c" in value
            words = words["o" in value or "O" in value :]
        elif value in ("--rcfile", "--init-file"):
            words = words[1:]
    return call._replace(script=words[0]) if runs_text and words else None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SU = _words("-c --command -s --shell -g --group -G --supp-group -w --whitelist-environment")
"""Options of su with a value."""

WRAPPERS: Mapping[str, Wrapper] = {
    "builtin": Wrapper(_words(""), _rest),
    "command": Wrapper(_words(""), _command),
    "doas": Wrapper(_words("-u -C -a"), _sudo),
    "dumb-init": Wrapper(_words("-r --rewrite"), _rest),
    "eatmydata": Wrapper(_words(""), _rest),
    "env": Wrapper(_words("-u --unset -C --chdir -S --split-string"), _env),
    "exec": Wrapper(_words("-a"), _rest),
    "gosu": Wrapper(_words(""), _gosu),
    "ionice": Wrapper(_words("-c --class -n --classdata -p -P -u"), _rest),
    "nice": Wrapper(_words("-n --adjustment"), _rest),
    "nohup": Wrapper(_words(""), _rest),
    "runuser": Wrapper(_SU | _words("-u --user"), _runuser),
    "setsid": Wrapper(_words(""), _rest),
    "stdbuf": Wrapper(_words("-i --input -o --output -e --error"), _rest),
    "su": Wrapper(_SU, _su),
    "su-exec": Wrapper(_words(""), _gosu),
    "sudo": Wrapper(
        _words(
            "-u --user -g --group -h --host -p --prompt -C --close-from -D --chdir -R --chroot -r --role"
            " -t --type -T --command-timeout -U --other-user"
        ),
        _sudo,
    ),
    "time": Wrapper(_words("-f --format -o --output"), _rest),
    "timeout": Wrapper(_words("-k --kill-after -s --signal"), _after_one),
    "tini": Wrapper(_words("-p -e"), _rest),
    "unbuffer": Wrapper(_words(""), _rest),
    "xargs": Wrapper(
        _words(
            "-n --max-args -P --max-procs -I -L --max-lines -d --delimiter -a --arg-file -E -s --max-chars"
            " --process-slot-var"
        ),
        _xargs,
    ),
    "xvfb-run": Wrapper(_words("-s --server-args -n --server-num -e --error-file -f -p -w"), _rest),
} | {name: Wrapper(frozenset(), _shell) for name in SHELLS}
