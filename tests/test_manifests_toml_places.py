"""Places in TOML: each key and value is found where it stands, in any way of writing it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from layerwise.manifests import toml_text
from layerwise.manifests.toml_places import places

_TESTS = Path(__file__).parent
_PROJECTS = sorted(_TESTS.glob("installers/projects/*/*.toml"))

_TEXT = """\ufeff# a comment
top = 'a' # another
dotted . "quo\\u0074ed" = 1
[one]
many = [
  "x", # [not, ]
  'y',
  [ 1, 2 ],
  { a = 1979-05-27 07:32:00, b = {} },
]
long = \"\"\"
" = ] \\\"\"\" \"\"\"\"
raw = '''
]'''
[[list]]
name = "first"
[list.inner]
deep = -1.5e3
[[list]]
name = true
[[list.inner_list]]
x = [[]]
["a.b".c]
date = 2020-01-01
"""


def _paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """All paths in a value, with what is there."""
    items: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    if path:
        yield path, value
    for name, inner in items:
        yield from _paths(inner, (*path, name))


def _check(text: str) -> None:
    known = dict(_paths(toml_text.load(text)))
    found = places(text)

    assert set(found) == set(known)
    for path, value in known.items():
        if not isinstance(value, (dict, list)):
            assert toml_text.load(f"value = {found[path].value.of(text)}") == {"value": value}
            assert isinstance(path[-1], int) or found[path].key.of(text)


@pytest.mark.parametrize("text", [_TEXT, _TEXT.replace("\n", "\r\n"), "", "a = 1"])
def test_every_value_is_found(text: str) -> None:
    """The text at each place is that of the value there."""
    _check(text)


@pytest.mark.parametrize("path", _PROJECTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_of_projects(path: Path) -> None:
    """As above, in files such as people write."""
    _check(path.read_bytes().decode())


def test_keys() -> None:
    """The place of a key is its own, of a table its header's."""
    found = places(_TEXT)

    assert found[("top",)].key.of(_TEXT) == "top"
    assert found[("dotted", "quoted")].key.of(_TEXT) == 'dotted . "quo\\u0074ed"'
    assert found[("one",)].key.of(_TEXT) == "one"
    assert found[("list", 1)].key.start > found[("list", 0)].key.start


@pytest.mark.parametrize(
    "text", ["[", "a", "a =", "a = [", "a = {", "[a", "a = = 1", "a = [" * 5000, "=", "\0"]
)
def test_other_texts(text: str) -> None:
    """What is no TOML has some places or none, and never an exception."""
    places(text)
