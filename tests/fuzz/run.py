"""Fuzzes by coverage: `python tests/fuzz/run.py [TARGET…] --minutes N`, all targets one after the other by default.

What crashes or is slow is kept in `build/fuzz/TARGET/found/`, each fault once; what reaches new code stays in
`build/fuzz/TARGET/corpus/`, of which `--keep` takes the few that reach most into `tests/fuzz/corpus/TARGET/`.
"""

import argparse
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]
sys.path[:0] = [str(_ROOT / "server"), str(_ROOT / "tests")]

from fuzz.keep import keep  # noqa: E402 - found by the line above
from fuzz.target import NINES, names, target  # noqa: E402 - as above

_LONGEST = 4096  # bytes of an input
_PATIENCE = 60  # seconds for one input, instrumented
_MEGABYTES = 3000


def main() -> int:
    """Fuzz the targets that are asked for; the exit code is 1 where any fault was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(names()))
    parser.add_argument("--minutes", type=float, default=1, help="for each target (default: %(default)s)")
    parser.add_argument("--keep", action="store_true", help="take the best inputs into the kept corpus")
    given = parser.parse_args()
    unknown = [name for name in given.targets if name not in names()]
    if unknown:
        parser.error(f"{unknown[0]} is none of {', '.join(names())}")
    if find_spec("atheris") is None or find_spec("hypothesis") is None:
        print(
            "needs atheris: pip install -r requirements/fuzz.txt -r requirements/bundle.txt", file=sys.stderr
        )
        return 2
    faults = [fault for name in given.targets or names() for fault in _fuzz(name, given.minutes)]
    if given.keep:
        for name in given.targets or names():
            print(f"{name}: {keep(name, _work(name) / 'corpus')} inputs kept")
    return 1 if faults else 0


def _work(name: str) -> Path:
    return _ROOT / "build" / "fuzz" / name


def _fuzz(name: str, minutes: float) -> list[Path]:
    """Fuzz one target for so long, and say what was done; the faults that were found."""
    work = _work(name)
    corpus, found = work / "corpus", work / "found"
    for folder in (corpus, found, _HERE / "corpus" / name):
        folder.mkdir(parents=True, exist_ok=True)
    (work / "dictionary").write_text(
        "".join(f'"{_escaped(word)}"\n' for word in (*target(name).words, NINES))
    )
    for number, seed in enumerate(target(name).seeds):
        (corpus / f"seed-{number}").write_bytes(seed.encode("utf-8", "surrogateescape"))
    before = set(found.iterdir())
    command = [sys.executable, str(_HERE / "one.py"), name, str(corpus), str(_HERE / "corpus" / name)]
    options = [f"-max_total_time={int(minutes * 60)}", f"-max_len={_LONGEST}", f"-timeout={_PATIENCE}"]
    options += [f"-dict={work / 'dictionary'}", f"-artifact_prefix={found}/", f"-rss_limit_mb={_MEGABYTES}"]
    # Nothing that is found may be run: there is no program on the PATH.
    environment = {**os.environ, "PATH": os.devnull, "PYTHONPATH": os.pathsep.join(sys.path[:2])}
    with (work / "log").open("w") as log:
        subprocess.run(
            [*command, *options, "-print_final_stats=1"], stderr=log, stdout=log, env=environment, check=False
        )
    told = (work / "log").read_text(errors="replace")
    runs = (
        re.findall(r"number_of_executed_units: (\d+)", told)
        or re.findall(r"^#(\d+)\s", told, re.MULTILINE)
        or ["0"]
    )
    new = sorted(set(found.iterdir()) - before)
    print(f"{name}: {runs[-1]} executions in {minutes:g} min, {len(new)} new faults", flush=True)
    for path in new:
        print(f"  {path.relative_to(_ROOT)}", flush=True)
    return new


def _escaped(word: str) -> str:
    """A word as libFuzzer's dictionaries spell it."""
    return "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in word.encode())


if __name__ == "__main__":
    sys.exit(main())
