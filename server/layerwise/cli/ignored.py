"""What is found in the ignore files that are in force for the Dockerfiles that were checked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from layerwise.analysis import Analysis
from layerwise.builds.build import Build
from layerwise.cache.plan import BuildPlan
from layerwise.cli.checked import Checked
from layerwise.cli.texts import Unusable, read_text
from layerwise.host.ignore_files import ignore_file_of
from layerwise.ignore_files.analysis import analyse_ignore
from layerwise.settings import Settings
from layerwise.syntax.parse import parse


def check_ignore_files(results: Sequence[Checked]) -> list[Checked]:
    """The ignore files in which something is found, each once and judged under all builds that were checked."""
    plans: dict[Path, list[BuildPlan]] = {}
    settings: dict[Path, Settings] = {}  # those of its first Dockerfile
    for result in results:
        for path, plan in _in_force(result):
            plans.setdefault(path, []).append(plan)
            settings.setdefault(path, result.source.settings if result.source is not None else Settings())
    checked = (_check(path, found, settings[path]) for path, found in sorted(plans.items()))
    return [one for one in checked if one is not None and one.findings]


def _in_force(result: Checked) -> Iterator[tuple[Path, BuildPlan]]:
    if result.source is not None and result.analysis is not None:
        for plan in result.plans:
            path = ignore_file_of(result.source.path, plan.build)
            if path is not None and path.is_file():
                yield path, plan


def _check(path: Path, plans: Sequence[BuildPlan], settings: Settings) -> Checked | None:
    try:
        text = read_text(path)
    except Unusable:
        return None  # it is the builder's to refuse; nobody has named it here
    findings = analyse_ignore(text, plans[0].build.context, plans, settings, path.name)
    builds: tuple[Build, ...] = tuple(plan.build for plan in plans)
    analysis = Analysis(
        document=replace(parse(""), text=text, problems=()), builds=builds, plans=(), findings=findings
    )
    return Checked(name=_shown(path), source=None, analysis=analysis, error=None)


def _shown(path: Path) -> str:
    """A path as seen from the working directory, where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
