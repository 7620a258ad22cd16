"""A git repository of a test's own."""

import subprocess
from pathlib import Path


class Repository:
    """A repository of the test's own, with a commit at a time; the first is empty, for it is no change of anything."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("commit", "--quiet", "--allow-empty", "--message=m")

    @classmethod
    def of(cls, folder: Path) -> "Repository":
        """The repository around a folder, which is there already."""
        found = cls.__new__(cls)
        found.folder = folder
        return found

    @staticmethod
    def said(folder: Path, *arguments: str, given: str = "") -> str:
        """What git prints there."""
        settings = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        done = subprocess.run(
            ["git", *settings, *arguments],
            cwd=folder,
            input=given,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def git(self, *arguments: str) -> None:
        """Run git here, away from the settings of whoever runs the tests."""
        settings = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgSign=false")
        subprocess.run(["git", *settings, *arguments], cwd=self.folder, check=True, capture_output=True)

    def commit(self, **files: str) -> None:
        """Write some files, with `__` for `/` in their names, and commit them."""
        for name, text in files.items():
            path = self.folder / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=m")
