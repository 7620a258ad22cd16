"""Walks a scanned script as a shell would, and notes each simple command with where and how it runs.

`cd`, `export`, `echo` and their kin are supposed to succeed wherever their failure is not asked for
(`cd web || ...`); of everything else both outcomes count.
"""

from collections.abc import Callable, Iterator

from layerwise.records import replace
from layerwise.shell.call import Site, note
from layerwise.shell.nodes import DIRECTORY, EVERYTHING, Compound, Item, Node, Pipeline, Sequence, Simple
from layerwise.shell.outcome import cannot_fail, is_fatal, is_move, never_returns
from layerwise.shell.run import Context, Run, Step
from layerwise.shell.script import Word
from layerwise.shell.simple import run_simple
from layerwise.shell.state import State
from layerwise.shell.wording import redirects_of, run_here, words_of
from layerwise.shell.wrappers import Call
from layerwise.tuples import NamedTuple


class _List(NamedTuple):
    """Items joined by `&&` and `||`; `is_decisive`: it is the last, so that its failure is the script's."""

    items: tuple[Item, ...]
    is_background: bool
    is_last: bool


def walk(run: Run, sequence: Sequence, state: State, context: Context) -> State:
    """The state after a sequence of commands."""
    return _walk(run, sequence, state, context, lambda _step: None)


def steps(run: Run, sequence: Sequence, state: State, context: Context) -> tuple[Step, ...]:
    """What each item of a sequence did, in order."""
    found: list[Step] = []
    _walk(run, sequence, state, context, found.append)
    return tuple(found)


def _walk(
    run: Run, sequence: Sequence, state: State, context: Context, passed: Callable[[Step], None]
) -> State:
    for one in _lists(sequence):
        if run.log.is_full:
            break
        is_decisive = context.is_decisive and one.is_last and not one.is_background
        after = _list(run, one.items, state, context._replace(is_decisive=is_decisive), passed)
        if not one.is_background:
            state = after
    return state


def _lists(sequence: Sequence) -> Iterator[_List]:
    items = sequence.items
    starts = [i for i, item in enumerate(items) if i == 0 or item.operator not in ("&&", "||")]
    for start, end in zip(starts, [*starts[1:], len(items)], strict=False):
        is_last = end == len(items)
        following = sequence.last if is_last else items[end].operator
        yield _List(items[start:end], following == "&", is_last)


def _list(
    run: Run, items: tuple[Item, ...], state: State, context: Context, passed: Callable[[Step], None]
) -> State:
    """The state after items joined by `&&` and `||`.

    `won` and `lost` are the states in which the items so far have succeeded and failed.
    """
    decisive = _decisive(items, is_decisive=context.is_decisive)
    won = lost = state
    may_be_skipped = False
    for index, item in enumerate(items):
        if run.log.is_full:
            break
        before = lost if item.operator == "||" else won
        is_sure = index == 0 or (cannot_fail(items[index - 1]) and not may_be_skipped)
        may_be_skipped = item.operator == "||" or not (is_sure or decisive[index - 1])
        inner = Context(context.is_conditional or may_be_skipped, decisive[index], context.user)
        after = _item(run, item, before, inner, passed)
        if index and never_returns(item):
            has_ended = after.may_have_ended and not is_fatal(item)
            won = won if item.operator == "||" else lost
            won = lost = replace(won, may_have_ended=won.may_have_ended or has_ended)
        elif item.operator == "||":
            won, lost = won.merged(after), after
        else:
            won, lost = after, after if is_sure else lost.merged(after)
            if is_move(item) and index + 1 < len(items) and items[index + 1].operator == "||":
                lost = before
    return won.merged(lost)


def _decisive(items: tuple[Item, ...], *, is_decisive: bool) -> list[bool]:
    """For each item whether the script fails with it."""
    found = []
    for item in reversed(items):
        found.append(is_decisive)
        if is_fatal(item):
            is_decisive = True
        elif item.operator == "||":
            is_decisive = False
    return found[::-1]


def _item(run: Run, item: Item, state: State, context: Context, passed: Callable[[Step], None]) -> State:
    commands, used = len(run.log.commands), len(run.log.used)
    after = _pipeline(run, item.pipeline, state, context)
    step = Step(
        item=item,
        commands=tuple(run.log.commands[commands:]),
        used=tuple(dict.fromkeys(run.log.used[used:])),
        before=state,
        after=after,
        is_conditional=context.is_conditional,
    )
    passed(step)
    return after


def _pipeline(run: Run, pipeline: Pipeline, state: State, context: Context) -> State:
    if len(pipeline.stages) == 1:
        return _node(run, pipeline.stages[0], state, context)
    for stage in pipeline.stages:
        is_decisive = context.is_decisive and stage is pipeline.stages[-1]
        _node(run, stage, state, context._replace(is_decisive=is_decisive))
    return state


def _node(run: Run, node: Node, state: State, context: Context) -> State:
    if isinstance(node, Simple):
        if state.may_have_ended:
            context = context._replace(is_conditional=True)
        return run_simple(run, node, state, context)
    subjects = [word for subject in node.subjects for word in words_of(run, subject, state, context)]
    redirects = redirects_of(run, node.redirects, state, context)
    opened = tuple(redirect for redirect in redirects if not redirect.operator.startswith("<<"))
    if opened or any(word.is_pattern for word in subjects):
        span = run.place(node.start, node.end)
        own = Word(node.keyword, span, ":", is_pattern=False, variables=())
        call = Call((own, *subjects), state.exported, state.cwd)
        note(run, Site(span, opened), call, context)  # what the compound command itself opens and lists
    for here in (redirect.here for redirect in node.redirects if redirect.here):
        run_here(run, here, state, context)
    return _compound(run, node, state, context)


def _compound(run: Run, node: Compound, state: State, context: Context) -> State:
    perhaps = context._replace(is_conditional=True, is_decisive=False)
    asked = context._replace(is_decisive=False)
    match node.keyword:
        case "(":
            for body in node.always:
                walk(run, body, state, context)
            return state
        case "{":
            for body in node.always:
                state = walk(run, body, state, context)
            return state
        case "function":
            for body in node.maybe:
                walk(run, body, state.forgetting((EVERYTHING, DIRECTORY)), perhaps)
            return state
        case "while" | "until" | "for" | "select":
            state = state.forgetting(node.effects)
    for condition in node.always:
        state = walk(run, condition, state, asked)
    after = state
    for body in node.maybe:
        after = after.merged(walk(run, body, state, perhaps))
    return after
