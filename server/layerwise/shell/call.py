"""Runs a command whose words are known: through its wrappers to itself, or into the script that it is given."""

from collections.abc import Iterator, Mapping

from layerwise.shell.nodes import HereText, RawWord
from layerwise.shell.run import Context, Run
from layerwise.shell.script import Command, Redirect, Word
from layerwise.shell.state import State
from layerwise.shell.wording import here_text, run_here, text_place
from layerwise.shell.wrappers import SHELLS, Call, name_of, unwrap
from layerwise.text import Span
from layerwise.tuples import NamedTuple

_EXECS = frozenset({"-exec", "-execdir", "-ok", "-okdir"})
_EXEC_ENDS = (";", "+")


class Site(NamedTuple):
    """Where a command stands: its span, redirections, here-document, and its words as written by span."""

    span: Span
    redirects: tuple[Redirect, ...] = ()
    here: HereText | None = None
    written: Mapping[Span, RawWord] = {}


def run_call(run: Run, site: Site, call: Call, context: Context) -> None:
    """Note the command inside its wrappers, or run the script that it holds."""
    call = unwrap(call)
    context = context._replace(
        is_conditional=context.is_conditional or call.is_conditional, user=call.user or context.user
    )
    state = State(cwd=call.cwd, exported=call.environment, variables={})
    if call.script is not None:
        _run_script(run, site, call, state, context)
    elif site.here and _reads_script(call.words):
        run.script(*here_text(run, site.here), state, context)
    else:
        if site.here:
            run_here(run, site.here, state, context)
        note(run, site, call, context)
        for inner in _executed(call):
            run_call(run, site._replace(redirects=(), here=None), inner, context)


def note(run: Run, site: Site, call: Call, context: Context) -> None:
    """Put a command on the list."""
    command = Command(
        words=call.words,
        redirects=site.redirects + call.inputs,
        span=site.span,
        cwd=call.cwd,
        environment=call.environment,
        user=context.user,
        is_conditional=context.is_conditional,
        feeds_arguments=call.feeds_arguments,
    )
    run.log.commands.append(command)


def _run_script(run: Run, site: Site, call: Call, state: State, context: Context) -> None:
    script = call.script
    assert script is not None, "the caller has looked"
    if script.value is None:
        run.log.fail("a shell runs text that is not known")
        note(run, site, call, context)
        return
    place = text_place(run, site.written.get(script.span), script, script.value)
    run.script(script.value, place, state, context)


def _reads_script(words: tuple[Word, ...]) -> bool:
    """Whether it is a shell that takes its commands from standard input: `bash -ex <<EOF`, `sh -s -- a <<EOF`."""
    if name_of(words) not in SHELLS:
        return False
    values = [word.value or "" for word in words[1:]]
    return "-s" in values or all(value.startswith(("-", "+")) for value in values)


def _executed(call: Call) -> Iterator[Call]:
    """The commands that `find` runs on what it finds."""
    if name_of(call.words) != "find":
        return
    words: list[Word] | None = None
    for word in call.words[1:]:
        if words is None:
            words = [] if word.value in _EXECS else None
        elif word.value not in _EXEC_ENDS:
            words.append(word._replace(value=None) if "{}" in (word.value or "") else word)
        else:
            if words:
                yield call._replace(words=tuple(words), feeds_arguments=True, is_conditional=True, inputs=())
            words = None
