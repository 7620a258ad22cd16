"""The dependencies of a Yarn project that stand in the tree: folders, packed files, patches."""

import re
from collections.abc import Iterator, Sequence

from layerwise.ecosystems.javascript._node import ALL_DEPENDENCIES, Package, has, join, read_package, strings
from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex

_PATH = regex(r"(?:file|portal|link|exec):")


def follow_paths(reads: Reads, root: str, packages: Sequence[Package]) -> Iterator[Package]:
    """Dependencies on paths: `portal:` and `link:` read the folder's manifest, `file:` packs it.

    Of a `link:` the dependencies do not count, so that it is followed no further (seen with strace, Yarn 4).
    What stands after `::` or `#` is not part of the path (Yarn's manual, "Protocols").
    """
    seen = {package.folder for package in packages}
    queue = list(packages)
    while queue:
        package = queue.pop(0)
        for name, spec in _ranges(package).items():
            protocol, path = _path(package.folder, root, spec)
            if protocol in ("portal", "link") and path not in seen:
                seen.add(path)
                linked = read_package(reads, path, f"the dependency {name}")
                if linked is not None:
                    queue += [linked] if protocol == "portal" else []
                    yield linked
            elif protocol == "exec":
                reads.needs_source(f"the dependency {name} is made by a script", path)
            elif protocol == "file" and not has(reads, path, f"the dependency {name}"):
                reads.needs_source(f"the dependency {name} is packed from its folder", path)


def follow_patches(reads: Reads, root: str, packages: Sequence[Package]) -> None:
    """Patch files: `patch:left-pad@npm%3A1.3.0#~/.yarn/patches/left-pad.patch`, `~/` being the project's folder.

    Several are joined by `&`; those of Yarn itself are called `builtin<...>` (Yarn's manual, "Patch protocol").
    """
    for package in packages:
        for name, spec in _ranges(package).items():
            if not spec.startswith("patch:"):
                continue
            for written in spec.partition("#")[2].partition("::")[0].split("&"):
                path = written.removeprefix("optional!")
                if path and "builtin<" not in path:
                    base = root if path.startswith("~/") else package.folder
                    reads.required(join(base, path.removeprefix("~/")), f"the patch of {name}")


def _path(folder: str, root: str, spec: str) -> tuple[str, str]:
    """The protocol and the path of a dependency on a path; "" and "" for any other dependency."""
    protocol, _, rest = spec.partition(":") if _PATH.match(spec) else ("file", "", spec)
    if protocol == "file" and rest == spec and not rest.startswith(("./", "../", "/", "~/")):
        return "", ""
    path = re.split(r"::|#", rest)[0]
    return protocol, join(root, path[2:]) if path.startswith("~/") else join(folder, path)


def _ranges(package: Package) -> dict[str, str]:
    """All dependencies, and the resolutions that replace some of them."""
    resolutions = strings(package.data.get("resolutions"))
    return package.ranges(*ALL_DEPENDENCIES) | {f"{name} (resolution)": s for name, s in resolutions.items()}
