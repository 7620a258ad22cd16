"""Our records against the standard library's dataclasses, and patterns that are compiled when they are used."""

import dataclasses
import pickle
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import layerwise
import pytest
from layerwise import records
from layerwise.regex import Later, regex

_SERVER = Path(__file__).parent.parent / "server" / "layerwise"


@records.dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A frozen one, as most are."""

    x: int
    y: int = 2
    seen: list[int] = records.field(default_factory=list, compare=False, repr=False)
    kept: dict[str, int] = records.field(default_factory=dict, init=False, repr=False, compare=False)
    known: int | None = records.field(default=None, init=False, compare=False)


@records.dataclass(slots=True)
class Growing:
    """One that may change, with positions."""

    name: str
    found: list[str] = records.field(default_factory=list)


@records.dataclass(frozen=True, kw_only=True)
class Remembering:
    """One with a dictionary."""

    name: str

    @cached_property
    def length(self) -> int:
        """How long the name is."""
        return len(self.name)


@records.dataclass(eq=False, slots=True)
class Node:
    """One that equals only itself."""

    above: "Node | None" = None


def _standard(record: type) -> Callable[..., object]:
    """The class as the standard library makes it."""
    fields = [(one.name, one.type, dataclasses.field(**_said(one))) for one in dataclasses.fields(record)]
    return dataclasses.make_dataclass(record.__qualname__, fields)


def _said(one: "dataclasses.Field[object]") -> dict[str, Any]:
    names = ("default", "default_factory", "init", "repr", "compare", "kw_only")
    return {name: getattr(one, name) for name in names}


@pytest.mark.parametrize(
    ("record", "values", "named"),
    [
        (Point, (), {"x": 1}),
        (Point, (), {"x": 1, "y": 3, "seen": [4]}),
        (Growing, ("a",), {}),
        (Growing, ("a", ["b"]), {}),
        (Growing, (), {"name": "a", "found": ["b"]}),
        (Remembering, (), {"name": "a"}),
    ],
)
def test_as_the_standard_library(record: type, values: tuple[object, ...], named: dict[str, object]) -> None:
    """The same objects come of the same arguments, and they look the same."""
    ours, theirs = record(*values, **named), _standard(record)(*values, **named)

    assert repr(ours) == repr(theirs)
    for one in dataclasses.fields(record):
        assert getattr(ours, one.name) == getattr(theirs, one.name)


@pytest.mark.parametrize(
    ("record", "values", "named"),
    [
        (Point, (), {}),
        (Point, (1,), {}),
        (Point, (), {"x": 1, "kept": {}}),
        (Point, (), {"x": 1, "z": 1}),
        (Growing, (), {}),
        (Growing, ("a",), {"name": "a"}),
    ],
)
def test_wrong_arguments(record: type, values: tuple[object, ...], named: dict[str, object]) -> None:
    """What the standard library refuses is refused, the first time and each further time."""
    for make in (_standard(record), record, record):
        with pytest.raises(TypeError):
            make(*values, **named)


def test_many_objects() -> None:
    """What is written once there are some objects makes the same as what made the first ones, and refuses the same."""

    @records.dataclass(frozen=True, slots=True)
    class Many:
        name: str
        size: int = 2
        seen: list[int] = records.field(default_factory=list)
        known: int = records.field(default=5, init=False)

    def shown(number: int) -> str:
        with pytest.raises(TypeError, match="name"):
            Many("a", name="b")  # type: ignore[misc]
        return repr(Many("a", seen=[1]) if number % 2 else Many(name="a", seen=[1]))

    first, *others = [shown(number) for number in range(40)]
    one, other = Many("a"), Many("a")
    one.seen.append(1)

    assert first.endswith("Many(name='a', size=2, seen=[1], known=5)")
    assert set(others) == {first}
    assert other.seen == []


def test_equal() -> None:
    """Records are equal by what counts, never to those of another class; those that may change have no hash."""
    assert Point(x=1, seen=[1]) == Point(x=1)
    assert hash(Point(x=1, seen=[1])) == hash(Point(x=1))
    assert Point(x=1) != Point(x=2)
    assert Remembering(name="a") != Growing("a")  # type: ignore[comparison-overlap]
    assert Growing("a") == Growing("a")
    assert Node() != Node()
    assert {Node(), Node()}.__len__() == 2
    with pytest.raises(TypeError):
        hash(Growing("a"))


def test_own_values() -> None:
    """What a factory makes belongs to one object, and what is not compared is there all the same."""
    one, other = Point(x=1), Point(x=1)
    one.seen.append(1)

    assert other.seen == []
    assert one.kept is not other.kept
    assert one.known is None


def test_frozen() -> None:
    """A frozen record cannot be changed, but by those who ask for it in so many words."""
    point = Point(x=1)
    with pytest.raises(AttributeError, match="x of a Point cannot be changed"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del point.x
    with pytest.raises(AttributeError):
        Growing("a").other = 1  # type: ignore[attr-defined]
    object.__setattr__(point, "known", 5)

    assert (point.x, point.known) == (1, 5)
    assert Remembering(name="abc").length == 3


def test_replace() -> None:
    """Another record with some other values, by our function and the standard library's; the rest is the same."""
    point = Point(x=1, seen=[1])
    for replace in (records.replace, dataclasses.replace):
        other = replace(point, y=7)
        assert (other.x, other.y) == (1, 7)
        assert other.seen is point.seen
        with pytest.raises(TypeError):
            replace(point, z=1)


def test_sent_to_another_process() -> None:
    """Records come back as they were."""
    for record in (Point(x=1, seen=[2]), Growing("a", ["b"]), Remembering(name="a")):
        assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301 - our own


def test_matched() -> None:
    """Positions in a pattern are those of the arguments."""
    match Growing("a", ["b"]):
        case Growing("a", [found]):
            assert found == "b"
        case _:
            pytest.fail("no match")
    assert Point.__match_args__ == ()


def test_patterns_are_compiled_when_used() -> None:
    """A pattern is one, with all that belongs to it."""
    later = regex(r"(?P<letter>[a-c])x", 2)

    assert later.groupindex == {"letter": 1}
    assert [found["letter"] for found in later.finditer("axBX")] == ["a", "B"]
    assert later.sub("-", "axyBX") == "-y-"
    assert regex(rb"\d+").findall(b"a1b22") == [b"1", b"22"]


def test_all_patterns_compile() -> None:
    """No pattern of ours waits with a mistake until somebody needs it."""
    found = 0
    for one in walk_packages(layerwise.__path__, "layerwise."):
        if one.name == "layerwise.__main__":
            continue
        for value in vars(import_module(one.name)).values():
            for pattern in value if isinstance(value, tuple) else (value,):
                if isinstance(pattern, Later):
                    assert pattern.flags >= 0
                    found += 1
    assert found > 200


def _typing(text: str) -> str:
    """The lines by which a module imports from `typing`."""
    return "".join(line for line in text.splitlines() if line.startswith("from typing import"))


def test_imports_are_cheap() -> None:
    """No module makes dataclasses, or named tuples as `typing` does, or compiles patterns when it is imported."""
    own = {"records.py", "tuples.py"}
    texts = {path: path.read_text() for path in _SERVER.rglob("*.py") if path.name not in own}
    for path, text in texts.items():
        assert "dataclasses import" not in text, f"{path}: layerwise.records has dataclasses that cost less"
        assert "NamedTuple" not in _typing(text), f"{path}: layerwise.tuples has it"
        at_import = [line for line in text.splitlines() if "re.compile(" in line and not line.startswith(" ")]
        assert at_import == [], f"{path}: layerwise.regex compiles a pattern when it is used"
