"""Reads a RUN instruction, in any of its forms, to the commands that it runs."""

from collections.abc import Mapping

from layerwise.regex import regex
from layerwise.shell.call import Site, run_call
from layerwise.shell.evaluate import steps, walk
from layerwise.shell.parts import parts_of
from layerwise.shell.run import MOST, MOST_OF_A_FILE, Context, Log, Place, Run
from layerwise.shell.scan import scan
from layerwise.shell.script import Part, Script, Word
from layerwise.shell.state import State
from layerwise.shell.wrappers import SHELLS, Call
from layerwise.syntax.tree import Heredoc, Instruction
from layerwise.text import Span

_LONE_HEREDOC = regex(r"\s*\d*<<-?\s*[^<\s]+\s*")
_SHEBANG = regex(r"#![ \t]*(\S+)(?:[ \t]+(\S+))?[^\n]*\n?")
_SLASH = regex(r"[/\\]")
# Of micromamba's image: it activates the environment where that is asked for, and goes over to bash.
_BEFORE_BASH = frozenset({"_dockerfile_shell.sh"})


def read(
    instruction: Instruction,
    *,
    shell: tuple[str, ...] = ("/bin/sh", "-c"),
    cwd: str | None,
    environment: Mapping[str, str | None],
) -> Script:
    """The script of a RUN instruction.

    `shell` is that of the SHELL instruction in effect, `cwd` the working directory, None where unknown.
    `environment` is what the step sees, a None value being set but unknown; a variable that is not in it is
    unknown as well, as the base image may set it.
    """
    state = State(cwd=cwd, exported=environment, variables={})
    if instruction.is_json:
        return _read_words(instruction, state)
    reason = _foreign(shell)
    if len(instruction.heredocs) == 1 and _LONE_HEREDOC.fullmatch(instruction.body.text):
        heredoc = instruction.heredocs[0]
        reason = _shebang(heredoc, reason)
        return _unreadable(reason) if reason else _read_script(heredoc.body, heredoc.lines.span, state)
    if reason:
        return _unreadable(reason)
    body = instruction.body
    return _read_script(body.text, body.span, state, heredocs=instruction.heredocs)


def read_text(text: str, *, cwd: str | None, environment: Mapping[str, str | None]) -> Script:
    """The script of a file, or of a line of another one; spans are those of the text."""
    return _read_script(text, Span, State(cwd=cwd, exported=environment, variables={}), most=MOST_OF_A_FILE)


def _read_script(
    text: str, place: Place, state: State, *, heredocs: tuple[Heredoc, ...] | None = None, most: int = MOST
) -> Script:
    """The script `text`, whose here-documents stand in it unless they are given."""
    found = scan(text, has_bodies=heredocs is None)
    log = Log(heredocs=list(heredocs or ()), most=most)
    if found.problem:
        log.fail(found.problem)
    run = Run(text, place, log, walk)
    walked = steps(run, found.body, state, Context())
    if log.is_full:
        return _unreadable("it has too many commands")
    parts = parts_of(run, walked, found.body.last)
    return Script(commands=tuple(log.commands), parts=parts, unreadable=log.problem)


def _read_words(instruction: Instruction, state: State) -> Script:
    """The exec form: one command, its words as they stand."""
    if not instruction.words:
        return Script(commands=(), parts=(), unreadable=None)
    words = tuple(
        Word(word.text, word.span, word.text, is_pattern=False, variables=()) for word in instruction.words
    )
    span = Span(words[0].span.start, words[-1].span.end)
    log = Log()
    run = Run("", lambda _start, _end: span, log, walk)
    run_call(run, Site(span), Call(words, state.exported, state.cwd), Context())
    part = Part(
        span=span,
        operator="",
        operator_span=Span(span.start, span.start),
        commands=tuple(log.commands),
        is_simple=True,
        carries=None,
        carries_unknown=None,
        assigned=(),
        variables=tuple(dict.fromkeys(log.used)),
    )
    return Script(commands=part.commands, parts=(part,), unreadable=log.problem)


def _unreadable(reason: str) -> Script:
    return Script(commands=(), parts=(), unreadable=reason)


def _foreign(shell: tuple[str, ...]) -> str | None:
    """Why a script of this shell is not read; `conda run -n web /bin/bash -c` is bash's."""
    if any(_base(word) in SHELLS or _base(word) in _BEFORE_BASH for word in shell):
        return None
    return f"its shell is {_base(shell[0])}" if shell else "it has no shell"


def _shebang(heredoc: Heredoc, reason: str | None) -> str | None:
    """Why the body is not read: the builder runs one with a shebang by what that names, not by the shell."""
    found = _SHEBANG.match(heredoc.body)
    if not found:
        return reason
    program = _base(found.group(1))
    if program == "env":
        program = _base(found.group(2) or "")
    return None if program in SHELLS else f"its interpreter is {program}"


def _base(path: str) -> str:
    """A program's name without its directory and `.exe`."""
    return _SLASH.split(path)[-1].lower().removesuffix(".exe")
