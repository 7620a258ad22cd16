"""The user's programs, found on PATH and nowhere else."""

import os
import shutil


def program(name: str) -> str | None:
    """The full path of a program, None where PATH has none.

    Windows looks into the current directory before PATH, and so does whoever has `.` on it: there lies the project,
    whose programs are not to be run. Folders of PATH that are relative count for nothing.
    """
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    found = (shutil.which(os.path.join(folder, name)) for folder in folders if os.path.isabs(folder))  # noqa: PTH117, PTH118 - PATH holds strings
    return next((path for path in found if path is not None), None)
