"""Dockerfiles on disk: reading them, and the texts that are to take their places."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from layerwise.analysis import Analysis, analyse, planned
from layerwise.builds.build import Build
from layerwise.builds.chosen import as_chosen
from layerwise.builds.names import is_ignore_file
from layerwise.cache.plan import BuildPlan
from layerwise.cli.configured import Configurations
from layerwise.cli.texts import Unusable, read_text
from layerwise.cli.writing import write_all
from layerwise.history.log import History
from layerwise.host.discovery import find_builds
from layerwise.host.git import read_history
from layerwise.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A Dockerfile as read: `name` as the user wrote it, `path` absolute, line ends as they are.

    `folder` is the one in which it was looked for, None where it was named itself. `settings` are those that hold
    for it, its context an absolute path. `is_piped`: the text is not that of the file, which may not be there.
    `history` reads so many commits of a folder.
    """

    name: str
    path: Path
    text: str
    settings: Settings
    folder: Path | None
    is_piped: bool = False
    history: Callable[[Path, int], History | None] = field(default_factory=lambda: cache(read_history))

    def analyse(self, text: str, others: Mapping[Path, str] | None = None) -> Analysis:
        """What is known about a text in this file's place, `others` standing for other files."""
        return analyse(text, self._chosen(text, others), self.settings)

    def planned(self, text: str) -> tuple[BuildPlan, ...]:
        """The builds of a text in this file's place alone, in which nothing is looked for."""
        return planned(text, self._chosen(text, None))

    def _chosen(self, text: str, others: Mapping[Path, str] | None) -> Sequence[Build]:
        """The builds as the settings will have them."""
        settings = self.settings
        builds = self.builds(text, others)
        return as_chosen(builds, settings.target, settings.arguments, settings.builder)

    def builds(self, text: str, others: Mapping[Path, str] | None = None) -> tuple[Build, ...]:
        """The builds of a text in this file's place."""
        settings = self.settings
        piped = {self.path: text} if self.is_piped else {}
        return find_builds(
            self.path,
            text,
            context=None if settings.context is None else Path(settings.context),
            roots=roots_of(self.path, self.folder),
            unsaved={**piped, **(others or {})},
            history=lambda place: self.history(place, settings.history),
        )


def read_source(
    name: str,
    context: Path | None,
    folder: Path | None = None,
    configurations: Configurations | None = None,
    *,
    piped: str | None = None,
) -> Source:
    """Read a Dockerfile, and its configuration; `context` goes before what that says, `piped` is read in its place."""
    if is_ignore_file(Path(name).name):
        raise Unusable(f"{name} is an ignore file; name the Dockerfile that it is for")
    path = Path(os.path.abspath(name))  # noqa: PTH100 - symlinks stay, as the builder has it
    text = read_text(Path(name)) if piped is None else piped
    settings = (configurations or Configurations()).settings(path, roots_of(path, folder))
    if context is not None:
        settings = replace(settings, context=str(context))
    is_piped = piped is not None
    return Source(name=name, path=path, text=text, settings=settings, folder=folder, is_piped=is_piped)


def roots_of(path: Path, folder: Path | None) -> list[Path]:
    """The folders that the user means: the working directory around a Dockerfile, or where it was looked for."""
    here = Path.cwd()
    if path.is_relative_to(here) and here != here.parent:
        return [here]
    return [] if folder is None else [folder.absolute()]


@dataclass(slots=True)
class Overlay:
    """Changed texts of files that are not written yet, with the texts that they were made from."""

    texts: dict[Path, str] = field(default_factory=dict)
    originals: dict[Path, str | None] = field(default_factory=dict)

    def text(self, path: Path) -> str:
        """The text of a file as it is going to be."""
        if path not in self.texts:
            return read_text(path)
        return self.texts[path]

    def put(self, path: Path, text: str, *, creates: bool) -> None:
        """Give a file a new text."""
        if path not in self.originals:
            self.originals[path] = None if creates else read_text(path)
        self.texts[path] = text

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write."""
        return any(text != self.originals[path] for path, text in self.texts.items())

    def write(self) -> None:
        """Write all files that change, none of which may have changed since it was read."""
        changed = {path: text for path, text in self.texts.items() if text != self.originals[path]}
        self._check()
        write_all(changed, self.originals, self._check)

    def _check(self) -> None:
        for path, original in self.originals.items():
            if _current(path) != original:
                raise Unusable(f"{path} has changed meanwhile; nothing is written, run the command again")


def _current(path: Path) -> str | None:
    return read_text(path) if path.exists() else None
