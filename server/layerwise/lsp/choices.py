"""Which of several builds of a document its user has chosen; the editor remembers it from one day to the next."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from layerwise.builds.build import Build
from layerwise.builds.ids import ids
from layerwise.host.disk import directories
from layerwise.lsp.convert import uri_of
from layerwise.records import dataclass, field
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_logger = logging.getLogger(__name__)


class Found(NamedTuple):
    """The builds that were found for a document, and the id of the one that alone counts, None where all do."""

    builds: tuple[Build, ...] = ()
    chosen: str | None = None

    @property
    def counting(self) -> tuple[Build, ...]:
        """The builds by which the document is judged."""
        if self.chosen is None:
            return self.builds
        return tuple(build for name, build in self._named if name == self.chosen)

    @property
    def others(self) -> tuple[Build, ...]:
        """The builds that a choice has left out."""
        return tuple(build for name, build in self._named if self.chosen not in (None, name))

    @property
    def _named(self) -> tuple[tuple[str, Build], ...]:
        return tuple(zip(ids(self.builds), self.builds, strict=True))


@dataclass(slots=True)
class Choices:
    """The choices by the URIs of documents, open or not.

    A chosen build that has been there and is gone, as while a compose file is being edited, is waited for: until it
    is back all builds count. One that never was there is forgotten.
    """

    _chosen: dict[str, str] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)

    def choose(self, uri: str, chosen: str | None) -> None:
        """Have one build of a document count alone, or all of them."""
        self._met.discard(uri)
        if chosen is None:
            self._chosen.pop(uri, None)
        else:
            self._chosen[uri] = chosen

    def among(self, uri: str, builds: tuple[Build, ...]) -> Found:
        """The builds of a document, and which of them was chosen."""
        chosen = self._chosen.get(uri)
        if chosen is None or chosen in ids(builds):
            if chosen is not None:
                self._met.add(uri)
            return Found(builds, chosen)
        if uri not in self._met:
            _logger.warning("%s has no build %s; all of its builds count", uri, chosen)
            del self._chosen[uri]
        return Found(builds)

    def within(self, uri: str, builds: tuple[Build, ...]) -> Found:
        """The builds of one of several Dockerfiles in a document; the choice may be about another one."""
        chosen = self._chosen.get(uri)
        return Found(builds, chosen if chosen in ids(builds) else None)


def told_builds(found: Sequence[Found], folders: Sequence[Path]) -> dict[str, Any]:
    """The builds of a document's Dockerfiles as our own client lists them."""
    told = [
        {
            "id": name,
            "label": build.origin,
            "context": shown_context(build, folders),
            **said_of(build),
            "target": build.target,
            "chosen": name == one.chosen,
        }
        for one in found
        for name, build in zip(ids(one.builds), one.builds, strict=True)
    ]
    return {"builds": told, "chosen": next((one.chosen for one in found if one.chosen is not None), None)}


def said_of(build: Build) -> dict[str, Any]:
    """Where a build is declared: in words, and as an address whose line counts from 0."""
    said = build.said
    if said is None:
        return {"said": None, "saidUri": None, "saidLine": None}
    uri = uri_of(Path(said.root, said.path)) if said.root else None
    return {"said": f"{said.path}:{said.line}", "saidUri": uri, "saidLine": said.line - 1}


def shown_context(build: Build, folders: Sequence[Path]) -> str:
    """The path of a build's context, as seen from the innermost of the user's folders around it."""
    place = next(iter(directories([build])), None)
    if place is None:
        return build.label or (build.context.why if isinstance(build.context, Unknown) else "")
    around = [folder for folder in folders if place.is_relative_to(folder)]
    inner = max(around, key=lambda folder: len(folder.parts), default=None)
    return place.as_posix() if inner is None else place.relative_to(inner).as_posix()
