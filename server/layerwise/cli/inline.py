"""The Dockerfiles in compose files, for commands about one Dockerfile, and their fixes."""

from dataclasses import replace
from pathlib import Path

from layerwise.analysis import Analysis, analyse
from layerwise.builds.sources import is_compose_file
from layerwise.cli.files import Overlay, Source, read_source
from layerwise.cli.texts import Unusable
from layerwise.findings.finding import Fix
from layerwise.fixes import Applied, Fixed, is_safe
from layerwise.host.disk import directories
from layerwise.hosted import fix_hosted
from layerwise.text import apply


def read_dockerfile(name: str, context: Path | None) -> Source:
    """The Dockerfile of a name: a file, or `compose.yaml#web`, the one that stands in the service of a compose file."""
    path, _, service = name.partition("#")
    if not is_compose_file(Path(path).name) or (service and Path(name).exists()):
        return read_source(name, context)
    source = read_source(path, context)
    found = {one.inline.service: one.inline for one in source.hosted(source.text)}
    if not found:
        raise Unusable(f"{path} holds no Dockerfile (`dockerfile_inline`); name a Dockerfile")
    if service not in found and (service or len(found) > 1):
        raise Unusable(
            f"{path} holds the Dockerfiles of {', '.join(found)}; name one: {path}#{next(iter(found))}"
        )
    inline = found[service] if service else next(iter(found.values()))
    return replace(source, name=name, text=inline.text, inline=inline)


def refuse_compose(name: str, command: str) -> None:
    """Say that a command is for Dockerfiles that are files of their own."""
    if is_compose_file(Path(name.partition("#")[0]).name):
        raise Unusable(f"{name} is a compose file; {command} takes a Dockerfile that is a file of its own")


def fixed_compose(source: Source, overlay: Overlay, *, takes_review: bool) -> Fixed:
    """A compose file after the fixes of its Dockerfiles, whose changes to other files go into the overlay."""
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
            _put(overlay, root, fix)
            others = {path: one for path, one in overlay.texts.items() if path != source.path}
            now = source.hosted(host, others)[number]
            return analyse(after, now.analysis.builds, source.settings, now.inline.lines_above)

        inline, fixed = fix_hosted(hosted, is_wanted, again)
        text = inline.host
        overlay.texts[source.path] = text
        applied += fixed.applied
    return Fixed(text, source.analyse(text, overlay.texts), tuple(applied))


def _put(overlay: Overlay, root: Path | None, fix: Fix) -> None:
    for change in fix.changes:
        assert root is not None, "a fix with changes elsewhere was wanted without a context"
        path = root / change.path
        before = "" if change.create else overlay.text(path)
        overlay.put(path, apply(before, change.edits), creates=change.create)
