"""A case's project as files, what the product says that its install reads, and laying either on the disk."""

import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ecosystem_calls import ImageTree
from layerwise.context.memory import Content, File, Link
from layerwise.ecosystems.facts import Phases, Reading
from layerwise.ecosystems.recognise import Recognised, recognise
from layerwise.shell.read import read as read_shell
from layerwise.syntax.parse import parse

from installers.cases import Case
from installers.places import BUILD, PROJECTS
from installers.sandbox import APP, environment


class Install(NamedTuple):
    """The one install in a case's line, what the product says that it reads, and how it is taken apart."""

    found: Recognised
    reading: Reading
    phases: Phases | None


def lay(case: Case, app: Path) -> None:
    """Copy the whole project, with the archives that it brings, into a folder."""
    shutil.copytree(PROJECTS / case.project, app, symlinks=True, dirs_exist_ok=True)
    for path, archive in case.brings.items():
        (app / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(BUILD / archive, app / path)
    for place in (app, *app.rglob("*")):
        if not place.is_symlink():  # of the modes git keeps one bit
            is_executable = place.is_dir() or place.stat().st_mode & stat.S_IXUSR
            place.chmod(0o755 if is_executable else 0o644)


def install(case: Case, app: Path) -> Install:
    """What the product makes of the case's line and the files in a folder."""
    tree = ImageTree(dict(_contents(app)))
    instruction = parse(f"FROM image\nRUN {case.line}").stages[0].instructions[-1]
    script = read_shell(instruction, cwd=APP, environment=environment(case.tool, case.environment))
    found = [one for command in script.commands if (one := recognise(command, tree)) is not None]
    assert len(found) == 1, f"{case.line} is read as {len(found)} installs"
    ecosystem, call = found[0]
    assert ecosystem.read is not None, "it is one that reads"
    reading = ecosystem.read(tree, call)
    phases = ecosystem.phases(tree, call) if reading.source and ecosystem.phases else None
    return Install(found[0], reading, phases)


def _contents(app: Path) -> Iterator[tuple[str, Content]]:
    for path in sorted(app.rglob("*")):
        place = f"{APP}/{path.relative_to(app)}"
        if path.is_symlink():
            yield place, Link(str(path.readlink()))
        elif path.is_file():
            yield place, File(path.read_bytes(), stat.S_IMODE(path.stat().st_mode))


def inside(paths: Iterable[str]) -> frozenset[str]:
    """Those of these image paths that lie in the project, as paths in it."""
    return frozenset(path.removeprefix(f"{APP}/") for path in paths if path.startswith(f"{APP}/"))


def closure(reading: Reading) -> frozenset[str]:
    """The files of the project that the install needs."""
    return inside(need.path for need in reading.needs)


def lay_only(paths: frozenset[str], whole: Path, app: Path) -> None:
    """Copy these files alone from one folder into another, with their modes and those of their folders."""
    for path in sorted(paths):
        target = app / path
        for folder in reversed(target.relative_to(app).parents):
            (app / folder).mkdir(exist_ok=True)
            shutil.copymode(whole / folder, app / folder)
        shutil.copy2(whole / path, target, follow_symlinks=False)
