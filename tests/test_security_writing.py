"""`fix` writes the files that it was told of, and nothing that links lead to."""

from pathlib import Path

import pytest
from layerwise.cli.files import Overlay
from layerwise.cli.main import main
from layerwise.cli.texts import Unusable
from layerwise.findings.finding import FileChange
from layerwise.text import Edit, Span
from starting_case import FIXED, START, lay


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starting case, and another one beside it that is not to be touched."""
    for name in ("project", "other"):
        (tmp_path / name).mkdir()
        lay(tmp_path / name)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("is_absolute", [True, False])
def test_links_out_of_the_folder(
    is_absolute: bool, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A Dockerfile that is a link to another project's is left alone, and that is said."""
    before = _texts(project.parent / "other")
    target = project.parent / "other" / "Dockerfile" if is_absolute else Path("../other/Dockerfile")
    (project / "a.Dockerfile").symlink_to(target)
    (project / "compose.yaml").write_text("services:\n  a:\n    build: {context: ., dockerfile: link/b}\n")
    (project / "link").symlink_to("../other")
    (project.parent / "other" / "b").write_text(START)
    main(["fix", "."])

    assert (project / "Dockerfile").read_text() == FIXED
    assert _texts(project.parent / "other") == before | {"b": START}
    assert (
        "a.Dockerfile leads out of . and is left out; name it to have it checked" in capsys.readouterr().err
    )


def test_a_link_that_is_named(project: Path) -> None:
    """Whoever names a link means the file that it leads to; the link stays."""
    (project / "a.Dockerfile").symlink_to("../other/Dockerfile")
    main(["fix", "a.Dockerfile", "--unsafe-fixes", "--context", "../other"])

    assert (project.parent / "other" / "Dockerfile").read_text() == FIXED
    assert (project / "a.Dockerfile").is_symlink()
    assert (project / "Dockerfile").read_text() == START


def test_a_new_file_in_the_place_of_a_link(project: Path) -> None:
    """A file that a fix makes is not made where a link to nothing leads."""
    (project / ".dockerignore").symlink_to("../other/made")
    change = FileChange(".dockerignore", create=True, edits=(Edit(Span(0, 0), "node_modules\n"),))
    overlay = Overlay()

    with pytest.raises(Unusable, match="is a link to nothing"):
        overlay.change(project, [change])
    assert not (project.parent / "other" / "made").exists()
