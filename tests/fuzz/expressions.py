"""Every regular expression of the server, and the texts that would make it backtrack.

`python tests/fuzz/expressions.py [WORD…]` prints those whose time grows faster than the text; words choose the files
whose paths hold one of them.
"""

import ast
import json
import math
import random
import re
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_constants
    import sre_parse

SERVER = Path(__file__).parents[2] / "server" / "layerwise"
_ANY = frozenset({"match", "fullmatch", "finditer"})
_METHODS = ("compile", "match", "search", "sub", "split", "findall", "finditer", "fullmatch")
_LARGE = 4000  # characters of an attack, and half of it
_ENDS = ("", "\0", "\n", "!", "x")
# A quadratic time has a ratio of four, a linear one of two; what takes less than this is noise.
_RATIO, _LEAST = 2.8, 0.02
_DRAWS = 40  # attacks by lot on each expression
_SMALL = 60  # characters with which only an exponential time is seen
_MOST = 1.0  # seconds, after which one attempt is ended


class Expression(NamedTuple):
    """An expression with its place and how it is used."""

    place: str
    methods: frozenset[str]
    pattern: str
    flags: int


class Attack(NamedTuple):
    """A text that takes long: how it is made, and how the time grew."""

    text: str
    use: str
    seconds: float
    ratio: float


def expressions() -> Iterator[Expression]:
    """The expressions of the server's modules as they are at run time, and those that functions make, with plain holes."""
    uses: dict[Path, dict[str, frozenset[str]]] = {}
    for path in sorted(SERVER.rglob("*.py")):
        tree = ast.parse(path.read_text())
        uses[path] = _uses_of_names(tree)
        for node, name in _calls(tree):
            assert isinstance(node.func, ast.Attribute), "what `_calls` gives"
            method = node.func.attr
            methods = uses[path].get(name, _ANY) if method == "compile" else frozenset({method})
            flags = _flags([*node.args[1:], *(word.value for word in node.keywords)])
            for pattern in _texts(node.args[0]):
                yield Expression(f"{path.relative_to(SERVER)}:{node.lineno}", methods, pattern, flags)
    for path, line, pattern, flags in _written():
        name = _name_at(path, line)
        methods = uses[path].get(name, _ANY) if name.startswith("_") else _ANY
        yield Expression(f"{path.relative_to(SERVER)}:{line}", methods, pattern, flags)


def _written() -> list[tuple[Path, int, str, int]]:
    """What each module of the server gives to `regex`, in a process that has imported none of them."""
    code = """
import json, pkgutil, sys
from importlib import import_module
import layerwise
from layerwise import regex
found = []
def keep(self, pattern, flags):
    frame = sys._getframe(2)
    is_text = isinstance(pattern, str)
    found.append([frame.f_code.co_filename, frame.f_lineno, pattern if is_text else pattern.decode("latin-1"), int(flags)])
    self._written = (pattern, flags)
regex.Later.__init__ = keep
for module in pkgutil.walk_packages(layerwise.__path__, "layerwise."):
    if not module.name.endswith("__main__"):
        import_module(module.name)
print(json.dumps(found))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=SERVER.parent, capture_output=True, text=True, check=True
    )
    return [(Path(path), line, pattern, flags) for path, line, pattern, flags in json.loads(done.stdout)]


def _name_at(path: Path, line: int) -> str:
    """The name that a module gives to what begins at a line."""
    lines = path.read_text().splitlines()
    found = re.match(r"(\w+)(?:: [^=]+)? = ", lines[line - 1])
    return found[1] if found else ""


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """The calls of functions of `re` with a pattern, each with the name that its value is given."""
    names = {
        id(node.value): node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            is_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if is_re and node.func.attr in _METHODS:
                yield node, names.get(id(node), "")


def _uses_of_names(tree: ast.Module) -> dict[str, frozenset[str]]:
    """The methods that are called of each name; any where it is used in another way, too."""
    found: dict[str, set[str]] = {}
    inner = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            inner.add(id(node.value))
            found.setdefault(node.value.id, set()).add(node.attr)
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS
        ):
            for given in node.args:  # `cursor.match(_NAME)`
                if isinstance(given, ast.Name):
                    inner.add(id(given))
                    found.setdefault(given.id, set()).add(node.func.attr)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in inner:
            found.setdefault(node.id, set()).update(_ANY)
    return {name: frozenset(methods) for name, methods in found.items()}


def _texts(node: ast.expr) -> Iterator[str]:
    """The text of a constant; of one that is put together, with something plain in its holes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = [one.value if isinstance(one, ast.Constant) else "hole" for one in node.values]
        yield "".join(str(part) for part in parts)
    elif isinstance(node, ast.BinOp):
        for left in _texts(node.left):
            for right in _texts(node.right):
                yield left + right


