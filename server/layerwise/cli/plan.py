"""`layerwise plan`: a build as a table of its stages and steps, with how often each reruns."""

import argparse
import json
import sys
from collections.abc import Iterator

from layerwise.cache.figures import Figure
from layerwise.cli.dockerfiles import dockerfiles
from layerwise.cli.files import Source
from layerwise.cli.inline import read_dockerfiles
from layerwise.cli.logs import alike, load_log, on_plan
from layerwise.cli.progress import Progress
from layerwise.cli.terminal import Colour, painted, visible, visible_first, width
from layerwise.cli.texts import Unusable
from layerwise.fixes import fix_all, is_safe_here
from layerwise.host.disk import directories
from layerwise.host.git import read_history
from layerwise.logged import Place
from layerwise.overview import Overview, StageView, StepView, overview
from layerwise.picture import Pictured, page, picture
from layerwise.reasons import carried_over

_TEXT = 60  # columns for an instruction; the rest of it is in the Dockerfile
_READS = 30
# From which share of the commits a figure has which colour; the figure itself says as much.
_HEAT = ((0.5, Colour.RED), (0.1, Colour.YELLOW), (0.0, Colour.GREEN))


def run(arguments: argparse.Namespace) -> int:
    """Run the command for each Dockerfile that is named."""
    meant = dockerfiles(arguments.paths, None, is_quiet=False)
    found = [one for named in meant for one in read_dockerfiles(named.name, arguments.context, named.folder)]
    if len(found) > 1 and (arguments.format != "text" or arguments.log or arguments.kept is not None):
        raise Unusable(f"{len(found)} Dockerfiles are meant, and this is about one; name it")
    for number, source in enumerate(found):
        if len(found) > 1:
            sys.stdout.write(f"{chr(10) * bool(number)}{painted(visible_first(source.name), Colour.BOLD)}\n")
        show_plan(source, arguments.format, arguments.commits, arguments.log, arguments.kept)
    return 0


def show_plan(source: Source, output: str, commits: int | None, log: str | None, kept: str | None) -> int:
    """Print the plan of a Dockerfile's first build, as it is and after its safe fixes; of a log's build with one."""
    analysis = source.analyse(source.text)
    if not analysis.plans:
        return 0
    now, seconds = analysis.plans[0], dict[Place, float]()
    if log is not None or kept is not None:
        now, logged = on_plan(analysis, load_log(log, kept), source.name)
        seconds = logged.seconds
    place = next(iter(directories([now.build])), None)
    progress = Progress()
    progress.begin("reading the history")
    history = read_history(place, commits or source.settings.history) if place is not None else None
    progress.end()
    before = overview(now, history, seconds)
    fixed = fix_all(analysis, is_safe_here, lambda text, _: source.analyse(text))
    then = alike(fixed.analysis, now) if fixed.applied else None
    after = overview(then, history, carried_over(now, then, seconds)) if then is not None else None
    sys.stdout.write(_printed(output, before, after, source.name))
    return 0


def _printed(output: str, before: Overview, after: Overview | None, name: str) -> str:
    match output:
        case "json":
            return _json(before, after)
        case "svg":
            return picture(Pictured(before, after)) + "\n"
        case "html":
            return page(Pictured(before, after), name)
        case _:
            return _text(before, after)


def _text(before: Overview, after: Overview | None) -> str:
    lines = [f"Build context: {visible(before.context)}"]
    lines.append(_figures_of(before))
    for stage in before.stages:
        lines += _stage(stage)
    lines += _sum(before)
    if after is not None:
        lines += ["", "After the safe fixes:"]
        for stage in after.stages:
            lines += _stage(stage)
        lines += _sum(after)
    return "".join(f"{line}\n" for line in lines)


def _sum(build: Overview) -> Iterator[str]:
    """What the commits' builds would have taken, with the times of the user's own log."""
    if build.seconds is not None:
        yield ""
        yield f"About {build.seconds:.0f} s for the builds of {build.extent}, by the times in the log;"
        yield "a step that has no time there, such as one that was cached, counts as nothing."


def _figures_of(build: Overview) -> str:
    if not build.commits:
        return "No history: git tells of no commit here, so no step has a figure."
    return f"Figures: in how many of {build.extent} each step would have rerun."


def _stage(stage: StageView) -> Iterator[str]:
    yield ""
    left_out = "" if stage.is_needed else "  (left out: the target does not need it)"
    yield f"{visible_first(stage.name)}  FROM {visible(stage.base)}{left_out}"
    for step in stage.steps:
        yield _row(step)


def _row(step: StepView) -> str:
    text, reads = _cut(visible(step.text), _TEXT), _cut(visible(step.reads), _READS)
    left = f"{step.line:>5}  {_padded(text, _TEXT)}  {_padded(reads, _READS)}  "
    return f"{left}{_figure(step.figure)}{_time(step.seconds)}".rstrip()


def _cut(text: str, columns: int) -> str:
    if width(text) <= columns:
        return text
    kept = text[:columns]
    while width(kept) >= columns:
        kept = kept[:-1]
    return kept + "…"


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _figure(figure: Figure | None) -> str:
    if figure is None:
        return ""
    more = f" (+{figure.perhaps} if output changes)" if figure.perhaps else ""
    colour = next(colour for least, colour in _HEAT if figure.share >= least)
    return painted(f"{figure.surely:>4}", colour) + more


def _time(seconds: float | None) -> str:
    return "" if seconds is None else f"  {seconds:.1f} s"


def _json(before: Overview, after: Overview | None) -> str:
    data = {
        "version": 1,
        "context": before.context,
        "commits": before.commits,
        "seconds_of_commits": before.seconds,
        "fixed_seconds_of_commits": None if after is None else after.seconds,
        "stages": _stages(before),
        "fixed": None if after is None else _stages(after),
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _stages(build: Overview) -> list[dict[str, object]]:
    return [
        {
            "name": stage.name,
            "base": stage.base,
            "line": stage.line,
            "needed": stage.is_needed,
            "steps": [
                {
                    "line": step.line,
                    "text": step.text,
                    "reads": step.reads,
                    "seconds": step.seconds,
                    "reruns": None if step.figure is None else step.figure.surely,
                    "reruns_if_output_changes": None if step.figure is None else step.figure.perhaps,
                }
                for step in stage.steps
            ],
        }
        for stage in build.stages
    ]
