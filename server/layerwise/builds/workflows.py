"""GitHub workflows: steps that build images, by docker/build-push-action or by a command."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from layerwise.builds.action import read_action
from layerwise.builds.commands import ROOT, Setting, hole, read_commands
from layerwise.builds.declared import Declared, Files
from layerwise.builds.expressions import Values, cut, is_open
from layerwise.builds.jobs import Job, Step, read_jobs

_ACTION = "/build-push-action"
_SHELLS = (["bash"], ["sh"])
_Key = TypeVar("_Key")


def declared(files: Files) -> Iterator[Declared]:
    """The builds of all workflows of a repository."""
    for path in files.paths:
        for job in read_jobs(files.text(path)):
            for step in job.steps:
                yield from _of_step(files, path, job, step)


def _of_step(files: Files, path: str, job: Job, step: Step) -> Iterator[Declared]:
    """The builds of a step, one for each place and stage that the matrix leads to."""
    told: set[tuple[str, str, str]] = set()
    for matrix in job.matrix:
        values = Values(".", {**job.env, **step.env}, matrix, job.outputs)
        for found in _builds(step, values):
            seen = job.in_checkout(found, files.directory)
            key = (found.context, found.dockerfile, str(found.target))
            if seen is not None and key not in told:
                told.add(key)
                yield replace(seen, origin=f"{path}, {step.name}", path=path)


def _builds(step: Step, values: Values) -> Iterator[Declared]:
    if step.uses.partition("@")[0].endswith(_ACTION):
        found = read_action(step, values)
        if found is not None:
            yield found
    elif step.run and (step.shell is None or step.shell.split()[:1] in _SHELLS):
        yield from _commands(step, values._replace(workspace=ROOT))


def _commands(step: Step, values: Values) -> Iterator[Declared]:
    """The builds of the commands of a step, paths as seen from where the job begins."""
    directory = values.filled(step.directory)
    if is_open(directory):
        return
    texts, expressions = cut(values.filled(step.run))
    text = texts[0] + "".join(hole(number) + after for number, after in enumerate(texts[1:]))
    setting = Setting(
        directory=directory,
        environment={
            "GITHUB_WORKSPACE": ROOT,
            **{name: _closed(values, value) for name, value in values.env.items()},
        },
        changing=_said(values, values.env),
        holes=_said(values, dict(enumerate(f"${{{{ {one} }}}}" for one in expressions))),
    )
    for said in read_commands(text, setting):
        yield replace(said.build, line=step.line + text.count("\n", 0, said.offset))


def _closed(values: Values, text: str) -> str | None:
    """A variable's value, None where it is not known."""
    filled = values.filled(text)
    return None if is_open(filled) else filled


def _said(values: Values, texts: Mapping[_Key, str]) -> dict[_Key, str]:
    """Those of the texts that change with each run, with the expression that does it."""
    return {key: said for key, text in texts.items() if (said := values.changing(text)) is not None}
