"""Conan, of C and C++: `conanfile.txt` or `conanfile.py`, locked by `conan.lock`."""

import posixpath

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex

# A recipe in Python that looks at more than itself: other files, git, shared recipes.
_LOOKS_AROUND = regex(
    r"\b(?:open|load|Git|python_requires|exec|run|glob|listdir|Path|read_text|subprocess)\b"
)
_PROFILES = (
    "-pr",
    "--profile",
    "-pr:h",
    "--profile:host",
    "-pr:b",
    "--profile:build",
    "-pr:a",
    "--profile:all",
)


def _read(tree: Tree, call: Call) -> Reading:
    """What an install opens (measured with Conan 2.34) beside the recipe: settings of the folder, profiles by path."""
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which conan runs is not known"))
    reads = Reads(tree, call.cwd)
    distrust_arguments(reads, call)
    given = (call.arguments[0].value if call.arguments else None) or "."
    folder = _follow_recipe(reads, reads.resolve(given))
    for name in (".conanrc", "conan.lock", "conanws.py", "conanws.yml"):
        reads.text(posixpath.join(folder, name), "Conan's settings for the folder")
    for word in (*call.values(*_PROFILES), *call.values("-l", "--lockfile", "-s", "--settings-file")):
        if "/" in (word.value or "") or reads.kind(reads.resolve(word.value or "")) is not None:
            reads.required(reads.resolve(word.value or ""), "named by an option")
    home = (
        call.command.environment.get("CONAN_HOME")
        or f"{call.command.environment.get('HOME') or '/root'}/.conan2"
    )
    into = [word.value for word in call.values("-of", "--output-folder", "-if", "--install-folder")]
    if into and into[-1]:
        return reads.reading(outputs=(home, "/root/.conan", reads.resolve(into[-1])))
    return reads.reading(outputs=(home, "/root/.conan", folder), shared=(folder,))


def _follow_recipe(reads: Reads, path: str) -> str:
    """Opens the recipe at a path, or in the folder there; its folder."""
    if path.endswith((".txt", ".py")):
        names, folder = [posixpath.basename(path)], posixpath.dirname(path)
    else:
        names, folder = ["conanfile.py", "conanfile.txt"], path
    found = [
        (name, text)
        for name in names
        if (text := reads.text(posixpath.join(folder, name), "names the packages")) is not None
    ]
    if not found:
        reads.fails(f"{names[-1]} is not in the image at this point", posixpath.join(folder, names[-1]))
        return folder
    name, text = found[0]
    if name.endswith(".py"):
        reads.text(posixpath.join(folder, "conandata.yml"), "data of the recipe")
        if _LOOKS_AROUND.search(text):
            reads.needs_source("the recipe looks at more than itself", posixpath.join(folder, name))
    return folder


ECOSYSTEM = Ecosystem(
    name="conan",
    tool=Tool(
        names=("conan",),
        modules=("conans.conan",),
        valued=frozenset(
            {
                *_PROFILES,
                *("-of", "--output-folder", "-if", "--install-folder", "-s", "--settings", "-o", "--options"),
                *("-b", "--build", "-r", "--remote", "-l", "--lockfile", "-g", "--generator", "-c", "--conf"),
                *("-s:h", "-s:b", "-o:h", "-o:b", "-c:h", "-c:b", "--deployer", "-d"),
            }
        ),
    ),
    installs=(
        Install(
            "install", applies=lambda call: not call.has("--requires", "--tool-requires", "-h", "--help")
        ),
    ),
    manifests=("conanfile.txt", "conanfile.py"),
    lockfiles=("conan.lock",),
    settings=(".conanrc", "conandata.yml"),
    cache_dirs=("/root/.conan2", "/root/.conan"),
    result_dirs=("/root/.conan2", "/root/.conan"),
    ignore=("build",),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition="a recipe in Python looks at nothing but itself",
    cost=Cost.LONG,
    proof="run with Conan 2.34: files opened and written (strace)",
)
