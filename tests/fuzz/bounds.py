"""Measures every entry with every kind of hostile text: `python tests/fuzz/bounds.py [WORD…] --size N --limit S`.

Prints what took longer than the limit, or failed; with `--all`, every figure. Words choose the entries whose names
hold one of them. The limit of the project is two seconds for a megabyte.
"""

import argparse
import sys
from functools import partial
from pathlib import Path

_ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(_ROOT / "server"), str(_ROOT / "tests")]

from fuzz.entries import Entry, entries, of_ecosystems  # noqa: E402 - found by the line above
from fuzz.measure import measured  # noqa: E402 - as above


def main() -> int:
    """Print the table; the exit code is 1 where anything took too long or failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--kind", default="", help="only kinds of texts with this in their name")
    parser.add_argument("--size", type=int, default=1_000_000, help="characters (default: %(default)s)")
    parser.add_argument(
        "--limit", type=float, default=2.0, help="seconds of the processor (default: %(default)s)"
    )
    parser.add_argument("--all", action="store_true", help="print all figures")
    parser.add_argument("--ecosystems", action="store_true", help="package managers instead")
    given = parser.parse_args()
    chosen = of_ecosystems() if given.ecosystems else entries()
    count = 0
    for entry in chosen:
        if not given.words or any(word in entry.name for word in given.words):
            count += _told(entry, given)
    print(f"{count} of them above {given.limit:g} s, or failed")
    return 1 if count else 0


def _told(entry: Entry, given: argparse.Namespace) -> int:
    """Measure an entry with each kind, and count what is too slow."""
    count, worst = 0, 0.0
    entry.run("a: b\n")  # what is imported on the way shall not count
    for kind, make in entry.kinds.items():
        if given.kind not in kind:
            continue
        text = make(given.size)
        found = measured(partial(entry.run, text), 3 * given.limit)
        is_bad = found.seconds is None or found.seconds > given.limit or bool(found.error)
        worst = max(worst, found.seconds or 0)
        if is_bad or given.all:
            spent = f"{found.seconds:6.2f}" if found.seconds is not None else f">{3 * given.limit:5.1f}"
            print(f"{spent} s  {entry.name}  <-  {kind}  {found.error}", flush=True)
        count += is_bad
    print(f"{worst:6.2f} s at most within the limits: {entry.name}", flush=True)
    return count


if __name__ == "__main__":
    sys.exit(main())