def _flags(nodes: list[ast.expr]) -> int:
    found = 0
    for node in nodes:
        for one in ast.walk(node):
            if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == "re":
                flag = getattr(re, one.attr, None)
                found |= int(flag) if isinstance(flag, re.RegexFlag) else 0
    return found


def attacks(expression: Expression) -> Iterator[Attack]:
    """The texts with which an expression takes more than twice as long for twice as much."""
    try:
        compiled = re.compile(expression.pattern, expression.flags)
        tree = sre_parse.parse(expression.pattern, expression.flags)
    except re.error:
        return
    seen: set[tuple[str, str]] = set()
    for before, pump in (*_pumps(tree), *_drawn(tree)):
        for use, run in _uses(compiled, expression.methods):
            if not pump or (before, pump) in seen:
                continue
            for end in _ENDS:
                small, half, whole = (
                    before + pump * (length // len(pump)) + end for length in (_SMALL, _LARGE // 2, _LARGE)
                )
                if _seconds(run, small) >= _MOST:
                    seen.add((before, pump))
                    yield Attack(f"{before!r} + {pump!r} * n + {end!r}", use, _MOST, math.inf)
                    break
                short, long = max(_seconds(run, half), 1e-9), _seconds(run, whole)
                if long > _LEAST and long / short > _RATIO:
                    seen.add((before, pump))
                    yield Attack(f"{before!r} + {pump!r} * n + {end!r}", use, long, long / short)
                    break


def _uses(
    compiled: re.Pattern[str], methods: frozenset[str]
) -> Iterator[tuple[str, Callable[[str], object]]]:
    if methods & {"search", "sub", "split", "findall", "finditer"}:
        yield "finditer", lambda text: sum(1 for _ in compiled.finditer(text))
    if "match" in methods:
        yield "match", compiled.match
    if "fullmatch" in methods:
        yield "fullmatch", compiled.fullmatch


def _seconds(run: Callable[[str], object], text: str) -> float:
    """The seconds of the processor; as many as are given at most."""
    begun = time.process_time()
    before = signal.signal(signal.SIGVTALRM, _stopped)
    signal.setitimer(signal.ITIMER_VIRTUAL, _MOST)
    try:
        run(text)
    except TimeoutError:
        return _MOST
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - begun


def _stopped(*_: object) -> None:
    raise TimeoutError


def _pumps(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - the parser's own lists
    """What can stand before a repetition, and what can stand in it, for each repetition of an expression."""
    yield from _pumps_in(list(tree), "")


def _pumps_in(items: list[Any], before: str) -> Iterator[tuple[str, str]]:
    for operator, value in items:
        name = str(operator)
        if "REPEAT" in name:
            least, most, inner = value
            body = _sample(list(inner))
            if most == sre_constants.MAXREPEAT and body:
                yield before, body
                yield "", body
                for other in _others(list(inner)):
                    yield before, other
                    yield before, body + other
                if before:
                    yield "", before + body
            yield from _pumps_in(list(inner), before)
            before += body * min(max(least, 1), 3)
        elif name == "SUBPATTERN":
            yield from _pumps_in(list(value[-1]), before)
            before += _sample(list(value[-1]))
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _pumps_in(list(branch), before)
            before += _sample(list(value[1][0]))
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _pumps_in(list(value[1]), before)
        else:
            before += _sample([(operator, value)])
    if before:
        yield "", before


def _drawn(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - the parser's own lists
    """The same, drawn by lot from the pieces of an expression, always in the same way."""
    pieces = sorted({piece for piece in _pieces(list(tree)) if piece})
    lot = random.Random(len(pieces))  # noqa: S311 - not for a secret
    for _ in range(_DRAWS if pieces else 0):
        before = "".join(lot.choices(pieces, k=lot.randint(0, 3)))
        yield before, "".join(lot.choices(pieces, k=lot.randint(1, 3)))


def _pieces(items: list[Any]) -> Iterator[str]:
    """What stands in an expression: runs of letters, a few of each class, and its groups whole."""
    run = ""
    for operator, value in [*items, ("END", None)]:
        name = str(operator)
        run += chr(value) if name == "LITERAL" else ""
        if name != "LITERAL":
            yield run
            run = ""
        if name == "IN":
            yield from [one for one in " \t\na0.-_/\"'\\{[($#=,:" if _is_in(value, ord(one))][:6]
        elif name in ("ANY", "NOT_LITERAL"):
            yield from (" ", "a")
        elif "REPEAT" in name:
            yield _sample(list(value[2]))
            yield from _pieces(list(value[2]))
        elif name == "SUBPATTERN":
            yield _sample(list(value[-1]))
            yield from _pieces(list(value[-1]))
        elif name == "BRANCH":
            for branch in value[1]:
                yield _sample(list(branch))
                yield from _pieces(list(branch))
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _pieces(list(value[1]))


def _others(items: list[Any]) -> Iterator[str]:
    """Other characters that a repetition takes, blanks and quotes first."""
    for character in " \t\n\"'\\a.0-/([{$#":
        found = False
        for operator, value in items:
            name = str(operator)
            if name == "IN":
                found = found or _is_in(value, ord(character))
            elif name == "BRANCH":
                found = found or any(character in _sample(list(branch)) for branch in value[1])
            elif name in ("ANY", "NOT_LITERAL"):
                found = True
        if found:
            yield character


def _sample(items: list[Any]) -> str:
    """A text that the items match, more or less."""
    pieces = []
    for operator, value in items:
        name = str(operator)
        if name == "LITERAL":
            pieces.append(chr(value))
        elif name in ("ANY", "NOT_LITERAL"):
            pieces.append("a" if name == "ANY" or value != ord("a") else "b")
        elif name == "IN":
            pieces.append(next((one for one in "a 0.-\n\"'/" if _is_in(value, ord(one))), ""))
        elif "REPEAT" in name:
            pieces.append(_sample(list(value[2])) * min(max(value[0], 1), 40))
        elif name == "SUBPATTERN":
            pieces.append(_sample(list(value[-1])))
        elif name == "BRANCH":
            pieces.append(_sample(list(value[1][0])))
    return "".join(pieces)


def _is_in(items: Any, code: int) -> bool:  # noqa: ANN401 - the parser's own lists
    pattern = sre_parse.SubPattern(sre_parse.State(), [(sre_constants.IN, items)])
    compiled: re.Pattern[str] = _compile(pattern)
    return compiled.match(chr(code)) is not None


def _compile(pattern: Any) -> re.Pattern[str]:  # noqa: ANN401 - the parser's own lists
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import sre_compile  # noqa: PLC0415 - deprecated, and nothing else takes a tree
    compiled: re.Pattern[str] = sre_compile.compile(pattern)
    return compiled


def main() -> int:
    """Print what grows too fast; the exit code is 1 where anything does."""
    count = 0
    for expression in expressions():
        if sys.argv[1:] and not any(word in expression.place for word in sys.argv[1:]):
            continue
        worst = max(attacks(expression), key=lambda attack: attack.seconds, default=None)
        if worst is not None:
            count += 1
            print(f"{expression.place} {expression.pattern[:90]!r}", flush=True)
            print(
                f"    {worst.use} {worst.text}: {worst.seconds * 1000:.0f} ms, x{worst.ratio:.1f}", flush=True
            )
    print(f"{count} expressions grow faster than their texts")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
