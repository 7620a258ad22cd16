"""The user's own image builder, driven by its command line: it builds, gives an image's files, and forgets ours.

Nothing is tagged, removed or stopped but what was made here; what a builder keeps in its cache stays there.
"""

import json
import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from layerwise.host.archive import Item, items
from layerwise.host.processes import running
from layerwise.host.programs import program
from layerwise.tuples import NamedTuple

NAMES = ("docker", "buildx", "podman", "buildah")
_SECONDS_TO_ANSWER = 30
_LOOK = 0.2  # seconds between two looks at a build under way


class BuilderError(Exception):
    """The builder says no; the message is its own."""


class _Kind(NamedTuple):
    """How one builder is called. `answers` is a command that works where it can build."""

    program: str
    answers: tuple[str, ...]
    build: tuple[str, ...]
    has_ignore_flag: bool = False


_KINDS: Mapping[str, _Kind] = {
    "docker": _Kind("docker", ("version", "--format", "{{.Server.Version}}"), ("build",)),
    "buildx": _Kind("docker", ("buildx", "inspect"), ("buildx", "build", "--load")),
    "podman": _Kind("podman", ("info",), ("build", "--layers"), has_ignore_flag=True),
    "buildah": _Kind("buildah", ("info",), ("build", "--layers"), has_ignore_flag=True),
}


class Recipe(NamedTuple):
    """What is built: a folder, a Dockerfile outside it, and what the user's build says besides."""

    context: Path
    dockerfile: Path
    target: str | None
    arguments: Mapping[str, str | None]


class Built(NamedTuple):
    """A build that has ended: how long it took, what it said, and whether it gave an image."""

    seconds: float
    log: str
    has_succeeded: bool


class Builder:
    """One builder of this machine, called by its name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._kind = _KINDS[name]
        self._program = program(self._kind.program) or self._kind.program
        # Told as text whether or not it is a terminal's; the rest is as the user has it.
        self._environment = {**os.environ, "BUILDKIT_PROGRESS": "plain"}

    def answers(self) -> bool:
        """Whether it is there and ready."""
        if program(self._kind.program) is None:
            return False
        try:
            command = [self._program, *self._kind.answers]
            done = subprocess.run(
                command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS_TO_ANSWER,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return done.returncode == 0

    def build(
        self, recipe: Recipe, tag: str, log: Path, *, is_fresh: bool, shows: Callable[[float], None]
    ) -> Built:
        """Build, leaving what is said in the file `log`; `is_fresh`: without its cache. `shows` gets the seconds."""
        begin = time.monotonic()
        command = [self._program, *self._kind.build, *self._options(recipe, is_fresh=is_fresh)]
        command += ["--tag", tag, str(recipe.context)]
        with log.open("wb") as file, running(command, self._environment, stdout=file, stderr=file) as process:
            while True:
                try:
                    code = process.wait(_LOOK)
                    break
                except subprocess.TimeoutExpired:
                    shows(time.monotonic() - begin)
        seconds = time.monotonic() - begin
        return Built(seconds, log.read_text(encoding="utf-8", errors="replace"), code == 0)

    def _options(self, recipe: Recipe, *, is_fresh: bool) -> list[str]:
        options = ["--file", str(recipe.dockerfile)]
        if self._kind.has_ignore_flag:
            options += ["--ignorefile", f"{recipe.dockerfile}.dockerignore"]
        if recipe.target is not None:
            options += ["--target", recipe.target]
        for name, value in recipe.arguments.items():
            options += ["--build-arg", name if value is None else f"{name}={value}"]
        return options + ["--no-cache"] * is_fresh

    def files(self, tag: str, folder: Path) -> dict[str, Item]:
        """Every path of an image; `folder` is a place for what is on the way."""
        if self.name == "buildah":
            return self._written(tag, folder)
        container = self._say("create", tag, "nothing").strip().rpartition("\n")[2]
        try:
            command = [self._program, "export", container]
            with running(
                command, self._environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            ) as process:
                assert process.stdout is not None, "it is a pipe"
                found = items(process.stdout)
                if process.wait():
                    raise BuilderError(f"{self._kind.program} export failed")
            return found
        finally:
            self._quietly("rm", container)

    def _written(self, tag: str, folder: Path) -> dict[str, Item]:
        """The files as buildah writes them: to mount its containers would take another user namespace."""
        archive, dockerfile = folder / "files.tar", folder / "From"
        empty = folder / "empty"
        empty.mkdir(exist_ok=True)
        dockerfile.write_text(f"FROM {tag}\n", encoding="utf-8")
        output = ("--output", f"type=tar,dest={archive}", str(empty))
        # Without --force-rm, which wants --no-cache, buildah 1.28 leaves its container behind.
        self._say("build", "--no-cache", "--force-rm", "--file", str(dockerfile), *output)
        try:
            with archive.open("rb") as file:
                return items(file)
        finally:
            archive.unlink(missing_ok=True)

    def settings(self, tag: str) -> Mapping[str, Any]:
        """What an image says of how it is run."""
        is_buildah = self.name == "buildah"
        words = ("inspect", "--type", "image") if is_buildah else ("image", "inspect")
        try:
            found: Any = json.loads(self._say(*words, tag))
            return dict(found["OCIv1"]["config"] if is_buildah else found[0]["Config"])
        except (ValueError, LookupError, TypeError):
            raise BuilderError(f"{self._kind.program} inspect does not tell of the image") from None

    def forget(self, tags: Sequence[str]) -> None:
        """Remove images by the names that they were given here."""
        for tag in tags:
            self._quietly(*(("rmi",) if self.name in ("podman", "buildah") else ("image", "rm")), tag)

    def _quietly(self, *words: str) -> None:
        with suppress(BuilderError):
            self._say(*words)

    def _say(self, *words: str) -> str:
        """What a short command prints."""
        command = [self._program, *words]
        with running(command, self._environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            output, complaint = process.communicate()
        if process.returncode:
            said = complaint.decode(errors="replace").strip().rpartition("\n")[2]
            raise BuilderError(f"{self._kind.program} {words[0]}: {said or 'it failed'}")
        return output.decode(errors="replace")


def find_builder(name: str | None) -> Builder | None:
    """The builder of that name, or the first that answers."""
    for one in (name,) if name is not None else ("docker", "podman", "buildah"):
        builder = Builder(one)
        if builder.answers():
            return builder
    return None
