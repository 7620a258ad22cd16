"""`python -m bench [ROW…] [--quick | --long] [--no-write] [--contestants FILE]`: measures, prints, writes the page."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.client import Silence
from bench.contestants import OURS, ROOT, Contestant, contestants_in, ours_alone
from bench.machine import load
from bench.page import Part, behind, page
from bench.rows import asking, checking, editing, growth, large, memory, starting
from bench.running import Bench, Row, Size
from bench.sampling import Figure
from bench.table import Line, cpu_rows, plain, rows

PAGE = ROOT / "docs" / "benchmarks.md"
ROWS = (
    editing.ROW,
    asking.ROW,
    starting.ROW,
    checking.ROW,
    memory.ROW,
    large.ROW,
    growth.ROW,
    checking.MANY,  # the longest
)


def main(argv: Sequence[str]) -> int:
    """Run the bench and return the exit code; what is missed is told and is no failure."""
    options = _options(argv)
    chosen = [row for row in ROWS if row.name in (options.rows or [row.name for row in ROWS])]
    size = Size.QUICK if options.quick else Size.LONG if options.long else Size.USUAL
    known = contestants_in(options.contestants) if options.contestants else ours_alone()
    _tell_of(known)
    before = load()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        # As the servers name it: they publish under the URI of the real path.
        bench = Bench(tuple(one for one in known if not one.missing), size, Path(folder).resolve())
        command = " ".join(["npm run bench", *(["--", *_told(argv)] if _told(argv) else [])])
        parts: list[Part] = []
        for row in chosen:
            parts.append(_measured(row, bench))
            if not options.no_write:  # after each, so that whoever ends it keeps what was measured
                PAGE.write_text(page(parts, known, command, before))
        _say(f"Behind:\n{behind([line for part in parts for line in part.lines])}")
        if not options.no_write:
            _say(f"Written: {PAGE.relative_to(ROOT)}")
    return 0


def _measured(row: Row, bench: Bench) -> Part:
    sys.stderr.write(f"{row.title} …\n")
    lines: list[Line] = []
    try:
        for line in row.measure(bench):
            lines.append(line)
            sys.stderr.write(f"  {line.what}: {rows([line])[1][2]}\n")
    except Silence as silence:
        lines.append(Line(what=f"{row.title}: stopped here", figures={OURS: Figure((), note=str(silence))}))
    _say(f"{row.title}\n\n{plain(rows(lines)) if lines else 'not known on this system'}")
    if len(cpu_rows(lines)) > 1:
        _say(f"CPU time of the same\n\n{plain(cpu_rows(lines))}")
    return Part(row.title, lines)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _tell_of(contestants: Sequence[Contestant]) -> None:
    for one in contestants:
        _say(f"{one.name}: {f'left out, because {one.missing}' if one.missing else one.version}")
    _say("")


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "npm run bench --", description="Measures Layerwise against other tools."
    )
    names = [row.name for row in ROWS]
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"only these: {', '.join(names)}")
    how_much = parser.add_mutually_exclusive_group()
    how_much.add_argument("--quick", action="store_true", help="fewer rounds and smaller projects")
    how_much.add_argument(
        "--long", action="store_true", help="100,000 edits for the memory, which takes an hour"
    )
    parser.add_argument("--no-write", action="store_true", help="leave docs/benchmarks.md as it is")
    parser.add_argument("--contestants", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    strangers = [name for name in options.rows if name not in names]
    if strangers:
        parser.error(f"there is no row {strangers[0]}: {', '.join(names)}")
    return options


def _told(argv: Sequence[str]) -> list[str]:
    """The arguments that a user gave."""
    given = list(argv)
    if "--contestants" in given:
        at = given.index("--contestants")
        del given[at : at + 2]
    return given


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
