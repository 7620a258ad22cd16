"""The files from which conda, mamba and micromamba make environments: environment.yml, lists, lockfiles."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.context.tree import Kind, Tree
from layerwise.ecosystems.facts import Reading
from layerwise.ecosystems.python import _pip_settings
from layerwise.ecosystems.python._pip_closure import Closure
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import requirements, yaml_text
from layerwise.manifests.yaml_text import Yaml
from layerwise.regex import regex
from layerwise.shell.script import Command
from layerwise.unknown import Unknown

_YAML = regex(r"\.ya?ml$")
_LOCK = regex(r"-lock\.ya?ml$")
_ON_DISK = regex(r"[./~]|file:|(?!\w+://).*\.(?:conda|tar\.bz2)$")


def read_file(tree: Tree, command: Command, path: str) -> Reading:
    """What one file leads to; paths in it are seen from its own folder.

    conda/env/installers/pip.py: pip runs in the folder of the file, with a list that lies there too;
    libmamba/src/api/install.cpp: there as well (early micromambas laid the list into /tmp, and failed).
    """
    reads = Reads(tree, posixpath.dirname(path))
    text = reads.required(path, "names the packages of the environment")
    if text is not None and _LOCK.search(path):
        read_lock(reads, path, text)
    elif text is not None and _YAML.search(path):
        _environment(reads, command, path, text)
    elif text is not None:
        for line in text.splitlines():
            _package(reads, line.partition("#")[0].strip(), path)
    return reads.reading()


def read_lock(reads: Reads, path: str, text: str) -> None:
    """A lockfile of conda-lock, which holds addresses."""
    if re.search(r"\bfile:|\bpath:|url: [./]", text):
        reads.cannot_know(f"{reads.shown(path)} names local files", path)


def _package(reads: Reads, written: str, path: str) -> None:
    """A package of a list: a name, an address, or an archive on the disk."""
    if not written or not _ON_DISK.match(written):
        return
    place = reads.resolve(written)
    if reads.kind(place) is Kind.FILE and not written.startswith(("file:", "~")):
        reads.file(place, f"named in {reads.shown(path)}")
    else:
        reads.cannot_know(f"{written} in {reads.shown(path)} lies on the disk", path)


def _environment(reads: Reads, command: Command, path: str, text: str) -> None:
    data = yaml_text.load_mapping(text)
    if isinstance(data, Unknown):
        reads.cannot_know(f"{reads.shown(path)}: {data.why}", path)
        return
    for written in (*_strings(data.get("channels")), *_strings(data.get("dependencies"))):
        if _ON_DISK.match(written):
            reads.cannot_know(f"{written} in {reads.shown(path)} lies on the disk", path)
    for lines in _pip_lists(reads, data.get("dependencies"), path):
        said = _pip_settings.settings(reads, command, "install", ())
        closure = Closure(reads, command.environment, "install")
        _pip_settings.follow(reads, closure, said)
        _follow(reads, closure, command, lines, path)


def _pip_lists(reads: Reads, dependencies: Yaml, path: str) -> Iterator[list[str]]:
    """The lists for pip among the dependencies."""
    for one in dependencies if isinstance(dependencies, list) else ():
        for key, value in one.items() if isinstance(one, dict) else ():
            if str(key).startswith("sel("):
                continue  # of micromamba: a package for some platform
            is_list = isinstance(value, list) and all(isinstance(line, str) for line in value)
            if str(key).partition(" ")[0] not in {"pip", "uv"} or not (is_list or value is None):
                reads.cannot_know(f"{key} in {reads.shown(path)} is not understood", path)
            elif is_list:
                yield [*_strings(value)]


def _follow(reads: Reads, closure: Closure, command: Command, lines: list[str], path: str) -> None:
    """What a list for pip leads to: it becomes a requirements file beside the environment's."""
    found = requirements.read("\n".join(lines), command.environment)
    if isinstance(found, Unknown):
        reads.cannot_know(found.why, path)
        return
    for line in found:
        match line.kind:
            case requirements.Kind.INCLUDE | requirements.Kind.CONSTRAINT:
                closure.file(line.value, f"named by {line.kind.value} in {reads.shown(path)}", path)
            case requirements.Kind.EDITABLE:
                closure.editable(line.value, path)
            case requirements.Kind.LINKS:
                closure.links(line.value, path)
            case requirements.Kind.INDEX:
                closure.index(line.value, path)
            case requirements.Kind.REQUIREMENT:
                closure.requirement(line.value, path)


def _strings(value: Yaml) -> Iterator[str]:
    yield from (one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
