"""Outputs and variables that the commands of a workflow's step hand on to later steps."""

from collections.abc import Iterator

from layerwise.builds.changing import is_changing_expression, is_changing_word
from layerwise.regex import regex
from layerwise.shell.read import read_text
from layerwise.shell.script import Command, Script

_FILES = ("GITHUB_OUTPUT", "GITHUB_ENV")
_PAIR = regex(r"""["']?([A-Za-z_][\w-]*)=""")
_MARKED = regex(r"""["']?::set-(output|env) name=([\w-]+)::""")  # the older way


def changing_outputs(identity: str | None, run: str) -> Iterator[str]:
    """The outputs and variables that get another value with each run: "steps.meta.outputs.sha", "env.SHA"."""
    if not any(word in run for word in (*_FILES, "::set-")):
        return
    script = read_text(run, cwd=None, environment={})
    for command in script.commands:
        for kind, name in _handed_on(command, script):
            if kind == "env":
                yield f"env.{name}"
            elif identity:
                yield f"steps.{identity}.outputs.{name}"


def _handed_on(command: Command, script: Script) -> Iterator[tuple[str, str]]:
    """What an `echo` writes for later steps, where that changes."""
    targets = [redirect.target.raw for redirect in command.redirects if redirect.operator == ">>"]
    kind = next((file for file in _FILES if any(file in target for target in targets)), None)
    for word in command.words[1:] if command.name in ("echo", "printf") else ():
        pair, marked = _PAIR.match(word.raw), _MARKED.match(word.raw)
        if not is_changing_word(word, script.commands, frozenset()) and not is_changing_expression(word.raw):
            continue
        if pair is not None and kind is not None:
            yield "env" if kind == "GITHUB_ENV" else "output", pair[1]
        elif marked is not None:
            yield marked[1], marked[2]
