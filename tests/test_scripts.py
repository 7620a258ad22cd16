"""Scripts that were read before are what they would be if they were read again."""

from collections.abc import Iterator

import pytest
from checking import fixtures, read, unmark
from layerwise.builds.build import Build
from layerwise.cache.environment import Environment
from layerwise.cache.image import Image
from layerwise.cache.runs import run_events
from layerwise.cache.scripts import Scripts, read_script
from layerwise.cache.sources import Places
from layerwise.cache.state import State
from layerwise.context.memory import MemoryTree
from layerwise.records import replace
from layerwise.syntax.parse import parse_anew
from layerwise.syntax.tree import Instruction
from layerwise.unknown import Unknown

_STATE = State(cwd="/app", environment=Environment({"A": "1"}))
_STATES = (
    _STATE,
    replace(_STATE, cwd="/app/x"),
    replace(_STATE, cwd="/"),
    replace(_STATE, cwd=None),
    replace(_STATE, environment=Environment({"A": "2"})),
    replace(_STATE, user="node", homes={"node": "/home/node"}),
    State(cwd="/app", environment=Environment({"A": "1"}), shell=("/bin/bash", "-o", "pipefail", "-c")),  # noqa: S604 - no process
    State(cwd="/app", environment=Environment({"A": "1"}), shell=("pwsh", "-c")),  # noqa: S604 - as above
)
_LINES = (
    "npm ci && npm run build",
    "npm ci >out 2>&1 || exit 1",
    "cd web && npm ci",
    "CD=web; cd $CD; npm ci",
    "cd /app && npm ci",
    "echo $PWD > here",
    "echo `pwd` > here",
    "env -C web npm ci",
    "env -iC /app npm ci",
    "sudo -D web npm ci",
    "env --chdir=web npm ci",
    "pushd web; npm ci; popd; npm ci",
    "(cd web && npm ci) && ls",
    'bash -c "cd web; ls"',
    "for f in *; do cat $f; done",
    "cat <<EOF > ${A}.txt\nhello\nEOF",
    "if [ -f x ]; then cd web; fi; make",
    "eval ls; . ./env.sh; ls",
    "A=c; ${A}d web; npm ci",
    'c"d" web; npm ci',
    'X="$P""WD"; eval "echo $X"',
    ". venv/bin/activate && pip install x",
    "(. venv/bin/activate; pip install x)",
    "source venv/bin/activate && pip install x",
)


def _runs() -> Iterator[tuple[str, Instruction]]:
    texts = [f"FROM a\nRUN {line}\n" for line in _LINES]
    texts += [unmark(read(folder / "Dockerfile")) for folder in fixtures()[::5]]
    for text in texts:
        for one in parse_anew(text).instructions:
            if one.keyword == "RUN":
                yield one.lines.of(text), one


@pytest.mark.parametrize("first", range(len(_STATES)))
def test_what_was_read_is_read_no_more(first: int) -> None:
    """A RUN further down, in another directory, with other variables, as another user or in another shell."""
    for text, instruction in _runs():
        scripts = Scripts()
        (below,) = (one for one in parse_anew(f"FROM b\n\n{text}").instructions if one.keyword == "RUN")
        scripts.read(text, instruction, _STATES[first])
        for state in (*_STATES, _STATES[first]):
            for one in (instruction, below):
                assert scripts.read(text, one, state) == read_script(one, state), (text, state)


def test_what_is_known_of_commands_goes_along_to_another_place_alone() -> None:
    """Not into another directory, in which they do something else."""
    text = "RUN touch x\n"
    above, below = (parse_anew(f"{head}{text}").instructions[-1] for head in ("", "FROM a\n"))
    scripts = Scripts()
    found = scripts.read(text, above, _STATE)
    found.answers["question"] = "answer"
    found.anywhere["other"] = "same"

    assert scripts.read(text, above, _STATE) is found
    assert scripts.read(text, below, _STATE).answers == {"question": "answer"}
    assert scripts.read(text, below, replace(_STATE, cwd="/")).answers == {}
    assert scripts.read(text, above, replace(_STATE, cwd="/")).anywhere == {"other": "same"}


_TOUCHING = (
    "touch x",
    "touch /a/x",
    "touch ../x",
    "cp ../../x /y",
    "cp /x /y",
    "cp *.txt /y/",
    "mkdir -p /a log && chown -R node /a",
    "chmod +x $PWD/a",
    "rm -rf /var/lib/apt/lists/*",
    "apt-get update && apt-get install -y git",
    "apt-get install -y ./git.deb",
    "apt-get download git",
    "apt-get install -y $(cat packages.txt)",
    "cat packages.txt | xargs apt-get install -y",
    "find . -name x | xargs rm",
    "useradd -m node > log.txt",
    "ln -s a /b",
    "install -d /a /b/c",
    "git clone https://example.com/x /srv && git describe > /version",
    "npm ci && touch /done",
)


@pytest.mark.parametrize("line", [*_TOUCHING, *_LINES])
def test_what_commands_do_is_worked_out_for_each_directory_in_which_it_matters(line: str) -> None:
    """The events of a script that has moved from directory to directory are those of one that was read there."""
    text = f"RUN {line}\n"
    instruction = parse_anew(f"FROM a\n{text}").instructions[-1]
    places = Places(
        build=Build(context=Unknown("nobody knows"), label="", origin=""), context=MemoryTree({}), stages={}
    )
    scripts = Scripts()
    for cwd in ("/app", "/srv", "/", "/srv/app/web/src", "/home/node/app", "/usr/src/app", "/app/x", "/app"):
        state = replace(_STATE, cwd=cwd)
        moved = scripts.read(text, instruction, state)
        found = [
            run_events(instruction, script, state, Image(), places, "\\")
            for script in (moved, moved, read_script(instruction, state))
        ]

        assert found[0] == found[1] == found[2], cwd
