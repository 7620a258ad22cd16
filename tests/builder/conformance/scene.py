"""What a build is given, as a value, and edits of it as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from layerwise.builds.build import Build
from layerwise.context.memory import File, Folder, Link

from builder.contexts import Files, in_memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that one build depends on. `is_inside`: the Dockerfile lies in the context."""

    dockerfile: str
    files: Files
    arguments: Mapping[str, str] = field(default_factory=dict)
    target: str | None = None
    is_inside: bool = False

    @property
    def laid(self) -> Files:
        """The files of the context."""
        return {**self.files, "Dockerfile": self.dockerfile} if self.is_inside else self.files

    @property
    def build(self) -> Build:
        """The build as the product is told of it."""
        return Build(
            context=in_memory(self.laid),
            label="case",
            origin="a case",
            target=self.target,
            arguments=dict(self.arguments),
            dockerfile="Dockerfile" if self.is_inside else None,
        )


class Edit(Protocol):
    """One edit. `mark` is a text never seen before, so that an old cache entry can never answer."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The paths of the context that it changes, as git would name them."""

    def __call__(self, scene: Scene, mark: str, /) -> Scene:
        """The scene after the edit; `mark` is a text that no cache has seen."""


@dataclass(frozen=True, slots=True)
class Touch:
    """Nothing but new times: every context is laid anew."""

    changed: tuple[str, ...] = ()

    def __call__(self, scene: Scene, _mark: str, /) -> Scene:
        """The same scene."""
        return scene


@dataclass(frozen=True, slots=True)
class Change:
    """Another content of a file that is there, or a new file."""

    path: str

    @property
    def changed(self) -> tuple[str, ...]:
        """The file."""
        return (self.path,)

    def __call__(self, scene: Scene, mark: str, /) -> Scene:
        """With the mark in the file."""
        old = scene.files.get(self.path)
        mode = old.mode if isinstance(old, File) else 0o644
        return replace(scene, files={**scene.files, self.path: File(f"{mark}\n", mode)})


@dataclass(frozen=True, slots=True)
class Mode:
    """Other permission bits of a file."""

    path: str
    mode: int = 0o755

    @property
    def changed(self) -> tuple[str, ...]:
        """The file."""
        return (self.path,)

    def __call__(self, scene: Scene, _mark: str, /) -> Scene:
        """With the mode."""
        old = scene.files[self.path]
        text = old.text if isinstance(old, File) else old
        assert isinstance(text, str | bytes), f"{self.path} is a file"
        return replace(scene, files={**scene.files, self.path: File(text, self.mode)})


@dataclass(frozen=True, slots=True)
class FolderMode:
    """Other permission bits of a directory, which git does not know and the builder does not count."""

    path: str
    changed: tuple[str, ...] = ()

    def __call__(self, scene: Scene, _mark: str, /) -> Scene:
        """With the mode."""
        return replace(scene, files={self.path: Folder(0o700), **scene.files})


@dataclass(frozen=True, slots=True)
class Delete:
    """A file less, or a directory with all in it."""

    path: str
    inside: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """What is gone."""
        return tuple(f"{self.path}/{name}" for name in self.inside) or (self.path,)

    def __call__(self, scene: Scene, _mark: str, /) -> Scene:
        """Without it."""
        kept = {p: f for p, f in scene.files.items() if p != self.path and not p.startswith(f"{self.path}/")}
        return replace(scene, files=kept)


@dataclass(frozen=True, slots=True)
class Rename:
    """A file under another name."""

    old: str
    new: str

    @property
    def changed(self) -> tuple[str, ...]:
        """Both names."""
        return (self.old, self.new)

    def __call__(self, scene: Scene, _mark: str, /) -> Scene:
        """With the new name."""
        return replace(
            scene, files={self.new if path == self.old else path: f for path, f in scene.files.items()}
        )


@dataclass(frozen=True, slots=True)
class Symlink:
    """A symbolic link in a file's place, or a link with another target."""

    path: str
    target: str

    @property
    def changed(self) -> tuple[str, ...]:
        """The link."""
        return (self.path,)

    def __call__(self, scene: Scene, _mark: str, /) -> Scene:
        """With the link."""
        return replace(scene, files={**scene.files, self.path: Link(self.target)})


@dataclass(frozen=True, slots=True)
class Empty:
    """A new empty directory, named after the mark: none was ever there."""

    path: str

    @property
    def changed(self) -> tuple[str, ...]:
        """The directory."""
        return (self.path,)

    def __call__(self, scene: Scene, _mark: str, /) -> Scene:
        """With the directory."""
        return replace(scene, files={**scene.files, self.path: Folder()})


@dataclass(frozen=True, slots=True)
class Ignore:
    """Another .dockerignore."""

    text: str
    changed: tuple[str, ...] = (".dockerignore",)

    def __call__(self, scene: Scene, _mark: str, /) -> Scene:
        """With that ignore file."""
        return replace(scene, files={**scene.files, ".dockerignore": self.text})


@dataclass(frozen=True, slots=True)
class Text:
    """A part of the Dockerfile's text replaced; `%` in the new one stands for the mark."""

    old: str
    new: str
    changed: tuple[str, ...] = ()

    def __call__(self, scene: Scene, mark: str, /) -> Scene:
        """With the new text."""
        assert self.old in scene.dockerfile, f"{self.old} is not in\n{scene.dockerfile}"
        new = self.new.replace("%", mark)
        return replace(scene, dockerfile=scene.dockerfile.replace(self.old, new, 1))


@dataclass(frozen=True, slots=True)
class Argument:
    """Another value of a build argument; the mark where none is given."""

    name: str
    value: str = ""
    changed: tuple[str, ...] = ()

    def __call__(self, scene: Scene, mark: str, /) -> Scene:
        """With the value."""
        return replace(scene, arguments={**scene.arguments, self.name: self.value or mark})


@dataclass(frozen=True, slots=True)
class Target:
    """Another target."""

    name: str | None
    changed: tuple[str, ...] = ()

    def __call__(self, scene: Scene, _mark: str, /) -> Scene:
        """With that target."""
        return replace(scene, target=self.name)


@dataclass(frozen=True, slots=True)
class Both:
    """Two edits at once."""

    one: Edit
    other: Edit

    @property
    def changed(self) -> tuple[str, ...]:
        """What either changes."""
        return (*self.one.changed, *self.other.changed)

    def __call__(self, scene: Scene, mark: str, /) -> Scene:
        """With both."""
        return self.other(self.one(scene, mark), mark)
