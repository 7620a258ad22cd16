"""What an npm command works on: the project's folder, the settings there, the packages that it names."""

from collections.abc import Iterator

from layerwise.context.tree import Entry, Kind, Tree
from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.javascript._node import home, join, read_package, read_workspaces, upward
from layerwise.ecosystems.javascript._node_settings import Settings, is_on, merged
from layerwise.ecosystems.reads import Reads


def find_root(tree: Tree, reads: Reads, call: Call) -> str:
    """The project's folder: the nearest with a package.json or node_modules, then the workspace that lists it.

    A `--prefix` is taken as it is (npm help folders; measured with strace: the search goes on up to "/").
    """
    start = call.cwd or "/"
    if call.has("--prefix", "-C"):
        return start
    found: str | None = None
    for folder in upward(start):
        text = reads.looked_for(join(folder, "package.json"), "npm looks for the project's folder")
        is_package = text is not None
        if found is None:
            if is_package or _is_folder(tree, join(folder, "node_modules")):
                found = folder
        elif is_package:
            above = read_package(reads, folder, "npm looks for a workspace root above")
            if above and found in [one.folder for one in read_workspaces(tree, reads, above)]:
                return folder
    return found or start


def read_settings(reads: Reads, call: Call, root: str) -> Settings:
    """The call, the environment, and the .npmrc files."""
    return merged(call, list(_npmrc_texts(reads, call, root)))


def is_global(call: Call) -> bool:
    """Whether nothing of the project counts, its .npmrc included (npm help npmrc)."""
    settings = merged(call, ())
    switches = is_on(settings, "global") or is_on(settings, "g")
    return switches or "global" in (settings.get("location"), settings.get("L"))


def named(call: Call) -> tuple[str, ...]:
    """The packages named by the call; "" stands for one whose name is not known.

    `--production false` leaves its `false` among the words.
    """
    return tuple(word.value or "" for word in call.arguments if word.value not in ("true", "false"))


def _is_folder(tree: Tree, path: str) -> bool:
    entry = tree.entry(path)
    return isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY


def _npmrc_texts(reads: Reads, call: Call, root: str) -> Iterator[str]:
    """The project's .npmrc, then the user's (npm help npmrc)."""
    text = reads.text(join(root, ".npmrc"), "npm's settings for the project")
    if text is not None:
        yield text
    given = merged(call, ())
    for name, usual in (("userconfig", join(home(call), ".npmrc")), ("globalconfig", None)):
        path = given.get(name, usual)
        if path is not None:
            text = reads.looked_for(join(call.cwd or "/", path), "npm's settings")
            if text is not None:
                yield text
        elif name in given:
            reads.cannot_know(f"the value of npm's {name} is not known")
