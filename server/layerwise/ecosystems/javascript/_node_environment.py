"""What variables tell every package manager of Node.js: NODE_OPTIONS, CI."""

import shlex

from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.javascript._node import has, join
from layerwise.ecosystems.reads import Reads

_LOADS = ("--require", "-r", "--import", "--loader", "--experimental-loader", "--env-file")


def is_ci(call: Call) -> bool:
    """Whether CI is set, which makes package managers keep lockfiles as they are."""
    return (call.command.environment.get("CI") or "false") != "false"


def follow_node_options(reads: Reads, call: Call) -> None:
    """NODE_OPTIONS loads files into every Node.js process, the package manager included."""
    if "NODE_OPTIONS" not in call.command.environment:
        return
    value = call.command.environment["NODE_OPTIONS"]
    if value is None:
        reads.cannot_know("the value of NODE_OPTIONS is not known")
        return
    try:
        words = shlex.split(value)
    except ValueError:
        reads.cannot_know("NODE_OPTIONS cannot be read")
        return
    for index, word in enumerate(words):
        name, equals, given = word.partition("=")
        if name in _LOADS:
            target = given if equals else (words[index + 1] if index + 1 < len(words) else "")
            _follow_loaded(reads, target.removeprefix("file://"), call.cwd)


def _follow_loaded(reads: Reads, target: str, cwd: str | None) -> None:
    if not target.startswith(("/", ".")):
        reads.cannot_know(f"NODE_OPTIONS loads the package {target}")
    elif cwd is not None:
        paths = [f"{join(cwd, target)}{end}" for end in ("", ".js", ".cjs", ".mjs")]
        found = next((path for path in paths if has(reads, path, "loaded by NODE_OPTIONS")), None)
        if found is not None:
            reads.needs_source(f"NODE_OPTIONS loads {found}, which may load other files", found)
