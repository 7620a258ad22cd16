"""What the shell's own commands do to its state."""

import re

from layerwise.records import replace
from layerwise.regex import regex
from layerwise.shell.nodes import EVERYTHING
from layerwise.shell.script import Word
from layerwise.shell.state import State, Unset, resolve

DECLARATIONS = frozenset({"export", "declare", "typeset", "local", "readonly"})
"""Commands whose words are assignments: not split at blanks, patterns left alone."""

_READERS = frozenset({"read", "mapfile", "readarray", "getopts", "let"})
_CONDA = regex(r"conda|mamba|miniforge")  # whose script of that name chooses another environment
_NAME = regex(r"[A-Za-z_]\w*", re.ASCII)
_ASSIGNMENT = regex(r"([A-Za-z_]\w*)(\+?)=", re.ASCII)


def after(words: tuple[Word, ...], state: State) -> State:
    """The state after a simple command, which for all but the shell's own is the state before."""
    name = words[0].value
    given = words[1:]
    while name in ("command", "builtin") and given and not (given[0].value or "").startswith("-"):
        name, given = given[0].value, given[1:]
    if name in DECLARATIONS:
        return _declared(name, given, state)
    if name in _READERS or (name == "printf" and given and given[0].value == "-v"):
        return state.forgetting(found.group() for word in given if (found := _NAME.match(word.raw)))
    match name:
        case "cd":
            return _cd(given, state)
        case "pushd":
            moved = _cd(given, state) if given else state.moved(None)
            return replace(moved, stack=(state.cwd, *state.stack))
        case "popd":
            target = state.stack[0] if state.stack and not given else None
            return replace(state.moved(target), stack=state.stack[1:])
        case "unset":
            return _unset(given, state)
        case "set":
            return _set(given, state)
        case "." | "source":
            return _sourced(given, state)
        case "exec" if given:
            return replace(state, may_have_ended=True)
        case "exit" if not given or given[0].value in (None, "0"):
            return replace(state, may_have_ended=True)
        case _:
            return state


def _sourced(given: tuple[Word, ...], state: State) -> State:
    """A sourced file may set any variable; that it moves the shell as well is not supposed.

    People source `venv/bin/activate`, `$HOME/.nvm/nvm.sh` and `/etc/os-release`, which all stay where they are.
    """
    path = resolve(state.cwd, given[0].value) if len(given) == 1 and not given[0].is_pattern else None
    home, found, _ = (path or "").rpartition("/bin/activate")
    if found and path == home + found and not _CONDA.search(home):
        return _activated(home, state)
    return state.forgetting((EVERYTHING,))


def _activated(home: str, state: State) -> State:
    """After the script that venv, virtualenv and uv put into an environment (CPython Lib/venv/scripts)."""
    path = state.lookup("PATH")
    is_open = path is None and "PATH" in state.exported
    search = None if is_open else f"{home}/bin:{path if isinstance(path, str) else ''}"
    for name, value in (("PATH", search), ("VIRTUAL_ENV", home)):
        state = state.assigned(name, value).with_export(name)
    prompt = ("PS1", "VIRTUAL_ENV_PROMPT", "_OLD_VIRTUAL_PATH", "_OLD_VIRTUAL_PYTHONHOME", "_OLD_VIRTUAL_PS1")
    return state.without("PYTHONHOME").forgetting(prompt)


def _cd(given: tuple[Word, ...], state: State) -> State:
    targets = [word for word in given if word.value is None or word.value not in ("-P", "-L", "-e", "--")]
    if not targets:
        home = state.lookup("HOME")
        return state.moved(None if isinstance(home, Unset) else home)
    value = targets[0].value
    if len(targets) > 1 or value is None or targets[0].is_pattern or value.startswith("+"):
        return state.moved(None)
    if value == "-":
        return state.moved(state.previous)
    return state.moved(value or ".")


def _declared(name: str, given: tuple[Word, ...], state: State) -> State:
    """After `export` and its kin; `declare -x` exports as well."""
    options = [word.value for word in given if (word.value or "").startswith(("-", "+"))]
    if "-n" in options or "-f" in options:
        return state.forgetting(found.group() for word in given if (found := _NAME.match(word.raw)))
    exports = name == "export" or any("x" in (option or "") for option in options)
    for word in given:
        text = word.raw if word.value is None else word.value
        assignment = _ASSIGNMENT.match(text)
        if assignment:
            value = None if word.value is None else text[assignment.end() :]
            if assignment.group(2):
                held = state.lookup(assignment.group(1))
                value = held + value if isinstance(held, str) and value is not None else None
            state = state.assigned(assignment.group(1), value)
        if exports and (assignment or _NAME.fullmatch(text)):
            state = state.with_export(assignment.group(1) if assignment else text)
    return state


def _unset(given: tuple[Word, ...], state: State) -> State:
    for word in given:
        if word.value is None:
            return state.forgetting((EVERYTHING,))
        if _NAME.fullmatch(word.value):
            state = state.without(word.value)
    return state


def _set(given: tuple[Word, ...], state: State) -> State:
    """After `set`; of its options only `-a`, which exports what is assigned from then on, matters here."""
    previous = None
    for word in given:
        value = word.value or ""
        if value == "--":
            break
        is_long = previous in ("-o", "+o") and value == "allexport"
        if is_long or (value[:1] in ("-", "+") and "a" in value):
            sign = previous if is_long else value
            state = replace(state, exports_all=(sign or "").startswith("-"))
        previous = value
    return state
