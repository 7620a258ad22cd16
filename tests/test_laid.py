"""An image with directories of the build context beneath it."""

from collections.abc import Mapping, Sequence

import pytest
from layerwise.cache.image import Image
from layerwise.cache.laid import Laid, Pair
from layerwise.context.memory import Content, MemoryTree
from layerwise.context.tree import Entry
from layerwise.ecosystems.reads import Sought
from layerwise.unknown import Unknown
from planning import planned

_FILES: Mapping[str, Content] = {
    "package.json": "of the image",
    "src/a.js": "1",
    "src/lib/b.js": "2",
    "web/c.js": "3",
    "closed": Unknown("it cannot be read"),
}
_CHANGED = {**_FILES, "package.json": "of the context"}
_APP, _WEB = Pair("/app", ""), Pair("/app/site", "web")


def _laid(
    *pairs: Pair, only: frozenset[str] | None = None, without: str | None = None, lines: str = ""
) -> Laid:
    """The context beneath an image that has its manifest."""
    above = f"FROM a; COPY package.json src/lib /app/; {lines}"
    image = Image(planned(above, _FILES).stages[0].events)
    return Laid(image, MemoryTree(_CHANGED), pairs, only, without)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("/app/src/a.js", "src/a.js"),
        ("/app/src", "src"),
        ("/app", ""),
        ("/app/gone.js", None),
        ("/other/src/a.js", None),
        ("/app/site/c.js", "web/c.js"),
        ("/app/site", "web"),
        ("/app/closed", None),
    ],
)
def test_source(path: str, source: str | None) -> None:
    """What would be copied there, by the nearest directory."""
    assert _laid(_APP, _WEB).source_of(path) == source
    assert _laid(_WEB, _APP).source_of(path) == source


@pytest.mark.parametrize(
    ("path", "only", "without", "is_there"),
    [
        ("/app/src/a.js", None, None, True),
        ("/app/src/a.js", None, "/app/src/a.js", False),
        ("/app/src/a.js", None, "/app/web", True),
        ("/app/src/a.js", frozenset({"/app/src/a.js"}), None, True),
        ("/app/src", frozenset({"/app/src/a.js"}), None, True),
        ("/app/src", frozenset({"/app/src/lib/b.js"}), None, True),
        ("/app/src/lib", frozenset({"/app/src/a.js"}), None, False),
        ("/app/web/c.js", frozenset({"/app/src/a.js"}), None, False),
        ("/app/src/a.js", frozenset(), None, False),
    ],
)
def test_some_alone(path: str, only: frozenset[str] | None, without: str | None, *, is_there: bool) -> None:
    """The files that are taken, the directories above them, and nothing at one path."""
    assert (_laid(_APP, only=only, without=without).entry(path) is not None) is is_there


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/app/package.json", "of the image"),
        ("/app/src/a.js", "1"),
        ("/app/b.js", "2"),
        ("/app/gone.js", None),
        ("/other", None),
    ],
)
def test_text(path: str, text: str | None) -> None:
    """The image's own lies over the context's."""
    laid = _laid(_APP)

    assert laid.text(path) == text
    assert isinstance(laid.entry(path), Entry) is (text is not None)


@pytest.mark.parametrize(
    ("path", "only", "names"),
    [
        ("/app", None, ("b.js", "package.json", "src", "web")),
        ("/app", frozenset({"/app/src/a.js"}), ("b.js", "package.json", "src")),
        ("/app/src", None, ("a.js", "lib")),
        ("/app/src/a.js", None, ()),
        ("/app/gone", None, ()),
        ("/other", None, ()),
    ],
)
def test_names(path: str, only: frozenset[str] | None, names: Sequence[str]) -> None:
    """Those of image and context together, as far as they are taken."""
    assert _laid(_APP, only=only).names(path) == names


def test_names_that_nobody_knows() -> None:
    """A directory that cannot be listed in one of them cannot be listed in both."""
    assert isinstance(_laid(_APP, lines="COPY --from=x /y /app").names("/app"), Unknown)
    assert isinstance(_laid(Pair("/app", "src"), Pair("/z", "closed")).names("/app"), tuple)


@pytest.mark.parametrize(
    ("absent", "listed", "adds"),
    [
        ((), (), False),
        (("/app/src/a.js",), (), True),
        (("/app/gone.js", "/app/src/a.js"), (), True),
        (("/app/gone.js", "/other/a.js"), (), False),
        ((), ("/app",), True),
        ((), ("/other", "/app"), True),
        ((), ("/app/lib", "/other"), False),
        (("/app/gone.js",), ("/app",), True),
        (("/app/src/a.js",), ("/other",), True),
    ],
)
def test_adds_to(absent: Sequence[str], listed: Sequence[str], *, adds: bool) -> None:
    """A file where none was found, or a name in a folder that was listed, answers otherwise than the image alone."""
    assert _laid(_APP).adds_to(Sought(frozenset(absent), frozenset(listed))) is adds
