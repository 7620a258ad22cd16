"""The folder that Yarn 1 takes for the project's, with the settings that count there."""

from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.javascript._node import (
    below,
    has,
    home,
    join,
    read_package,
    upward,
    workspace_patterns,
)
from layerwise.ecosystems.javascript._node_settings import (
    Settings,
    from_environment,
    from_npmrc,
    from_options,
)
from layerwise.ecosystems.javascript._yarn import yarnrc
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.globs import is_match

MIRROR = "yarn-offline-mirror"


def find_root(reads: Reads, cwd: str) -> tuple[str, str]:
    """The nearest folder with a package.json, and the workspace root that lists it, else the same folder.

    The first manifest with workspaces, upward, decides: where it does not list the folder, the search ends.
    """
    why = "Yarn looks for the project's folder"
    found = (one for one in upward(cwd) if reads.looked_for(join(one, "package.json"), why) is not None)
    start = next(found, cwd)
    for folder in upward(start):
        if reads.looked_for(join(folder, "package.json"), "Yarn looks for a workspace root") is None:
            continue
        above = read_package(reads, folder, "Yarn looks for a workspace root")
        patterns = workspace_patterns(above) if above else ()
        if patterns:
            path = start[len(folder) :].strip("/")
            return start, folder if not path or any(is_match(path, one) for one in patterns) else start
    return start, start


def read_settings(reads: Reads, call: Call, start: str) -> Settings:
    """The call's options, then the .yarnrc and .npmrc files of the folder and of each above it, then the user's."""
    found = from_options(call)
    for name, value in from_environment(call).items():
        found.setdefault(name, value)
    for folder in dict.fromkeys((*upward(start), home(call))):
        rc = join(folder, ".yarnrc")
        text = reads.looked_for(rc, "Yarn's settings")
        for name, written in yarnrc(text or "").items():
            value = join(folder, written) if name == MIRROR and written else written
            found.setdefault(name, value)
            if name == "yarn-path" and value:
                has(reads, join(folder, value), "the Yarn that the project keeps")
            if name == MIRROR and value:
                below(reads, value, "the offline mirror that .yarnrc names")
        for name, value in from_npmrc(
            reads.looked_for(join(folder, ".npmrc"), "registry settings") or ""
        ).items():
            found.setdefault(name, value)
    return found
