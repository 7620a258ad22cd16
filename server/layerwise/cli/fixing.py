"""The fixes of a Dockerfile made in an overlay, with what they change elsewhere."""

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from layerwise.analysis import Analysis
from layerwise.cli.files import Overlay, Source
from layerwise.findings.finding import Fix
from layerwise.fixes import Fixed, fix_all, is_safe
from layerwise.host.disk import directories
from layerwise.text import apply


def overlay_of(source: Source) -> Overlay:
    """An overlay with a Dockerfile in it, as it was read."""
    return Overlay({source.path: source.text}, {source.path: source.text})


def fixed_of(source: Source, overlay: Overlay, *, takes_review: bool, rules: Collection[str] = ()) -> Fixed:
    """A Dockerfile after its fixes, those of some rules if any are named; changes to others go into the overlay."""
    start = of_rules(source.analyse(source.text, overlay.texts), rules)
    root = next(iter(directories(start.builds)), None)
    again = reanalysing(source, overlay, root)

    def is_wanted(fix: Fix) -> bool:
        return (is_safe(fix) or takes_review) and (root is not None or not fix.changes)

    return fix_all(start, is_wanted, lambda text, fix: of_rules(again(text, fix), rules))


def reanalysing(source: Source, overlay: Overlay, root: Path | None) -> Callable[[str, Fix], Analysis]:
    """What analyses the text that a fix has made, after its changes to other files are in the overlay."""

    def again(text: str, fix: Fix) -> Analysis:
        for change in fix.changes:
            assert root is not None, "a fix with changes elsewhere was wanted without a context"
            path = root / change.path
            before = "" if change.create else overlay.text(path)
            overlay.put(path, apply(before, change.edits), creates=change.create)
        return source.analyse(text, overlay.texts)

    return again


def of_rules(analysis: Analysis, rules: Collection[str]) -> Analysis:
    """The analysis with the findings of these rules alone; of all, where none is named."""
    if not rules:
        return analysis
    return replace(analysis, findings=tuple(one for one in analysis.findings if one.rule in rules))
