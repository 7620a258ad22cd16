"""The requirements files of Ansible Galaxy: roles and collections, by name, address or path."""

import re
from collections.abc import Iterator

from layerwise.context.tree import Kind
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import yaml_text
from layerwise.manifests.yaml_text import Yaml
from layerwise.regex import regex
from layerwise.unknown import Unknown

_ADDRESS = regex(r"(?:git\+|hg\+)?(?:https?|ssh|git|hg)[:@]|git\+|git@")


def follow(
    reads: Reads, path: str, why: str, *, has_roles: bool = True, has_collections: bool = True
) -> None:
    """What a file names: archives are opened, folders are packed whole.

    Measured with ansible-core 2.19: paths, also those of `include`, are seen from the working directory.
    """
    text = reads.required(path, why)
    data = yaml_text.load(text) if text is not None else None
    if isinstance(data, Unknown):
        reads.cannot_know(f"{reads.shown(path)}: {data.why}", path)
        return
    said: dict[Yaml, Yaml] = data if isinstance(data, dict) else {"roles": data or []}
    for role in _entries(said.get("roles")) if has_roles else ():
        _role(reads, role, path)
    for collection in _entries(said.get("collections")) if has_collections else ():
        _collection(reads, collection, path)


def _entries(value: Yaml) -> Iterator[dict[str, str]]:
    """The entries of a list, each with its fields that are texts; a bare one is a name."""
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield {str(key): field for key, field in one.items() if isinstance(field, str)}
        else:
            yield {"name": str(one)}


def _role(reads: Reads, role: dict[str, str], path: str) -> None:
    if "include" in role:
        included = reads.resolve(role["include"])
        if included == path:
            return
        follow(reads, included, f"named by include in {reads.shown(path)}", has_collections=False)
        return
    written = role.get("src") or role.get("name") or ""
    if not _ADDRESS.match(written) and ("/" in written or written.endswith(".tar.gz")):
        local(reads, written, path)


def _collection(reads: Reads, collection: dict[str, str], path: str) -> None:
    kind, name = collection.get("type", ""), collection.get("name") or ""
    written = (collection.get("source") or name) if kind in {"dir", "subdirs", "file"} else name
    is_path = "/" in written or written.endswith(".tar.gz")
    if kind in {"dir", "subdirs", "file"} or (not kind and is_path and not _ADDRESS.match(written)):
        local(reads, name if kind == "file" and name else written, path)
    for key in ("signatures",):
        if key in collection:
            reads.cannot_know(f"{key} in {reads.shown(path)} may lie on the disk", path)


def local(reads: Reads, written: str, path: str | None) -> None:
    """A role or collection by path."""
    if re.match(r"https?:", written):
        return
    place = reads.resolve(written.removeprefix("file://"))
    where = f" in {reads.shown(path)}" if path else ""
    match reads.kind(place):
        case Kind.FILE:
            reads.file(place, f"named{where}" if where else "named by the call")
        case Kind.DIRECTORY:
            reads.needs_source(f"{written}{where} is packed whole", path or place)
        case _:
            reads.cannot_know(f"{written}{where} is not in the image at this point", path)
