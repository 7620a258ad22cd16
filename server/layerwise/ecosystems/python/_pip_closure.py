"""What pip opens on account of what it is told to install: included files, local projects, archives."""

import posixpath
import re
from collections.abc import Mapping

from layerwise.context.tree import Kind
from layerwise.ecosystems.python._pyproject import follow_readme
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import requirements
from layerwise.manifests.requirements import Line
from layerwise.regex import regex
from layerwise.unknown import Unknown

_DEEPEST = 100  # files that name one another
_STREAM = regex(r"/dev/(?:stdin|fd/)|/proc/")
_PYLOCK = regex(r"(?:^|/)pylock(?:\.[^/]+)?\.toml$")
_ARCHIVE = regex(r"\.(?:whl|zip|tar|tgz|tbz|txz|tlz|tar\.\w+)$", re.IGNORECASE)
_ADDRESS = regex(r"[A-Za-z][\w.+-]*:|[A-Za-z0-9][\w.-]*\s*(?:\[[^]]*\])?\s*@")


class Closure:
    """Follows everything that pip is told to install into `reads`; `verb` names the command in reasons.

    `clones`: an editable address is checked out, into the folder that --src names.
    """

    __slots__ = ("_depth", "_environment", "_reads", "_seen", "_verb", "clones")

    def __init__(self, reads: Reads, environment: Mapping[str, str | None], verb: str) -> None:
        self._reads = reads
        self._environment = environment
        self._verb = verb
        self._seen: set[str] = set()
        self._depth = 0
        self.clones = False

    def file(self, written: str, why: str, including: str | None = None) -> None:
        """A requirements or constraints file; its includes are seen from its own folder (pip's manual)."""
        reads = self._reads
        place = self._place(written)
        if place is None:
            return
        path = reads.resolve(place, posixpath.dirname(including) if including else None)
        if path in self._seen:
            return
        self._seen.add(path)
        if _STREAM.match(path):
            reads.cannot_know("the requirements come from another command")
            return
        text = reads.required(path, why)
        if text is None:
            return
        if _PYLOCK.search(path):  # pip 26.3 also installs lock files of this name
            if re.search(r"\bpath\s*=|\[packages\.directory\]|file:", text):
                reads.cannot_know(f"{reads.shown(path)} names local files", path)
            return
        lines = requirements.read(text, self._environment)
        if isinstance(lines, Unknown):
            reads.cannot_know(lines.why, path)
            return
        if self._depth == _DEEPEST:
            reads.cannot_know("its files name one after the other without an end", path)
            return
        self._depth += 1
        for line in lines:
            self._line(line, path)
        self._depth -= 1

    def requirement(self, written: str, file: str | None = None) -> None:
        """A name, path or address, of the command line or a file; paths are seen from the working directory.

        Measured: `./q` in sub/r.txt is looked for in the working directory, not in sub.
        """
        reads = self._reads
        place = requirements.local_path(written)
        if isinstance(place, Unknown):
            reads.cannot_know(place.why, file)
        elif place is not None:
            self._project(place, written, file)

    def editable(self, written: str, file: str | None = None) -> None:
        """The value of -e: a folder, also without a slash (measured: `-e mypkg`), or an address."""
        place = self._place(written)
        if place is None:
            self.clones = True
        else:
            self._project(place, f"-e {written}", file)

    def links(self, written: str, including: str | None = None) -> None:
        """The value of --find-links: a folder of archives; in a file, seen from that file's folder first.

        The order is measured with pip on the builders (facts on builders, "Cache keys").
        """
        reads = self._reads
        place = self._place(written)
        if place is None:
            return
        beside = reads.resolve(place, posixpath.dirname(including)) if including else None
        path = beside if beside and reads.kind(beside) else reads.resolve(place)
        kind = reads.kind(path)
        if kind is Kind.DIRECTORY:
            for name in filter(_ARCHIVE.search, reads.names(path)):
                reads.file(posixpath.join(path, name), f"found through --find-links {written}")
        elif kind is not None:
            reads.file(path, "named by --find-links")
            reads.cannot_know(f"{written} may link to files beside it", path)

    def index(self, written: str, file: str | None = None) -> None:
        """The value of --index-url, which is nearly always an address."""
        if not re.match(r"(?!file:)[A-Za-z][\w+.-]*:|\$\{", written):
            self._reads.cannot_know(f"the package index {written} lies on the disk", file)

    def _line(self, line: Line, file: str) -> None:
        including = self._reads.shown(file)
        match line.kind:
            case requirements.Kind.INCLUDE:
                self.file(line.value, f"named by -r in {including}", file)
            case requirements.Kind.CONSTRAINT:
                self.file(line.value, f"named by -c in {including}", file)
            case requirements.Kind.EDITABLE:
                self.editable(line.value, file)
            case requirements.Kind.LINKS:
                self.links(line.value, file)
            case requirements.Kind.INDEX:
                self.index(line.value, file)
            case requirements.Kind.REQUIREMENT:
                self.requirement(line.value, file)

    def _place(self, written: str) -> str | None:
        """The path that an option's value is, None where it is an address; without a scheme it is a path."""
        has_form = written.startswith("/") or _ADDRESS.match(written) is not None
        place = requirements.local_path(written if has_form else f"./{written}")
        if isinstance(place, Unknown):
            self._reads.cannot_know(place.why)
            return None
        return place

    def _project(self, place: str, written: str, file: str | None) -> None:
        reads = self._reads
        path = reads.resolve(place)
        says = f"{written} in {reads.shown(file)}" if file else f"pip {self._verb} {written}"
        match reads.kind(path):
            case Kind.DIRECTORY:
                reads.needs_source(f"{says} builds the project", file)
                follow_readme(reads, path)
            case Kind.FILE:
                reads.file(path, f"named by {says}")
            case None:
                reads.fails(f"{reads.shown(path)} is not in the image at this point", path)
            case Kind.SYMLINK | Kind.OTHER:
                reads.cannot_know(f"{reads.shown(path)} is a link", path)
