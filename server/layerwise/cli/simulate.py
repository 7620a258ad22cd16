"""`layerwise simulate`: which steps an edit reruns, and why."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence

from layerwise.analysis import Analysis
from layerwise.because import because, some
from layerwise.cache.causes import Cause, causes
from layerwise.cache.changed import Changed
from layerwise.cache.replay import Rerun
from layerwise.cache.steps import Step
from layerwise.cache.target import needed_stages
from layerwise.cli.changes import changes, told
from layerwise.cli.dockerfiles import single
from layerwise.cli.files import Source
from layerwise.cli.terminal import visible
from layerwise.cli.texts import Unusable
from layerwise.host.disk import directories

_WORDS = {Rerun.YES: "reruns", Rerun.IF_OUTPUT_CHANGES: "perhaps", Rerun.NO: "cached"}


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    source = single(arguments.path, arguments.context)
    return simulate(source, arguments.changed, arguments.since, arguments.format)


def simulate(source: Source, changed: Sequence[str], since: str | None, output: str) -> int:
    """Say for each step of a Dockerfile what it does when some files change."""
    analysis = source.analyse(source.text)
    if not any(directories(analysis.builds)):
        raise Unusable(f"the build context of {source.name} is not known; name it with --context")
    plan = next(iter(analysis.plans), None)
    edited = Changed(frozenset(), {}) if plan is None else changes(plan.build, changed, since)
    found = () if plan is None else causes(plan, edited.paths, edited.named)
    paths = told(edited)
    sys.stdout.write(_json(analysis, paths, found) if output == "json" else _text(analysis, paths, found))
    return 0


def _text(analysis: Analysis, paths: Sequence[str], found: Sequence[Cause]) -> str:
    lines = analysis.document.lines
    rows = [f"Changed: {visible(some(paths)) or 'nothing'}", ""]
    for cause in found:
        line = lines.line(lines.place(cause.step.instruction.span.start).line)
        number = lines.number(cause.step.instruction.span.start)
        shown = visible(line.of(analysis.document.text).strip())
        rows.append(f"{_WORDS[cause.answer]:<8} {number:>4} | {shown}")
        if why := because(cause, lines):
            rows.append(f"{'':<8} {'':>4} = {visible(why)}")
    rows += _left_out(analysis)
    counts = {answer: sum(cause.answer is answer for cause in found) for answer in Rerun}
    rows += [
        "",
        f"{counts[Rerun.YES]} of {len(found)} steps rerun{_perhaps(counts[Rerun.IF_OUTPUT_CHANGES])}.",
    ]
    return "".join(f"{row}\n" for row in rows)


def _left_out(analysis: Analysis) -> Iterator[str]:
    """The stages whose steps are not among the rows."""
    plan = next(iter(analysis.plans), None)
    if plan is None:
        return
    needed = needed_stages(plan)
    for stage in plan.stages:
        if stage.index not in needed:
            name = visible(stage.stage.name or str(stage.index))
            yield f"{'unused':<8} {'':>4} | stage {name}: the target does not need it"


def _perhaps(number: int) -> str:
    return f", {number} more only if an earlier step's output changes" if number else ""


def _json(analysis: Analysis, paths: Sequence[str], found: Sequence[Cause]) -> str:
    lines = analysis.document.lines

    def line(step: Step | None) -> int | None:
        return None if step is None else lines.number(step.instruction.span.start)

    data = {
        "version": 1,
        "changed": list(paths),
        "steps": [
            {
                "line": line(cause.step),
                "instruction": cause.step.instruction.keyword,
                "reruns": cause.answer.name.lower(),
                "takes": list(cause.takes),
                "after": line(cause.after),
            }
            for cause in found
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
