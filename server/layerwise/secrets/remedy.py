"""How a secret is kept out of the image: out of the build context, and mounted while an install reads it."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from layerwise.builds.ignoring import Longer, with_lines
from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan, plan
from layerwise.cache.steps import Step
from layerwise.context.paths import below_root, is_within
from layerwise.context.pattern import has_pattern
from layerwise.edits import block
from layerwise.secrets.mounts import identities, mount
from layerwise.secrets.removal import without
from layerwise.secrets.search import Secret
from layerwise.secrets.uses import Obstacle, Reader, Uses, places, uses
from layerwise.split.frontend import has_mounts
from layerwise.split.groups import copy_of
from layerwise.syntax.parse import parse
from layerwise.text import Edit, Span, apply
from layerwise.tuples import NamedTuple

_MOST = 3  # mounts on one RUN; with more of them a person had better think of something else


class Passed(NamedTuple):
    """A file that is given to the build as a secret: its path in the context, its id, and the install that reads it."""

    source: str
    name: str
    install: str


class Remedy(NamedTuple):
    """The edits of the Dockerfile, the lines for the ignore file, and what is mounted.

    `paths` are the files. `perhaps` is a command that may read one too, as far as anyone knows.
    """

    edits: tuple[Edit, ...]
    paths: tuple[str, ...]
    ignored: Longer
    passed: tuple[Passed, ...]
    perhaps: Event | None


def remedy(before: BuildPlan, secrets: Sequence[Secret], place: Span) -> Remedy | Obstacle:
    """The change after which no copy brings the files and the build does what it did; `place` is the finding's."""
    sources = [secret.source for secret in secrets]
    found = uses(before, sources)
    read = found.read()
    names = identities(sorted(read))
    settled: list[Edit | Obstacle] = [
        *found.obstacles,
        *_wanted(found, secrets, place),
        *_mounts(before, found, names),
        *_removals(before, found),
        *_unnamed(before, found),
    ]
    ignored = with_lines(before.build, sources)
    obstacle = next((one for one in settled if isinstance(one, Obstacle)), None)
    if obstacle is not None or ignored is None:
        return obstacle or Obstacle("the ignore file cannot be extended for it", place)
    edits = tuple(sorted({one for one in settled if isinstance(one, Edit)}))
    why = _left(before, edits, sources, ignored)
    if why is not None:
        return Obstacle(why, place)
    passed = tuple(Passed(source, names[source], event.label) for source, event in read.items())
    mounted = [event for reader in found.readers.values() for event in reader.events.values()]
    perhaps = next((event for event in found.perhaps if event not in mounted), None)
    return Remedy(edits, tuple(sources), ignored, passed, perhaps)


def _wanted(found: Uses, secrets: Sequence[Secret], place: Span) -> Iterator[Obstacle]:
    """Files that the image is meant to have, or whose settings it needs."""
    for secret in (secret for secret in secrets if secret.kind.is_shared):
        yield Obstacle(f"{secret.source} holds settings besides, which other commands may read", place)
    read = found.read()
    for step, source in found.named:
        if source not in read:
            yield Obstacle(f"it names {source}, so the image is meant to have it", step.events[0].span)


def _mounts(before: BuildPlan, found: Uses, names: Mapping[str, str]) -> Iterator[Edit | Obstacle]:
    for step, events in found.readers.values():
        if len(events) > _MOST:
            yield Obstacle(f"more than {_MOST} files would have to be mounted", step.instruction.span)
            continue
        edit = mount(step, events, {path: names[found.targets[path]] for path in events})
        others = [one.target for one in step.mounts if one.target is not None]
        is_taken = any(is_within(path, target) for target in others for path in events)
        if edit is None or is_taken or not has_mounts(before.document):
            label = next(iter(events.values())).label
            yield Obstacle(f"{label} reads it, and its RUN can have no secret mount", step.instruction.span)
        else:
            yield edit


def _removals(before: BuildPlan, found: Uses) -> Iterator[Edit | Obstacle]:
    for step, event in found.removals:
        mounted = found.readers.get(step.instruction.span, Reader(step, {})).events
        edits = without(before.document, step, event, found.targets.keys(), mounted.keys())
        yield from [Obstacle(f"{event.label} fails without the file", event.span)] if edits is None else edits


def _unnamed(before: BuildPlan, found: Uses) -> Iterator[Edit | Obstacle]:
    """The files' names taken out of the copies that name them."""
    for step in {id(step): step for step, _ in found.named}.values():
        sources = [source for other, source in found.named if other is step]
        words = step.instruction.words
        doomed = [n for n, word in enumerate(words[:-1]) if _name(before, step, word.text) in sources]
        place = step.events[0].span
        if len(doomed) == len(words) - 1:
            copy = copy_of(step)
            targets = [path for s in sources for path, _ in (() if copy is None else places(copy, s))]
            is_used = not all(_is_there(step, path) for path in targets)
            span = block(before.document, step.instruction).span
            yield Obstacle("it may make a directory that is used", place) if is_used else Edit(span, "")
            continue
        # A pattern that matches nothing is no error (measured), but a copy of nothing makes no directory.
        if len(doomed) < len(sources) and not _brings_others(step, len(sources)):
            yield Obstacle("it names the file by a pattern", place)
        for number in doomed:
            span = Span(words[number].span.start, words[number + 1].span.start)
            if any(span.contains(comment) for comment in step.instruction.comments):
                yield Obstacle("a comment stands beside the file's name", place)
            yield Edit(span, "")


def _brings_others(step: Step, count: int) -> bool:
    """Whether a copy with a pattern brings more than so many files."""
    copy = copy_of(step)
    has_patterns = any(has_pattern(word.text) for word in step.instruction.words[:-1])
    return copy is not None and has_patterns and len(copy.mappings) > count


def _name(before: BuildPlan, step: Step, word: str) -> str | None:
    value = step.state.expand(word, before.document.escape)
    return below_root(value) if isinstance(value, str) and not has_pattern(word) else None


def _is_there(step: Step, path: str) -> bool:
    """Whether the directory of a path is there without the copy, or is one that tools make for themselves."""
    directory, home = posixpath.dirname(path), step.state.home() or "/root"
    return directory in (step.state.cwd, home, "/") or directory.startswith(posixpath.join(home, "."))


def _left(before: BuildPlan, edits: Sequence[Edit], sources: Sequence[str], ignored: Longer) -> str | None:
    """Why the change does not do: a copy brings a file all the same, or lacks a source that it had."""
    if any(one.span.end > other.span.start for one, other in pairwise(edits)):
        return "its uses stand too close together"
    after = plan(parse(apply(before.document.text, edits)), ignored.build)
    was = {name for copy in _copies(before) for name in copy.absent}
    for copy in _copies(after):
        is_left = copy.is_context and any(next(places(copy, path), None) for path in sources)
        if is_left or not was.issuperset(copy.absent):
            return "the ignore file cannot be extended for it"
    return None


def _copies(one: BuildPlan) -> Iterator[Copy]:
    return (copy for stage in one.stages for step in stage.steps if (copy := copy_of(step)) is not None)
