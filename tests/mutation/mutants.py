"""The mutants of a Python file: the same text with one condition turned round."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


class Mutant(NamedTuple):
    """A changed text, the lines that the changed expression stands on, and both spellings of it."""

    first: int
    last: int
    before: str
    after: str
    text: str


def mutants(text: str) -> Iterator[Mutant]:
    """Every text in which one condition, or one `True` or `False`, says something else."""
    starts = [0]
    for line in text.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    tree = ast.parse(text)
    tested = set(_tested(tree))
    for node in _expressions(tree):
        written = (ast.get_source_segment(text, node) or "").encode()
        start = starts[node.lineno - 1] + node.col_offset
        for other in _alternatives(node, is_tested=node in tested):
            after = ast.unparse(other)
            changed = text.encode()[:start] + f"({after})".encode() + text.encode()[start + len(written) :]
            last = node.end_lineno or node.lineno
            yield Mutant(node.lineno, last, ast.unparse(node), after, changed.decode())


def _expressions(node: ast.AST) -> Iterator[ast.expr]:
    """All expressions that decide something: not those of assertions, `strict=True` among them, and decorators.

    Nor those in f-strings, whose places in the text are not known before Python 3.12, nor `not TYPE_CHECKING`, which
    is true wherever tests run.
    """
    if isinstance(node, ast.expr):
        yield node
    decorators = node.decorator_list if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else []
    for child in ast.iter_child_nodes(node):
        is_strict = isinstance(child, ast.keyword) and child.arg == "strict"
        is_typing = isinstance(child, ast.UnaryOp) and ast.unparse(child.operand) == "TYPE_CHECKING"
        is_silent = is_strict or is_typing or isinstance(child, (ast.Assert, ast.JoinedStr))
        if not is_silent and child not in decorators:
            yield from _expressions(child)


def _tested(tree: ast.AST) -> Iterator[ast.expr]:
    """The expressions that are used as conditions."""
    for node in ast.walk(tree):
        match node:
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                yield test
            case ast.BoolOp(op=ast.Or(), values=[*conditions, last]):
                yield from conditions if _is_default(last) else (*conditions, last)
            case ast.comprehension(ifs=conditions) | ast.BoolOp(values=conditions):
                yield from conditions
            case ast.match_case(guard=ast.expr() as guard):
                yield guard
            case ast.Call(func=ast.Name(id="any" | "all"), args=[ast.GeneratorExp(elt=claim)]):
                yield claim
            case ast.FunctionDef(returns=ast.Name(id="bool")):
                yield from (n.value for n in ast.walk(node) if isinstance(n, ast.Return) and n.value)
            case _:
                pass


def _is_default(last: ast.expr) -> bool:
    """Whether the end of an `or` only stands in for what is missing: `command.cwd or "/"`."""
    return isinstance(last, ast.Constant) and not isinstance(last.value, bool)


def _alternatives(node: ast.expr, *, is_tested: bool) -> Iterator[ast.expr]:
    """What may stand in an expression's place: its comparison, its `not`, its quantifier turned round."""
    negated = ast.UnaryOp(ast.Not(), node)
    match node:
        case ast.Compare(left=left, ops=operators, comparators=rights):
            for place, operator in enumerate(operators):
                if type(operator) in _TURNED:
                    turned = [*operators[:place], _TURNED[type(operator)](), *operators[place + 1 :]]
                    yield ast.Compare(left, turned, rights)
            if is_tested and isinstance(operators[0], _ORDERS):
                yield negated
        case ast.BoolOp(op=operator, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Call(func=ast.Name(id="any"), args=arguments):
            yield ast.Call(ast.Name("all"), arguments, [])
        case ast.Call(func=ast.Name(id="all"), args=arguments):
            yield ast.Call(ast.Name("any"), arguments, [])
        case _ if is_tested:
            yield negated
        case _:
            pass
