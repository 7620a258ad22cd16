"""Values of manifests and lockfiles that are remembered by their texts."""

import pytest
from layerwise.manifests import json_text, remembered, toml_text
from layerwise.manifests.remembered import Remembered
from layerwise.unknown import Unknown


def test_a_text_is_read_once() -> None:
    """The same value comes for an equal text, whatever was read between; one that is not known is a value too."""
    read: list[str] = []

    @Remembered
    def length(text: str) -> int | Unknown:
        read.append(text)
        return len(text) if text else Unknown("it is empty")

    for text in ("a", "bc", "", "a", "", "bc"):
        assert length(text) == (len(text) or Unknown("it is empty"))
    assert read == ["a", "bc", ""]


def test_those_read_last_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as have so many characters; the last one even where it alone has more."""
    monkeypatch.setattr(remembered, "MOST", 10)
    read: list[str] = []

    @Remembered
    def same(text: str) -> str:
        read.append(text)
        return text

    for text in ("aaaa", "bbbb", "aaaa", "cc", "dd"):
        same(text)
    assert read == ["aaaa", "bbbb", "cc", "dd"]
    same("aaaa")
    assert read[4:] == []
    same("bbbb")
    assert read[4:] == ["bbbb"], "it was asked for longest ago"
    same("e" * 11)
    same("e" * 11)
    assert read[5:] == ["e" * 11]
    same("dd")
    assert read[6:] == ["dd"]


@pytest.mark.parametrize(
    ("text", "value"), [('{"a": [1]}', {"a": [1]}), ("{", Unknown("it is not JSON")), ("a = 1", {"a": 1})]
)
def test_readers_remember(text: str, value: object) -> None:
    """Lockfiles of megabytes are read again with each edit."""
    load = toml_text.load if "=" in text else json_text.load
    first = load(text)
    assert load("".join(list(text))) is first
    assert isinstance(value, Unknown) is isinstance(first, Unknown)
    assert isinstance(value, Unknown) or first == value
