"""Conversions between the core's values and the protocol's."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from layerwise.lsp.convert import Positions, file_name, path_of, plain, uri_of


@pytest.mark.parametrize(
    ("uri", "is_windows", "name"),
    [
        ("file:///c%3A/Users/x/Dockerfile", True, "c:/Users/x/Dockerfile"),
        ("file:///C:/Users/x/Dockerfile", True, "C:/Users/x/Dockerfile"),
        ("file://server/share/Dockerfile", True, "//server/share/Dockerfile"),
        ("file:///home/x%20y/Docker%23file", False, "/home/x y/Docker#file"),
        ("file:///home/x;y/Dockerfile", False, "/home/x;y/Dockerfile"),
        ("file:///home/%00/Dockerfile", False, None),
        ("file://server/share/Dockerfile", False, None),
        ("file://localhost/x", False, "/x"),
        ("file://localhost/c:/x", True, "c:/x"),
        ("file:////server/share/x", True, "//server/share/x"),
        ("file://wsl%24/Ubuntu/x", True, "//wsl$/Ubuntu/x"),
        ("file:///c:/a%20b/%C3%BC", True, "c:/a b/ü"),
        ("file:///c%3a/x", True, "c:/x"),
        ("FILE:///x", False, "/x"),
        ("untitled:Untitled-1", False, None),
        ("untitled:c:\\x\\Dockerfile", True, None),
        ("vscode-vfs://github/a/b/Dockerfile", False, None),
        ("git:/x/Dockerfile?%7B%7D", False, None),
        ("", False, None),
    ],
)
def test_file_names(uri: str, *, is_windows: bool, name: str | None) -> None:
    """A URI's file name is unescaped, for Windows in its own spelling."""
    assert file_name(uri, is_windows=is_windows) == name


def test_addresses_round_trip() -> None:
    """A path that becomes a URI comes back the same, bytes that are no UTF-8 included."""
    for name in ("/a b/ü#%41?;x", "/\udcff/Dockerfile", "/🐳"):
        assert path_of(uri_of(Path(name))) == Path(name)


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        (r"c:\Users\x y\Dockerfile", "file:///c%3A/Users/x%20y/Dockerfile"),
        (r"D:\#1\ü", "file:///D%3A/%231/%C3%BC"),
        (r"\\server\share\Dockerfile", "file://server/share/Dockerfile"),
        (r"\\wsl$\Ubuntu\home", "file://wsl%24/Ubuntu/home"),
    ],
)
def test_addresses_of_windows(name: str, uri: str) -> None:
    """Paths with drives and of shares are spelled as VS Code spells them, and come back."""
    path = PureWindowsPath(name)

    assert uri_of(path) == uri
    assert PureWindowsPath(file_name(uri, is_windows=True) or "") == path


def test_two_slashes() -> None:
    """Where there are no shares, a path with two slashes in front names no host."""
    assert uri_of(PurePosixPath("//x/y")) == "file:///x/y"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_positions_round_trip(encoding: str) -> None:
    """Every offset but those inside a line end comes back from its position."""
    text = "a🐳é\r\n\u2028漢\x0c\n\r\ud800x"
    positions = Positions(text, encoding)
    inside_line_end = text.index("\n")
    offsets = [offset for offset in range(len(text) + 1) if offset != inside_line_end]

    assert [positions.offset(positions.position(offset)) for offset in offsets] == offsets


def test_plain_text() -> None:
    """Markdown loses its marks and keeps its words."""
    markdown = "## Reads\n**2 files**: `__init__.py`, [docs](https://x.invalid) and a\\*b\n```sh\nnpm ci\n```"

    assert plain(markdown) == "Reads\n2 files: __init__.py, docs and a*b\nnpm ci\n"
