"""Mutation testing: turns round one condition after another, and says of which no test notices.

`python tests/mutation/mutate.py split cache/conflicts.py`, with paths below `server/layerwise`.

No file changes. Each mutant lives in a process of its own, forked when the tests have been collected, in which the
functions of its module get the code of the changed text. The tests that reach its lines are tried first; where they
pass and it is asked for, a few examples of the properties. `--only` tries those alone that an earlier run printed,
`--tests` asks some files of tests alone, which is quick: what those catch, all of them do.
"""

import argparse
import json
import os
import resource
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType, FunctionType
from typing import Any, NamedTuple

import hypothesis
import pytest
from _pytest.runner import runtestprotocol
from mutants import Mutant, mutants

_ROOT = Path(__file__).parents[2]
_SERVER = _ROOT / "server"
_FAST = (
    *(
        "compare",
        "comparison",
        "copies",
        "held",
        "image",
        "runs",
        "sources",
        "state",
        "figures",
        "groups",
        "based",
        "conformance",
        "commands",
        "replay",
        "forms",
        "explain",
        "accounts",
    ),
    *("bases", "bound", "analysis"),
    *(
        "causes",
        "directories",
        "environment",
        "families",
        "frontend",
        "halves",
        "hosts",
        "judged",
        "kept",
        "laid",
        "lifting",
        "likely",
        "mounted",
        "mounts",
        "narrow",
        "needed",
        "parents",
        "partial",
        "phases",
        "proposal",
        "reads_above",
    ),
    *(
        "reordered",
        "settled",
        "shifted",
        "sinking",
        "stage_copies",
        "target",
        "temporary",
        "trial",
        "unneeded",
        "watched",
    ),
    "fixtures",
)
_PROPERTIES = "split_properties"
_EXAMPLES = 40  # of each property; they take some ten seconds
_SECONDS = (
    180  # many times what the tests take; what counts on import is tried with all, each of which adds one
)
_PATIENCE = 20  # as many times by the clock, for what waits without an end
_MEMORY = 4 << 30
_HARMLESS = 0


class Case(NamedTuple):
    """A mutant and the module that it is made of."""

    module: str
    mutant: Mutant


class _FewExamples(hypothesis.settings):
    """Stands in for the settings of the properties: quick, and the same every time."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - whatever settings take
        quick = {
            "max_examples": _EXAMPLES,
            "derandomize": True,
            "database": None,
            "phases": [hypothesis.Phase.generate],
            "suppress_health_check": list(hypothesis.HealthCheck),
        }
        super().__init__(*given, **{**named, **quick})


class _Mutation:
    """Runs the collected tests once for each mutant instead of once."""

    def __init__(self, files: Sequence[Path], only: frozenset[str] | None, processes: int) -> None:
        self._files = files
        self._only = only
        self._processes = processes
        self.survivors = 0
        self.count = 0

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Print the mutants that survive."""
        fast = [item for item in session.items if _PROPERTIES not in item.nodeid]
        properties = [item for item in session.items if item not in fast]
        modules = {str(file): _module(file) for file in self._files}
        cases = [Case(modules[str(f)], mutant) for f in self._files for mutant in mutants(f.read_text())]
        if self._only is not None:
            cases = [case for case in cases if told(case) in self._only]
        reached = _reached(fast, modules)
        self.count = len(cases)
        for case in _survivors(cases, fast, properties, reached, self._processes):
            self.survivors += 1
            print(told(case), flush=True)  # noqa: T201 - a command prints
        return True


def told(case: Case) -> str:
    """A mutant on one line."""
    place = f"{case.module.replace('.', '/')}.py:{case.mutant.first}"
    return f"{place}: {case.mutant.before} -> {case.mutant.after}"


