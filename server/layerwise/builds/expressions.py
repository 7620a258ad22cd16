"""GitHub's `${{ }}`: what such expressions stand for, as far as the workflow itself says."""

import re
from collections.abc import Mapping

from layerwise.builds.changing import is_changing_expression
from layerwise.regex import regex
from layerwise.tuples import NamedTuple

_EXPRESSION = regex(r"\$\{\{((?:(?!\$\{\{).)*?)\}\}", re.DOTALL)
_DEEPEST = 5  # variables that are made of variables


class Values(NamedTuple):
    """What a step sees: variables of `env`, the values of its matrix, the outputs that change by their names.

    `workspace` is how the folder is written in which jobs begin.
    """

    workspace: str
    env: Mapping[str, str] = {}
    matrix: Mapping[str, str] = {}
    outputs: frozenset[str] = frozenset()

    def filled(self, text: str, depth: int = 0) -> str:
        """The text with the expressions replaced whose values are known; the others stay as they are."""
        if depth > _DEEPEST:
            return text
        return _EXPRESSION.sub(lambda match: self._value(match[1].strip(), depth) or match[0], text)

    def changing(self, text: str, depth: int = 0) -> str | None:
        """The first expression in a text that gives another value with each run, as it is written."""
        for match in _EXPRESSION.finditer(text):
            expression = match[1].strip()
            if self._changes(expression, depth):
                return f"${{{{ {expression} }}}}"
        return None

    def _value(self, expression: str, depth: int) -> str | None:
        if expression.lower() in ("github.workspace", "env.github_workspace"):
            return self.workspace
        kind, _, name = expression.partition(".")
        if kind == "matrix":
            return self.matrix.get(name)
        if kind == "env" and name in self.env:
            value = self.filled(self.env[name], depth + 1)
            return None if is_open(value) else value
        return None

    def _changes(self, expression: str, depth: int) -> bool:
        if is_changing_expression(expression) or expression in self.outputs:
            return True
        kind, _, name = expression.partition(".")
        is_variable = kind == "env" and name in self.env and depth < _DEEPEST
        return is_variable and self.changing(self.env[name], depth + 1) is not None


def is_open(text: str) -> bool:
    """Whether there is an expression in a text."""
    return "${{" in text


def cut(text: str) -> tuple[list[str], list[str]]:
    """The text between expressions, and the expressions."""
    pieces = _EXPRESSION.split(text)
    return pieces[::2], [piece.strip() for piece in pieces[1::2]]
