"""What is told about open compose files: what is found in the Dockerfiles that stand in them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from layerwise.analysis import Analysis, analyse
from layerwise.builds.inline import Inline
from layerwise.context.paths import join
from layerwise.findings.finding import Finding, Fix
from layerwise.fixes import is_safe_here
from layerwise.hosted import Hosted, fix_hosted
from layerwise.lsp.analyser import Analyser
from layerwise.lsp.convert import Positions
from layerwise.lsp.documents import Document
from layerwise.lsp.result import Key, Result
from layerwise.lsp.told import Told
from layerwise.records import dataclass, replace
from layerwise.text import Edit
from layerwise.tuples import NamedTuple


class Part(NamedTuple):
    """One Dockerfile of a compose file: what is told of it there, and what is known of it by itself."""

    hosted: Hosted
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class HostedFile:
    """What is known about one version of a compose file, and the means to place it there."""

    document: Document
    id: str
    key: Key
    positions: Positions
    parts: tuple[Part, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, sorted by place; other files that fixes change start at `context`."""
        found = (finding for part in self.parts for finding, _ in _told(part))
        return tuple(sorted(found, key=lambda finding: finding.span))

    @property
    def context(self) -> Path | None:
        """The directory that a fix's changes to other files start at: the project's, as there are several contexts."""
        said = (build.said for part in self.parts for build in part.result.analysis.builds)
        return next((Path(one.root) for one in said if one is not None and one.root), None)

    @property
    def results(self) -> tuple[Result, ...]:
        """What is known of each Dockerfile by itself."""
        return tuple(part.result for part in self.parts)

    def inside(self, finding: Finding) -> tuple[Result, Finding] | None:
        """A finding as it is in its Dockerfile, with what is known of that."""
        return next(
            ((part.result, own) for part in self.parts for one, own in _told(part) if one == finding), None
        )

    def silencers(self, finding: Finding) -> Sequence[tuple[str, Edit]]:
        """Comments that silence a finding, each with its title; none where they cannot be written."""
        found = self.inside(finding)
        if found is None:
            return ()
        result, own = found
        inline = next(part.hosted.inline for part in self.parts if part.result is result)
        written = ((title, inline.carried([edit])) for title, edit in result.silencers(own))
        return tuple((title, edits[0]) for title, edits in written if edits is not None)

    def fixed(self) -> str | None:
        """The text after all fixes that are safe and touch nothing else, None where there are none."""
        text = self.document.text
        # The last one first: those above it stay where they are.
        for hosted, result in reversed(self.parts):
            here = replace(hosted, inline=hosted.inline.in_host(text))
            inline, _ = fix_hosted(here, is_safe_here, _again(result, hosted.inline))
            text = inline.host
        return None if text == self.document.text else text


def each(told: Told | None) -> tuple[Result, ...]:
    """What is told of Dockerfiles, one by one."""
    if isinstance(told, HostedFile):
        return told.results
    return (told,) if isinstance(told, Result) else ()


def _again(result: Result, inline: Inline) -> Callable[[str, Fix], Analysis]:
    def analyse_again(text: str, fix: Fix) -> Analysis:
        del fix
        return analyse(text, result.analysis.builds, result.settings, inline.lines_above)

    return analyse_again


def _told(part: Part) -> tuple[tuple[Finding, Finding], ...]:
    """The findings as told in the compose file, each with what it is in the Dockerfile."""
    label = next((build.label for build in part.result.analysis.builds), "")
    return tuple((_from_root(finding, label), own) for finding, own in part.hosted.told)


def _from_root(finding: Finding, label: str) -> Finding:
    """The finding with the paths of its changes as seen from the project's folder."""
    if not any(fix.changes for fix in finding.fixes):
        return finding
    folder = "" if label == "." else label

    def moved(fix: Fix) -> Fix:
        return replace(fix, changes=tuple(one._replace(path=join(folder, one.path)) for one in fix.changes))

    return replace(finding, fixes=tuple(map(moved, finding.fixes)))


class ComposeFiles:
    """Judges the Dockerfiles in compose files; keeps the newest result of each document."""

    def __init__(self, analyser: Analyser, encoding: str) -> None:
        self._analyser = analyser
        self._encoding = encoding
        self._results: dict[str, HostedFile] = {}

    def forget(self, uri: str) -> None:
        """A document was closed."""
        self._results.pop(uri, None)

    def result(self, document: Document) -> HostedFile:
        """What is known about a compose file, from the cache where nothing has changed."""
        known = self._results.get(document.uri)
        if known is not None and known.key == self._analyser.key(document):
            return known
        return self.fresh(document)

    def fresh(self, document: Document) -> HostedFile:
        """What is known about a compose file, with the disk looked at again."""
        key = self._analyser.key(document)
        found = self._analyser.hosted(document)
        self._results[document.uri] = made = HostedFile(
            document=document,
            id=".".join(map(str, key)),
            key=key,
            positions=Positions(document.text, self._encoding),
            parts=tuple(
                Part(Hosted(inline=inline, analysis=result.analysis), result) for inline, result in found
            ),
        )
        return made
