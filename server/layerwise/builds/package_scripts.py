"""The scripts of a `package.json` that build images."""

from collections.abc import Iterator
from dataclasses import replace

from layerwise.builds.commands import Setting, read_commands
from layerwise.builds.declared import Declared, Files
from layerwise.manifests.json_text import load_object, locate
from layerwise.unknown import Unknown


def declared(files: Files) -> Iterator[Declared]:
    """The builds of the scripts, which run in the folder of their package.json."""
    for path in files.paths:
        text = files.text(path)
        root = load_object(text)
        scripts = {} if isinstance(root, Unknown) else root.get("scripts")
        for name, script in scripts.items() if isinstance(scripts, dict) else ():
            if not isinstance(script, str) or "build" not in script:
                continue
            for said in read_commands(script, Setting(path.rpartition("/")[0])):
                span = locate(text, ("scripts", name))
                line = 1 if span is None else text.count("\n", 0, span.start) + 1
                yield replace(said.build, origin=f"{path}, script {name}", path=path, line=line)
