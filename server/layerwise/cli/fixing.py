"""The fixes of a Dockerfile made in an overlay, with what they change elsewhere."""

from collections.abc import Callable, Collection
from pathlib import Path

from layerwise.analysis import Analysis, analyse
from layerwise.cli.files import Overlay, Source
from layerwise.findings.finding import Fix
from layerwise.fixes import Applied, Fixed, fix_all, is_safe
from layerwise.host.disk import directories
from layerwise.hosted import fix_hosted
from layerwise.records import replace


def overlay_of(source: Source) -> Overlay:
    """An overlay with a Dockerfile in it, as it was read."""
    return Overlay({source.path: source.text}, {source.path: source.text})


def fixed_of(source: Source, overlay: Overlay, *, takes_review: bool, rules: Collection[str] = ()) -> Fixed:
    """A Dockerfile after its fixes, those of some rules if any are named; changes to others go into the overlay."""
    if source.is_compose:
        return _fixed_compose(source, overlay, takes_review=takes_review, rules=rules)
    start = of_rules(source.analyse(source.text, overlay.texts), rules)
    root = next(iter(directories(start.builds)), None)
    again = reanalysing(source, overlay, root)

    def is_wanted(fix: Fix) -> bool:
        return (is_safe(fix) or takes_review) and (root is not None or not fix.changes)

    return fix_all(start, is_wanted, lambda text, fix: of_rules(again(text, fix), rules))


def _fixed_compose(source: Source, overlay: Overlay, *, takes_review: bool, rules: Collection[str]) -> Fixed:
    """A compose file after the fixes of its Dockerfiles."""
    text = source.text
    applied: list[Applied] = []
    # The last one first: those above it stay where they are.
    for number in reversed(range(len(source.hosted(text)))):
        hosted = source.hosted(text, overlay.texts)[number]
        root = next(iter(directories(hosted.analysis.builds)), None)

        def is_wanted(fix: Fix, root: Path | None = root) -> bool:
            return (is_safe(fix) or takes_review) and (root is not None or not fix.changes)

        def again(
            after: str, fix: Fix, root: Path | None = root, host: str = text, number: int = number
        ) -> Analysis:
            overlay.change(root, fix.changes)
            others = {path: one for path, one in overlay.texts.items() if path != source.path}
            now = source.hosted(host, others)[number]
            found = analyse(after, now.analysis.builds, source.settings, now.inline.lines_above)
            return of_rules(found, rules)

        wanted = replace(hosted, analysis=of_rules(hosted.analysis, rules))
        inline, fixed = fix_hosted(wanted, is_wanted, again)
        text = inline.host
        overlay.texts[source.path] = text
        applied += fixed.applied
    return Fixed(text, of_rules(source.analyse(text, overlay.texts), rules), tuple(applied))


def reanalysing(source: Source, overlay: Overlay, root: Path | None) -> Callable[[str, Fix], Analysis]:
    """What analyses the text that a fix has made, after its changes to other files are in the overlay."""

    def again(text: str, fix: Fix) -> Analysis:
        overlay.change(root, fix.changes)
        return source.analyse(text, overlay.texts)

    return again


def of_rules(analysis: Analysis, rules: Collection[str]) -> Analysis:
    """The analysis with the findings of these rules alone; of all, where none is named."""
    if not rules:
        return analysis
    return replace(analysis, findings=tuple(one for one in analysis.findings if one.rule in rules))
