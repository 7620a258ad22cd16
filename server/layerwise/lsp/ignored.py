"""What is told about open ignore files."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from layerwise.builds.names import IGNORE_FILE
from layerwise.cache.plan import BuildPlan
from layerwise.context.context import BuildContext
from layerwise.findings.finding import Finding
from layerwise.host.ignore_files import MOST_FILES, context_of, dockerfiles_for, ignore_file_of
from layerwise.host.walking import Walks
from layerwise.ignore_files.analysis import analyse_ignore
from layerwise.ignore_files.fixes import silencers
from layerwise.lsp.analyser import Analyser
from layerwise.lsp.convert import Positions
from layerwise.lsp.documents import Document, Documents, dockerfile_at
from layerwise.lsp.workspace import Workspace
from layerwise.records import dataclass
from layerwise.text import Edit
from layerwise.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """What is known about one version of an ignore file, and the means to place it there."""

    document: Document
    id: str
    positions: Positions
    findings: tuple[Finding, ...]

    @property
    def context(self) -> Path | None:
        """The directory that a fix's changes to other files start at: its fixes have none."""
        return None

    def silencers(self, finding: Finding) -> tuple[tuple[str, Edit], ...]:
        """Comments that silence a finding, each with its title."""
        return silencers(self.document.text, finding)

    def fixed(self) -> str | None:
        """None: nothing is taken away on save, since a line may be half of what its author is about to write."""
        return None


class IgnoreFiles:
    """Judges ignore files under the builds of the Dockerfiles that they are in force for."""

    def __init__(
        self, documents: Documents, workspace: Workspace, analyser: Analyser, walks: Walks, encoding: str
    ) -> None:
        self._documents = documents
        self._workspace = workspace
        self._analyser = analyser
        self._walks = walks
        self._encoding = encoding
        self._dockerfiles: dict[Path, tuple[Path, ...]] = {}

    async def _found(self, path: Path) -> tuple[Path, ...]:
        below = [path.parent] if path.name == IGNORE_FILE else []
        files = await self._walks.find("source", below, MOST_FILES)
        return await asyncio.to_thread(dockerfiles_for, path, files)

    def forget(self) -> None:
        """Dockerfiles may have come or gone."""
        self._dockerfiles.clear()

    async def result(self, document: Document) -> Ignored:
        """What is known about an ignore file."""
        path = document.path
        plans = () if path is None else tuple(self._plans(path, await self._around(path)))
        name = IGNORE_FILE if path is None else path.name
        context: BuildContext | Unknown = Unknown("the document is not a file on this machine")
        if plans:
            context = plans[0].build.context
        elif path is not None:
            context = context_of(path, self._documents.unsaved())
        settings = self._workspace.settings(path)
        versions = (one.version for one in self._documents if one.is_dockerfile)
        return Ignored(
            document=document,
            id=".".join(map(str, (*self._analyser.key(document), *versions))),
            positions=Positions(document.text, self._encoding),
            findings=analyse_ignore(document.text, context, plans, settings, name),
        )

    async def _around(self, path: Path) -> tuple[Path, ...]:
        if path not in self._dockerfiles:
            self._dockerfiles[path] = await self._found(path)
        return self._dockerfiles[path]

    def _plans(self, path: Path, dockerfiles: tuple[Path, ...]) -> Iterator[BuildPlan]:
        """The builds that an ignore file is in force for."""
        for place in dockerfiles:
            document = self._documents.at(place) or dockerfile_at(place)
            if document is not None:
                for plan in self._analyser.plans(document):
                    if ignore_file_of(place, plan.build) == path:
                        yield plan
