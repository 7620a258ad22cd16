"""A build as a picture: its stages and steps, coloured by how often they rerun, as it is and after the fixes."""

from collections.abc import Iterator, Sequence
from html import escape

from layerwise.cache.figures import Figure
from layerwise.measures import duration
from layerwise.overview import Overview, StageView, StepView
from layerwise.tuples import NamedTuple

_ROW = 22  # of all lengths the unit is a pixel
_HEADER = 30
_GAP = 26  # between stages; connectors run in the gutter at their left
_GUTTER = 34
_WIDTH = 620
_LETTER = 7.0  # of the font at its size, so that a text can be cut before it runs into the figure
_FIGURE = 17  # letters that most figures have room in
_LEVELS = 10  # of the scale of colours

# Colours are laid thinly over the page's own, so that text keeps its contrast on light and dark ground.
_STYLE = """
.layerwise { color-scheme: light dark; font: 12px ui-monospace, Menlo, Consolas, monospace; }
.layerwise text { fill: currentColor; }
.layerwise .name { font-weight: 600; }
.layerwise .quiet { opacity: .7; }
.layerwise .card { fill: none; stroke: currentColor; stroke-opacity: .35; }
.layerwise .from { fill: none; stroke: currentColor; stroke-opacity: .5; stroke-width: 1.5; }
.layerwise .step { cursor: pointer; }
.layerwise .step:hover .heat, .layerwise .step:focus .heat { stroke: currentColor; }
"""
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
body {{ font: 14px system-ui, sans-serif; margin: 1.5em; }}
.builds {{ display: flex; flex-wrap: wrap; gap: 2em; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


class Pictured(NamedTuple):
    """A build as it is, and after its safe fixes where it has any."""

    before: Overview
    after: Overview | None


def page(pictured: Pictured, title: str) -> str:
    """A whole HTML page without scripts."""
    return _PAGE.format(title=escape(title), body=body(pictured))


def body(pictured: Pictured) -> str:
    """What a page shows: a line that explains the figures, and a picture for each state."""
    parts = [f"<p>{escape(_caption(pictured.before))}</p>", '<div class="builds">']
    for words, build in _states(pictured):
        parts.append(f"<section><h2>{escape(words)}</h2>{svg([build])}</section>")
    return "\n".join([*parts, "</div>"])


def picture(pictured: Pictured) -> str:
    """Both states side by side in one SVG document."""
    return svg([build for _, build in _states(pictured)])


def svg(builds: Sequence[Overview]) -> str:
    """Builds side by side."""
    height = max(map(_height, builds), default=0)
    width = (_WIDTH + _GUTTER) * len(builds)
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="layerwise" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="Build plan">'
    )
    rows = [start, f"<style>{_STYLE}{_heats()}</style>"]
    for number, build in enumerate(builds):
        rows.append(f'<g transform="translate({number * (_WIDTH + _GUTTER)} 0)">')
        rows += _build(build)
        rows.append("</g>")
    return "\n".join([*rows, "</svg>"])


def _states(pictured: Pictured) -> Iterator[tuple[str, Overview]]:
    yield ("As it is" if pictured.after is not None else "The build"), pictured.before
    if pictured.after is not None:
        yield "After the safe fixes", pictured.after


def _caption(build: Overview) -> str:
    if not build.commits:
        return f"Build context: {build.context}. Git tells of no commit here, so no step has a figure."
    lasting = "" if build.seconds is None else f", which takes {duration(build.seconds)} by the build log"
    return (
        f"Build context: {build.context}. The figures say in how many of {build.extent} "
        f"each step would have rerun{lasting}."
    )


def _heats() -> str:
    """The scale: from green, never rerun, to red, rerun by every commit."""
    colours = (
        f".layerwise .heat{level} {{ fill: hsl({140 - 14 * level} 70% 45% / .3); }}"
        for level in range(_LEVELS + 1)
    )
    return "\n".join((*colours, ".layerwise .heat { fill-opacity: 1; } .layerwise .cold { fill: none; }\n"))


def _height(build: Overview) -> int:
    return sum(_stage_height(stage) + _GAP for stage in build.stages)


def _stage_height(stage: StageView) -> int:
    return _HEADER + _ROW * len(stage.steps) + 8


def _build(build: Overview) -> Iterator[str]:
    tops: dict[str, int] = {}
    top = 8
    for stage in build.stages:
        tops[f"stage {stage.name}"] = top
        yield from _connectors(stage, top, tops)
        yield from _stage(stage, top, build)
        top += _stage_height(stage) + _GAP


def _stage(stage: StageView, top: int, build: Overview) -> Iterator[str]:
    yield (
        f'<rect class="card" x="{_GUTTER}" y="{top}" width="{_WIDTH - 8}" height="{_stage_height(stage) - 4}" rx="6"/>'
    )
    told = f"FROM {stage.base}" if stage.is_needed else f"FROM {stage.base} (left out)"
    yield (
        f'<text x="{_GUTTER + 10}" y="{top + 19}"><tspan class="name">{escape(stage.name)}</tspan>'
        f'<tspan class="quiet" dx="10">{escape(told)}</tspan></text>'
    )
    for number, step in enumerate(stage.steps):
        yield from _step(step, top + _HEADER + number * _ROW, build)


def _step(step: StepView, top: int, build: Overview) -> Iterator[str]:
    words = ", ".join(word for word in (_figure(step.figure, build.commits), _time(step.seconds)) if word)
    yield f'<g class="step" data-line="{step.line}" tabindex="0"><title>{escape(_told(step, build.extent))}</title>'
    yield (
        f'<rect class="heat {_heat(step.figure)}" x="{_GUTTER + 4}" y="{top}" width="{_WIDTH - 16}" '
        f'height="{_ROW - 3}" rx="3"/>'
    )
    yield f'<text class="quiet" x="{_GUTTER + 34}" y="{top + 14}" text-anchor="end">{step.line}</text>'
    yield f'<text x="{_GUTTER + 44}" y="{top + 14}">{escape(_cut(step.text, words))}</text>'
    yield f'<text x="{_GUTTER + _WIDTH - 18}" y="{top + 14}" text-anchor="end">{escape(words)}</text></g>'


def _cut(text: str, figure: str) -> str:
    """A text that does not run into the figure behind it."""
    room = int((_WIDTH - 44 - 18) / _LETTER) - max(len(figure) + 2, _FIGURE)
    return text if len(text) <= room else text[: room - 1] + "…"


def _heat(figure: Figure | None) -> str:
    return "cold" if figure is None else f"heat{round(figure.share * _LEVELS)}"


def _figure(figure: Figure | None, commits: int) -> str:
    if figure is None:
        return ""
    return f"{figure.told} of {commits}"


def _time(seconds: float | None) -> str:
    return "" if seconds is None else duration(seconds)


def _told(step: StepView, extent: str) -> str:
    """What is said of a step when one points at it."""
    lines = [step.text]
    if step.reads:
        lines.append(f"Reads {step.reads}")
    if step.figure is not None:
        perhaps = f", and in {step.figure.perhaps} more if an earlier step's output changed"
        more = perhaps if step.figure.perhaps else ""
        lines.append(f"Would have rerun in {step.figure.surely} of {extent}{more}")
    if step.seconds is not None:
        lines.append(f"Took {duration(step.seconds)} in the build log")
    return "\n".join(lines)


def _connectors(stage: StageView, top: int, tops: dict[str, int]) -> Iterator[str]:
    """Lines in the gutter from a stage to the steps that take from it, and to the stages built from it."""
    parent = tops.get(f"stage {stage.base.lower()}")
    if parent is not None:
        yield _connector(parent + _HEADER // 2, top + _HEADER // 2, 0)
    for number, step in enumerate(stage.steps):
        source = tops.get(step.reads)
        if source is not None:
            yield _connector(source + _HEADER // 2, top + _HEADER + number * _ROW + _ROW // 2, 1 + number % 3)


def _connector(start: int, end: int, lane: int) -> str:
    bend = _GUTTER - 10 - 7 * lane
    return f'<path class="from" d="M {_GUTTER} {start} H {bend} V {end} H {_GUTTER}"/>'
