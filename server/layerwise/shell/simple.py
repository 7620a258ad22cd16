"""Runs a simple command: its words, its wrappers, the script that it may hold, its effect on the shell."""

from layerwise.shell.builtins import DECLARATIONS, after
from layerwise.shell.call import Site, note, run_call
from layerwise.shell.expand import assigned_in
from layerwise.shell.nodes import DIRECTORY, EVERYTHING, RawWord, Simple
from layerwise.shell.run import Context, Run
from layerwise.shell.script import Word
from layerwise.shell.state import State
from layerwise.shell.wording import redirects_of, unsplit_word, words_of
from layerwise.shell.wrappers import Call
from layerwise.text import Span


def run_simple(run: Run, node: Simple, state: State, context: Context) -> State:
    """The state after a simple command, which joins the log."""
    is_declaration = bool(node.words) and node.words[0].plain in DECLARATIONS
    words: list[Word] = []
    written: dict[Span, RawWord] = {}
    for raw in node.words:
        if is_declaration:
            words.append(unsplit_word(run, raw, state, context))
        else:
            words += words_of(run, raw, state, context)
        written[run.place(raw.start, raw.end)] = raw
    redirects = redirects_of(run, node.redirects, state, context)
    with_assignments, prefix = _assigned(run, node, state, context)
    for name in (name for raw in node.words for name in assigned_in(raw.pieces)):
        state = state.assigned(name, None)
    span = run.place(node.start, node.end)
    if not words:
        opened = tuple(redirect for redirect in redirects if not redirect.operator.startswith("<<"))
        if opened:  # `> FILE` alone makes it empty
            own = Word(":", span, ":", is_pattern=False, variables=())
            note(run, Site(span, opened), Call((own,), state.exported, state.cwd), context)
        return with_assignments
    call = Call(tuple(words), {**state.exported, **prefix} if prefix else state.exported, state.cwd)
    if words[0].value == "eval":
        return _eval(run, call, span, state, context)
    here = next((redirect.here for redirect in node.redirects if redirect.here), None)
    run_call(run, Site(span, redirects, here, written), call, context)
    return after(call.words, state).forgetting(node.effects)


def _assigned(run: Run, node: Simple, state: State, context: Context) -> tuple[State, dict[str, str | None]]:
    """The state after a command's assignments if no words follow, and what they add to its environment."""
    prefix: dict[str, str | None] = {}
    for assignment in node.assignments:
        value = unsplit_word(run, assignment.value, state, context).value
        held = state.lookup(assignment.name) if assignment.is_append else ""
        is_known = isinstance(held, str) and not assignment.is_array
        value = f"{held}{value}" if is_known and value is not None else None
        state = state.assigned(assignment.name, value)
        prefix[assignment.name] = value
    return state, prefix


def _eval(run: Run, call: Call, span: Span, state: State, context: Context) -> State:
    """`eval` is read where its words are known."""
    values = [word.value for word in call.words[1:] if word.value is not None and not word.is_pattern]
    if len(values) == len(call.words) - 1:
        text = " ".join(values)
        return run.script(text, lambda _start, _end: span, state, context)
    run.log.fail("`eval` runs text that is not known")
    note(run, Site(span), call, context)
    return state.forgetting((EVERYTHING, DIRECTORY))
