"""What the mounts of a RUN show to its commands, and how much of it is known."""

import pytest
from layerwise.cache.mounts import Mount
from planning import planned

_FILES = {"package.json": "{}", "src/a.js": "1"}
_STAGE = "FROM scratch AS b; COPY src /x; "


def _mounts(stage: str, *mounts: str) -> tuple[Mount, ...]:
    """The mounts of a RUN below a stage."""
    flags = " ".join(f"--mount={mount}" for mount in mounts)
    return planned(f"{stage}FROM a; RUN {flags} y", _FILES).stages[-1].steps[-1].mounts


def test_text() -> None:
    """A mount is told from others by its text; one without a value is none."""
    written = ("type=cache,target=/root/.npm", "source=package.json,target=/p")

    assert tuple(mount.text for mount in _mounts("", *written, "")) == written


@pytest.mark.parametrize(
    ("stage", "mount", "is_seen"),
    [
        ("", "source=src,target=/s", True),
        (_STAGE, "from=b,source=/x,target=/s", True),
        (_STAGE, "from=b,source=/x/a.js,target=/s", True),
        (_STAGE, "from=b,target=/s", False),
        (_STAGE, "from=b,source=/other,target=/s", False),
        (f"{_STAGE}RUN ./unknown.sh; ", "from=b,source=/x,target=/s", False),
        ("", "from=elsewhere,source=/x,target=/s", True),
    ],
)
def test_seen(stage: str, mount: str, *, is_seen: bool) -> None:
    """A place in a stage is known as a whole only where a copy filled it and nothing else could."""
    (found,) = _mounts(stage, mount)
    copy = found.event.copy if found.event else None

    assert copy is not None
    assert [mapping.is_seen for mapping in copy.mappings] == [is_seen]
