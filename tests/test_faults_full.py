"""A disk that is full in truth: a small file system in memory, mounted where nobody else sees it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from editing import environment
from starting_case import FIXED, START, lay

# The project is copied onto the new disk, the rest of which is filled; the fix has to find room for its new text.
_SCRIPT = """\
set -e
mount -t tmpfs -o size=64k,nr_inodes=20 none "$1"
cp -r "$2"/. "$1"
cat /dev/zero > "$1/filling" 2> /dev/null || true
[ "$3" = full ] || truncate -s -8k "$1/filling"
cd "$1"
code=0
"$4" -m layerwise fix Dockerfile || code=$?
cp Dockerfile "$2/after"
ls -A > "$2/names"
exit $code
"""


def _fixed(folder: Path, disk: str) -> tuple[int, str, str, list[str]]:
    """Exit code, words, Dockerfile and names after a fix on a disk that is full or has a little room left."""
    project, mount = folder / "project", folder / "mount"
    project.mkdir()
    mount.mkdir()
    lay(project)
    names = [
        "unshare",
        "--mount",
        "--",
        "sh",
        "-c",
        _SCRIPT,
        "sh",
        str(mount),
        str(project),
        disk,
        sys.executable,
    ]
    env = {**environment(), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(names, env=env, capture_output=True, text=True, check=False)
    after = (project / "after").read_text()
    return done.returncode, done.stderr, after, (project / "names").read_text().split()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder, on a machine on which this user may mount something for a single process."""
    probe = ["unshare", "--mount", "--", "sh", "-c", 'mount -t tmpfs none "$1"', "sh", str(tmp_path)]
    if shutil.which("unshare") is None or subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("a file system can be mounted by root alone, and by unshare")
    return tmp_path


def test_no_room(folder: Path) -> None:
    """Nothing is changed, nothing is left behind, and one line says why."""
    code, told, after, names = _fixed(folder, "full")

    assert code == 2
    assert (
        told
        == f"layerwise: {folder}/mount/Dockerfile cannot be written: no space left on device; nothing is changed\n"
    )
    assert after == START
    assert sorted(names) == ["Dockerfile", "app.py", "filling", "requirements.txt"]


def test_a_little_room(folder: Path) -> None:
    """With room for the new text beside the old one, the same disk takes the fix."""
    code, told, after, names = _fixed(folder, "room")

    assert (code, told, after) == (0, "", FIXED)
    assert sorted(names) == ["Dockerfile", "app.py", "filling", "requirements.txt"]
