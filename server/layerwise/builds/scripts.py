"""Shell scripts that build images."""

from collections.abc import Iterator
from dataclasses import replace

from layerwise.builds.commands import Found, Setting, read_commands
from layerwise.builds.declared import Declared, Files, settled


def declared(files: Files) -> Iterator[Declared]:
    """The builds of the scripts of one folder, run there or in the folder above, wherever the Dockerfile is."""
    for path in files.paths:
        text = files.text(path)
        folders = dict.fromkeys((files.directory, path.rpartition("/")[0]))
        readings: dict[int, list[Found]] = {}
        for folder in folders:
            for said in read_commands(text, Setting(folder)):
                readings.setdefault(said.offset, []).append(said)
        for offset, alternatives in readings.items():
            found = settled(files.workspace, (said.build for said in alternatives))
            if found is not None:
                line = text.count("\n", 0, offset) + 1
                yield replace(found, origin=f"{path}, line {line}", path=path, line=line)
