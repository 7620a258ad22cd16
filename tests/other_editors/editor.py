"""One editor with its settings, a project, and the command `layerwise`; and what was seen in it."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from repository import Repository
from starting_case import lay

from other_editors.places import EMACS
from other_editors.server import Command, Run

_HERE = Path(__file__).parent
_PATIENCE = 120


class Seen(TypedDict):
    """A diagnostic as the editor shows it; its severity in the editor's own word or number."""

    message: str
    severity: int | str
    text: str


class Report(TypedDict, total=False):
    """What the driver has seen; `problem` says why it came no further."""

    problem: str
    diagnostics: list[Seen]
    hover: str
    titles: list[str]
    buffer: list[str]


@dataclass(frozen=True, slots=True)
class Editor:
    """A home, a project with the starting case, and the command under test on the PATH."""

    folder: Path
    command: Command
    environment: dict[str, str]

    @property
    def project(self) -> Path:
        """The folder in which the editor is started."""
        return self.folder / "project"

    def neovim(self, program: str, settings: Sequence[str], **flags: str) -> Report:
        """What a person sees in Neovim with these settings."""
        with self._neovim(program, settings, flags) as running:
            return self._report(running)

    def killed_neovim(self, program: str, settings: Sequence[str]) -> None:
        """Neovim with these settings, killed as soon as it shows a diagnostic."""
        with self._neovim(program, settings, {"LAYERWISE_STAY": "1"}) as running:
            _await("a diagnostic", self._report_path.exists)
            running.kill()

    def emacs(self, client: str, settings: Sequence[str], **flags: str) -> Report:
        """What a person sees in Emacs with these settings; the client is eglot or lsp."""
        place = {"LAYERWISE_INIT": str(self._settings("init.el", settings)), "LAYERWISE_CLIENT": client}
        with self._started(
            [EMACS, "--batch", "--load", str(_HERE / "drive.el")], {**place, **flags}
        ) as running:
            return self._report(running)

    def ended(self) -> Run:
        """The one run of the server, once it has come to its end."""
        _await("an end of the server", lambda: not any(run.is_alive for run in self.command.runs()))
        (run,) = self.command.runs()
        return run

    @property
    def _report_path(self) -> Path:
        return self.folder / "report.json"

    def _neovim(
        self, program: str, settings: Sequence[str], flags: Mapping[str, str]
    ) -> subprocess.Popen[str]:
        init = self._settings("init.lua", settings)
        command = [program, "--headless", "-i", "NONE", "-u", str(init), "Dockerfile"]
        return self._started([*command, "-c", f"luafile {_HERE / 'drive.lua'}"], flags)

    def _settings(self, name: str, texts: Sequence[str]) -> Path:
        path = self.folder / name
        path.write_text("\n".join(texts))
        return path

    def _started(self, command: Sequence[str], flags: Mapping[str, str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command,
            cwd=self.project,
            env={**self.environment, **flags, "LAYERWISE_REPORT": str(self._report_path)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _report(self, running: subprocess.Popen[str]) -> Report:
        try:
            _, errors = running.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            running.kill()
            raise
        assert self._report_path.exists(), errors
        report: Report = json.loads(self._report_path.read_text())
        assert "problem" not in report, f"{report['problem']}\n{errors}"
        return report


def editor_in(folder: Path) -> Editor:
    """An editor with nothing of the user's own around it."""
    for name in ("home", "project"):
        (folder / name).mkdir()
    project = folder / "project"
    lay(project)
    (project / ".dockerignore").write_text(".git\nDockerfile\n.dockerignore\n.dir-locals.el\n")
    Repository(project)
    command = Command(folder / "bin")
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "PYTHON", "VIM"))
    }
    path = f"{command.folder}{os.pathsep}{os.environ['PATH']}"
    return Editor(folder, command, {**kept, "HOME": str(folder / "home"), "PATH": path})


def _await(what: str, is_there: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_there():
        assert time.monotonic() < end, f"there was not {what}"
        time.sleep(0.05)
