"""What an install of Yarn 2 and later does to `yarn.lock`."""

import posixpath
from collections.abc import Sequence

from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.javascript._node import DEPENDENCIES, Package, Written, join, strings
from layerwise.ecosystems.javascript._yarn_berry_settings import Settings, is_immutable
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import yaml_text
from layerwise.regex import regex
from layerwise.unknown import Unknown

_PROTOCOL = regex(r"[a-z]+:")


def follow_lock(
    reads: Reads, call: Call, settings: Settings, root: Package, members: Sequence[Package]
) -> Written:
    """Read the project's lock, which is made where there is none."""
    path = join(root.folder, "yarn.lock")
    lock = reads.text(path, "the lockfile")
    if lock is None:
        return Written(outputs=(path,))
    if is_immutable(call, settings) or _is_in_step(lock, settings, root, members):
        return Written()
    # An older lock is carried over to this Yarn's format, and the settings with it (measured with Yarn 4).
    rc = join(root.folder, ".yarnrc.yml")
    return Written(rewrites=(path, rc) if reads.kind(rc) else (path,))


def _is_in_step(lock: str, settings: Settings, root: Package, members: Sequence[Package]) -> bool:
    """Whether an install would leave the lock as it is: the same Yarn wrote it, for the same manifests.

    Each version of Yarn has its own format of the lock, so one that the project does not keep or name may be
    another than the one that wrote it.
    """
    data = yaml_text.load_plain(lock)
    says_version = "yarnPath" in settings or "packageManager" in root.data
    if isinstance(data, Unknown) or not says_version:
        return False
    entries = {key.strip(): entry for keys, entry in data.items() for key in keys.split(",")}
    for one in (root, *members):
        if any(one.data.get(field) for field in ("resolutions", "dependenciesMeta", "optionalDependencies")):
            return False
        entry = entries.get(f"{one.name}@workspace:{posixpath.relpath(one.folder, root.folder)}")
        if not isinstance(entry, dict):
            return False
        wanted = {name: _with_protocol(spec) for name, spec in one.ranges(*DEPENDENCIES).items()}
        locked = {name: _with_protocol(spec) for name, spec in strings(entry.get("dependencies")).items()}
        peers = strings(entry.get("peerDependencies")) == one.ranges("peerDependencies")
        if (
            wanted != locked
            or not peers
            or any(f"{name}@{spec}" not in entries for name, spec in wanted.items())
        ):
            return False
    return True


def _with_protocol(spec: str) -> str:
    """A version range is one of npm's; Yarn 3 writes it without saying so."""
    return spec if _PROTOCOL.match(spec) else f"npm:{spec}"
