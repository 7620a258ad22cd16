"""Which directories of the build context go where in the image, and what else may bring a file there."""

import posixpath
from collections.abc import Iterator, Sequence

from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.laid import Pair
from layerwise.cache.paths import BASE_CWD
from layerwise.cache.steps import Step
from layerwise.context.paths import is_within
from layerwise.ecosystems.facts import Reading

# Where scripts run that set up tools; one that works on a project elsewhere names its directory.
_NO_PROJECTS = ("/", BASE_CWD, "/root")


def may_bring(event: Event, path: str) -> bool:
    """Whether an event may have brought a file that nobody sees: a copy of a stage, a script."""
    if event.copy is not None:
        if event.copy.unknown is not None:
            return True
        if event.copy.is_context:
            return event.writes.may_hold(path)
        return any(m.is_directory and is_within(path, m.target) for m in event.copy.mappings)
    if event.writes.unknown is None:
        return event.writes.may_hold(path)
    folder = posixpath.dirname(path)
    if event.cwd is None or (event.cwd not in _NO_PROJECTS and is_within(path, event.cwd)):
        return True
    return folder != "/" and folder in " ".join(map(str, event.identity[1:2]))


def brought(lineage: Sequence[Step], image: Image, reading: Reading) -> Iterator[tuple[Step, Pair]]:
    """The copies of the context with the directories that they fill, those of the install's manifests first."""
    steps = [step for step in lineage if (copy := context_copy(step)) is not None and not copy.absent]
    manifests = [(image.origin(need.path), need.path) for need in reading.needs]
    for step in steps:
        for event, path in manifests:
            if event is not None and any(event is one for one in step.events):
                copy = context_copy(step)
                source = copy.source_of(path) if copy is not None else None
                if source is not None:
                    yield step, Pair(posixpath.dirname(path), posixpath.dirname(source))
    if not manifests:
        for step in steps:
            copy = context_copy(step)
            for mapping in copy.mappings if copy is not None else ():
                if mapping.is_directory:
                    yield step, Pair(mapping.target, mapping.source)
                else:
                    yield step, Pair(posixpath.dirname(mapping.target), posixpath.dirname(mapping.source))


def outward(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """The pairs with those of the directories above, as far as these have the same names."""
    found = dict.fromkeys(pairs)
    for pair in pairs:
        image, context = pair
        while context and posixpath.basename(image) == posixpath.basename(context):
            image, context = posixpath.dirname(image), posixpath.dirname(context)
            found[Pair(image, context)] = None
    return tuple(found)


def context_copy(step: Step) -> Copy | None:
    """The copy of the build context that a step makes, None for other steps."""
    return next((e.copy for e in step.events if e.copy is not None and e.copy.is_context), None)


def anchor(brought: Sequence[tuple[Step, Pair]], path: str) -> Step:
    """The copy whose directory is the nearest above a file, of several the last one."""
    held = [one for one in brought if is_within(path, one[1].image)] or list(brought)
    return max(held, key=lambda one: (len(one[1].image), one[0].number))[0]


def is_same(image: Image, path: str, source: str) -> bool:
    """Whether the image has a file of the context at its own name."""
    event = image.origin(path)
    copy = event.copy if event is not None else None
    return copy is not None and copy.is_context and copy.source_of(path) == source
