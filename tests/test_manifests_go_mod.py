"""go.mod and go.work files."""

import pytest
from layerwise.manifests.go_mod import GoFile, read, sums
from layerwise.unknown import Unknown

GO_MOD = """\
module example.com/app // the app

go 1.22
toolchain go1.22.1

require example.com/one v1.0.0

require (
\texample.com/two v2.0.0+incompatible // indirect
\t"example.com/three" v0.0.0-20200101000000-abcdef
)

replace example.com/one => ../one
replace (
\texample.com/two v2.0.0+incompatible => example.com/fork/two v2.1.0
\texample.com/three => /opt/three
)
exclude example.com/one v0.9.0
retract [v1.0.0, v1.1.0]
tool example.com/tool
"""


def _read(text: str) -> GoFile:
    file = read(text)
    assert not isinstance(file, Unknown)
    return file


@pytest.mark.parametrize("text", [GO_MOD, GO_MOD.replace("\n", "\r\n")])
def test_go_mod(text: str) -> None:
    """Requirements and replacements, single and in blocks, with comments and quotes."""
    file = _read(text)

    assert (file.go, file.toolchain) == ("1.22", "go1.22.1")
    assert [f"{module.path.removeprefix('example.com/')} {module.version}" for module in file.requires] == [
        "one v1.0.0",
        "two v2.0.0+incompatible",
        "three v0.0.0-20200101000000-abcdef",
    ]
    assert [(replacement.folder, replacement.by) for replacement in file.replaces] == [
        ("../one", None),
        (None, ("example.com/fork/two", "v2.1.0")),
        ("/opt/three", None),
    ]
    assert file.replaces[2].span.of(text) == "\texample.com/three => /opt/three"


def test_go_work() -> None:
    """The folders of a workspace."""
    assert _read("go 1.22\nuse ./a\nuse (\n  ../b\n  .\n)\n").uses == ("./a", "../b", ".")


def test_empty() -> None:
    """Nothing is read from nothing."""
    assert GoFile() == _read("")


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< HEAD",
        "require",
        "require x",
        "replace a => b",
        "replace a b",
        "use",
        "nonsense x y",
        "go 1 2",
    ],
)
def test_unreadable(text: str) -> None:
    """What the go command refuses is unknown."""
    assert isinstance(read(text), Unknown)


def test_sums() -> None:
    """The lines of a go.sum."""
    assert {("m", "v1"), ("m", "v1/go.mod")} == sums("m v1 h1:x=\nm v1/go.mod h1:y=\nbroken\n")
