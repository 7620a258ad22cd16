"""The fixtures as projects on the disk."""

from collections.abc import Iterator
from pathlib import Path

from checking import context_of, unmark
from layerwise.context.memory import Content, File, Link


def laid(fixtures: Path, place: Path) -> Iterator[Path]:
    """Each fixture as a project of its own on the disk, without the marks; an ignore file alone gets a Dockerfile."""
    for fixture in sorted(fixtures.iterdir()):
        folder = place / fixture.name
        for name, content in context_of(fixture).items():
            _put(folder / name, content)
        if not (folder / "Dockerfile").exists():
            (folder / "Dockerfile").write_text("FROM scratch\nCOPY . /\n")
        yield folder


def _put(path: Path, content: Content) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Link):
        path.symlink_to(content.target)
        return
    assert isinstance(content, File), "what lies on a disk is a link or a file"
    data = content.text if isinstance(content.text, bytes) else content.text.encode()
    is_marked = path.name.endswith(("Dockerfile", ".dockerignore"))
    path.write_bytes(unmark(data.decode()).encode() if is_marked else data)
    path.chmod(content.mode)
