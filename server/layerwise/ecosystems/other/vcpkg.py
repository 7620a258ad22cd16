"""vcpkg, of C and C++: `vcpkg.json`."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.ecosystems.plain import Files, plain
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.json_text import Json, load_commented
from layerwise.unknown import Unknown

_FILES = Files(
    manifests=("vcpkg.json",),
    optional=("vcpkg-configuration.json",),
    outputs=("vcpkg_installed", "~/.cache/vcpkg", "~/.vcpkg"),
)
_OVERLAYS = ("overlay-ports", "overlay-triplets")


def _follow(reads: Reads, call: Call) -> None:
    """Folders of ports and triplets that lie over the usual ones (vcpkg-configuration.json reference)."""
    for option in ("--x-install-root", "--x-buildtrees-root", "--x-packages-root", "--downloads-root"):
        if call.has(option):
            reads.cannot_know(f"{option} names another place")
    for word in call.values("--overlay-ports", "--overlay-triplets"):
        reads.folder(reads.resolve(word.value or ""), "named by an option")
    for name in ("vcpkg-configuration.json", "vcpkg.json"):
        path = reads.resolve(name)
        text = reads.text(path, "settings of vcpkg")
        data = load_commented(text) if text is not None else {}
        if isinstance(data, Unknown):
            reads.cannot_know(data.why, path)
            continue
        inner = data.get("vcpkg-configuration", data.get("configuration"))
        for table in (data, inner if isinstance(inner, dict) else {}):
            _follow_overlays(reads, table, name)


def _follow_overlays(reads: Reads, table: dict[str, Json], name: str) -> None:
    for field in _OVERLAYS:
        folders = table.get(field)
        for folder in folders if isinstance(folders, list) else ():
            if isinstance(folder, str):
                reads.folder(reads.resolve(folder), f"{field} in {name}")


ECOSYSTEM = Ecosystem(
    name="vcpkg",
    tool=Tool(
        names=("vcpkg",),
        valued=frozenset(
            {
                "--x-manifest-root",
                "--x-install-root",
                "--triplet",
                "--overlay-ports",
                "--overlay-triplets",
                "--host-triplet",
            }
        ),
        directory=frozenset({"--x-manifest-root"}),
    ),
    installs=(Install("install", applies=lambda call: not call.arguments),),
    manifests=("vcpkg.json",),
    settings=("vcpkg-configuration.json",),
    cache_dirs=("/root/.cache/vcpkg",),
    ignore=("vcpkg_installed",),
    read=plain(_FILES, _follow),
    verdict=Verdict.SPLIT,
    cost=Cost.LONG,
    proof="conservative, from learn.microsoft.com, vcpkg.json and vcpkg-configuration.json references",
)
