"""dockerfile-parse is imported without `logging`, and logs all the same."""

import subprocess
import sys
from pathlib import Path

_SERVER = Path(__file__).parent.parent / "server"
_SCRIPT = """
import sys
sys.path.insert(0, {server!r})
{before}
from layerwise.syntax.splitter import load_parser
parser = load_parser()
print("logging" in sys.modules)
import logging
print(logging.__spec__ is not None)
logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.DEBUG)
try:
    parser("no/such/folder").structure
except OSError:
    pass
"""


def _run(before: str) -> tuple[list[str], str]:
    """What is printed, and what is logged."""
    script = _SCRIPT.format(server=str(_SERVER), before=before)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.split(), done.stderr


def test_logging_is_imported_when_something_is_logged() -> None:
    """It is not there before, and nothing stands in its place afterwards."""
    said, logged = _run("")

    assert said == ["False", "True"]
    assert "ERROR dockerfile_parse.parser Couldn't retrieve lines from dockerfile" in logged


def test_logging_that_is_there_is_used() -> None:
    """Where it is imported already, nothing takes its place."""
    said, logged = _run("import logging")

    assert said == ["True", "True"]
    assert "ERROR dockerfile_parse.parser" in logged
