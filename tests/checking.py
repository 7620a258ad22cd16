"""Checks fixtures: Dockerfiles with their findings drawn under the text as comments.

The only file of the tests that knows how the analysis is called. A mark is a comment line: `^` draws a finding
and names its rule, `~` draws a piece of evidence and gives its note; `#<` stretches a mark to column 0; `@N`
names the line of a mark that cannot stand right below it (inside a heredoc). Marks are taken out before the
analysis.
"""

import re
import stat
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from layerwise.analysis import Analysis, analyse
from layerwise.builds.build import Build
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import Content, File, Link, MemoryTree
from layerwise.findings.finding import Finding, Fix, Safety
from layerwise.fixes import fix_all, is_safe_here
from layerwise.history.log import Commit, History
from layerwise.ignore_files.registry import IGNORE_RULES
from layerwise.settings import Settings
from layerwise.split.groups import groups, is_install
from layerwise.syntax.parse import parse
from layerwise.text import Lines, Span, apply

FIXTURES = Path(__file__).parent / "fixtures"
IGNORE_CODES = frozenset(rule.code for rule in IGNORE_RULES)  # fixtures of theirs: `checking_ignore.py`

_MARK = re.compile(r"#(?:@(?P<line>\d+) )?(?P<lead><| *)(?P<run>\^+|~+) (?P<words>\S.*)\r?\n?")
_GIT = "dot.git"  # stands for .git, a name that git does not keep
_SETTLED = "several-rules"  # fixtures about what several rules find, and what all safe fixes make of it
_OURS = ("Dockerfile.fixed", "verdict", "fixture.txt", "history")
_REPEATED = re.compile(r"(?P<count>\d+) \* (?P<paths>.*)")


class Outcome(NamedTuple):
    """What came of a Dockerfile: its picture, the verdict up to the first fix, and the files as fixed."""

    picture: str
    verdict: str | None
    fixed: Mapping[str, str]


def unmark(text: str) -> str:
    """The text without its marks."""
    return "".join(line for line in text.splitlines(keepends=True) if not _MARK.fullmatch(line))


def draw(text: str, findings: Sequence[Finding]) -> str:
    """The text with the findings drawn under it."""
    lines = Lines(text)
    marks: dict[int, list[str]] = {}
    end = "\r\n" if "\r\n" in text else "\n"
    bodies = [h.span for i in parse(text).instructions for h in i.heredocs]
    for finding in findings:
        drawn = [(finding.span, "^", finding.rule)]
        drawn += [(evidence.span, "~", evidence.note) for evidence in finding.evidence]
        for span, sign, words in drawn:
            row, mark = _mark(text, lines, span, sign, words, bodies)
            marks.setdefault(row, []).append(mark + end)
    result = []
    for number in range(len(lines)):
        line = lines.line(number).of(text)
        if line and number in marks and not line.endswith("\n"):
            line += end
        result += [line, *marks.get(number, ())]
    return "".join(result)


def _mark(
    text: str, lines: Lines, span: Span, sign: str, words: str, bodies: Sequence[Span]
) -> tuple[int, str]:
    place = lines.place(span.start)
    line = lines.line(place.line)
    width = min(span.end, line.start + len(line.of(text).rstrip("\r\n"))) - span.start
    body = next((body for body in bodies if body.contains(span)), None)
    row, where = place.line, ""
    if body is not None:
        row, where = lines.place(max(body.end - 1, 0)).line, f"@{place.line + 1} "
    if place.column == 0:
        return row, f"#{where}<{sign * max(width - 2, 1)} {words}"
    return row, f"#{where}{' ' * (place.column - 1)}{sign * max(width, 1)} {words}"


def analysed(text: str, files: Mapping[str, Content], history: History | None = None) -> Analysis:
    """The analysis of a Dockerfile whose build context is these files, with this history."""
    tree = MemoryTree({**files, "Dockerfile": text})
    ignore = parse_ignore(_text(files, ".dockerignore"))
    build = Build(
        context=BuildContext(tree, ignore),
        label=".",
        origin="a fixture",
        dockerfile="Dockerfile",
        history=lambda: history,
    )
    return analyse(text, [build], Settings())


def history_of(text: str) -> History:
    """The commits that a text states, the newest first: the changed paths of each; `N * PATHS` are so many alike."""
    commits = []
    for line in text.splitlines():
        found = _REPEATED.fullmatch(line)
        paths = frozenset((found["paths"] if found else line).split())
        commits += [Commit("", paths)] * (int(found["count"]) if found else 1)
    return History(tuple(commits), is_whole=True)


def _text(files: Mapping[str, Content], path: str) -> str:
    """A file's text, empty where there is none."""
    text = MemoryTree(files).text(path) or ""
    assert isinstance(text, str), f"{path} is a file of text"
    return text


