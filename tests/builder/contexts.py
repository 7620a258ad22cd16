"""Build contexts as data: on disk for the builder, in memory for the product; and edits of them."""

import inspect
import io
import secrets
import tarfile
from collections.abc import Mapping
from pathlib import Path

from layerwise.context.context import BuildContext
from layerwise.context.ignore import Ignore, parse_ignore
from layerwise.context.memory import File, Folder, Link, MemoryTree

Files = Mapping[str, str | bytes | File | Folder | Link]


def text(written: str) -> str:
    """A text written in the indentation of the code around it."""
    return inspect.cleandoc(written) + "\n"


def lay(directory: Path, files: Files) -> Path:
    """Write the files into a new directory, with exact modes whatever the umask is; gives that directory."""
    directory.mkdir()
    directory.chmod(0o755)
    for name, item in files.items():
        path = directory / name
        _make_parents(directory, path)
        match item:
            case Link(target):
                path.symlink_to(target)
            case Folder(mode):
                path.mkdir(exist_ok=True)
                path.chmod(mode)
            case File(content, mode):
                _write(path, content, mode)
            case str() | bytes():
                _write(path, item, 0o644)
    return directory


def in_memory(files: Files) -> BuildContext:
    """The same context as the product sees it, the ignore file applied."""
    ignore = files.get(".dockerignore")
    return BuildContext(
        MemoryTree(dict(files)), parse_ignore(ignore) if isinstance(ignore, str) else Ignore()
    )


def freshened(files: Files, name: str) -> Files:
    """The files after an edit of one: a text never seen before, of the same meaning to package managers.

    A builder's old cache entry can thus never answer for the edited file.
    """
    item = files[name]
    match item:
        case str():
            return {**files, name: _with_mark(name, item)}
        case File(str() as content, mode):
            return {**files, name: File(_with_mark(name, content), mode)}
        case _:
            raise TypeError(f"{name} is no text")


def tar(members: Mapping[str, str]) -> bytes:
    """An uncompressed tar file of small texts."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            archive.addfile(info, io.BytesIO(content.encode()))
    return buffer.getvalue()


def _with_mark(name: str, content: str) -> str:
    mark = secrets.token_hex(8)
    if name.endswith(".json"):
        return content.replace("{", f'{{\n  "mark": "{mark}",', 1)
    comment = "//" if name.endswith((".js", ".go", "go.mod")) else "#"
    return f"{content}{comment} {mark}\n"


def _write(path: Path, content: str | bytes, mode: int) -> None:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    path.chmod(mode)


def _make_parents(directory: Path, path: Path) -> None:
    for parent in reversed(path.relative_to(directory).parents[:-1]):
        folder = directory / parent
        if not folder.exists():
            folder.mkdir()
            folder.chmod(0o755)
