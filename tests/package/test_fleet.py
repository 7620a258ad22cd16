"""The example for many repositories, run on Dask's own local workers."""

import json
import shutil
from pathlib import Path

import pytest
from starting_case import FIXED, RULE, lay

from package.conftest import Distributions
from package.offline import run
from package.places import BUILD, ROOT, TOOLS, WHEELS

pytestmark = pytest.mark.package

_MANY = 12


def test_fleet(distributions: Distributions, tmp_path: Path) -> None:
    """Each checkout is answered once, with the findings of `layerwise check`; a broken one costs its own line."""
    tools, checkouts = tmp_path / "tools", tmp_path / "checkouts"
    shutil.copytree(BUILD / "tools", tools, symlinks=True)
    python = tools / "bin" / "python"
    install = ("uv", "pip", "install", "--quiet", "--find-links", str(WHEELS), "--python", str(python))
    run(*install, distributions.wheel, home=tmp_path)
    for number in range(_MANY):
        (checkouts / f"{number:02}").mkdir(parents=True)
        lay(checkouts / f"{number:02}")
    (checkouts / "03" / "Dockerfile").write_bytes(b"\0")
    (checkouts / "07" / "Dockerfile").write_text(FIXED)
    names = sorted(map(str, checkouts.iterdir()))
    output = run(
        python, ROOT / "examples/fleet.py", "--workers", "2", *names, "missing", home=tmp_path, code=2
    )
    lines = [json.loads(line) for line in output.splitlines()]
    found = {line["checkout"].rpartition("/")[2]: line for line in lines}

    assert len(lines) == len(found) == _MANY + 1
    assert "missing" in found.pop("missing")["error"]
    assert "binary" in found.pop("03")["error"]
    assert found.pop("07")["findings"] == []
    assert {one["rule"] for line in found.values() for one in line["findings"]} == {RULE}
    assert all(len(line["findings"]) == 1 and line["error"] is None for line in found.values())


def test_page() -> None:
    """The page shows the function that the workers run as it is."""
    example = (ROOT / "examples" / "fleet.py").read_text()
    function = example[example.index("def check(") : example.index("def checked(")].strip()

    assert f"```python\n{function}\n```" in (ROOT / "docs" / "fleet.md").read_text()


def test_tools() -> None:
    """Dask is where the set-up puts it."""
    assert (TOOLS / "dask").is_file()
