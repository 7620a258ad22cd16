"""What the product says of a case: its prediction, and the Dockerfile after its fixes. The only glue."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from checking import history_of
from layerwise.analysis import analyse
from layerwise.builds.build import Build
from layerwise.cache.plan import plan
from layerwise.cache.replay import Rerun, rerun_by
from layerwise.findings.finding import Finding, Fix, Safety
from layerwise.settings import Settings
from layerwise.syntax.parse import parse
from layerwise.text import Lines, apply

from builder.builder import BuildResult, Step
from builder.contexts import Files, in_memory

_MOST_FIXES = 10


class Subject(NamedTuple):
    """A Dockerfile with everything that its build depends on, and what the history of its context is said to be."""

    dockerfile: str
    files: Files
    arguments: Mapping[str, str]
    target: str | None = None
    history: str = ""

    @property
    def build(self) -> Build:
        """The build that the product is told of; the Dockerfile lies outside its context."""
        arguments = dict(self.arguments)
        return Build(
            context=in_memory(self.files),
            label="case",
            origin="a case",
            target=self.target,
            arguments=arguments,
            history=lambda: history_of(self.history),
        )


class Offer(NamedTuple):
    """What the product makes of a Dockerfile: `fixed` is None where it offers no fix.

    `files` are the context's after the fix, which may change a .dockerignore; `findings` are those of the
    Dockerfile as it was.
    """

    fixed: str | None
    files: Files
    findings: tuple[Finding, ...]

    def applied_to(self, subject: Subject) -> Subject | None:
        """The same build with what is offered, None where nothing is."""
        return None if self.fixed is None else subject._replace(dockerfile=self.fixed, files=self.files)


def predicted(subject: Subject, changed: Collection[str]) -> dict[int, Rerun]:
    """What each step does after an edit of these context paths, by its line in the Dockerfile (from 1).

    Steps that the builder does not carry out for the target have no answer.
    """
    document = parse(subject.dockerfile)
    planned = plan(document, subject.build)
    answers = rerun_by(planned, changed)
    lines = Lines(subject.dockerfile)
    return {
        lines.place(step.instruction.span.start).line + 1: answers[step.stage, step.number]
        for stage in planned.stages
        for step in stage.steps
        if (step.stage, step.number) in answers
    }


def disagreements(result: BuildResult, prediction: Mapping[int, Rerun]) -> list[str]:
    """Steps that did not do what was predicted, in words; empty where the model is right."""
    allowed = {Rerun.YES: {True}, Rerun.NO: {False}, Rerun.IF_OUTPUT_CHANGES: {True, False}}
    return [
        f"line {step.line}, {step.text}: {_outcome(step)}, predicted {prediction[step.line].value}"
        for step in result.steps
        if (not step.is_cached) not in allowed[prediction[step.line]]
    ]


def _outcome(step: Step) -> str:
    return "cached" if step.is_cached else "reran"


def offered(subject: Subject, safety: Safety = Safety.SAFE, title: str = "") -> Offer:
    """Apply the product's fixes of one safety whose title begins so, one at a time, until it has none left."""
    first = _findings(subject)
    findings = first
    now = subject
    for _ in range(_MOST_FIXES):
        fix = _fix(findings, safety, title)
        if fix is None:
            break
        now = now._replace(dockerfile=apply(now.dockerfile, fix.edits), files=_changed(now.files, fix))
        findings = _findings(now)
    else:
        raise AssertionError(f"still fixing after {_MOST_FIXES} fixes:\n{now.dockerfile}")
    is_changed = now.dockerfile != subject.dockerfile
    return Offer(now.dockerfile if is_changed else None, now.files, first)


def _findings(subject: Subject) -> tuple[Finding, ...]:
    return analyse(subject.dockerfile, [subject.build], Settings()).findings


def _fix(findings: tuple[Finding, ...], safety: Safety, title: str) -> Fix | None:
    fixes = [fix for finding in findings for fix in finding.fixes]
    return next((fix for fix in fixes if fix.safety is safety and fix.title.startswith(title)), None)


def _changed(files: Files, fix: Fix) -> Files:
    changed = dict(files)
    for change in fix.changes:
        before = changed.get(change.path, "")
        assert isinstance(before, str), f"{change.path} is no plain text"
        changed[change.path] = apply(before, change.edits)
    return changed
