"""What changes of that which copies and bind mounts take: files of the build context, and what stages hold."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from layerwise.cache.changed import ByPath, Edits
from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.paths import Paths
from layerwise.cache.plan import BuildPlan
from layerwise.cache.rerun import NEVER, Rerun, Reruns, sure, worst
from layerwise.cache.steps import Step
from layerwise.context.paths import is_within, join, relative
from layerwise.context.pattern import has_pattern, matches_above
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.unknown import Unknown

Ran = Mapping[int, Sequence[tuple[Step, Reruns]]]  # for each stage, what the steps do that make its image


class Held:
    """What copies take, before and after edits; `ran` grows while the steps are answered in their order."""

    def __init__(self, before: BuildPlan, after: BuildPlan, edits: Edits, ran: Ran) -> None:
        self.before = before
        self.after = after
        self.edits = edits
        self.ran = ran
        # Both by the identity of the copy, which the plans keep.
        self._targets_of: dict[int, tuple[tuple[str, int], ...]] = {}
        self._watched_by: dict[int, int] = {}
        self._known: dict[tuple[int, str], Reruns] = {}

    def answer(self, one: Copy, other: Copy) -> Reruns:
        """Whether a copy brings something else than the same copy did before the edits."""
        if one.is_local and other.is_local and one.origin == other.origin:
            if _is_elsewhere(one, other):
                return NEVER if _is_alike(one, other) else sure(self.edits.every)
            return sure(self._taken(one) | (0 if one is other else self._taken(other)))
        if one.stage is None and other.stage is None:
            return NEVER if one.origin == other.origin else sure(self.edits.every)
        if one.stage is None or other.stage is None:
            return self._if_output_changes()
        is_same = self.before is self.after or (
            _made(self.before, one, one.stage) == _made(self.after, other, other.stage)
        )
        made = NEVER if is_same else self._if_output_changes()
        return worst((made, self._of_stage(other, other.stage)))

    def _if_output_changes(self) -> Reruns:
        return Reruns(0, self.edits.every)

    def _taken(self, copy: Copy) -> int:
        """The edits that change what a copy takes from its context."""
        seen, found = self.edits.seen_by(copy), self._watched(copy)
        for mapping in copy.mappings:
            found |= seen.edits.get(mapping.source, 0)
            for path in seen.below(mapping.source) if mapping.is_directory else ():
                edits = seen.edits[path]
                if edits | found != found and copy.would_take(mapping, path):
                    found |= edits
        return found

    def _watched(self, copy: Copy) -> int:
        """The edits that change what decides about a copy besides its mappings."""
        if not copy.watched:
            return 0
        if id(copy) not in self._watched_by:
            seen = self.edits.seen_by(copy).edits.items()
            found = reduce(or_, (edits for path, edits in seen if copy.watches(path)), 0)
            self._watched_by[id(copy)] = found
        return self._watched_by[id(copy)]

    def _of_stage(self, copy: Copy, stage: int) -> Reruns:
        """Whether what a copy takes of a stage changes."""
        answer = worst(self._below(stage, source) for source in _sources(copy))
        if copy.is_led_away:
            answer = worst((answer, worst(ran for _, ran in self.ran[stage]).perhaps()))
        return answer if copy.unknown is None else answer.perhaps()

    def _below(self, stage: int, source: str) -> Reruns:
        """Whether what a stage holds at and below a path, or where a pattern matches, changes."""
        known = self._known.get((stage, source))
        if known is None:
            known = self._known[stage, source] = worst(self._by_events(stage, source))
        return known

    def _by_events(self, stage: int, source: str) -> Iterator[Reruns]:
        made = [(event, ran.possibly) for step, ran in self.ran[stage] for event in step.events]
        events = [event for event, _ in made]
        for number, (_, ran) in enumerate(made):
            if ran:
                yield self._event(events, number, source).among(ran)
        if stage < len(self.before.stages):
            # What is gone since, or ignored, only the copies of before bring.
            was = self.before.stages[stage].events
            for number, event in enumerate(was):
                if event.copy is not None and event.copy.is_local:
                    yield self._event(was, number, source)

    def _event(self, events: Sequence[Event], number: int, source: str) -> Reruns:
        """Whether an event that ran again brings something else to a path, given what comes after it."""
        event = events[number]
        copy = event.copy
        if copy is None:
            may_write = not event.is_directory and _overlaps(event.changes, source)
            return self._if_output_changes() if may_write else NEVER
        if copy.is_local:
            return self._local(event, copy, source, events[number + 1 :])
        if copy.stage is None:
            return NEVER
        answer = self._through(copy, copy.stage, source)
        is_last = not any(_touches(other, source) for other in events[number + 1 :])
        return answer if is_last else answer.perhaps()

    def _local(self, event: Event, copy: Copy, source: str, later: Sequence[Event]) -> Reruns:
        """Whether what a copy from a context brings to a path changes there."""
        surely = possibly = 0
        for target, edits in self._targets(copy):
            if edits | surely != surely and _covers(source, target):
                kept = _kept(target, later)
                surely |= edits if kept is Rerun.YES else 0
                possibly |= edits if kept is not Rerun.NO else 0
        watched = self._watched(copy)
        return Reruns(surely, possibly | (watched if watched and _touches(event, source) else 0))

    def _through(self, copy: Copy, stage: int, source: str) -> Reruns:
        """Whether what a copy from another stage brought to a path changes there."""
        answers = []
        for mapping in copy.mappings:
            below = relative(source, mapping.target)
            if below is not None:
                answers.append(self._below(stage, join(mapping.source, below)))
            elif is_within(mapping.target, _fixed(source)):
                answers.append(self._below(stage, mapping.source))
        if not copy.mappings:
            answers += [self._below(stage, pattern) for pattern in copy.watched or ("/",)]
            return worst(answers).perhaps()
        is_plain = not copy.excludes and not has_pattern(source)
        return worst(answers) if is_plain else worst(answers).perhaps()

    def _targets(self, copy: Copy) -> tuple[tuple[str, int], ...]:
        """The image paths to which a copy takes changed paths of its context, each with the edits."""
        if id(copy) not in self._targets_of:
            self._targets_of[id(copy)] = tuple(_targets(copy, self.edits.seen_by(copy)))
        return self._targets_of[id(copy)]


def _targets(copy: Copy, seen: ByPath) -> Iterator[tuple[str, int]]:
    for mapping in copy.mappings:
        if mapping.source in seen.edits:
            yield mapping.target, seen.edits[mapping.source]
        for path in seen.below(mapping.source) if mapping.is_directory else ():
            if path != mapping.source and copy.would_take(mapping, path):
                below = path[len(mapping.source) :].lstrip("/")
                yield posixpath.join(mapping.target, below), seen.edits[path]


def takes(copy: Copy, changed: str) -> bool:
    """Whether a copy from the context takes a changed path, ignored files left out by the context itself."""
    return copy.watches(changed) or any(
        changed == mapping.source
        or (mapping.is_directory and _is_below(changed, mapping.source) and copy.would_take(mapping, changed))
        for mapping in copy.mappings
    )


def _is_below(path: str, directory: str) -> bool:
    return not directory or path.startswith(directory.rstrip("/") + "/")


def _is_elsewhere(one: Copy, other: Copy) -> bool:
    """Whether two copies of the same words take their files from other places: another path, another link."""
    return [mapping.source for mapping in one.mappings] != [mapping.source for mapping in other.mappings]


def _is_alike(one: Copy, other: Copy) -> bool:
    """Whether two copies take files of the same content, so that the place does not matter."""
    if len(one.mappings) != len(other.mappings):
        return False
    pairs = zip(one.mappings, other.mappings, strict=True)
    return all(_is_same(one.tree, mine.source, other.tree, theirs.source) for mine, theirs in pairs)


def _is_same(one: Tree | Unknown, path: str, other: Tree | Unknown, elsewhere: str) -> bool:
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return False
    entry, there = one.entry(path), other.entry(elsewhere)
    if not isinstance(entry, Entry) or not isinstance(there, Entry) or entry.kind is not there.kind:
        return False
    if entry.kind is not Kind.DIRECTORY:
        text, same = one.text(path), other.text(elsewhere)
        return entry == there and text == same and not isinstance(text, Unknown)
    names, others = one.names(path), other.names(elsewhere)
    if isinstance(names, Unknown) or isinstance(others, Unknown) or list(names) != list(others):
        return False
    return all(_is_same(one, join(path, name), other, join(elsewhere, name)) for name in names)


def _sources(copy: Copy) -> list[str]:
    """The paths and patterns that a copy takes from a stage."""
    return [*(mapping.source for mapping in copy.mappings), *copy.watched] or ["/"]


def _base(plan: BuildPlan, stage: int) -> str | None:
    """The image that a stage begins with."""
    while (parent := plan.stages[stage].parent) is not None:
        stage = parent
    return plan.base(stage)


def _made(plan: BuildPlan, copy: Copy, stage: int) -> object:
    """What makes the paths that a copy takes from a stage, as far as the text of the Dockerfile says it."""
    sources = sorted(_sources(copy))
    makers = [
        event.identity
        for event in plan.stages[stage].events
        if any(_touches(event, source) for source in sources)
    ]
    return sources, _base(plan, stage), makers


def _touches(event: Event, source: str) -> bool:
    is_brought = event.copy is not None and event.copy.brings(_fixed(source))
    return is_brought or _overlaps(event.changes, source)


def _kept(target: str, later: Sequence[Event]) -> Rerun:
    """What becomes of a changed file that a copy brought, given what comes after the copy."""
    if any(event.copy is not None and event.copy.source_of(target) is not None for event in later):
        return Rerun.NO
    is_safe = not any(_overlaps(e.changes, target) for e in later if not e.is_directory)
    return Rerun.YES if is_safe else Rerun.IF_OUTPUT_CHANGES


def _overlaps(changes: Paths, source: str) -> bool:
    """Whether something at or below a path, or where a pattern matches, may be changed."""
    path = _fixed(source)
    if changes.unknown is not None:
        return True
    return any(is_within(one, path) or is_within(path, one) for one in changes.trees | changes.files)


def _covers(source: str, target: str) -> bool:
    return matches_above(source, target) if has_pattern(source) else is_within(target, source)


def _fixed(source: str) -> str:
    """The path, or the directory in which a pattern begins to match; empty for the root."""
    pieces = source.split("/")
    plain = next((number for number, piece in enumerate(pieces) if has_pattern(piece)), len(pieces))
    return "/".join(pieces[:plain])
