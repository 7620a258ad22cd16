"""What our own client asks for besides the protocol: the build plan as a picture, and what an edit reruns."""

from pathlib import Path
from typing import Any

from layerwise.because import because
from layerwise.cache.causes import Cause, causes
from layerwise.cache.replay import Rerun
from layerwise.host.disk import directories, named_directories
from layerwise.lsp.result import Result
from layerwise.overview import overview
from layerwise.past import Past
from layerwise.picture import Pictured, body
from layerwise.reasons import carried_over
from layerwise.text import Lines


def plan_of(result: Result, past: Past) -> dict[str, Any] | None:
    """The picture of a document's first build as HTML, as it is and after its safe fixes."""
    if not result.analysis.plans:
        return None
    fixed = result.fix_all()
    now = result.analysis.plans[0]
    after = None
    if fixed.applied:
        then = fixed.analysis.plans[0]
        after = overview(then, past.history, carried_over(now, then, past.seconds))
    return {"html": body(Pictured(overview(now, past.history, past.seconds), after))}


def proof_of(result: Result, *, takes_review: bool) -> list[str] | None:
    """The arguments of the command that proves a document's fixes; None where it is not a file on this machine."""
    if result.document.path is None:
        return None
    context = (
        []
        if result.settings.context is None or result.context is None
        else ["--context", str(result.context)]
    )
    return ["prove", str(result.document.path), *context, *(["--unsafe-fixes"] if takes_review else [])]


def rerun_of(result: Result, file: Path) -> list[dict[str, Any]]:
    """The steps that an edit of a file reruns in a document's builds, each with its line, from 0, and why."""
    lines = result.analysis.document.lines
    for plan in result.analysis.plans:
        main = [path for root in directories([plan.build]) if (path := _below(file, root)) is not None]
        named = {
            name: [path]
            for name, root in named_directories(plan.build)
            if (path := _below(file, root)) is not None
        }
        if main or named:
            return [_told(one, lines) for one in causes(plan, main, named) if one.answer is not Rerun.NO]
    return []


def _below(file: Path, root: Path) -> str | None:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else None


def _told(cause: Cause, lines: Lines) -> dict[str, Any]:
    instruction = cause.step.instruction
    return {
        "line": lines.number(instruction.span.start) - 1,
        "text": " ".join((instruction.keyword, *instruction.body.text.split())),
        "isSure": cause.answer is Rerun.YES,
        "why": because(cause, lines),
    }
