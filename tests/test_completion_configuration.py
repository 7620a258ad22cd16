"""What is offered in configuration files and ignore files."""

import pytest
from layerwise.completion.configuration import configuration_items
from layerwise.completion.ignore_file import ignore_file_items
from layerwise.completion.item import Items
from layerwise.configuration.file import problems_in
from layerwise.configuration.keys import IN_FILES
from layerwise.configuration.kinds import CODES, LEVELS
from layerwise.text import apply

_CURSOR = "|"
_KEYS = [key.name for key in IN_FILES]
_OURS, _SHARED = "layerwise.toml", "pyproject.toml"
_CODES, _LEVELS = list(CODES), list(LEVELS)


def offered(name: str, marked: str) -> Items:
    """What is offered where the mark stands."""
    return configuration_items(marked.replace(_CURSOR, "", 1), name, marked.index(_CURSOR))


def labels(items: Items) -> list[str]:
    """The labels as they come."""
    return [item.label for item in items.items]


@pytest.mark.parametrize(
    ("name", "marked", "expected"),
    [
        (_OURS, "|", _KEYS),
        (_OURS, "bui|", _KEYS),
        (_OURS, "# a word|", []),
        (_OURS, "builder |", []),
        (_OURS, "builder = |", ["buildkit", "buildah", "podman"]),
        (_OURS, 'builder = "|"', ["buildkit", "buildah", "podman"]),
        (_OURS, "builder = 'pod|", ["buildkit", "buildah", "podman"]),
        (_OURS, 'builder = "podman"|', []),
        (_OURS, "history = |", []),
        (_OURS, "unheard = |", []),
        (_OURS, "ignore = |", _CODES),
        (_OURS, 'ignore = ["|"]', _CODES),
        (_OURS, 'ignore = [\n  "unused-pragma",\n  "so|\n]', _CODES),
        (_OURS, 'ignore = ["unused-pragma" |', []),
        (_OURS, "severity = { |", _CODES),
        (_OURS, 'severity = { unused-pragma = "|', _LEVELS),
        (_OURS, 'severity = { unused-pragma = "off", so|', _CODES),
        (_OURS, "severity.sou|", _CODES),
        (_OURS, "severity.unused-pragma = |", _LEVELS),
        (_OURS, "[severity]\nsou|", _CODES),
        (_OURS, "[severity]\nunused-pragma = |", _LEVELS),
        (_OURS, "[arguments]\n|", []),
        (_OURS, "[other]\n|", []),
        (_OURS, "[[overrides]]\n|", ["paths", *_KEYS]),
        (_OURS, "[[overrides]]\nseverity.unused-pragma = '|", _LEVELS),
        (_OURS, "[overrides.severity]\n|", _CODES),
        (_OURS, "[|", ["[severity]", "[arguments]", "[[overrides]]"]),
        (_OURS, "[[over|]]", ["[severity]", "[arguments]", "[[overrides]]"]),
        (_OURS, "[severity]|", []),
        (_OURS, 'ignore = [\nbuilder = "|"', ["buildkit", "buildah", "podman"]),
        (_OURS, 'ignore = [\n[severity]\nunused-pragma = "|"', _LEVELS),
        (_OURS, 'context = """\nbuilder = |', ["buildkit", "buildah", "podman"]),
        (_OURS, "]]}},|", []),
        (_SHARED, "|", []),
        (_SHARED, "[tool.ruff]\nbuilder = |", []),
        (_SHARED, "[tool.layerwise]\nsel|", _KEYS),
        (_SHARED, "[tool.layerwise]\r\nbuilder = |\r\n", ["buildkit", "buildah", "podman"]),
        (_SHARED, "[tool.layerwise.severity]\nunused-pragma = '|'", _LEVELS),
        (_SHARED, '[tool."layerwise"]  # ours\nsel|', _KEYS),
        (_SHARED, "[project]\n[[tool.layerwise.overrides]]\np|", ["paths", *_KEYS]),
    ],
)
def test_places(name: str, marked: str, expected: list[str]) -> None:
    """Keys, values and tables where they belong, however broken the text around them is."""
    assert labels(offered(name, marked)) == expected


@pytest.mark.parametrize("name", [_OURS, _SHARED])
@pytest.mark.parametrize(
    "marked",
    [
        "builder = |",
        'builder = "|"',
        "builder = '|",
        "ignore = |",
        'ignore = ["|"]',
        "ignore = ['unused-pragma', |]",
        "severity.unused-pragma = |",
        "severity = { unused-pragma = | }",
        "[{}severity]\nunused-pragma = |",
        "[{}severity]\n| = 'off'",
        '[{}severity]\n"|" = "off"',
    ],
)
def test_values_are_right(name: str, marked: str) -> None:
    """Whatever is taken, nothing is wrong with the file then."""
    head = "[tool.layerwise]\n" if name == _SHARED else ""
    marked = head + marked.replace("{}", "tool.layerwise." if head else "")
    items = offered(name, marked)

    assert items.items
    for item in items.items:
        text = apply(marked.replace(_CURSOR, "", 1), [item.edit])

        assert not problems_in(text, name), text


def test_keys_are_explained() -> None:
    """A key comes with its meaning, an example, and the sign that follows it; not with two of them."""
    (fresh, before) = (offered(_OURS, text).items for text in ("buil|", "buil| = 3"))
    (one,) = (item for item in fresh if item.label == "builder")
    (other,) = (item for item in before if item.label == "builder")

    assert "What builds." in one.documentation
    assert 'builder = "podman"' in one.documentation
    assert (one.edit.text, other.edit.text) == ("builder = ", "builder")


def test_headers() -> None:
    """A table's header is written whole, whichever brackets are there."""
    for marked in ("[|", "[[ov|]]", "[tool.lay|]"):
        for item in offered(_SHARED, f"{marked}\n").items:
            assert apply(marked.replace(_CURSOR, ""), [item.edit]) == item.label
    assert labels(offered(_SHARED, "[|"))[0] == "[tool.layerwise]"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("x\n# layerwise: ignore=|\n", 3),
        ("# layerwise: |\nx", 2),
        ("lay|", 0),
        (" # layerwise: |", 0),
        ("", 0),
    ],
)
def test_ignore_files(marked: str, expected: int) -> None:
    """Comments of ignore files take the rules about ignore files; patterns are left alone."""
    offset = marked.find(_CURSOR)
    found = ignore_file_items(marked.replace(_CURSOR, ""), max(offset, 0))

    assert len(found.items) == expected
