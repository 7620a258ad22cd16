"""GitHub workflows: steps that build images, by docker/build-push-action or by a command."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from layerwise.builds.action import read_action
from layerwise.builds.commands import ROOT, Setting, hole, read_commands
from layerwise.builds.declared import Declared, Files
from layerwise.builds.expressions import Values, cut, is_open
from layerwise.builds.jobs import Job, Step, read_jobs
from layerwise.records import replace

_Key = TypeVar("_Key")


def declared(files: Files) -> Iterator[Declared]:
    """The builds of all workflows of a repository."""
    return chain.from_iterable(_of_file(path, files.text(path), files.directory) for path in files.paths)


@lru_cache(maxsize=64)
def _of_file(path: str, text: str, directory: str) -> tuple[Declared, ...]:
    """The builds of one workflow, remembered while a Dockerfile is typed."""
    found = (
        replace(build, origin=f"{path}, {step.name}", path=path)
        for job in read_jobs(text)
        for step in job.steps
        if step.is_build
        for build in _of_step(job, step, directory)
    )
    return tuple(found)


def _of_step(job: Job, step: Step, directory: str) -> Iterator[Declared]:
    """The builds of a step, one for each place and stage that the matrix leads to."""
    told: set[tuple[str, str, str]] = set()
    env = {**job.env, **step.env}
    texts = (step.run, step.directory, *step.inputs.values(), *env.values())
    is_fixed = not any("matrix." in text for text in texts)
    for matrix in job.matrix[:1] if is_fixed else job.matrix:
        for found in _builds(step, Values(".", env, matrix, job.outputs)):
            seen = job.in_checkout(found, directory)
            key = (found.context, found.dockerfile, str(found.target))
            if seen is not None and key not in told:
                told.add(key)
                yield seen


def _builds(step: Step, values: Values) -> Iterator[Declared]:
    if not step.is_action:
        yield from _commands(step, values._replace(workspace=ROOT))
    elif (found := read_action(step, values)) is not None:
        yield found


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
