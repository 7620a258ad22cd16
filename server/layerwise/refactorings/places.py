"""Where a command keeps what it downloads, and whose that folder has to be."""

import re
from collections.abc import Iterator

from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.state import State, is_root
from layerwise.ecosystems.facts import Cache
from layerwise.refactorings.uses import Use, calls
from layerwise.regex import regex
from layerwise.split.verdict import Refusal
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_VARIABLE = regex(r"\$(\w+)")
_UNTRIED = "how the cache of %s takes to a mount is not known well enough"
_PLAIN = regex(r"/[\w./@+~%-]+")  # a comma would end the option


class Place(NamedTuple):
    """A folder to mount a cache at; `owner` are the options that give it to the user who writes there."""

    cache: Cache
    target: str
    owner: str

    @property
    def is_shared(self) -> bool:
        """Whether other steps with the tool have to get the mount as well."""
        return self.cache.is_result or bool(self.cache.prepared_by)

    @property
    def mount(self) -> str:
        """The mount as it is written."""
        return ",".join(("--mount=type=cache", f"target={self.target}", *self.options))

    @property
    def options(self) -> tuple[str, ...]:
        """What the mount needs besides its target, each as it is written."""
        sharing = ("sharing=locked",) if self.cache.is_locked else ()
        return (*sharing, *(option for option in self.owner.split(",") if option))


def places(plan: BuildPlan, use: Use) -> tuple[Place, ...] | Refusal:
    """The folders in which a command keeps its downloads, or why that is not known."""
    found = []
    for cache in use.ecosystem.caches:
        if cache.is_of_builds and not use.is_build:
            continue
        place = _place(plan, use, cache)
        if isinstance(place, Unknown):
            return Refusal(place.why, use.event.span)
        found.append(place)
    if found:
        return tuple(found)
    name, results = use.ecosystem.name, use.ecosystem.result_dirs
    why = (
        f"what {name} installs stays in {results[0]}, and later steps need it" if results else _UNTRIED % name
    )
    return Refusal(why, use.event.span)


def above(plan: BuildPlan, use: Use) -> tuple[Event, ...]:
    """All events before a command's step."""
    stage = plan.stages[use.step.stage]
    own = (*stage.triggered, *stage.steps[: use.step.number])
    return stage.inherited + tuple(event for step in own for event in step.events)


def _place(plan: BuildPlan, use: Use, cache: Cache) -> Place | Unknown:
    """The folder of one cache."""
    doubt = _unfit(use, cache) or _moved(plan, use, cache)
    if doubt is not None:
        return Unknown(doubt)
    named = _named(use, cache)
    target = _default(plan, use, cache) if named is None else named
    if isinstance(target, Unknown):
        return target
    if not _PLAIN.fullmatch(target):
        return Unknown(f"{target or 'the folder of the cache'} cannot be written as the target of a mount")
    owner = "" if target in cache.places else _owner(use)
    return owner if isinstance(owner, Unknown) else Place(cache, target.rstrip("/"), owner)


def _unfit(use: Use, cache: Cache) -> str | None:
    """What makes the cache hold more than downloads, or lie elsewhere."""
    given = [word.value or "" for word in use.command.words]
    for unfit in cache.unfit:
        name, has_value, value = unfit.partition("=")
        is_set = not name.startswith("-") and use.command.environment.get(name, "") in (None, value)
        if unfit in given or (has_value and is_set) or any(word.startswith(f"{unfit}=") for word in given):
            return f"with {unfit}, what is there must not be hidden"
    return None


def _moved(plan: BuildPlan, use: Use, cache: Cache) -> str | None:
    """Which file, variable or earlier command may say that the cache is elsewhere."""
    if not cache.moved:
        return None
    pattern = re.compile(cache.moved, re.MULTILINE)
    for name, value in use.command.environment.items():
        if pattern.search(f"{name}={value or ''}"):
            return f"{name} may move the cache"
    image = Image(above(plan, use))
    locks = use.ecosystem.lockfiles
    for need in use.event.reading.needs if use.event.reading is not None else ():
        text = None if need.path.endswith(locks or ("\0",)) else image.text(need.path)
        if isinstance(text, str) and pattern.search(text):
            return f"{need.path} may move the cache"
    for said in _configured(plan, use):
        if pattern.search(said):
            return f"an earlier command sets {said.rstrip('=')}, which may move the cache"
    return None


def _configured(plan: BuildPlan, use: Use) -> Iterator[str]:
    """The names that earlier commands of the tool set for good: `npm config set cache /c`."""
    for step in plan.lineage(use.step.stage):
        if step.script is None or step.instruction.span > use.step.instruction.span:
            continue
        for command in step.script.commands:
            words = [word.value or "" for word in command.words]
            if calls(command, use.ecosystem) is not None and "config" in words:
                yield from (f"{word.rpartition('.')[2].partition('=')[0]}=" for word in words)


def _named(use: Use, cache: Cache) -> str | None:
    """The folder that an option names; empty where its value is not known."""
    words = use.command.words
    for place, word in enumerate(words):
        name, has_value, value = (word.value or "").partition("=")
        if name in cache.options:
            following = words[place + 1].value if place + 1 < len(words) else None
            return value if has_value else following or ""
    return None


def _default(plan: BuildPlan, use: Use, cache: Cache) -> str | Unknown:
    """The folder where no option names one."""
    first, last = cache.places[0], cache.places[-1]
    if first.startswith("/"):
        return first
    if _bottom(plan, use).start.user is None:
        return Unknown("what the base image sets is not known")
    for place in cache.places:
        found = _filled(place, use)
        if found is not None:
            is_roots = cache.for_root and place == last and is_root(use.event.user)
            return cache.for_root if is_roots else found
    if not use.command.environment.get("HOME"):
        return Unknown(f"the home directory of the user that runs {use.event.label} is not known")
    return Unknown(f"where {use.ecosystem.name} keeps its downloads is not known here")


def _filled(place: str, use: Use) -> str | Unknown | None:
    """A place with its variables filled in, None where one is not set."""
    if place.startswith("~"):
        home = use.step.state.home() if use.event.user == use.step.state.user else None
        return None if home is None else home + place.removeprefix("~")
    environment = use.command.environment
    for name in _VARIABLE.findall(place):
        if use.step.state.arguments.get(name):
            return Unknown(f"a build argument decides about {name}, and so about the folder")
        if environment.get(name, "") is None:
            return Unknown(f"the value of ${name} is not known")
        if not environment.get(name):
            return None
    return _VARIABLE.sub(lambda match: environment[match[1]] or "", place)


def _bottom(plan: BuildPlan, use: Use) -> PlannedStage:
    """The stage that is built from an image."""
    stage = plan.stages[use.step.stage]
    while stage.parent is not None:
        stage = plan.stages[stage.parent]
    return stage


def _owner(use: Use) -> str | Unknown:
    """The options that give a mount to the user of a command."""
    user = use.event.user
    if user is None:
        return Unknown(f"the user that runs {use.event.label} is not known")
    if is_root(user):
        return ""
    name, _, group = user.partition(":")
    number = name if name.isdecimal() else _number(use.step.state, name)
    if number is None:
        return Unknown(f"the number of the user {name} is not known")
    return f",uid={number}" + (f",gid={group}" if group.isdecimal() else "")


def _number(state: State, name: str) -> str | None:
    """A user's number: that which has the same home."""
    home = state.homes.get(name)
    found = [other for other, where in state.homes.items() if where == home and other.isdecimal()]
    return found[0] if home is not None and len(found) == 1 else None
