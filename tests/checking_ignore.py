"""Checks fixtures of ignore files: findings drawn under the lines, as `checking.py` draws them in Dockerfiles.

`verdict` lists what is found with its fixes; `.dockerignore.fixed` is the file after the first fix of each finding,
one after the other until none is left.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from checking import FIXTURES, IGNORE_CODES, analysed, context_of, draw, read, unmark
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import Content, MemoryTree
from layerwise.findings.finding import Finding, Safety
from layerwise.ignore_files.analysis import analyse_ignore
from layerwise.settings import Settings
from layerwise.text import Lines, apply

_NAME = ".dockerignore"
_ROUNDS = 20


class Outcome(NamedTuple):
    """What came of an ignore file: its picture, what was found in words, and the file as fixed, where it is."""

    picture: str
    verdict: str
    fixed: str | None


def found_in(text: str, files: Mapping[str, Content]) -> tuple[Finding, ...]:
    """The findings in an ignore file that lies in a context with these files, among them perhaps a Dockerfile."""
    context = BuildContext(MemoryTree({**files, _NAME: text}), parse_ignore(text))
    dockerfile = files.get("Dockerfile")
    body = MemoryTree(files).text("Dockerfile") if dockerfile is not None else None
    plans = analysed(body, {**files, _NAME: text}).plans if isinstance(body, str) else ()
    return analyse_ignore(text, context, plans, Settings())


def outcome(text: str, files: Mapping[str, Content]) -> Outcome:
    """What the analysis says of an unmarked ignore file, and the file after its fixes."""
    found = found_in(text, files)
    verdict = "".join(_words(text, finding) for finding in found)
    fixed, left = text, found
    for _ in range(_ROUNDS):
        first = next((finding for finding in left if finding.fixes), None)
        if first is None:
            break
        was = (first.message, first.span.of(fixed))
        fixed = apply(fixed, first.fixes[0].edits)
        left = found_in(fixed, files)

        assert was not in [(one.message, one.span.of(fixed)) for one in left], f"{was} is not gone by its fix"
    assert not any(finding.fixes for finding in left), "fixes undo each other"
    return Outcome(draw(text, found), verdict, fixed if fixed != text else None)


def _words(text: str, finding: Finding) -> str:
    line = Lines(text).place(finding.span.start).line + 1
    fixes = [
        f"  {'safe' if fix.safety is Safety.SAFE else f'review ({fix.reason})'}: {fix.title}\n"
        for fix in finding.fixes
    ]
    return f"line {line}, {finding.severity.value}: {finding.message}\n" + "".join(fixes)


def ignore_fixtures() -> list[Path]:
    """The folders that hold a fixture of an ignore file."""
    return sorted(path.parent for code in IGNORE_CODES for path in (FIXTURES / code).glob(f"*/{_NAME}"))


def check(folder: Path, *, update: bool) -> None:
    """Compare a fixture with what comes of it; with `update`, write down what comes of it."""
    got = outcome(unmark(read(folder / _NAME)), context_of(folder))
    given = {_NAME: got.picture, "verdict": got.verdict, f"{_NAME}.fixed": got.fixed}
    expected = {name: body for name, body in given.items() if body}
    if update:
        for name in given:
            (folder / name).unlink(missing_ok=True)
        for name, body in expected.items():
            (folder / name).write_bytes(body.encode())
    stated = {name: read(folder / name) for name in given if (folder / name).exists()}

    assert stated == expected, f"npm test -- --update redraws {folder.name}"
