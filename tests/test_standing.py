"""What is imported without costly modules does all the same what it does with them."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from layerwise.standing import standing_in

_SERVER = Path(__file__).parent.parent / "server"
_LOGGING = """
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
    script = _LOGGING.format(server=str(_SERVER), before=before)
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


_LIGHTLY = """
import sys
sys.path.insert(0, {server!r})
from layerwise.cli.lightly import import_lightly
import_lightly()
import argparse, pathlib
print(sorted({{"gettext", "locale", "urllib.parse", "ipaddress"}} & set(sys.modules)))
print(pathlib.Path("/a b").as_uri())
parser = argparse.ArgumentParser(prog="x", exit_on_error=False)
parser.add_argument("--two", nargs=2)
parser.add_argument("--one", nargs=1)
for words in ("--two 1", "--one"):
    try:
        parser.parse_args(words.split())
    except argparse.ArgumentError as error:
        print(error)
print(parser.format_usage().strip())
import gettext, urllib.parse
print(gettext.__spec__.name, urllib.parse.quote("a b"))
"""


def test_arguments_and_paths() -> None:
    """Argparse and pathlib say what they always say, and what they are imported without is itself afterwards."""
    command = [sys.executable, "-I", "-c", _LIGHTLY.format(server=str(_SERVER))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == [
        "[]",
        "file:///a%20b",
        "argument --two: expected 2 arguments",
        "argument --one: expected 1 argument",
        "usage: x [-h] [--two TWO TWO] [--one ONE]",
        "gettext a%20b",
    ]


def test_parts_that_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the stand-in lacks is that of the module itself, and an import that fails leaves none behind."""
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with standing_in("colorsys", rgb_to_hsv=1):
        found = import_module("colorsys")

        assert found.rgb_to_hsv == 1
        assert found.rgb_to_yiq(0, 0, 0) == (0, 0, 0)
    monkeypatch.delitem(sys.modules, "colorsys")
    with pytest.raises(ZeroDivisionError), standing_in("colorsys"):
        1 / 0  # noqa: B018 - it fails

    assert "colorsys" not in sys.modules


def test_modules_that_are_there() -> None:
    """A module that is imported already is left alone."""
    with standing_in("pathlib", Path=1):
        assert import_module("pathlib").Path is Path
