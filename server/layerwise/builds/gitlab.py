"""`.gitlab-ci.yml`: jobs whose scripts build images."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from ruamel.yaml.nodes import Node, SequenceNode

from layerwise.builds.changing import changing_variable
from layerwise.builds.commands import ROOT, Setting, read_commands
from layerwise.builds.declared import Declared, Files
from layerwise.builds.sources import builds_images
from layerwise.manifests.yaml_nodes import compose, items, mapping, scalar, text_line
from layerwise.records import replace
from layerwise.tuples import NamedTuple

_NO_JOBS = frozenset({"default", "include", "stages", "variables", "workflow", "image", "services", "cache"})
_SCRIPTS = ("before_script", "script")
_DEEPEST = 5


class _Job(NamedTuple):
    name: str
    lines: tuple[tuple[int, str], ...]
    variables: Mapping[str, str]


def declared(files: Files) -> Iterator[Declared]:
    """The builds of all jobs; they run in the repository's own folder, in one shell."""
    return chain.from_iterable(_of_file(path, files.text(path), files.directory) for path in files.paths)


@lru_cache(maxsize=8)
def _of_file(path: str, text: str, directory: str) -> tuple[Declared, ...]:
    return tuple(chain.from_iterable(_declared(path, directory, job) for job in _jobs(text)))


def _declared(path: str, directory: str, job: _Job) -> Iterator[Declared]:
    texts = [text for _, text in job.lines]
    changing = {name: said for name, value in job.variables.items() if (said := changing_variable(value))}
    environment: dict[str, str | None] = {
        "CI_PROJECT_DIR": f"{ROOT}/{directory}" if directory else ROOT,
        **{name: None if "$" in value else value for name, value in job.variables.items()},
    }
    for found in read_commands("\n".join(texts), Setting(directory, environment, changing)):
        start = 0
        line = 1
        for number, text in job.lines:
            if start <= found.offset:
                line = number + text.count("\n", 0, found.offset - start)
            start += len(text) + 1
        yield replace(found.build, origin=f"{path}, job {job.name}", path=path, line=line)


def _jobs(text: str) -> Iterator[_Job]:
    root = mapping(compose(text))
    variables = _texts(root.get("variables"))
    outer = {**mapping(root.get("default")), **root}
    for name, node in root.items():
        job = mapping(node)
        if name in _NO_JOBS or "script" not in job:
            continue
        said = {"before_script": outer.get("before_script"), **job}
        lines = tuple(chain.from_iterable(_lines(said.get(one), 0) for one in _SCRIPTS))
        if builds_images("\n".join(text for _, text in lines)):
            yield _Job(name, lines, {**variables, **_texts(job.get("variables"))})


def _lines(node: Node | None, depth: int) -> Iterator[tuple[int, str]]:
    """The commands of a script, which may be one text or lists in lists, with their lines."""
    if isinstance(node, SequenceNode) and depth < _DEEPEST:
        for one in items(node):
            yield from _lines(one, depth + 1)
    elif node is not None and (text := scalar(node)) is not None:
        yield text_line(node), text


def _texts(node: Node | None) -> dict[str, str]:
    said = ((name, mapping(value).get("value", value)) for name, value in mapping(node).items())
    return {name: text for name, value in said if (text := scalar(value)) is not None}
