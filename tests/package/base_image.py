"""A stand-in for the image that our Dockerfile starts from: this machine's Python and git on a busybox, and wheels.

`apk add git` puts the real git into its place, so that nothing below the first step is made up.
"""

import io
import os
import shutil
import subprocess
import sysconfig
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from package.places import WHEELS, Python

NAME = "python:3.13-alpine"
_WHEELS = "/opt/wheels"
CHANGES = (
    "ENV PATH=/usr/local/bin:/usr/bin:/bin",
    f"ENV PIP_NO_INDEX=1 PIP_FIND_LINKS={_WHEELS} PIP_ROOT_USER_ACTION=ignore",
)
_APK = """#!/bin/sh
[ "$1" = add ] || exit 1
for word; do
  case $word in
  add | -*) ;;
  git) cp /opt/apk/git /usr/bin/git ;;
  *) echo "apk: no package $word" >&2; exit 1 ;;
  esac
done
"""
_LEFT_OUT = {"test", "tests", "site-packages", "dist-packages", "__pycache__", "idlelib", "tkinter"}


def base_image(python: Python) -> bytes:
    """A tar of its files."""
    git, busybox = Path(shutil.which("git") or ""), Path(shutil.which("busybox") or "")
    standard = Path(_told(python, "stdlib"))
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.add(busybox, "bin/busybox")
        for name in subprocess.run(
            [busybox, "--list"], capture_output=True, text=True, check=True
        ).stdout.split():
            if name != "busybox":
                _link(archive, f"bin/{name}", "busybox")
        archive.add(git.resolve(), "opt/apk/git")
        _write(archive, "usr/bin/apk", _APK.encode(), 0o755)
        _write(archive, "etc/passwd", b"root:x:0:0:root:/root:/bin/sh\n")
        _add(archive, python.program.resolve())
        _link(archive, "usr/local/bin/python", str(python.program.resolve()))
        archive.add(standard, str(standard).lstrip("/"), filter=_wanted)
        for path in _libraries([python.program.resolve(), git.resolve(), *standard.glob("lib-dynload/*.so")]):
            _add(archive, path)
        for wheel in WHEELS.glob("*.whl"):
            archive.add(wheel, f"{_WHEELS}/{wheel.name}".lstrip("/"))
        _unpack(archive, next(WHEELS.glob("pip-*.whl")), _told(python, "purelib"))
    return buffer.getvalue()


def _told(python: Python, name: str) -> str:
    """One of a Python's folders."""
    words = [str(python.program), "-I", "-c", f"import sysconfig; print(sysconfig.get_path('{name}'))"]
    assert name in sysconfig.get_path_names()
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def _wanted(info: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if Path(info.name).name in _LEFT_OUT else info


def _libraries(programs: Iterable[Path]) -> Iterator[Path]:
    """The shared libraries that programs are linked with, the loader included, by the names that they ask for."""
    found: set[Path] = set()
    for program in programs:
        told = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
        found |= {Path(word) for word in told.split() if word.startswith("/")}
    yield from sorted(found)


def _add(archive: tarfile.TarFile, path: Path) -> None:
    """A file under the name that is asked for, whatever it is a link to."""
    info = archive.gettarinfo(os.path.realpath(path), str(path).lstrip("/"))
    with path.open("rb") as file:
        archive.addfile(info, file)


def _write(archive: tarfile.TarFile, name: str, content: bytes, mode: int = 0o644) -> None:
    info = tarfile.TarInfo(name)
    info.mode, info.size = mode, len(content)
    archive.addfile(info, io.BytesIO(content))


def _link(archive: tarfile.TarFile, name: str, target: str) -> None:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, target
    archive.addfile(info)


def _unpack(archive: tarfile.TarFile, wheel: Path, folder: str) -> None:
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            _write(archive, f"{folder.lstrip('/')}/{name}", packed.read(name))
