"""Conversions between the core's values and the protocol's."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from layerwise.lsp.convert import Positions, file_name, path_of, plain, uri_of
from layerwise.text import Edit, Span, apply


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


_LINES = "FROM a\nRUN b\n"
_END = Span(len(_LINES), len(_LINES))


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        (_LINES, [Edit(_END, "COPY . .\n")]),
        (_LINES, [Edit(Span(0, 7), ""), Edit(_END, "COPY . .\n")]),
        (_LINES, [Edit(Span(7, 13), "RUN c\n"), Edit(_END, "COPY . .\n")]),
        (_LINES, [Edit(_END, "COPY . .\n"), Edit(Span(7, 13), "")]),
        (_LINES, [Edit(Span(7, 12), "RUN c"), Edit(_END, "COPY . .\n")]),
        (_LINES, [Edit(Span(12, 12), " d"), Edit(_END, "COPY . .\n")]),
        (_LINES, [Edit(_END, "COPY . .")]),
        (_LINES.replace("\n", "\r\n"), [Edit(Span(15, 15), "COPY . .\r\n")]),
        (_LINES.rstrip(), [Edit(Span(12, 12), "\nCOPY . .\n")]),
        ("", [Edit(Span(0, 0), "node_modules\n")]),
    ],
)
def test_lines_below_the_last(text: str, edits: list[Edit]) -> None:
    """No line is inserted below the last line break, where editors differ; the text that comes of it is the same."""
    positions = Positions(text, "utf-16")
    written = positions.edits(edits)
    below = Positions(text, "utf-16").position(len(text))
    back = [Edit(positions.span(edit.range), edit.new_text) for edit in written]

    assert apply(text, back) == apply(text, edits)
    assert not [
        edit
        for edit in written
        if text.endswith("\n") and edit.range.start == below and edit.new_text.endswith("\n")
    ]
