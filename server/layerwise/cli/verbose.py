"""What `--verbose` says of a file on stderr: its builds, who declares them, and how long the judgement took."""

from collections.abc import Iterator

from layerwise.builds.build import Build
from layerwise.cli.checked import Checked
from layerwise.host.ignore_files import ignore_file_of
from layerwise.unknown import Unknown


def described(result: Checked, seconds: float) -> Iterator[str]:
    """A line about the file, and one about each build."""
    analysis = result.analysis
    if analysis is None:
        return
    found = f"{len(result.findings)} finding{'s' if len(result.findings) != 1 else ''}"
    yield f"{result.name}: {found} in {seconds * 1000:.0f} ms"
    for build in analysis.builds:
        yield f"{result.name}: {_build(build, result)}"


def _build(build: Build, result: Checked) -> str:
    where = "unknown" if isinstance(build.context, Unknown) else (build.label or "outside of the project")
    words = [f"context {where}, since {build.origin}"]
    if build.said is not None:
        words.append(f"declared in {build.said.path}:{build.said.line}")
    if build.target is not None:
        words.append(f"target {build.target}")
    if build.arguments:
        words.append(f"arguments {', '.join(sorted(build.arguments))}")
    if build.doubt is not None:
        words.append(f"doubtful: {build.doubt}")
    ignore = ignore_file_of(result.source.path, build) if result.source is not None else None
    if ignore is not None and ignore.is_file():
        words.append(f"ignore file {ignore.name}")
    return "; ".join(words)
