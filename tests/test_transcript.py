"""The page of the first ten minutes shows what its commands print."""

from pathlib import Path

from transcript import commands, lay_project, outputs, written

_PAGE = Path(__file__).parent.parent / "docs" / "first-ten-minutes.md"


def test_page_is_fresh(tmp_path: Path, update: bool) -> None:
    """Every command is run again, in order, and prints what the page shows."""
    lay_project(tmp_path / "shop")
    page = _PAGE.read_text()
    fresh = written(page, outputs([one.line for one in commands(page)], tmp_path / "shop", tmp_path / "bin"))
    if update:
        _PAGE.write_text(fresh)

    assert _PAGE.read_text() == fresh, "npm test -- python --update runs the commands again"


def test_commands_do_something() -> None:
    """No command of the page fails, which would be a page about nothing."""
    told = commands(_PAGE.read_text())

    assert len(told) > 10
    for one in told:
        assert one.output or one.line.startswith(("rm ", "layerwise check --quiet")), one.line
        assert "layerwise: " not in one.output, one.output
        assert "Traceback" not in one.output
