"""The version, which is written down in one place."""

import json
import re
from pathlib import Path

from layerwise import __version__

_ROOT = Path(__file__).parent.parent


def test_the_same_everywhere() -> None:
    """The extension has the version of the package, and pages and templates name it."""
    manifests = [json.loads((_ROOT / name).read_text()) for name in ("package.json", "package-lock.json")]
    page = (_ROOT / "docs" / "ci.md").read_text()
    named = set(re.findall(r"(?:layerwise@v|layerwise/v|rev: v|#v)(\d+\.\d+\.\d+)", page))
    template = (_ROOT / "templates" / "layerwise.yml").read_text()

    assert {one["version"] for one in manifests} == {__version__}
    assert named == {__version__}
    assert f"layerwise=={__version__}" in template
