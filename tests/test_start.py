"""What a command of the terminal and the server import and compile: only what is asked for, and when it is.

Times differ from machine to machine, counts do not: a module takes a quarter of a millisecond, a pattern a tenth.
"""

import json
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
        [name for name in line.strip("[]").replace("'", "").split(", ") if name]
        for line in done.stdout.splitlines()
    )
    return ecosystems, others, {name.rpartition(".")[2] for name in builds}


def test_only_what_is_needed(tmp_path: Path) -> None:
    """Of the package managers, only those that may know a command are imported, however many there are."""
    (tmp_path / "Cargo.toml").write_text("")
    none, protocol, readers = _imported(tmp_path, "echo")
    some, _, _ = _imported(tmp_path, "composer install")

    assert protocol == []
    assert readers.isdisjoint({*_READERS, "yaml"})
    assert none == []
    assert {name.split(".")[2] for name in some} == {"php"}


def test_only_the_readers_of_builds_that_are_needed(tmp_path: Path) -> None:
    """A file that cannot say anything about builds has nobody imported, one that can has its own reader."""
    (tmp_path / "Makefile").write_text("all:\n\tgo build\n")
    (tmp_path / "compose.yaml").write_text("services: {db: {image: x}}\n")
    (tmp_path / "docker-bake.hcl").write_text('target "x" {}\n')
    _, _, readers = _imported(tmp_path, "echo")

    assert readers & _READERS <= {"bake", "compose"}
    assert "bake" in readers


_COUNTING = """
import json, re, sys
from importlib import import_module
compiler = import_module("re._compiler" if sys.version_info >= (3, 11) else "sre_compile")
compiled, whole = [], compiler.compile
compiler.compile = lambda *given: compiled.append(given) or whole(*given)
before = set(sys.modules)
sys.path.insert(0, {server!r})
from layerwise.cli.lightly import import_lightly
import_lightly()
from layerwise.cli.main import main
texts = []
sys.addaudithook(lambda event, given: texts.append(given[1]) if event == "compile" else None)
main(["check", {path!r}])
print(json.dumps([sorted(set(sys.modules) - before), len(compiled), texts.count("<string>")]))
"""
# A small project with one finding, whose fix is drawn: 276 modules of ours, 23 others, 47 patterns, 15 texts.
_MOST_MODULES = 276
_MOST_OTHERS = 38
_MOST_PATTERNS = 60
_MOST_TEXTS = 25
_NOT_NEEDED = {
    *("ast", "asyncio", "base64", "dataclasses", "hashlib", "inspect", "logging", "multiprocessing"),
    *("gettext", "ipaddress", "locale"),
    *("pkgutil", "shutil", "socket", "string", "subprocess", "tempfile", "threading", "xml.parsers.expat"),
    *("layerwise.builds.inline", "layerwise.configuration.keys", "layerwise.hosted"),
    *("layerwise.cache.commands.fetch", "layerwise.cache.commands.git", "layerwise.cache.commands.python"),
    *("layerwise.completion", "layerwise.explain", "layerwise.ignore_files", "layerwise.pages"),
    *("layerwise.cache.commands.system", "layerwise.cache.figures", "layerwise.cache.images.java"),
    *(
        "layerwise.gains",
        "layerwise.secrets.contents",
        "layerwise.split.reordered",
        "binascii",
        "unicodedata",
    ),
    *("layerwise.indexes.joining", "layerwise.refactorings.registry", "layerwise.secrets.remedy"),
    *("layerwise.cli.fix", "layerwise.cli.usage.fix", "layerwise.cli.writing", "layerwise.values.changing"),
}


def test_little_is_imported(tmp_path: Path) -> None:
    """A check of one small Dockerfile imports few modules, none of those for other cases, and compiles few patterns."""
    (tmp_path / "package.json").write_text('{"name": "x", "version": "1.0.0"}')
    (tmp_path / "package-lock.json").write_text('{"lockfileVersion": 3, "packages": {}}')
    (tmp_path / "Dockerfile").write_text("FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci\n")
    script = _COUNTING.format(server=str(_SERVER), path=str(tmp_path / "Dockerfile"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "reruns npm ci" in done.stdout, done.stderr
    names, patterns, texts = json.loads(done.stdout.splitlines()[-1])
    ours = [name for name in names if name.partition(".")[0] == "layerwise"]

    assert _NOT_NEEDED.isdisjoint(names)
    assert len(ours) <= _MOST_MODULES, ours
    assert len(names) - len(ours) <= _MOST_OTHERS, sorted(set(names) - set(ours))
    assert patterns <= _MOST_PATTERNS
    assert texts <= _MOST_TEXTS, "an `__init__`, a `__new__` or a type in quotes"


_HANDSHAKE = """
import sys
before = set(sys.modules)
sys.path.insert(0, {server!r})
import layerwise.lsp.main
print(*sorted(set(sys.modules) - before))
"""
_CONVERSATION = """
import sys
sys.path.insert(0, {server!r})
from layerwise.lsp.postponed import load_types
load_types()
from layerwise.lsp.server import Layerwise
Layerwise()
from lsprotocol import types
print(*sys.modules)
classes = [one for one in types.ALL_TYPES_MAP.values() if isinstance(one, type)]
print(sum(isinstance(vars(one).get("__attrs_attrs__"), tuple) for one in classes))
"""
# Of 554: what the converter itself asks for, and what the server's own modules make.
_MOST_COMPLETED = 20


def _printed(script: str) -> list[str]:
    command = [sys.executable, "-I", "-c", script.format(server=str(_SERVER))]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def test_the_handshake_loads_little() -> None:
    """Before `initialize` is answered, nothing is loaded that judges, runs, logs or waits."""
    loaded = set(_printed(_HANDSHAKE)[0].split())
    others = {
        "asyncio",
        "logging",
        "subprocess",
        "argparse",
        "dataclasses",
        "inspect",
        "pathlib",
        "attr",
        "pygls",
    }
    names = ("main", "handshake", "capabilities")

    assert {name for name in loaded if name.startswith("layerwise")} == {
        "layerwise",
        *(
            "layerwise.lsp",
            "layerwise.regex",
            "layerwise.tuples",
            *(f"layerwise.lsp.{name}" for name in names),
        ),
    }
    assert loaded.isdisjoint({*others, "lsprotocol"})


def test_findings_load_no_answers() -> None:
    """What findings do not need is loaded after the first of them, and few types of the protocol are complete."""
    names, completed = _printed(_CONVERSATION)
    loaded = set(names.split())
    later = {f"layerwise.lsp.{name}" for name in ("answers", "actions", "completions", "configured", "plans")}

    assert "layerwise.lsp.analyser" in loaded
    assert loaded.isdisjoint(
        {*later, "html", "hashlib", "layerwise.buildlog.read", "ruamel.yaml", "argparse"}
    )
    assert int(completed) <= _MOST_COMPLETED
