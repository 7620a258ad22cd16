"""Sensible projects, drawn from the strategies of the properties: analysed, explained, and every fix applied."""

from hypothesis import HealthCheck, given, settings
from layerwise.explain import hover
from layerwise.findings.finding import Fix
from layerwise.fixes import fix_all, is_safe
from rules_generator import Project, projects

WORDS: tuple[str, ...] = ()
SEEDS: tuple[str, ...] = ("\0" * 64, "\x01\x05\x02\0\x09\x03" * 20)


@settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(projects)
def _judge(project: Project) -> None:
    now = [project]

    def again(text: str, fix: Fix) -> object:
        now.append(now[-1].fixed(fix))
        assert now[-1].text == text
        return now[-1].analysis()

    found = project.analysis()
    for instruction in found.document.instructions:
        hover(found, instruction.span.start)
    for finding in found.findings:
        for fix in finding.fixes:
            project.fixed(fix).analysis()
    fixed = fix_all(found, is_safe, again)  # type: ignore[arg-type]  # what `again` gives is an analysis
    assert not [one for one in fixed.analysis.findings for fix in one.fixes[:1] if is_safe(fix)]


def run(data: bytes) -> None:
    """Draw a project from the bytes, and judge it."""
    _judge.hypothesis.fuzz_one_input(data)  # type: ignore[attr-defined]  # hypothesis adds it
