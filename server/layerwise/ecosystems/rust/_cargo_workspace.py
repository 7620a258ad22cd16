"""All packages that cargo loads for one command: the workspace's members, and the folders that they name."""

import posixpath
from collections.abc import Iterator

from layerwise.context.paths import is_within
from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.reads import Reads
from layerwise.ecosystems.rust._cargo_package import Package, folders, inherited, open_targets, opened, parsed
from layerwise.manifests import globs
from layerwise.manifests.toml_text import table, texts
from layerwise.unknown import Unknown


def load(tree: Tree, reads: Reads, call: Call) -> str | None:
    """Opens everything, and gives the folder of the workspace's root, which holds Cargo.lock."""
    package = _nearest(reads, call)
    if package is None:
        return None
    root = _root(reads, package)
    reads.text(posixpath.join(root.folder, "Cargo.lock"), "locks the versions")
    members = [root, *_members(tree, reads, root)]
    used: set[str] = set()
    queue = members if package.path in [one.path for one in members] else [*members, package]
    seen = {one.folder for one in queue}
    while queue:
        one = queue.pop(0)
        used.update(inherited(one))
        if not one.package and "workspace" not in one.data:
            reads.cannot_know("it says neither package nor workspace", one.path)
        open_targets(reads, one)
        if not is_within(one.folder, root.folder):
            _inherits(reads, one)
        for path, is_surely_opened in folders(one):
            folder = reads.resolve(path, one.folder)
            if folder in seen:
                continue
            seen.add(folder)
            found = opened(reads, folder, f"named by path in {reads.shown(one.path)}")
            queue += [found] if found else []
            if found is None and is_surely_opened and not reads.unknown:
                missing = posixpath.join(folder, "Cargo.toml")
                reads.fails(f"{reads.shown(missing)} is not in the image at this point", missing)
    _look_for_inherited(reads, root, used)
    return root.folder


def _look_for_inherited(reads: Reads, root: Package, used: set[str]) -> None:
    """Distrust a dependency that a member takes from its workspace and that is a folder which is not there."""
    for name, one in table(root.data, "workspace", "dependencies").items():
        path = table(one).get("path")
        if name in used and isinstance(path, str):
            missing = posixpath.join(reads.resolve(path, root.folder), "Cargo.toml")
            if reads.kind(missing) is None and not reads.unknown:
                reads.fails(f"{reads.shown(missing)} is not in the image at this point", missing)


def _nearest(reads: Reads, call: Call) -> Package | None:
    """The package of --manifest-path, of `install --path`, else the nearest upward."""
    named = [word.value for word in (*call.values("--manifest-path"), *call.values("--path"))]
    if named:
        value = named[0]
        if value is None:
            reads.cannot_know("not all arguments are known")
            return None
        path = reads.resolve(value)
        folder = posixpath.dirname(path) if call.has("--manifest-path") else path
        text = reads.required(posixpath.join(folder, "Cargo.toml"), "names the dependencies")
        return parsed(reads, folder, text) if text is not None else None
    for folder in _upward(reads.resolve(".")):
        path = posixpath.join(folder, "Cargo.toml")
        if reads.unreadable(path):
            return None
        text = reads.looked_for(path, "names the dependencies")
        if text is not None:
            return parsed(reads, folder, text)
    path = reads.resolve("Cargo.toml")
    reads.fails("Cargo.toml is not in the image at this point", path)
    return None


def _upward(folder: str) -> Iterator[str]:
    while True:
        yield folder
        if folder == "/":
            return
        folder = posixpath.dirname(folder)


def _root(reads: Reads, package: Package) -> Package:
    """The workspace's root: itself, the one that `package.workspace` names, or one above that does not exclude it."""
    if "workspace" in package.data:
        return package
    named = package.package.get("workspace")
    if isinstance(named, str):
        folder = reads.resolve(named, package.folder)
        return opened(reads, folder, "the root of the workspace") or package
    for folder in list(_upward(package.folder))[1:]:
        text = reads.looked_for(posixpath.join(folder, "Cargo.toml"), "cargo looks for a workspace above")
        above = parsed(reads, folder, text) if text is not None else None
        if above is not None and "workspace" in above.data:
            return package if _is_excluded(above, package.folder) else above
    return package


def _inherits(reads: Reads, package: Package) -> None:
    """The workspace above a folder from elsewhere, from which its manifest may take values."""
    if "workspace" not in package.data:
        for folder in list(_upward(package.folder))[1:]:
            text = reads.looked_for(posixpath.join(folder, "Cargo.toml"), "cargo looks for a workspace above")
            above = parsed(reads, folder, text) if text is not None else None
            if above is not None and "workspace" in above.data:
                return


def _is_excluded(root: Package, folder: str) -> bool:
    excluded = texts(table(root.data, "workspace").get("exclude"))
    return any(is_within(folder, posixpath.normpath(posixpath.join(root.folder, one))) for one in excluded)


def _members(tree: Tree, reads: Reads, root: Package) -> list[Package]:
    """The members by [workspace] members; measured: of a pattern's folders those without a manifest are passed over."""
    found = []
    for pattern in texts(table(root.data, "workspace").get("members")):
        if "{" in pattern or pattern.startswith(("!", "/")):
            reads.cannot_know(f"the pattern {pattern} is not understood", root.path)
            return []
        is_glob = any(sign in pattern for sign in "*?[")
        for folder in (
            _expanded(tree, reads, root, pattern) if is_glob else (reads.resolve(pattern, root.folder),)
        ):
            if folder == root.folder or (is_glob and _is_excluded(root, folder)):
                continue
            member = opened(reads, folder, f"a workspace member of {reads.shown(root.path)}")
            found += [member] if member else []
            if member is None and not is_glob and not reads.unknown:
                path = posixpath.join(folder, "Cargo.toml")
                reads.fails(f"{reads.shown(path)} is not in the image at this point", path)
    return found


def _expanded(tree: Tree, reads: Reads, root: Package, pattern: str) -> tuple[str, ...]:
    if ".." in pattern.split("/"):
        reads.cannot_know(f"the pattern {pattern} is not understood", root.path)
        return ()
    expansion = globs.expand(tree, root.folder, (pattern,))
    if isinstance(expansion, Unknown):
        reads.cannot_know(expansion.why, root.path)
        return ()
    for folder in expansion.listed:
        for name in reads.names(folder):
            path = posixpath.join(folder, name, "Cargo.toml")
            if name.startswith(".") and reads.looked_for(path, "a hidden member") is not None:
                reads.cannot_know(f"{reads.shown(path)} may be a workspace member", path)
    return expansion.folders
