"""Dockerfiles on disk: reading them, and the texts that are to take their places."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from layerwise.analysis import Analysis, analyse, analyse_document, planned
from layerwise.builds.build import Build
from layerwise.builds.chosen import as_chosen
from layerwise.builds.names import is_ignore_file
from layerwise.builds.sources import is_compose_file
from layerwise.cache.plan import BuildPlan
from layerwise.cli.configured import Configurations
from layerwise.cli.texts import Unusable, read_text
from layerwise.findings.finding import FileChange
from layerwise.history.log import History
from layerwise.host.discovery import Trees, builds_of
from layerwise.host.disk import DiskTree
from layerwise.host.git import read_history
from layerwise.records import dataclass, field, replace
from layerwise.settings import Settings
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile
from layerwise.text import apply

if TYPE_CHECKING:  # what is for compose files is imported where there is one
    from layerwise.builds.inline import Inline
    from layerwise.hosted import Hosted


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A Dockerfile as read: `name` as the user wrote it, `path` absolute, line ends as they are.

    `folder` is the one in which it was looked for, None where it was named itself. `settings` are those that hold
    for it, its context an absolute path. `inline` is the Dockerfile where it stands in a compose file, which the path
    then leads to; without it, that file is all Dockerfiles in it. `is_piped`: the text is not that of the file, which
    may not be there.
    `history` reads so many commits of a folder, `trees` gives a folder of the disk.
    """

    name: str
    path: Path
    text: str
    settings: Settings
    folder: Path | None
    is_piped: bool = False
    inline: "Inline | None" = None
    history: Callable[[Path, int], History | None] = field(default_factory=lambda: cache(read_history))
    trees: Trees = DiskTree

    def analyse(self, text: str, others: Mapping[Path, str] | None = None) -> Analysis:
        """What is known about a text in this file's place, `others` standing for other files."""
        if self.is_compose:
            from layerwise.hosted import merged  # noqa: PLC0415 - see above

            return merged(text, self.hosted(text, others))
        lines_above = self.inline.lines_above if self.inline is not None else 0
        document = parse(text)
        builds = self._chosen(document, others)
        return analyse_document(replace(document, above=lines_above), builds, self.settings)

    def planned(self, text: str) -> tuple[BuildPlan, ...]:
        """The builds of a text in this file's place alone, in which nothing is looked for."""
        if self.is_compose:
            found = self._inlines(text, None)
            return tuple(plan for one, builds in found for plan in planned(parse(one.text), builds))
        document = parse(text)
        return planned(document, self._chosen(document, None))

    def _chosen(self, document: Dockerfile, others: Mapping[Path, str] | None) -> Sequence[Build]:
        """The builds as the settings will have them; of one in a compose file its service says all."""
        settings = self.settings
        builds = self._builds(document, others)
        if self.inline is not None:
            return builds
        return as_chosen(builds, settings.target, settings.arguments, settings.builder)

    @property
    def is_compose(self) -> bool:
        """Whether it is a compose file as a whole."""
        return self.inline is None and is_compose_file(self.path.name)

    def hosted(self, text: str, others: Mapping[Path, str] | None = None) -> "tuple[Hosted, ...]":
        """What is known about the Dockerfiles in a text in this compose file's place."""
        from layerwise.hosted import Hosted  # noqa: PLC0415 - see above

        return tuple(
            Hosted(inline=inline, analysis=analyse(inline.text, builds, self.settings, inline.lines_above))
            for inline, builds in self._inlines(text, others)
        )

    def _inlines(
        self, text: str, others: Mapping[Path, str] | None
    ) -> "Iterator[tuple[Inline, tuple[Build, ...]]]":
        """The Dockerfiles in a compose file with their builds, of which the services say all but the builder."""
        from layerwise.host.inline import find_inlines  # noqa: PLC0415 - see above

        found = find_inlines(
            self.path,
            text,
            roots=roots_of(self.path, self.folder),
            unsaved=others or {},
            history=lambda place: self.history(place, self.settings.history),
        )
        return ((inline, as_chosen(builds, None, {}, self.settings.builder)) for inline, builds in found)

    def builds(self, text: str, others: Mapping[Path, str] | None = None) -> tuple[Build, ...]:
        """The builds of a text in this file's place."""
        if self.is_compose:
            return tuple(build for _, builds in self._inlines(text, others) for build in builds)
        return self._builds(parse(text), others)

    def _builds(self, document: Dockerfile, others: Mapping[Path, str] | None) -> tuple[Build, ...]:
        if self.inline is not None:
            inlines = self._inlines(self.inline.host, others)
            return next(builds for one, builds in inlines if one.start == self.inline.start)
        settings = self.settings
        piped = {self.path: document.text} if self.is_piped else {}
        return builds_of(
            self.path,
            document,
            context=None if settings.context is None else Path(settings.context),
            roots=roots_of(self.path, self.folder),
            unsaved={**piped, **(others or {})},
            history=lambda place: self.history(place, settings.history),
            trees=self.trees,
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

    def change(self, root: Path | None, changes: Iterable[FileChange]) -> None:
        """Make a fix's changes to other files, whose paths start at a folder."""
        for change in changes:
            assert root is not None, "a fix with changes elsewhere was wanted without a context"
            path = root / change.path
            if change.create and path.is_symlink():
                raise Unusable(f"{path} is a link to nothing; remove it, or write the file yourself")
            before = "" if change.create else self.text(path)
            self.put(path, apply(before, change.edits), creates=change.create)

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write."""
        return any(text != self.originals[path] for path, text in self.texts.items())

    def write(self) -> None:
        """Write all files that change, none of which may have changed since it was read."""
        changed = {path: text for path, text in self.texts.items() if text != self.originals[path]}
        from layerwise.cli.writing import write_all  # noqa: PLC0415 - a check writes nothing

        self._check()
        write_all(changed, self.originals, self._check)

    def _check(self) -> None:
        for path, original in self.originals.items():
            if _current(path) != original:
                raise Unusable(f"{path} has changed meanwhile; nothing is written, run the command again")


def _current(path: Path) -> str | None:
    return read_text(path) if path.exists() else None
