"""What a text of Python does that holds but imports and prints, and downloads of language data."""

import ast

from layerwise.tuples import NamedTuple


class Code(NamedTuple):
    """The modules that it imports, and whether it downloads language data."""

    imports: tuple[str, ...]
    downloads_data: bool


def read_code(text: str) -> Code | None:
    """What it does; None where it does anything else, or is no Python."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    imports: list[str] = []
    downloads_data = False
    for statement in body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            imports += _imported(statement)
        elif isinstance(statement, ast.Expr) and _downloads_data(statement.value):
            downloads_data = True
        elif not (isinstance(statement, ast.Expr) and _prints(statement.value)):
            return None
    return Code(tuple(imports), downloads_data) if _are_known(imports) else None


def _imported(statement: ast.Import | ast.ImportFrom) -> list[str]:
    """The modules that are imported; a relative one has no name."""
    if isinstance(statement, ast.Import):
        return [one.name for one in statement.names]
    return [statement.module or ""]


def _are_known(names: list[str]) -> bool:
    """Whether nothing relative is imported, nor what opens programs or the project by its import alone."""
    return all(name and name not in ("antigravity", "this") for name in names)


def _prints(node: ast.expr) -> bool:
    """Whether it is a `print` of names, attributes and constants, which calls nothing."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"):
        return False
    inner = (part for argument in node.args for part in ast.walk(argument))
    return not node.keywords and not any(
        isinstance(part, ast.Call | ast.Await | ast.NamedExpr) for part in inner
    )


def _downloads_data(node: ast.expr) -> bool:
    """`nltk.download("punkt")`, where no directory is named."""
    match node:
        case ast.Call(func=called, args=[ast.Constant() | ast.List()], keywords=named):
            is_quiet = all(one.arg in ("quiet", "raise_on_error") for one in named)
            return is_quiet and ast.unparse(called) == "nltk.download"
        case _:
            return False
