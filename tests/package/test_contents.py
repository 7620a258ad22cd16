"""What the distributions hold."""

import email
import re
import tarfile
import zipfile
from email.message import Message
from pathlib import Path

import pytest
from layerwise import __version__

from package.conftest import Distributions
from package.offline import run
from package.places import ROOT, TOOLS

pytestmark = pytest.mark.package

_PACKAGE = ROOT / "server" / "layerwise"


def _modules() -> set[str]:
    found = {path for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".typed")}
    return {f"layerwise/{path.relative_to(_PACKAGE).as_posix()}" for path in found}


def _metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        return email.message_from_bytes(archive.read(f"layerwise-{__version__}.dist-info/METADATA"))


def test_wheel(distributions: Distributions) -> None:
    """It is for every platform, and holds the package with its type marker, the licence, and no tests."""
    information = f"layerwise-{__version__}.dist-info"
    with zipfile.ZipFile(distributions.wheel) as archive:
        names = set(archive.namelist())

    assert distributions.wheel.name == f"layerwise-{__version__}-py3-none-any.whl"
    assert {name for name in names if not name.startswith(information)} == _modules()
    assert f"{information}/licenses/LICENSE" in names


def test_sdist(distributions: Distributions) -> None:
    """It holds what the wheel is built from, and nothing that only the repository has a use for."""
    with tarfile.open(distributions.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames() if not archive.getmember(name).isdir()}
    others = {name for name in names if not name.startswith("server/layerwise/")}

    assert {name.removeprefix("server/") for name in names - others} == _modules()
    assert {name for name in others if ".egg-info/" not in name} == {
        "LICENSE",
        "MANIFEST.in",
        "PKG-INFO",
        "README.md",
        "docs/package.md",
        "pyproject.toml",
        "setup.cfg",
    }


def test_metadata(distributions: Distributions) -> None:
    """Version, licence and Python are those of the project, and every library is named."""
    told = _metadata(distributions.wheel)
    locked = set(
        re.findall(r"^([a-z-]+)==", (ROOT / "requirements" / "bundle.txt").read_text(), re.MULTILINE)
    )
    required = {re.split(r"[^\w.-]", line)[0] for line in told.get_all("Requires-Dist", [])}

    assert (told["Version"], told["License-Expression"]) == (__version__, "MIT")
    assert told["Requires-Python"] == ">=3.10"
    assert required
    assert required <= {*locked, "ruamel.yaml"}


def test_description(distributions: Distributions) -> None:
    """An index shows the description, whose links lead somewhere from there."""
    home = distributions.wheel.parent
    said = run(TOOLS / "twine", "check", "--strict", distributions.wheel, distributions.sdist, home=home)
    text = str(_metadata(distributions.wheel).get_payload())
    links = re.findall(r"\]\(([^)]*)\)", text)
    pages = [link.partition("/blob/main/")[2] for link in links]

    assert said.count("PASSED") == 2
    assert links
    assert [page for page in pages if not page or not (ROOT / page).is_file()] == []
