"""SwiftPM: `Package.swift`, locked by `Package.resolved`."""

import posixpath
import re

from layerwise.context.tree import Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Phases, Reading, Tool, Verdict
from layerwise.ecosystems.plain import Files, plain
from layerwise.ecosystems.reads import Reads
from layerwise.records import replace
from layerwise.regex import regex

_FROZEN = (
    "--force-resolved-versions",
    "--only-use-versions-from-resolved-file",
    "--disable-automatic-resolution",
)
_PLACES = ("--scratch-path", "--build-path", "--cache-path", "--config-path", "--security-path")
_SAME = ("--package-path", *_PLACES, *_FROZEN, "--skip-update", "--replace-scm-with-registry", "--netrc-file")
_BUILDS = ("build", "test", "run")
# "swift package --help" and "swift build --help".
_VALUED = frozenset((
    "--package-path", *_PLACES, "--netrc-file", "-c", "--configuration", "--product", "--target", "--triple",
    "--swift-sdk", "--sdk", "--toolchain", "-j", "--jobs", "-Xswiftc", "-Xcc", "-Xlinker", "-Xcxx",
    "--traits", "--filter", "--skip", "--arch", "--build-system", "--sanitize", "--num-workers",
))  # fmt: skip
# What is not closed goes to the end of its line or of the text, so that nobody looks for its end twice.
_COMMENT = regex(r'"(?:[^"\\\n]|\\.)*"?|//[^\n]*|/\*(?:.*?\*/|.*)', re.DOTALL)
_FOLDER = regex(r'\.package\(\s*(?:name:\s*"[^"]*"\s*,\s*)?path:\s*("([^"\\]*)"\s*[,)]|)')
# What looks at other files or runs programs while the manifest is evaluated, or is taken from a folder.
_READS = regex(
    r"FileManager|contentsOf|\bProcess\s*\(|Context\.gitInformation|FileHandle|\b(fopen|open|opendir|access|stat|system)"
    r"\s*\(|\.binaryTarget\([^)]{0,500}\bpath:"
)
# A repository that is a folder, and an address that nobody knows.
_BESIDE = regex(r'\.package\([^)]{0,500}\burl:(?!\s*"(?!file:)[^"]*:)')
_FILES = Files(
    manifests=("Package.swift",),
    optional=(".swiftpm/configuration/", "~/.swiftpm/configuration/mirrors.json", "~/.netrc", "~/.gitconfig"),
    lockfiles=("Package.resolved",),
    frozen=_FROZEN,
    outputs=(".build", ".swiftpm", "~/.cache/org.swift.swiftpm", "~/.cache/clang", "~/.swiftpm"),
)


def _follow(reads: Reads, call: Call) -> None:
    """The manifests of packages that are folders; a manifest is code, of which the plain parts are seen."""
    waiting, seen = [reads.resolve(".")], set[str]()
    while waiting:
        folder = waiting.pop()
        if folder in seen:
            continue
        seen.add(folder)
        reads.required(f"{folder.rstrip('/')}/Package.swift", "names the dependencies")
        for name in reads.listed(folder):
            # "Package@swift-5.9.swift" stands in for the other in its version (SwiftPM, "Version-specific Manifest").
            if re.fullmatch(r"Package(@swift-[\d.]+)?\.swift", name):
                waiting += _folders(reads, folder, f"{folder.rstrip('/')}/{name}")
    for word in call.values(*_PLACES):
        if word.value is None:
            reads.cannot_know("not all arguments are known")
    if call.install.is_build:
        reads.needs_source(f"swift {call.install.verb} compiles the source")


def _folders(reads: Reads, folder: str, path: str) -> list[str]:
    """The packages that a manifest takes from folders."""
    text = reads.text(path, "names the dependencies") or ""
    code = _COMMENT.sub(lambda found: found[0] if found[0].startswith('"') else "", text)
    if _READS.search(code) or _BESIDE.search(code):
        reads.cannot_know("it looks at other files", path)
    found = []
    for written, name in _FOLDER.findall(code):
        if not written:
            reads.cannot_know("a package's folder cannot be followed", path)
        else:
            found.append(reads.resolve(name, folder))
    return found


def _read(tree: Tree, call: Call) -> Reading:
    found = plain(_FILES, _follow)(tree, call)
    if call.cwd is None:
        return found
    here = call.command.cwd or call.cwd
    named = (posixpath.normpath(posixpath.join(here, w.value)) for w in call.values(*_PLACES) if w.value)
    return replace(found, outputs=(*found.outputs, *named))


def _phases(tree: Tree, call: Call) -> Phases | None:
    """`swift package resolve` first, where packages come from elsewhere."""
    if not call.install.is_build or call.cwd is None:
        return None
    text = Reads(tree, call.cwd).text(f"{call.cwd.rstrip('/')}/Package.swift", "names the dependencies")
    if not re.search(r"\.package\([^)]{0,500}\b(url|id):", text or ""):
        return None
    tool = again.program(call, ECOSYSTEM.tool.names)
    return Phases(
        note="swift package resolve is added, which the build then finds done",
        instead=again.line(tool, "package", again.options(call, _SAME), "resolve"),
    )


ECOSYSTEM = Ecosystem(
    name="swift",
    tool=Tool(
        names=("swift",),
        valued=_VALUED,
        directory=frozenset({"--package-path"}),
    ),
    installs=(
        Install("package resolve"),
        Install("package update"),
        *(Install(verb, is_build=True) for verb in _BUILDS),
    ),
    manifests=("Package.swift",),
    lockfiles=("Package.resolved",),
    cache_dirs=("/root/.cache/org.swift.swiftpm",),
    ignore=(".build",),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT_IF,
    condition="Package.swift looks at no other files",
    form="`swift package resolve`, the source, `swift build`",
    cost=Cost.MINUTES,
    proof="conservative, from the manual of SwiftPM (resolving package versions); not run",
)
