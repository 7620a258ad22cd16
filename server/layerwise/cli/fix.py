"""`layerwise fix`: applies fixes to Dockerfiles until none is left."""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from layerwise.builds.sources import is_compose_file
from layerwise.cli.ask import Asking
from layerwise.cli.checked import is_as_loud
from layerwise.cli.configured import Configurations, Misconfigured, configurations_of
from layerwise.cli.diffs import print_diff
from layerwise.cli.dockerfiles import Named, dockerfiles
from layerwise.cli.files import Overlay, Source, read_source
from layerwise.cli.fixing import fixed_of, of_rules, overlay_of
from layerwise.cli.formats.words import describe
from layerwise.cli.refactor import refactor
from layerwise.cli.screen import screen_of
from layerwise.cli.terminal import complain, visible, visible_first
from layerwise.cli.texts import Unusable, read_text
from layerwise.configuration.kinds import CODES
from layerwise.findings.finding import Finding, Severity
from layerwise.fixes import Fixed, is_safe
from layerwise.nearest import nearest
from layerwise.text import Lines
from layerwise.tuples import NamedTuple


class Way(NamedTuple):
    """How fixes are made: of these rules, all if there are none; shown, asked about one by one, or made at once."""

    rules: frozenset[str] = frozenset()
    shows_diff: bool = False
    asking: Asking | None = None
    takes_review: bool = False


def run(arguments: argparse.Namespace) -> int:
    """Run the command; one that is told to stop leaves nothing behind."""
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        return _run(arguments)
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.refactor is not None and (arguments.ask or arguments.rule):
        raise Unusable("--refactor makes a change that no finding asks for; leave --ask and --rule out")
    way = Way(
        rules=_rules(arguments.rule or ()),
        shows_diff=arguments.diff,
        asking=_asking() if arguments.ask else None,
        takes_review=arguments.unsafe_fixes,
    )
    names = list(dockerfiles(arguments.paths, None, is_quiet=False))
    if arguments.refactor is None:
        return fix(names, arguments.context, configurations_of(arguments), way)
    # Where folders are looked through, compose files are passed over: theirs are changed by hand.
    names = [one for one in names if one.folder is None or not is_compose_file(Path(one.name).name)]
    codes = [
        refactor(
            one,
            arguments.context,
            arguments.refactor,
            shows_diff=way.shows_diff,
            takes_review=way.takes_review,
        )
        for one in names
    ]
    return max(codes, default=0)


def _leave(*_: object) -> None:
    raise SystemExit(128 + signal.SIGTERM)


def _asking() -> Asking:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Unusable("--ask needs a terminal to ask in; leave it out, or see --diff")
    return Asking(screen_of(sys.stdout))


def _rules(codes: Sequence[str]) -> frozenset[str]:
    for code in codes:
        if code not in CODES:
            meant = nearest(code, CODES)
            hint = f"did you mean {meant}?" if meant else "layerwise rules lists them"
            raise Unusable(f"there is no rule {code}; {hint}")
    return frozenset(codes)


def fix(names: Sequence[Named], context: Path | None, configurations: Configurations, way: Way) -> int:
    """Fix Dockerfiles, or show how; the exit code is 1 where a warning or worse is left, 2 where one cannot be."""
    work = _Fixing(context, configurations, way, is_one_of_many=len(names) > 1)
    for named in names:
        try:
            work.fix(named)
        except Misconfigured:
            raise
        except Unusable as error:
            complain(str(error))
            work.has_failed = True
        if way.asking is not None and way.asking.has_quit:
            break
    work.end(len(names))
    return 2 if work.has_failed else int(work.is_left)


class _Fixing:
    """Fixes one Dockerfile after the other; with a diff, each on what the ones before it would have changed."""

    def __init__(
        self, context: Path | None, configurations: Configurations, way: Way, *, is_one_of_many: bool
    ) -> None:
        self._context = context
        self._configurations = configurations
        self._way = way
        self._is_one_of_many = is_one_of_many
        self._shown = Overlay()
        self._names: dict[Path, str] = {}
        self._fixed: list[int] = []
        self.is_left = False
        self.has_failed = False

    def fix(self, named: Named) -> None:
        """Fix a Dockerfile."""
        source = read_source(named.name, self._context, named.folder, self._configurations)
        overlay = overlay_of(source)
        if self._way.shows_diff:
            overlay = self._shown
            overlay.put(source.path, source.text, creates=False)
            self._names[source.path] = named.name
        fixed = self._made(source, overlay)
        overlay.texts[source.path] = fixed.text
        left = fixed.analysis.findings
        if not self._way.shows_diff:
            if overlay.is_changed:
                overlay.write()
                left = self._rechecked(source, fixed)
            self._print_done(named.name, fixed)
        _tell_rest(named.name, Lines(fixed.text), left)
        self.is_left |= any(is_as_loud(finding.severity, Severity.WARNING) for finding in left)

    def _made(self, source: Source, overlay: Overlay) -> Fixed:
        way = self._way
        if way.asking is not None:
            return way.asking.fixed(source, overlay, way.rules)
        return fixed_of(source, overlay, takes_review=way.takes_review, rules=way.rules)

    def _rechecked(self, source: Source, fixed: Fixed) -> tuple[Finding, ...]:
        """What is found in the file as it is on the disk now."""
        text = read_text(source.path)
        if text != fixed.text:
            raise Unusable(f"{source.name} was changed by another program right after it was written")
        return of_rules(source.analyse(text), self._way.rules).findings

    def _print_done(self, name: str, fixed: Fixed) -> None:
        self._fixed.append(len(fixed.applied))
        if not fixed.applied and not self._is_one_of_many:
            print(f"{visible_first(name)}: nothing to fix")
        for step in fixed.applied:
            print(f"{visible_first(name)}: {visible(step.fix.title)} [{step.finding.rule}]")

    def end(self, total: int) -> None:
        """Show the diff, or say what was done to how many."""
        if self._way.shows_diff:
            print_diff(self._shown, self._names)
        elif self._is_one_of_many:
            number, files = sum(self._fixed), sum(map(bool, self._fixed))
            word = "fix" if number == 1 else "fixes"
            print(f"{number} {word} in {files} of {total} Dockerfiles" if number else "Nothing to fix")


def _tell_rest(name: str, lines: Lines, left: Sequence[Finding]) -> None:
    """Say on stderr what is left and why."""
    for finding in left:
        place = f"{name}:{lines.place(finding.span.start).line + 1}"
        complain(f"{place}: left: {finding.message} [{finding.rule}]{_reason(finding)}")


def _reason(finding: Finding) -> str:
    if finding.refusal is not None:
        return f": no safe fix: {finding.refusal.note}"
    if finding.fixes:
        flag = "" if is_safe(finding.fixes[0]) else " --unsafe-fixes"
        return f": {describe(finding.fixes[0])}; layerwise fix{flag} applies it"
    return ""
