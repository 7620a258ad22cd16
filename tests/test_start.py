"""What a command of the terminal imports: only what the Dockerfile at hand asks for."""

import subprocess
import sys
from pathlib import Path

_SERVER = Path(__file__).parent.parent / "server"
_SCRIPT = """
import sys
sys.path.insert(0, {server!r})
from layerwise.cli.main import main
code = main(["check", {path!r}])
print(sorted(name for name in sys.modules if name.startswith("layerwise.ecosystems.") and name.count(".") == 3))
print(sorted(name for name in sys.modules if name.partition(".")[0] in ("pygls", "lsprotocol")))
"""


def _imported(folder: Path, run: str) -> tuple[list[str], list[str]]:
    """The modules of package managers, and those of the language server, after one check."""
    (folder / "Dockerfile").write_text(f"FROM debian:12\nWORKDIR /app\nCOPY . .\nRUN {run}\n")
    script = _SCRIPT.format(server=str(_SERVER), path=str(folder))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    *_, ecosystems, others = done.stdout.splitlines()
    return ecosystems.strip("[]").replace("'", "").split(", "), others.strip("[]").split()


def test_only_what_is_needed(tmp_path: Path) -> None:
    """Of the package managers, only those that may know a command are imported, however many there are."""
    (tmp_path / "Cargo.toml").write_text("")
    none, protocol = _imported(tmp_path, "echo")
    some, _ = _imported(tmp_path, "composer install")

    assert protocol == []
    assert {name.split(".")[2] for name in none} <= {"system"}
    assert {name.split(".")[2] for name in some} - {"system"} == {"php"}
