"""The build of sbt: its files, and whether their code reads no others."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.context.tree import Kind
from layerwise.ecosystems.reads import MANY, Reads
from layerwise.regex import regex

# Words with which a build reads files or asks git when it is loaded (sbt Reference Manual; Java and Scala libraries).
_READS = regex(
    r"\bIO\.|\bSource\b|\bsys\.process|\bProcess\b|!!|\.!|\bscala\.io|\bjava\.io|\bjava\.nio|\bFiles?\b|\bPaths?\b"
    r"|\bConfigFactory\b|\bRootProject\b|\bProjectRef\b|\bfile:|\bRichFile\b|\bGit\w*\b|\bdynver\w*\b|\bos\."
)
_FILE = regex(r"\bfile\(([^()]*)\)")
_LITERAL = regex(r'\s*"([^"$]*)"\s*')
_VAL = regex(r"\bval\s+`?(\w[\w-]*)`?\s*=")
_COMMENT = regex(r"//[^\n]*|/\*(?:.*?\*/|.*)", re.DOTALL)  # one that is not closed goes to the end
_PLUGIN = regex(r'addSbtPlugin\s*\(\s*"[^"]*"\s*%\s*"([^"]*)"|addSbtPlugin\b()')
# Plugins that read no file of the project while settings are loaded, by their manuals; sbt-git and dynver do.
_PLUGINS = frozenset(
    (
        "sbt-assembly", "sbt-native-packager", "sbt-scalafmt", "sbt-scalafix", "sbt-revolver", "sbt-buildinfo",
        "sbt-wartremover", "sbt-scoverage", "sbt-updates", "sbt-docker", "sbt-tpolecat", "sbt-jmh", "sbt-plugin",
        "sbt-web", "sbt-scalajs", "sbt-scala-native", "sbt-scalajs-crossproject", "sbt-crossproject", "sbt-pack",
        "sbt-dependency-graph", "sbt-mdoc", "sbt-unidoc", "sbt-stats", "sbt-header", "sbt-twirl", "sbt-protoc",
    )
)  # fmt: skip


def open_build(reads: Reads) -> tuple[str, ...]:
    """Opens the build's files; the folders of its projects, the root first ("Organizing the build")."""
    root = reads.resolve(".")
    codes = [reads.text(posixpath.join(root, name), "the build") for name in _settings(reads, root)]
    if not codes and not reads.unknown:
        reads.cannot_know("build.sbt is not in the image at this point", posixpath.join(root, "build.sbt"))
    paths = list(_project(reads, posixpath.join(root, "project")))
    codes += [reads.text(path, "the build's own code") for path in paths]
    # Without it sbt takes the version of its launcher, and writes the file ("Specify the sbt version").
    said = posixpath.join(root, "project/build.properties")
    if reads.text(said, "says which sbt is run") is None:
        reads.cannot_know(f"{reads.shown(said)} is not in the image at this point", said)
    for name in (".sbtopts", ".jvmopts", ".sbtrc"):
        reads.text(posixpath.join(root, name), "options of sbt")
    folders = dict.fromkeys([root])
    for code in (_COMMENT.sub("", text) for text in codes if text):
        for name in _named(reads, code):
            folders[reads.resolve(name)] = None
    for folder in list(folders)[1:]:
        if reads.looked_for_folder(folder):
            codes += [
                reads.text(posixpath.join(folder, name), "settings of a project")
                for name in _settings(reads, folder)
            ]
    for text in codes:
        _distrust(reads, _COMMENT.sub("", text or ""))
    return tuple(folders)


def _settings(reads: Reads, folder: str) -> Iterator[str]:
    return (name for name in reads.names(folder) if name.endswith(".sbt"))


def _project(reads: Reads, folder: str) -> Iterator[str]:
    """Every file of project/, but for what sbt has written there."""
    waiting, count = [folder], 0
    while waiting:
        place = waiting.pop()
        kind = reads.kind(place)
        count += 1
        if count > MANY:
            reads.cannot_know("project/ holds too many files to follow", folder)
            return
        if kind is Kind.DIRECTORY:
            waiting += [f"{place}/{name}" for name in reads.names(place) if name != "target"]
        elif kind is Kind.FILE:
            yield place


def _named(reads: Reads, code: str) -> Iterator[str]:
    """The folders in which projects may lie: those that `file` names, and those called like a value."""
    for said in _FILE.findall(code):
        literal = _LITERAL.fullmatch(said)
        if literal is None:
            reads.cannot_know(f"the folder file({said}) is not known")
        else:
            yield literal[1]
    for name in _VAL.findall(code):
        yield from (name, *(f"{name}/{platform}" for platform in ("jvm", "js", "native", "shared")))


def _distrust(reads: Reads, code: str) -> None:
    found = _READS.search(code)
    if found is not None:
        reads.cannot_know(f"the build may read further files ({found[0]})")
    for name, unnamed in _PLUGIN.findall(code):
        if name not in _PLUGINS:
            reads.cannot_know(f"what the plugin {name or unnamed or 'of the build'} reads is not known")
