"""The mounts of a RUN: what they show to its commands."""

from layerwise.cache.copies import Copy, Mapping
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.paths import NOTHING
from layerwise.cache.sources import Places
from layerwise.cache.state import State
from layerwise.cache.watched import watched
from layerwise.context.context import BuildContext
from layerwise.context.paths import is_within, resolve
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.syntax.tree import Flag, Instruction
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_WRITABLE = frozenset({"rw", "readwrite"})  # of a bind mount; what is written there is dropped


class Mount(NamedTuple):
    """One `--mount`: its type, its target, and for binds the copy that its content amounts to.

    `is_scratch`: commands may write there what none but them sees.
    """

    text: str
    kind: str
    target: str | None
    is_scratch: bool
    event: Event | None


def mounts(instruction: Instruction, state: State, places: Places, escape: str) -> tuple[Mount, ...]:
    """The mounts of a RUN in order."""
    flags = [flag for flag in instruction.flags if flag.name == "mount" and flag.value]
    return tuple(_mount(flag, state, places, escape) for flag in flags)


def may_use(mount: Mount, event: Event) -> bool:
    """Whether a command may look into a mount: surely not where all that it touches is known and elsewhere."""
    paths = event.looks | event.changes
    if mount.kind == "ssh" or mount.target is None or paths.unknown is not None or event.install is not None:
        return True
    return paths.may_hold(mount.target) or any(is_within(p, mount.target) for p in paths.files | paths.trees)


def _mount(flag: Flag, state: State, places: Places, escape: str) -> Mount:
    options = _options(flag, state, escape)
    kind = options.get("type", "bind")
    target = options.get("target") or options.get("dst") or options.get("destination")
    path = None if target is None else state.resolve(target)
    event = _bound(flag, options, path, places) if kind == "bind" and path is not None else None
    is_scratch = kind == "tmpfs" or not _WRITABLE.isdisjoint(options)
    return Mount(flag.value or "", kind, path, is_scratch=is_scratch, event=event)


def _options(flag: Flag, state: State, escape: str) -> dict[str, str]:
    options = {}
    for piece in (flag.value or "").split(","):
        name, _, value = piece.partition("=")
        expanded = state.expand(value, escape)
        options[name.strip().lower()] = value if isinstance(expanded, Unknown) else expanded
    return options


def _bound(flag: Flag, options: dict[str, str], target: str, places: Places) -> Event:
    origin, tree = _tree(options.get("from"), places)
    source = (options.get("source") or options.get("src") or "").strip("/")
    source = "" if source == "." else source
    path = source if isinstance(tree, BuildContext) else f"/{source}"
    real = resolve(tree.entry, path) if isinstance(tree, BuildContext) else path
    path = real if isinstance(real, str) else path
    entry = None if isinstance(tree, Unknown) else tree.entry(path)
    is_directory = not isinstance(entry, Entry) or entry.kind is Kind.DIRECTORY
    seen = watched(tree, [source])
    copy = Copy(
        keyword="RUN",
        origin=origin,
        tree=tree,
        mappings=(Mapping(path, target, is_directory, is_seen=_is_seen(tree, path)),),
        is_link=False,
        watched=seen.patterns,
        is_led_away=seen.is_led_away,
    )
    return Event(
        identity=("mount", flag.value),
        span=flag.span,
        label="--mount",
        copy=copy,
        reads=NOTHING,
        writes=NOTHING,
    )


def _is_seen(tree: Tree | Unknown, path: str) -> bool:
    """Whether all that a place holds at and below a path is known: of a stage only what nothing else could fill."""
    if not isinstance(tree, Image):
        return True
    is_known = path != "/" and isinstance(tree.entry(path), Entry)
    return is_known and all(event.changes.unknown is None for event in tree.events)


def _tree(name: str | None, places: Places) -> tuple[str, Tree | Unknown]:
    if name is None:
        return "context", places.context
    if name.lower() in places.stages:
        index, image = places.stages[name.lower()]
        return f"stage {index}", image
    if name in places.build.contexts:
        return f"context {name}", places.build.contexts[name]
    return f"image {name}", Unknown(f"the files of {name} are not known")