def outcome(text: str, files: Mapping[str, Content], rule: str, history: History | None = None) -> Outcome:
    """What the analysis says of an unmarked Dockerfile, and the first fix applied.

    Not one of another rule than the fixture's that leaves the Dockerfile alone; all safe ones for several rules.
    """
    found = analysed(text, files, history)
    picture = draw(text, found.findings)
    findings = [
        one
        for one in found.findings
        if one.rule == rule or any(fix.edits for fix in one.fixes) or not one.fixes
    ]
    if not findings:
        return Outcome(picture, None, {})
    if rule == _SETTLED:
        return _settled(found, picture, lambda after: analysed(after, files, history))
    first = next((finding for finding in findings if finding.fixes), findings[0])
    told = findings[: findings.index(first) + 1]
    verdict = "".join(_verdict(text, finding) for finding in told)
    if not first.fixes:
        return Outcome(picture, verdict, {})
    fixed = {"Dockerfile": apply(text, first.fixes[0].edits)}
    for change in first.fixes[0].changes:
        fixed[change.path] = apply(_text(files, change.path), change.edits)
    return Outcome(picture, verdict, fixed)


def _settled(found: Analysis, picture: str, again: Callable[[str], Analysis]) -> Outcome:
    """What is said of all findings, and what all safe fixes make."""
    verdict = "".join(_verdict(found.document.text, finding) for finding in found.findings)
    done = fix_all(found, is_safe_here, lambda text, _: again(text))
    return Outcome(picture, verdict, {"Dockerfile": done.text} if done.applied else {})


def _verdict(text: str, finding: Finding) -> str:
    if not finding.fixes:
        assert finding.refusal is not None, "a finding without a fix says what stands in the way"
        line = Lines(text).place(finding.refusal.span.start).line + 1
        return f"refused, line {line}: {finding.refusal.note}\n"
    return "\n".join(_words(fix) for fix in finding.fixes) + "\n"


def _words(fix: Fix) -> str:
    safety = "safe" if fix.safety is Safety.SAFE else f"review ({fix.reason})"
    return f"{safety}: {fix.title}"


def fixtures(folder: Path = FIXTURES) -> list[Path]:
    """The folders that hold a fixture."""
    found = sorted(path.parent for path in folder.rglob("verdict")) + sorted(
        path.parent for path in folder.rglob("Dockerfile") if not (path.parent / "verdict").exists()
    )
    return [one for one in found if one.parent.name not in IGNORE_CODES]


def read(path: Path) -> str:
    """A file's text with its line ends as they are."""
    return path.read_bytes().decode()


def context_of(folder: Path) -> dict[str, Content]:
    """What a fixture's build context holds, without the files that state what is expected."""
    return {
        path.relative_to(folder).as_posix().replace(_GIT, ".git"): _content(path)
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
        if path.name not in _OURS and not path.name.endswith(".fixed")
    }


def _content(path: Path) -> Content:
    """A link or file as git keeps it: of its mode, whether its owner may run it."""
    if path.is_symlink():
        return Link(path.readlink().as_posix())
    return File(path.read_bytes(), 0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)


def check(folder: Path, *, update: bool) -> None:
    """Compare a fixture with what comes of it; with `update`, write down what comes of it."""
    files = context_of(folder)
    text = unmark(read(folder / "Dockerfile"))
    stating = folder / "history"
    history = history_of(read(stating)) if stating.exists() else None
    got = outcome(text, files, folder.parent.name, history)
    expected = {"Dockerfile": got.picture, **{f"{name}.fixed": body for name, body in got.fixed.items()}}
    if got.verdict is not None:
        expected["verdict"] = got.verdict
    if update:
        _write(folder, expected)
    stated = {name: read(folder / name) for name in _stated(folder)}

    assert stated == expected, f"npm test -- --update redraws {folder.name}"
    _check_fixed(got, files, history)


def _stated(folder: Path) -> list[str]:
    fixed = [path.relative_to(folder).as_posix() for path in folder.rglob("*.fixed")]
    return [name for name in ("Dockerfile", "verdict") if (folder / name).exists()] + fixed


def _write(folder: Path, expected: Mapping[str, str]) -> None:
    for name in _stated(folder):
        (folder / name).unlink()
    for name, body in expected.items():
        (folder / name).write_bytes(body.encode())


def _check_fixed(got: Outcome, files: Mapping[str, Content], history: History | None) -> None:
    """After a safe fix there is less to say; with all safe fixes made, there is none left to make."""
    lines = (got.verdict or "").splitlines()
    if not next((line for line in lines if not line.startswith("refused")), "").startswith("safe"):
        return
    known = {**files, **got.fixed}
    text = got.fixed["Dockerfile"]
    counts = [_left(got.picture, files, history)]
    while True:
        counts.append(_left(text, known, history))

        assert counts[-1] < counts[-2], "a fix has not removed what it was for"
        again = [fix for finding in analysed(text, known, history).findings for fix in finding.fixes]
        safe = next((fix for fix in again if fix.safety is Safety.SAFE), None)
        if safe is None:
            return
        text = apply(text, safe.edits)


def _left(text: str, files: Mapping[str, Content], history: History | None) -> tuple[int, int]:
    """How many copies stand above installs that they rerun for nothing, and how much is said of all such steps."""
    found = analysed(unmark(text), files, history)
    reruns = [one for plan in found.plans for group in groups(plan, is_install) for one in group.installs]
    told = sum(1 + len(finding.evidence) for finding in found.findings)
    return sum(len(one.copies) for one in reruns), told
