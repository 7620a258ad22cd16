"""A GitHub workflow, or a composite action, as jobs with their steps."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ruamel.yaml.nodes import Node

from layerwise.builds.declared import Declared, place
from layerwise.builds.matrix import combinations
from layerwise.builds.outputs import changing_outputs
from layerwise.builds.sources import builds_images
from layerwise.context.paths import is_within
from layerwise.manifests.yaml_nodes import compose, items, line, mapping, scalar, text_line
from layerwise.records import replace
from layerwise.tuples import NamedTuple

_CHECKOUT = "actions/checkout"
_SHELLS = (["bash"], ["sh"])
_OURS = "github."  # a repository named by the run's own context


class Step(NamedTuple):
    """A step; `line` is that of its text where it runs one, else of the context that it names, else its own."""

    name: str
    line: int
    uses: str
    inputs: Mapping[str, str]
    run: str
    shell: str | None
    directory: str
    env: Mapping[str, str]

    @property
    def is_build(self) -> bool:
        """Whether it may build an image."""
        is_shell = self.shell is None or self.shell.split()[:1] in _SHELLS
        return self.is_action or (is_shell and builds_images(self.run))

    @property
    def is_action(self) -> bool:
        """Whether it is docker/build-push-action, or an action of its form."""
        return self.uses.partition("@")[0].endswith("/build-push-action")


class Job(NamedTuple):
    """A job: its steps, the combinations of its matrix, and the outputs of its steps that change with each run.

    `checkouts` are the folders where it puts repositories, and whether each is this one.
    """

    env: Mapping[str, str]
    matrix: Sequence[Mapping[str, str]]
    steps: Sequence[Step]
    outputs: frozenset[str]
    checkouts: Mapping[str, bool]

    def in_checkout(self, build: Declared, directory: str) -> Declared | None:
        """A build whose paths are the job's, with paths of the workspace; None where they lie in no checkout of it."""
        context = self._in_checkout(build.context, directory)
        dockerfile = self._in_checkout(build.dockerfile, directory)
        if context is None or dockerfile is None:
            return None
        contexts = {
            name: self._in_checkout(value, directory) if isinstance(value, str) else value
            for name, value in build.contexts.items()
        }
        return replace(build, context=context, dockerfile=dockerfile, contexts=contexts)

    def _in_checkout(self, path: str, directory: str) -> str | None:
        around = [one for one in self.checkouts if one == "." or is_within(path, one)]
        inner = max(around, key=lambda one: 0 if one == "." else len(one), default=None)
        if inner is None:
            return place(directory, path) if not self.checkouts else None
        if not self.checkouts[inner]:
            return None
        return place(directory, path if inner == "." else path[len(inner) + 1 :] or ".")


@lru_cache(maxsize=64)
def read_jobs(text: str) -> tuple[Job, ...]:
    """The jobs of a text that may build images; none where it is neither a workflow nor an action."""
    root = mapping(compose(text))
    env = _texts(root.get("env"))
    directory = _directory(root)
    found = [_job(name, node, env, directory) for name, node in mapping(root.get("jobs")).items()]
    if "runs" in root:
        found.append(_job(scalar(root.get("name")) or "runs", root["runs"], env, directory))
    return tuple(job for job in found if any(step.is_build for step in job.steps))


def _job(name: str, node: Node, env: Mapping[str, str], directory: str) -> Job:
    job = mapping(node)
    inside = _directory(job) if "defaults" in job else directory
    steps = [_step(name, one, inside) for one in items(job.get("steps"))]
    return Job(
        env={**env, **_texts(job.get("env"))},
        matrix=combinations(mapping(job.get("strategy")).get("matrix")),
        steps=steps,
        outputs=frozenset(_outputs(job.get("steps")))
        if any(step.is_build for step in steps)
        else frozenset(),
        checkouts=dict(_checkout(step) for step in steps if step.uses.partition("@")[0] == _CHECKOUT),
    )


def _step(job: str, node: Node, directory: str) -> Step:
    said = mapping(node)
    name = scalar(said.get("name")) or scalar(said.get("id"))
    run, uses, given = said.get("run"), said.get("uses"), mapping(said.get("with"))
    named = given.get("context", given.get("path", node if uses is None else uses))
    return Step(
        name=f"step {name}" if name else f"job {job}",
        line=text_line(run) if run is not None else line(named),
        uses=scalar(uses) or "",
        inputs=_texts(said.get("with")),
        run=scalar(run) or "",
        shell=scalar(said.get("shell")),
        directory=scalar(said.get("working-directory")) or directory,
        env=_texts(said.get("env")),
    )


def _checkout(step: Step) -> tuple[str, bool]:
    repository = step.inputs.get("repository", "")
    return place(".", step.inputs.get("path") or "."), not repository or _OURS in repository


def _outputs(steps: Node | None) -> Iterator[str]:
    for node in items(steps):
        said = mapping(node)
        yield from changing_outputs(scalar(said.get("id")), scalar(said.get("run")) or "")


def _directory(said: Mapping[str, Node]) -> str:
    """Where `run` steps run by default."""
    run = mapping(mapping(said.get("defaults")).get("run"))
    return scalar(run.get("working-directory")) or "."


def _texts(node: Node | None) -> dict[str, str]:
    return {name: text for name, value in mapping(node).items() if (text := scalar(value)) is not None}
