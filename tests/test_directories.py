"""Directories in which a moved copy and what it passes meet: who makes them, and their mode and owner."""

from collections.abc import Mapping

import pytest
from layerwise.cache.compare import differences
from layerwise.cache.difference import Weight
from layerwise.context.memory import Content, Folder
from planning import planned

_FILES: Mapping[str, Content] = {
    "package.json": "{}",
    "src/a.js": "1",
    "src/lib/b.js": "1",
    "one/d/a": "1",
    "two/d/b": "1",
    "two/e/b": "1",
    "open/d": Folder(mode=0o777),
    "open/d/a": "1",
    "set/d": Folder(mode=0o2755),
    "set/d/a": "1",
}


def _said(moved: str, passed: str, above: str = "", base: str = "alpine") -> list[str]:
    """The differences where a copy goes below another step, the small ones with a `~` before them."""
    lines = f"FROM {base}; {above}"
    before, after = (
        planned(f"{lines}{text}", _FILES) for text in (f"{moved}; {passed}", f"{passed}; {moved}")
    )
    return ["~ " * (one.weight is Weight.SMALL) + one.why for one in differences(before, after)]


_USER = "USER node; "
_MADE = "{} would be made by {}, for another user"


@pytest.mark.parametrize(
    ("moved", "passed", "above", "said"),
    [
        ("COPY src /x", "WORKDIR /x", "", []),
        ("COPY src /x", "WORKDIR /x", "WORKDIR /x; ", []),
        ("COPY --chown=1 src /x", "WORKDIR /x", "", [_MADE.format("/x", "WORKDIR /x")]),
        ("COPY --chown=1 src /x", "WORKDIR /x/y", "", [_MADE.format("/x", "WORKDIR /x/y")]),
        ("COPY --chown=1 src /x/y", "WORKDIR /x", "", [_MADE.format("/x", "WORKDIR /x")]),
        ("COPY --chown=1 src /x", "WORKDIR /x", "WORKDIR /x; ", []),
        ("COPY --chown=1 src /x", "WORKDIR /y", "", []),
        ("COPY src /x", "WORKDIR /x", _USER, [_MADE.format("/x", "WORKDIR /x")]),
        ("COPY src /x", "WORKDIR /x/lib", "WORKDIR /x; ", []),
        ("COPY --chown=1 src /x", "WORKDIR /x/lib", "WORKDIR /x; ", []),
        (
            "COPY --chown=1 --parents src/a.js one/d/a /x/",
            "WORKDIR /x/one",
            "WORKDIR /x; ",
            [_MADE.format("/x/one", "WORKDIR /x/one")],
        ),
        ("COPY src /x", "WORKDIR /x/a.js/y", "", ["/x/a.js is no directory in the copy"]),
        (
            "COPY --chown=1 src /x",
            "COPY package.json /x/z",
            "",
            [_MADE.format("/x", "COPY package.json /x/z")],
        ),
        (
            "COPY --chown=1 src /x/y",
            "COPY package.json /x/z",
            "",
            [_MADE.format("/x", "COPY package.json /x/z")],
        ),
        ("COPY --chown=1 src /x/y", "COPY package.json /x/z", "WORKDIR /x; ", []),
        ("COPY --chown=1 src /x/y", "COPY --chown=1 package.json /x/z", "", []),
        ("COPY src /x/y", "COPY package.json /x/z", "", []),
        ("COPY src /x/y", "COPY package.json /x/z", _USER, []),
        ("COPY --chown=1 src /opt/y", "COPY package.json /opt/z", "", []),
        ("COPY --chown=1 src /x/y", "RUN touch /x/z", "", [_MADE.format("/x", "touch /x/z")]),
        ("COPY --chown=1 src /x/y", "RUN touch /x/z", "WORKDIR /x; ", []),
        ("COPY src /x/y", "RUN touch /x/z", _USER, [_MADE.format("/x", "touch /x/z")]),
        ("COPY --chown=1 src /x/y", "RUN cp -r /o /x", "", [_MADE.format("/x", "cp -r /o /x")]),
    ],
)
def test_made_for_another(moved: str, passed: str, above: str, said: list[str]) -> None:
    """A directory that is missing belongs to whom the one is for that makes it."""
    assert _said(moved, passed, above) == said


