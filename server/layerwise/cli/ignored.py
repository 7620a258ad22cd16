"""What is found in the ignore files that are in force for the Dockerfiles that were checked."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from layerwise.analysis import Analysis
from layerwise.cache.plan import BuildPlan
from layerwise.cli.checked import Checked
from layerwise.cli.files import Source
from layerwise.cli.texts import Unusable, read_text
from layerwise.host.ignore_files import ignore_file_of
from layerwise.records import replace
from layerwise.settings import Settings
from layerwise.syntax.parse import parse
from layerwise.tuples import NamedTuple


class InForce(NamedTuple):
    """An ignore file, a build that it is in force for, and the settings of that build's Dockerfile."""

    path: Path
    plan: BuildPlan
    settings: Settings


def in_force(source: Source, plans: Sequence[BuildPlan]) -> Iterator[InForce]:
    """The ignore files in force for a Dockerfile's builds."""
    for plan in plans:
        path = ignore_file_of(source.path, plan.build)
        if path is not None and path.is_file():
            yield InForce(path, plan, source.settings)


def check_ignore_file(found: Sequence[InForce]) -> Checked | None:
    """An ignore file judged under all builds that were checked, by the first one's settings; None without findings."""
    path, plans = found[0].path, tuple(one.plan for one in found)
    from layerwise.ignore_files.analysis import analyse_ignore  # noqa: PLC0415 - where there is such a file

    try:
        text = read_text(path)
    except Unusable:
        return None  # it is the builder's to refuse; nobody has named it here
    findings = analyse_ignore(text, plans[0].build.context, plans, found[0].settings, path.name)
    if not findings:
        return None
    builds = tuple(plan.build for plan in plans)
    document = replace(parse(""), text=text, problems=())
    analysis = Analysis(document=document, builds=builds, plans=(), findings=findings)
    return Checked(name=_shown(path), source=None, analysis=analysis, error=None)


def _shown(path: Path) -> str:
    """A path as seen from the working directory, where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
