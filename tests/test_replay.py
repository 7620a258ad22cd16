"""What an edit reruns, as the model says; the builder suite holds the same against real builds."""

import pytest
from checking import analysed
from layerwise.cache.replay import Rerun, rerun_by

_FILES = {"package.json": "{}", "src/a.js": "1", "docs/b.md": "1", ".dockerignore": "docs\n"}
_NO, _IF, _YES = Rerun.NO, Rerun.IF_OUTPUT_CHANGES, Rerun.YES


@pytest.mark.parametrize(
    ("text", "changed", "expected"),
    [
        ("FROM a\nCOPY . /x\nRUN y\n", "src/a.js", [_YES, _YES]),
        ("FROM a\nCOPY . /x\nRUN y\n", "docs/b.md", [_NO, _NO]),
        ("FROM a\nCOPY package.json /x/\nRUN y\nCOPY . /x\n", "src/a.js", [_NO, _NO, _YES]),
        ("FROM a\nCOPY package.json /x/\nRUN y\nCOPY . /x\n", "package.json", [_YES, _YES, _YES]),
        ("FROM a\nRUN --mount=type=bind,source=src,target=/s y\n", "src/a.js", [_YES]),
        ("FROM a\nRUN --mount=type=bind,source=src,target=/s y\n", "package.json", [_NO]),
        ("FROM a\nRUN --mount=type=cache,target=/s y\n", "src/a.js", [_NO]),
        ("FROM a AS b\nCOPY . /x\nFROM b\nRUN y\n", "src/a.js", [_YES, _YES]),
        ("FROM a AS b\nCOPY . /x\nFROM c\nCOPY --from=b /x/src /s\n", "src/a.js", [_YES, _YES]),
        ("FROM a AS b\nCOPY . /x\nFROM c\nCOPY --from=b /x/src /s\n", "package.json", [_YES, _NO]),
        ("FROM golang:onbuild\nRUN y\n", "src/a.js", [_YES]),
        ("FROM golang:onbuild\nRUN y\n", "docs/b.md", [_NO]),
        ("FROM a AS b\nONBUILD COPY src /x\nFROM b\nRUN y\n", "src/a.js", [_NO, _YES]),
        ("FROM a AS b\nONBUILD COPY src /x\nFROM b\nRUN y\n", "package.json", [_NO, _NO]),
        ("FROM a AS b\nCOPY . /x\nRUN make\nFROM c\nCOPY --from=b /out /s\n", "src/a.js", [_YES, _YES, _IF]),
    ],
)
def test_rerun(text: str, changed: str, expected: list[Rerun]) -> None:
    """The answers for all steps, in the order of the Dockerfile."""
    (plan,) = analysed(text, _FILES).plans

    assert list(rerun_by(plan, [changed]).values()) == expected
