"""The edits that put the fetching of an index into the layers that install from it, or what is in the way."""

from collections.abc import Iterator, Sequence

from layerwise.cache.commands.folders import SYSTEM_TREES
from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.context.paths import is_within
from layerwise.ecosystems.facts import Index
from layerwise.edits import block, with_blank_line
from layerwise.indexes.stale import Stale, Use, event_of, operator_after, part_of
from layerwise.regex import regex
from layerwise.shell.script import Part
from layerwise.syntax.tree import Dockerfile
from layerwise.text import Edit, Span
from layerwise.tuples import NamedTuple


class Obstacle(NamedTuple):
    """Why the two are not joined, and the place that says so."""

    why: str
    span: Span


class Joined(NamedTuple):
    """The edits; `is_moved`: the step that only fetched the index is gone."""

    edits: tuple[Edit, ...]
    is_moved: bool


def join(plan: BuildPlan, others: Sequence[BuildPlan], one: Stale) -> Joined | Obstacle:
    """Fetch the index in every layer that installs from it; nowhere else, where a step did nothing but that."""
    document = plan.document
    fetch = _text(document, one.refresh)
    if isinstance(fetch, Obstacle):
        return fetch
    edits: list[Edit] = []
    for install in one.installs:
        part = _place(one, install)
        if isinstance(part, Obstacle):
            return part
        for each in (plan, *others):
            if (met := _in_between(each, one, install)) is not None:
                return met
        edits.append(Edit(Span(part.span.start, part.span.start), f"{fetch} && "))
    first = one.installs[0]
    is_moved = _is_alone(one.refresh) and first.step.stage == one.refresh.step.stage
    if is_moved:
        edits += _removed(document, one.refresh.step, first.step)
    return Joined(tuple(edits), is_moved)


def _text(document: Dockerfile, refresh: Use) -> str | Obstacle:
    """The command that fetches the index, as its author wrote it."""
    part = part_of(refresh.step, refresh.command)
    span = refresh.command.span
    if part is None or not part.is_simple or part.commands != (refresh.command,):
        return Obstacle("the command that fetches the index does not stand by itself", span)
    text = part.span.of(document.text)
    if "\n" in text or refresh.step.instruction.is_json:
        return Obstacle("the command that fetches the index is not in a form that can be joined", span)
    return text


def _place(one: Stale, install: Use) -> Part | Obstacle:
    """The part of a RUN before which the index is fetched."""
    step, span = install.step, install.command.span
    part = part_of(step, install.command)
    if step.instruction.is_json:
        return Obstacle("a RUN in JSON form has no shell that joins two commands", span)
    if part is None or not part.is_simple or install.command.is_conditional:
        return Obstacle("the install is run only under a condition", span)
    if part.operator in ("||", "&") or operator_after(step, part) in ("||", "&"):
        return Obstacle("the install is joined to other commands by || or &", span)
    if _flags(step) != _flags(one.refresh.step):
        return Obstacle("the two RUNs have other mounts or options", step.instruction.span)
    if _around(step) != _around(one.refresh.step):
        return Obstacle(
            "the two RUNs have another user, shell or settings of the network", step.instruction.span
        )
    return part


def _flags(step: Step) -> tuple[tuple[str, str | None], ...]:
    return tuple(sorted((flag.name, flag.value) for flag in step.instruction.flags))


# Variables from which the fetching of an index depends (apt.conf(5), curl(1)).
_HEEDED = regex(r"(?i:\w+_proxy)|APT_CONFIG|PATH|LD_\w+|SSL_\w+|CURL_\w+")


def _around(step: Step) -> tuple[object, ...]:
    heeded = {n: v for n, v in step.state.environment.items() if _HEEDED.fullmatch(n)}
    return heeded, step.state.user, step.state.shell


def _is_alone(refresh: Use) -> bool:
    script = refresh.step.script
    return script is not None and len(script.parts) == 1


def _in_between(plan: BuildPlan, one: Stale, install: Use) -> Obstacle | None:
    """What stands between the two and may decide what is fetched, or has to do with the index."""
    lineage = plan.lineage(install.step.stage)
    start, end = (_position(lineage, use.step) for use in (one.refresh, install))
    steps = lineage[start : end + 1]
    events = [event for step in steps for event in step.events]
    first, last = event_of(steps[0], one.refresh.command), event_of(steps[-1], install.command)
    begin = next((n + 1 for n, event in enumerate(events) if first and event.span == first.span), 0)
    stop = next(
        (n for n, event in enumerate(events) if n >= begin and last and event.span == last.span), len(events)
    )
    return next((met for event in events[begin:stop] if (met := _met(event, one.index)) is not None), None)


def _position(lineage: tuple[Step, ...], step: Step) -> int:
    return next(n for n, other in enumerate(lineage) if other.instruction.span == step.instruction.span)


def _met(event: Event, index: Index) -> Obstacle | None:
    """Why an event must not come before the index is fetched."""
    if event.is_directory:
        return None
    if event.copy is not None:
        why = event.copy.unknown or _brought(event, index)
    elif event.install is not None or event.tool is not None:
        why = _installed(event, index)
    else:
        unknown = event.changes.unknown or event.reads.unknown
        why = unknown or _changed(event, index, event.changes.files | event.changes.trees)
        why = why or _looked_at(event, index)
    return None if why is None else Obstacle(why, event.span)


def _brought(event: Event, index: Index) -> str | None:
    """Why a copy counts: it may bring sources, keys, certificates; an archive may hold whatever it likes."""
    assert event.copy is not None, "the caller has looked"
    is_open = bool(event.changes.files | event.changes.trees)
    is_met = any(event.copy.brings(place) for place in (*index.settings, *index.lists))
    return f"{event.label} may bring settings that decide what is fetched" if is_open or is_met else None


def _installed(event: Event, index: Index) -> str | None:
    """Why an install counts. By names it writes the system's files, but no settings of another manager."""
    if event.tool is not None and (event.reads.unknown or event.reads.files or event.reads.trees):
        return event.reads.unknown or f"{event.label} may bring settings of its own"
    own = (event.changes.files | event.changes.trees) - SYSTEM_TREES.trees
    return event.changes.unknown or _changed(event, index, own)


def _changed(event: Event, index: Index, paths: frozenset[str]) -> str | None:
    places = (one for path in sorted(paths) for one in (*index.settings, *index.lists) if _touch(path, one))
    place = next(places, None)
    return None if place is None else f"{event.label} may change {place}, which decides what is fetched"


def _looked_at(event: Event, index: Index) -> str | None:
    looked = sorted(event.reads.files | event.reads.trees)
    is_met = any(_touch(path, one) for path in looked for one in index.lists)
    return f"{event.label} reads the index" if is_met else None


def _touch(path: str, place: str) -> bool:
    return is_within(path, place) or is_within(place, path)


def _removed(document: Dockerfile, step: Step, first: Step) -> Iterator[Edit]:
    """The step goes, and its comments go above the install."""
    whole = block(document, step.instruction)
    comments = whole.text[: step.instruction.lines.start - whole.span.start]
    yield Edit(with_blank_line(document.text, whole.span), "")
    if comments.strip():
        start = block(document, first.instruction).span.start
        yield Edit(Span(start, start), comments)
