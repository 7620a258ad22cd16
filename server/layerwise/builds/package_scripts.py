"""The scripts of a `package.json` that build images."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from layerwise.builds.commands import Setting, read_commands
from layerwise.builds.declared import Declared, Files
from layerwise.builds.sources import builds_images
from layerwise.manifests.json_text import load_object, locate
from layerwise.records import replace
from layerwise.unknown import Unknown


def declared(files: Files) -> Iterator[Declared]:
    """The builds of the scripts, which run in the folder of their package.json."""
    return chain.from_iterable(_of_file(path, files.text(path)) for path in files.paths)


@lru_cache(maxsize=64)
def _of_file(path: str, text: str) -> tuple[Declared, ...]:
    """The builds of one package.json, remembered while a Dockerfile is typed."""
    root = load_object(text)
    scripts = {} if isinstance(root, Unknown) else root.get("scripts")
    named = scripts.items() if isinstance(scripts, dict) else ()
    return tuple(
        replace(found.build, origin=f"{path}, script {name}", path=path, line=_line(text, name))
        for name, script in named
        if isinstance(script, str) and builds_images(script)
        for found in read_commands(script, Setting(path.rpartition("/")[0]))
    )


def _line(text: str, name: str) -> int:
    span = locate(text, ("scripts", name))
    return 1 if span is None else text.count("\n", 0, span.start) + 1