_GIVEN = "{} and the moved copy give {} another mode or owner"
_WHEN = "{} would have another mode or owner when {} runs"


@pytest.mark.parametrize(
    ("moved", "passed", "above", "said"),
    [
        ("COPY one /x", "COPY two /x", "", []),
        ("COPY --chown=1 one /x", "COPY --chown=1 two /x", "", []),
        ("COPY --chown=1 one /x", "COPY two /x", "WORKDIR /x; ", [_GIVEN.format("COPY two /x", "/x/d")]),
        (
            "COPY --chown=1 one package.json /x/",
            "COPY two /x",
            "WORKDIR /x; ",
            [_GIVEN.format("COPY two /x", "/x/d")],
        ),
        ("COPY --chmod=700 one /x", "COPY two /x", "WORKDIR /x; ", [_GIVEN.format("COPY two /x", "/x/d")]),
        ("COPY --chown=1 one /x", "COPY two/e /x/e", "WORKDIR /x; ", []),
        ("COPY --chown=1 one /x", "COPY two/d /x/d", "WORKDIR /x; WORKDIR /x/d; ", []),
        ("COPY open /x", "RUN touch /x/d/n", "COPY open/d /x/d; ", []),
        (
            "COPY open /x",
            "RUN touch /x/d/n",
            f"COPY open/d /x/d; {_USER}",
            [_WHEN.format("/x/d", "touch /x/d/n")],
        ),
        ("COPY set /x", "RUN touch /x/d/n", "COPY set/d /x/d; ", [_WHEN.format("/x/d", "touch /x/d/n")]),
        ("COPY src /x", "RUN touch /x/lib/n", f"COPY src/lib /x/lib; {_USER}", []),
        (
            "COPY --chown=1 src /x",
            "RUN touch /x/lib/n",
            f"COPY src/lib /x/lib; {_USER}",
            [_WHEN.format("/x/lib", "touch /x/lib/n")],
        ),
        (
            "COPY --chown=1 src /x",
            "RUN touch /x/lib/n",
            f"COPY --chown=1 src/lib /x/lib; {_USER}",
            [],
        ),
        (
            "COPY src /x",
            "RUN touch /x/lib/n",
            "WORKDIR /x; WORKDIR /x/lib; USER node; ",
            [],
        ),
        (
            "COPY src /x",
            "RUN touch /x/lib/n",
            "WORKDIR /x; RUN mkdir /x/lib; USER node; ",
            [_WHEN.format("/x/lib", "touch /x/lib/n")],
        ),
        (
            "COPY --chmod=755 open /x",
            "RUN touch /x/d/n",
            f"COPY --chmod=755 open/d /x/d; {_USER}",
            [],
        ),
        (
            "COPY --chmod=u+w src /x",
            "RUN touch /x/lib/n",
            f"COPY --chmod=u+w src/lib /x/lib; {_USER}",
            [_WHEN.format("/x/lib", "touch /x/lib/n")],
        ),
    ],
)
def test_mode_and_owner(moved: str, passed: str, above: str, said: list[str]) -> None:
    """A copy gives the directories inside its sources their mode and owner anew."""
    assert _said(moved, passed, above) == said


def test_user_of_a_base_that_nobody_knows() -> None:
    """Whoever runs there may be root, whom no mode keeps out, or may be another."""
    above = "COPY open/d /x/d; "
    when = _WHEN.format("/x/d", "touch /x/d/n")

    assert _said("COPY open /x", "RUN touch /x/d/n", above, base="a") == [f"~ {when}"]
    assert _said("COPY set /x", "RUN touch /x/d/n", "COPY set/d /x/d; ", base="a") == [when]
    assert _said("COPY src /x", "WORKDIR /x", base="a") == [_MADE.format("/x", "WORKDIR /x")]
