"""The files of an image, read from the tar stream in which builders give them."""

import hashlib
import tarfile
from collections.abc import Iterable
from typing import IO

from layerwise.tuples import NamedTuple

_BLOCK = 1 << 20
_XATTR = "SCHILY.xattr."


class Item(NamedTuple):
    """One path of an image; `target` for links, `digest` of the content for files. Times do not count."""

    kind: str
    mode: int
    owner: tuple[int, int]
    target: str = ""
    digest: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


def items(stream: IO[bytes]) -> dict[str, Item]:
    """Every path of a tar stream; a hard link is the file that it names."""
    found: dict[str, Item] = {}
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for info in archive:
            path = _path(info.name)
            linked = found.get(_path(info.linkname)) if info.islnk() else None
            if path:
                found[path] = linked if linked is not None else _item(archive, info)
    return found


def _path(name: str) -> str:
    return "/".join(piece for piece in name.split("/") if piece not in ("", "."))


def _item(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Item:
    content = archive.extractfile(info) if info.isreg() else None
    return Item(
        kind=_kind(info),
        mode=info.mode & 0o7777,
        owner=(info.uid, info.gid),
        target=info.linkname if info.issym() or info.islnk() else "",
        digest="" if content is None else _digest(iter(lambda: content.read(_BLOCK), b"")),
        attributes=tuple(sorted((k, v) for k, v in info.pax_headers.items() if k.startswith(_XATTR))),
    )


def _kind(info: tarfile.TarInfo) -> str:
    if info.issym():
        return "symlink"
    if info.isdir():
        return "directory"
    return "file" if info.isreg() or info.islnk() else f"device {info.devmajor}:{info.devminor}"


def _digest(blocks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()
