"""npm's lockfile, as far as it tells whether an install would write it again."""

import posixpath
from collections.abc import Iterable, Mapping, Sequence

from layerwise.ecosystems.javascript._node import DEPENDENCIES, Package, join, strings
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.json_text import Json, load_object
from layerwise.records import dataclass
from layerwise.unknown import Unknown

# A shrinkwrap wins where both are there, yet both are opened (npm help npm-shrinkwrap-json; measured).
NAMES = ("npm-shrinkwrap.json", "package-lock.json")

# The fields of package.json that its entry in the lock repeats (npm help package-lock-json; measured).
_REPEATED = (
    "version",
    "license",
    "workspaces",
    "bin",
    "engines",
    "os",
    "cpu",
    "libc",
    "funding",
    *DEPENDENCIES,
    "peerDependencies",
    "peerDependenciesMeta",
    "bundleDependencies",
    "acceptDependencies",
)
_INSTALL_EVENTS = ("preinstall", "install", "postinstall")


@dataclass(frozen=True, slots=True)
class Lock:
    """The lock that counts, None where there is none; and a yarn.lock beside it, which npm writes too."""

    path: str | None
    text: str
    yarn_lock: str | None


def read_lock(reads: Reads, root: str) -> Lock:
    """The lock of a project; npm opens a yarn.lock too, for versions (seen with strace, npm 11)."""
    found: list[tuple[str, str]] = []
    for name in NAMES:
        text = reads.text(join(root, name), "the lockfile")
        if text is not None:
            found.append((join(root, name), text))
    yarn_lock = join(root, "yarn.lock")
    has_yarn_lock = reads.text(yarn_lock, "npm takes versions from it") is not None
    path, text = found[0] if found else (None, "")
    return Lock(path, text, yarn_lock if has_yarn_lock else None)


def is_in_step(lock: Lock, root: Package, others: Iterable[Package]) -> bool:
    """Whether an install would leave the lock as it is: its entries repeat what the manifests say.

    Formats 2 and 3 are kept as they are by npm 7 and later (npm help config, "lockfile-version").
    """
    data = load_object(lock.text)
    if isinstance(data, Unknown) or data.get("lockfileVersion") not in (2, 3):
        return False
    packages = data.get("packages")
    if not isinstance(packages, dict):
        return False
    # A project without a name is locked under the name of its folder, which may be another one in the image.
    if data.get("name") != (root.name or posixpath.basename(root.folder)):
        return False
    if data.get("version") != root.data.get("version") or not _is_entry(packages.get(""), root, root.name):
        return False
    return _has_all(packages, root) and all(
        _is_entry(packages.get(posixpath.relpath(one.folder, root.folder)), one, _locked_name(one))
        for one in others
    )


def _is_entry(entry: Json, package: Package, name: str | None) -> bool:
    if not isinstance(entry, dict) or entry.get("name") != name:
        return False
    scripts = strings(package.data.get("scripts"))
    has_script = any(event in scripts for event in _INSTALL_EVENTS)
    if has_script is not entry.get("hasInstallScript", False):
        return False
    return all(_plain(field, entry.get(field), entry) == _plain(field, package.data.get(field), package.data)
               for field in _REPEATED)  # fmt: skip


def _locked_name(package: Package) -> str | None:
    """A workspace's name is written only where its folder does not say it (@npmcli/arborist)."""
    parent, folder = posixpath.split(package.folder)
    scope = posixpath.basename(parent)
    says = f"{scope}/{folder}" if scope.startswith("@") else folder
    return None if package.name == says else package.name


def _plain(field: str, value: Json, data: Mapping[str, Json]) -> Json:
    """A field's value as npm normalises it; nothing and empty are the same."""
    if field == "bin" and isinstance(value, str):
        name = data.get("name")
        value = {name.rpartition("/")[2]: value} if isinstance(name, str) else value
    if field == "bin" and isinstance(value, dict):
        return {key: one.removeprefix("./") for key, one in strings(value).items()} or None
    if field == "funding" and isinstance(value, str):
        return {"url": value}
    if field == "license" and isinstance(value, dict):
        return value.get("type")
    return value or None


def _has_all(packages: Mapping[str, Json], root: Package) -> bool:
    """Whether the lock has an entry for every dependency of the root that must be installed."""
    needed: Sequence[str] = list(root.ranges("dependencies", "devDependencies"))
    optional = root.ranges("optionalDependencies")
    return all(name in optional or f"node_modules/{name}" in packages for name in needed)
