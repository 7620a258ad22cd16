"""Shell scripts that build images."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from layerwise.builds.commands import Found, Setting, read_commands
from layerwise.builds.declared import Declared, Files, settled
from layerwise.records import replace


def declared(files: Files) -> Iterator[Declared]:
    """The builds of the scripts of one folder, run there or in the folder above, wherever the Dockerfile is."""
    for path in files.paths:
        text = files.text(path)
        folders = dict.fromkeys((files.directory, path.rpartition("/")[0]))
        readings: dict[int, list[Declared]] = {}
        for offset, build in chain.from_iterable(_commands(text, folder) for folder in folders):
            readings.setdefault(offset, []).append(build)
        for offset, alternatives in readings.items():
            found = settled(files.workspace, alternatives)
            if found is not None:
                line = text.count("\n", 0, offset) + 1
                yield replace(found, origin=f"{path}, line {line}", path=path, line=line)


@lru_cache(maxsize=128)
def _commands(text: str, folder: str) -> tuple[Found, ...]:
    """The commands as run in a folder, remembered while a Dockerfile is typed."""
    return tuple(read_commands(text, Setting(folder)))
