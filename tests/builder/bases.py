"""Base images made on the spot: busybox and stand-ins for the package managers, under official names.

The stand-ins (`installers/`) read the manifests that the real tools read, fail where a required one is
missing, and write files that depend on nothing but those manifests.
"""

import io
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path

from builder.builder import Builder

_INSTALLERS = Path(__file__).parent / "installers"
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_GO_PATH = f"/go/bin:/usr/local/go/bin:{_PATH}"
_RUBY_PATH = f"/usr/local/bundle/bin:{_PATH}"

# What the official images set, as far as a build sees it.
BASES: Mapping[str, tuple[str, ...]] = {
    "python:2.7": (f"ENV PATH={_PATH}",),
    "python:3.11-slim": (f"ENV PATH={_PATH}",),
    "node:22": (f"ENV PATH={_PATH}",),
    "golang:1.24": (f"ENV PATH={_GO_PATH} GOPATH=/go", "WORKDIR /go"),
    "ruby:3.4": (f"ENV PATH={_RUBY_PATH} GEM_HOME=/usr/local/bundle",),
    "php:8.3-cli": (f"ENV PATH={_PATH}",),
    "oven/bun:1": (f"ENV PATH={_PATH}", "WORKDIR /home/bun/app"),
    "debian:12": (f"ENV PATH={_PATH}",),
}


def import_bases(builder: Builder) -> None:
    """Give the builder every base image that the cases name."""
    tar = _system()
    for name, changes in BASES.items():
        builder.import_base(name, tar, changes)


def _system() -> bytes:
    """A tar of a small system: busybox with all its names, the users root and app (1001), the installers."""
    busybox = shutil.which("busybox")
    assert busybox is not None, "why_not() is asked first"
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for directory, mode, owner in _DIRECTORIES:
            _add(archive, directory, tarfile.DIRTYPE, mode=mode, owner=owner)
        _add(archive, "bin/busybox", content=Path(busybox).read_bytes(), mode=0o755)
        names = subprocess.run([busybox, "--list"], capture_output=True, text=True, check=True).stdout.split()
        for name in names:
            if name != "busybox":
                _add(archive, f"bin/{name}", tarfile.SYMTYPE, target="busybox")
        _add(archive, "etc/passwd", content=_PASSWD)
        _add(archive, "etc/group", content=_GROUP)
        for script in sorted(_INSTALLERS.iterdir()):
            directory = "usr/local/lib/installers" if script.suffix else "usr/local/bin"
            _add(archive, f"{directory}/{script.name}", content=script.read_bytes(), mode=0o755)
    return buffer.getvalue()


_PASSWD = b"root:x:0:0:root:/root:/bin/sh\napp:x:1001:1001:app:/home/app:/bin/sh\n"
_GROUP = b"root:x:0:\napp:x:1001:\n"
_DIRECTORIES = (
    ("bin", 0o755, 0),
    ("etc", 0o755, 0),
    ("home", 0o755, 0),
    ("home/app", 0o755, 1001),
    ("root", 0o700, 0),
    ("tmp", 0o1777, 0),
    ("usr", 0o755, 0),
    ("usr/local", 0o755, 0),
    ("usr/local/bin", 0o755, 0),
    ("usr/local/lib", 0o755, 0),
    ("usr/local/lib/installers", 0o755, 0),
    ("go", 0o755, 0),
)


def _add(  # noqa: PLR0913 - the fields of a tar entry
    archive: tarfile.TarFile,
    name: str,
    kind: bytes = tarfile.REGTYPE,
    *,
    content: bytes = b"",
    mode: int = 0o644,
    owner: int = 0,
    target: str = "",
) -> None:
    info = tarfile.TarInfo(name)
    info.type, info.mode, info.uid, info.gid, info.linkname = kind, mode, owner, owner, target
    info.size = len(content)
    archive.addfile(info, io.BytesIO(content))