def main() -> int:
    """Try all mutants of the given files; succeed where none survives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", help="files and folders below server/layerwise")
    parser.add_argument("--properties", action="store_true", help="try a few examples of the properties too")
    parser.add_argument("--only", type=Path, metavar="FILE", help="the printed survivors of an earlier run")
    parser.add_argument(
        "--tests", nargs="+", metavar="NAME", default=_FAST, help="`groups` for test_groups.py"
    )
    parser.add_argument("--processes", type=int, default=2, help="how many mutants to try at the same time")
    given = parser.parse_args()
    paths = [_SERVER / "layerwise" / path for path in given.paths]
    files = [file for path in paths for file in ([path] if path.is_file() else sorted(path.glob("*.py")))]
    names = (*given.tests, _PROPERTIES) if given.properties else given.tests
    only = None if given.only is None else frozenset(given.only.read_text().splitlines())
    hypothesis.settings.register_profile("few", _FewExamples(deadline=None))
    hypothesis.settings.load_profile("few")
    hypothesis.settings = _FewExamples  # type: ignore[misc]  # stands in for the class
    present = (_ROOT / "tests" / f"test_{name}.py" for name in names)
    quiet = (
        "-o",
        "addopts=",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:terminal",
        "--capture=no",
        "--assert=plain",
    )
    already = ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # Hypothesis is imported
    mutation = _Mutation(files, only, given.processes)
    pytest.main(
        ["--rootdir", str(_ROOT), *map(str, filter(Path.exists, present)), *quiet, *already], [mutation]
    )
    killed = mutation.count - mutation.survivors
    print(f"{mutation.count} mutants, {killed} killed, {mutation.survivors} survive")  # noqa: T201
    return 1 if mutation.survivors or not mutation.count else 0


def _module(file: Path) -> str:
    return ".".join(file.relative_to(_SERVER).with_suffix("").parts)


def _survivors(
    cases: Sequence[Case],
    fast: Sequence[pytest.Item],
    properties: Sequence[pytest.Item],
    reached: dict[str, dict[str, list[str]]],
    processes: int,
) -> Iterator[Case]:
    """The cases that all tests let pass."""
    waiting = [(case, True) for case in reversed(cases)]
    running: dict[int, tuple[Case, bool]] = {}
    noticed: Counter[str] = Counter()
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    while waiting or running:
        if waiting and len(running) < processes:
            case, is_first = waiting.pop()
            lines = range(case.mutant.first, case.mutant.last + 1)
            names = {name for line in lines for name in reached[case.module].get(str(line), ())}
            chosen = [item for item in fast if item.nodeid in names] or [*fast]  # all for what runs on import
            chosen.sort(key=lambda item: -noticed[item.nodeid])  # what noticed much will notice more
            running[_start(case, chosen if is_first else properties, writing)] = case, is_first
            continue
        process, status = os.wait()
        with suppress(BlockingIOError):
            noticed.update(os.read(reading, 1 << 16).decode().splitlines())
        case, is_first = running.pop(process)
        if status == _HARMLESS and is_first and properties:
            waiting.append((case, False))
        elif status == _HARMLESS:
            yield case


def _start(case: Case, items: Sequence[pytest.Item], writing: int) -> int:
    """The number of a new process that ends well where the tests pass with the mutant, else writes which fails."""
    process = os.fork()
    if process:
        return process
    signal.setitimer(signal.ITIMER_PROF, _SECONDS + len(items))  # of the processor, which others may use too
    signal.alarm(_PATIENCE * (_SECONDS + len(items)))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        _become(case)
        failing = next((item for item in items if not _passes(item)), None)
        is_noticed = failing is not None
        if failing is not None:
            os.write(writing, f"{failing.nodeid}\n".encode())
    except BaseException:  # noqa: BLE001 - a module that cannot be loaded any more is noticed too
        is_noticed = True
    os._exit(is_noticed)


def _passes(item: pytest.Item) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False))


def _become(case: Case) -> None:
    """Give the functions of a loaded module the code of the mutant, and its constants their values."""
    module = sys.modules[case.module]
    changed = {"__name__": case.module}
    exec(compile(case.mutant.text, str(module.__file__), "exec"), changed)  # noqa: S102 - our own text
    for name, value in changed.items():
        old = vars(module).get(name)
        if getattr(old, "__module__", None) != case.module:
            vars(module)[name] = value
        elif isinstance(old, type):
            for key, member in vars(value).items():
                _recode(vars(old).get(key), member)
            if hasattr(old, "__record__"):
                _redefault(old, value)
        else:
            _recode(old, value)


def _redefault(old: Any, new: Any) -> None:  # noqa: ANN401 - classes that are records
    """Give a record the defaults of the mutant: what is made of its fields is made anew."""
    old.__record__ = old.__record__._replace(fields=new.__record__.fields)
    old.__init__ = new.__init__


def _recode(old: object, new: object) -> None:
    if isinstance(old, property) and isinstance(new, property):
        old, new = old.fget, new.fget
    old, new = getattr(old, "__func__", old), getattr(new, "__func__", new)
    if not isinstance(old, FunctionType) or not isinstance(new, FunctionType):
        return
    if old.__code__.co_filename == new.__code__.co_filename:  # else one of them was made for a record
        old.__code__, old.__defaults__, old.__kwdefaults__ = (
            new.__code__,
            new.__defaults__,
            new.__kwdefaults__,
        )


def _reached(items: Sequence[pytest.Item], modules: dict[str, str]) -> dict[str, dict[str, list[str]]]:
    """For each module and line the tests that reach it, found in a process of its own."""
    reading, writing = os.pipe()
    if not os.fork():
        os.close(reading)
        with os.fdopen(writing, "w") as pipe:
            json.dump(_traced(items, modules), pipe)
        os._exit(_HARMLESS)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    os.wait()
    if not text:
        pytest.exit("a test fails before anything is changed")
    found: dict[str, dict[str, list[str]]] = json.loads(text)
    return found


def _traced(items: Sequence[pytest.Item], modules: dict[str, str]) -> dict[str, dict[int, list[str]]]:
    found: dict[str, dict[int, list[str]]] = {module: defaultdict(list) for module in modules.values()}
    lines: set[tuple[str, int]] = set()

    def step(frame: FrameType, _event: str, _value: object) -> Any:  # noqa: ANN401 - as settrace has it
        module = modules.get(frame.f_code.co_filename)
        if module is None:
            return None
        lines.add((module, frame.f_lineno))
        return step

    for item in items:
        lines.clear()
        sys.settrace(step)
        is_fine = _passes(item)
        sys.settrace(None)
        if not is_fine:
            print(f"{item.nodeid} fails before anything is changed")  # noqa: T201 - a command prints
            sys.stdout.flush()
            os._exit(1)
        for module, line in lines:
            found[module][line].append(item.nodeid)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
