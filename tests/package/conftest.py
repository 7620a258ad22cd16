"""The distributions, built once from a copy of what git knows."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import NamedTuple

import pytest

from package.offline import run
from package.places import ROOT, TOOLS, why_not_ready


class Distributions(NamedTuple):
    """What is published."""

    wheel: Path
    sdist: Path


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all tests of this run, also where several processes run them."""
    place = tmp_path_factory.getbasetemp()
    return place.parent if "PYTEST_XDIST_WORKER" in os.environ else place


@pytest.fixture(scope="session")
def distributions(shared: Path) -> Distributions:
    """The sdist, and the wheel that is built from it, as `python -m build` makes them."""
    reason = why_not_ready()
    if reason is not None:
        pytest.skip(reason)
    place = shared / "distributions"
    with _alone(shared / "lock"):
        if not place.is_dir():
            source, home, out = shared / "source", shared / "home", shared / "out"
            home.mkdir()
            copy_tree(source)
            run(TOOLS / "python", "-m", "build", "--outdir", out, source, home=home)
            out.rename(place)
    return Distributions(next(place.glob("*.whl")), next(place.glob("*.tar.gz")))


def copy_tree(destination: Path) -> None:
    """Copy the project's files as git would publish them, work that is not committed included."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (destination / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, destination / name, follow_symlinks=False)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """No other process is in here meanwhile."""
    with lock.open("w") as file:
        flock(file, LOCK_EX)
        yield
