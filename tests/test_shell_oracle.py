"""Our scanner against tree-sitter-bash: the same simple commands, by their first words and places."""

from collections.abc import Iterator
from typing import Any

import pytest
from layerwise.shell.expand import substitutions_in
from layerwise.shell.nodes import Backquoted, Node, Piece, Sequence, Simple
from layerwise.shell.scan import scan
from shell_cases import SCRIPTS

tree_sitter = pytest.importorskip("tree_sitter", reason="tree-sitter is not installed")
tree_sitter_bash = pytest.importorskip("tree_sitter_bash", reason="tree-sitter-bash is not installed")

_COMMANDS = {"command", "test_command", "declaration_command", "unset_command"}


def _theirs(script: str) -> list[tuple[int, str]]:
    """Offsets and first words, as tree-sitter-bash reads them."""
    language = tree_sitter.Language(tree_sitter_bash.language())
    source = script.encode()
    tree = tree_sitter.Parser(language).parse(source)
    assert not tree.root_node.has_error, "the oracle itself cannot read this script"
    return sorted(_commands(tree.root_node, source))


def _commands(node: Any, source: bytes) -> Iterator[tuple[int, str]]:  # noqa: ANN401 - untyped library
    if node.type in _COMMANDS:
        first = next(child for child in node.children if child.type not in _PREFIXES)
        yield first.start_byte, source[first.start_byte : first.end_byte].decode()
    for child in node.children:
        yield from _commands(child, source)


_PREFIXES = {"variable_assignment", "file_redirect"}


def _ours(script: str) -> list[tuple[int, str]]:
    found = scan(script)
    assert found.problem is None
    return sorted(_in_sequence(script, 0, found.body))


def _in_sequence(text: str, shift: int, sequence: Sequence) -> Iterator[tuple[int, str]]:
    for item in sequence.items:
        for node in item.pipeline.stages:
            yield from _in_node(text, shift, node)


def _in_node(text: str, shift: int, node: Node) -> Iterator[tuple[int, str]]:
    if isinstance(node, Simple):
        if node.words:
            word = node.words[0]
            yield word.start + shift, text[word.start : word.end]
        words = [*node.words, *(assignment.value for assignment in node.assignments)]
    else:
        words = list(node.subjects)
        for sequence in (*node.always, *node.maybe):
            yield from _in_sequence(text, shift, sequence)
    for word in (*words, *(redirect.target for redirect in node.redirects)):
        yield from _in_pieces(text, shift, word.pieces)


def _in_pieces(text: str, shift: int, pieces: tuple[Piece, ...]) -> Iterator[tuple[int, str]]:
    for piece in substitutions_in(pieces):
        if isinstance(piece, Backquoted):
            yield from _in_sequence(piece.text, shift + piece.start, scan(piece.text).body)
        else:
            yield from _in_sequence(text, shift, piece.body)


@pytest.mark.parametrize("script", SCRIPTS)
def test_commands_agree(script: str) -> None:
    """Both parsers find the same commands at the same places."""
    expected = _theirs(script)

    assert expected == _ours(script)
