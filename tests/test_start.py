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
print(sorted(name for name in sys.modules if name.startswith("layerwise.builds.") or name == "ruamel.yaml"))
"""
_READERS = {
    "bake",
    "compose",
    "devcontainer",
    "gitlab",
    "makefile",
    "package_scripts",
    "scripts",
    "workflows",
}


def _imported(folder: Path, run: str) -> tuple[list[str], list[str], set[str]]:
    """The modules of package managers, of the language server, and the readers of builds, after one check."""
    (folder / "Dockerfile").write_text(f"FROM debian:12\nWORKDIR /app\nCOPY . .\nRUN {run}\n")
    script = _SCRIPT.format(server=str(_SERVER), path=str(folder))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    *_, ecosystems, others, builds = (
        line.strip("[]").replace("'", "").split(", ") for line in done.stdout.splitlines()
    )
    return ecosystems, [name for name in others if name], {name.rpartition(".")[2] for name in builds}


def test_only_what_is_needed(tmp_path: Path) -> None:
    """Of the package managers, only those that may know a command are imported, however many there are."""
    (tmp_path / "Cargo.toml").write_text("")
    none, protocol, readers = _imported(tmp_path, "echo")
    some, _, _ = _imported(tmp_path, "composer install")

    assert protocol == []
    assert readers.isdisjoint({*_READERS, "yaml"})
    assert {name.split(".")[2] for name in none} <= {"system"}
    assert {name.split(".")[2] for name in some} - {"system"} == {"php"}


def test_only_the_readers_of_builds_that_are_needed(tmp_path: Path) -> None:
    """A file that cannot say anything about builds has nobody imported, one that can has its own reader."""
    (tmp_path / "Makefile").write_text("all:\n\tgo build\n")
    (tmp_path / "compose.yaml").write_text("services: {db: {image: x}}\n")
    (tmp_path / "docker-bake.hcl").write_text('target "x" {}\n')
    _, _, readers = _imported(tmp_path, "echo")

    assert readers & _READERS <= {"bake", "compose"}
    assert "bake" in readers
