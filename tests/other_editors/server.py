"""The command `layerwise` that editors find on their PATH: the one under test, which notes its start and its end."""

import json
import os
import sys
from pathlib import Path
from typing import NamedTuple

_SERVER = Path(__file__).parent.parent.parent / "server"
# In a session of its own, out of the editor's reach: Emacs kills what it has started as soon as it has told it to
# exit, and whether the server ends by itself is the question.
_COMMAND = """\
#!{python}
import subprocess, sys
sys.exit(subprocess.Popen([sys.executable, {noting!r}, *sys.argv[1:]], start_new_session=True).wait())
"""
_NOTING = """\
import json, os, sys
sys.path.insert(0, {server!r})

def note(**what):
    with open({log!r}, "a") as log:
        log.write(json.dumps(dict(what, pid=os.getpid())) + "\\n")

note(arguments=sys.argv[1:])
from layerwise.__main__ import main
code = main()
note(code=code)
sys.exit(code)
"""


class Run(NamedTuple):
    """One process of the server: its arguments, and its exit code or None where it has not come to its end."""

    pid: int
    arguments: list[str]
    code: int | None

    @property
    def is_alive(self) -> bool:
        """Whether the process is still there, and not only waiting for someone to ask how it ended."""
        try:
            os.kill(self.pid, 0)
            state = Path(f"/proc/{self.pid}/stat")
            return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
        except (ProcessLookupError, FileNotFoundError):
            return False


class Command:
    """The command in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._log = folder / "runs"
        folder.mkdir()
        noting = folder / "noting.py"
        noting.write_text(_NOTING.format(server=str(_SERVER), log=str(self._log)))
        script = folder / "layerwise"
        script.write_text(_COMMAND.format(python=sys.executable, noting=str(noting)))
        script.chmod(0o755)

    def runs(self) -> list[Run]:
        """Every run so far."""
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        notes = [json.loads(line) for line in lines]
        codes = {note["pid"]: note["code"] for note in notes if "code" in note}
        return [
            Run(note["pid"], note["arguments"], codes.get(note["pid"]))
            for note in notes
            if "arguments" in note
        ]
