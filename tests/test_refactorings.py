"""Refactorings: what they offer in small projects, and that their page's examples are what they make.

Each folder below refactorings/ is a project. `verdict` says what is offered at its instructions, from the first to the
last; `Dockerfile.after` is what the first of these that can be made makes of it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from checking import analysed, context_of, read
from layerwise.analysis import Analysis
from layerwise.builds.build import Profile
from layerwise.context.memory import Content
from layerwise.findings.finding import Fix, Safety
from layerwise.refactorings.refactoring import Refactoring
from layerwise.refactorings.registry import REFACTORINGS, offers
from layerwise.split.verdict import Refusal
from layerwise.text import Lines, apply

_FOLDER = Path(__file__).parent / "refactorings"
_CASES = sorted(path.parent for path in _FOLDER.rglob("Dockerfile"))
_BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _offered(found: Analysis, name: str) -> Iterator[tuple[int, Fix | Refusal]]:
    """What a refactoring offers at each instruction, with its line."""
    lines = Lines(found.document.text)
    for instruction in found.document.instructions:
        for one in offers(found.plans, instruction.keyword_span):
            if one.refactoring.name == name:
                yield lines.place(instruction.span.start).line + 1, one.offer


def _words(line: int, offer: Fix | Refusal, lines: Lines) -> str:
    if isinstance(offer, Refusal):
        return f"line {line}: refused, line {lines.place(offer.span.start).line + 1}: {offer.why}\n"
    safety = "safe" if offer.safety is Safety.SAFE else f"review ({offer.reason})"
    return f"line {line}: {safety}: {offer.title}\n"


@pytest.mark.parametrize("folder", _CASES, ids=lambda path: path.relative_to(_FOLDER).as_posix())
def test_case(folder: Path, update: bool) -> None:
    """A case is offered what it states, and what is made of it is offered no more."""
    name = folder.parent.name
    text = read(folder / "Dockerfile")
    files = _files(folder)
    found = analysed(text, files)
    offered = list(_offered(found, name))
    got = {"verdict": "".join(_words(line, offer, Lines(text)) for line, offer in offered)}
    fixes = [offer for _, offer in offered if isinstance(offer, Fix)]
    if fixes:
        got["Dockerfile.after"] = apply(text, fixes[0].edits)
    if update:
        _write(folder, got)

    assert {path.name: read(path) for path in folder.iterdir() if path.name in _STATED} == got
    if fixes:
        _check_after(found, got["Dockerfile.after"], files, len(fixes), name)


_STATED = ("verdict", "Dockerfile.after")


def _files(folder: Path) -> dict[str, Content]:
    return {path: content for path, content in context_of(folder).items() if path not in _STATED}


def _write(folder: Path, got: Mapping[str, str]) -> None:
    for name in _STATED:
        (folder / name).unlink(missing_ok=True)
    for name, text in got.items():
        (folder / name).write_bytes(text.encode())


def _check_after(before: Analysis, text: str, files: Mapping[str, Content], count: int, name: str) -> None:
    """What is made parses, has no new finding, and is one fewer to make."""
    after = analysed(text, files)
    left = [offer for _, offer in _offered(after, name) if isinstance(offer, Fix)]

    assert not after.document.problems
    assert len(left) < count
    assert {f.rule for f in after.findings} <= {f.rule for f in before.findings}


@pytest.mark.parametrize("refactoring", REFACTORINGS, ids=lambda one: one.name)
def test_example_is_true(refactoring: Refactoring) -> None:
    """A page's second Dockerfile is exactly what is made of its first, safely."""
    blocks = _BLOCK.findall(refactoring.page)
    files = {name: body for language, name, body in blocks if language == "text"}
    first, second = (body for language, _, body in blocks if language == "dockerfile")
    ((_, offer),) = _offered(analysed(first, files), refactoring.name)

    assert isinstance(offer, Fix)
    assert offer.safety is Safety.SAFE
    assert apply(first, offer.edits) == second


@pytest.mark.parametrize("refactoring", REFACTORINGS, ids=lambda one: one.name)
def test_refactoring_has_cases(refactoring: Refactoring) -> None:
    """Every refactoring has cases that can be made and that cannot."""
    verdicts = "".join(path.read_text() for path in (_FOLDER / refactoring.name).glob("*/verdict"))

    assert ": safe: " in verdicts
    assert ": review (" in verdicts
    assert ": refused, " in verdicts


def test_mounts_are_for_buildkit() -> None:
    """With another builder the same is refused."""
    found = analysed("FROM python:3.13-slim\nRUN pip install flask\n", {})
    plans = tuple(replace(one, build=replace(one.build, builder=Profile.BUILDAH)) for one in found.plans)
    ((_, offer),) = _offered(replace(found, plans=plans), "cache-mount")

    assert isinstance(offer, Refusal)
