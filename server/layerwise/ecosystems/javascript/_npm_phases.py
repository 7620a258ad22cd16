"""The two phases of an npm install: packages without scripts, then the scripts."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.again import line, options_without, program
from layerwise.ecosystems.facts import Call, Option, Phases
from layerwise.ecosystems.javascript._node import read_package, strings
from layerwise.ecosystems.javascript._npm_install import read
from layerwise.ecosystems.javascript._npm_project import find_root, named
from layerwise.ecosystems.reads import Reads
from layerwise.records import replace

# Those of the root that `npm rebuild` leaves out (measured); `npm run prepare` runs the two around it.
_AFTER_REBUILD = ("dependencies", "prepublish", "preprepare", "prepare", "postprepare")

# Options without meaning for `npm rebuild` and `npm run`. Scripts see all others as npm_config_*, and NODE_ENV
# is "production" for them where dev dependencies are left out (measured with npm 11).
_DROPPED = (
    "--audit", "--no-audit", "--fund", "--no-fund", "--progress", "--no-progress",
    "--prefer-offline", "--prefer-online", "--update-notifier", "--no-update-notifier",
)  # fmt: skip


def phases(tree: Tree, call: Call) -> Phases | None:
    """Packages first, without scripts; then the scripts of all packages, the project's and its workspaces'.

    Measured with npm 11: node_modules is the same afterwards, commands of workspaces included.
    """
    if call.install.verb not in ("install", "ci") or named(call) or call.cwd is None:
        return None
    if call.has("--workspace", "-w", "--workspaces", "-ws", "--lockfile-only", "--package-lock-only"):
        return None
    first = read(tree, replace(call, options=(*call.options, Option("--ignore-scripts", None))))
    reads = Reads(tree, call.cwd)
    root = find_root(tree, reads, call)
    package = read_package(reads, root, "the project's manifest")
    if package is None or first.source is not None or first.unknown is not None:
        return None
    scripts = strings(package.data.get("scripts"))
    events = [event for event in _AFTER_REBUILD if event in scripts]
    if "prepare" in events:
        events = [event for event in events if event not in ("preprepare", "postprepare")]
    if events and root != call.cwd:
        return None  # `npm run` would run those of the workspace that it is called in
    tool, kept = program(call, ("npm",)), options_without(call, _DROPPED)
    commands = [line(tool, "rebuild", kept), *(line(tool, "run", event, kept) for event in events)]
    note = "the build scripts of dependencies run after the copy too, with every edit"
    return Phases(note=note, added="--ignore-scripts", second=" && ".join(commands))
