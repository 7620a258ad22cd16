"""A RUN split in two: where, what the second half says again, and where it cannot be done."""

from collections.abc import Mapping

import pytest
from layerwise.context.memory import Content
from layerwise.split.groups import groups, is_install
from layerwise.split.judged import judged
from layerwise.split.moves import Lift
from layerwise.split.verdict import Refusal
from layerwise.text import apply
from planning import planned, spelt

_FILES: Mapping[str, Content] = {
    "package.json": "{}",
    "package-lock.json": '{"lockfileVersion": 3, "packages": {"": {}}}',
    "app.js": "1",
    "other.js": "1",
}
_FAILS = "a failure of npm ci, after which the RUN goes on today, would end the build"
_GROWS = "what the RUN cleans up would stay in the layer above, and the image grow"
_NPM = "--mount=type=cache,target=/root/.npm"
_C = "--mount=type=cache,target=/c"
_ABOVE = "FROM a; WORKDIR /app; COPY . .; "
_MANIFESTS = "FROM a; WORKDIR /app; COPY package.json package-lock.json ./; "


def _split(run: str) -> tuple[str, str | None]:
    """What becomes of a RUN below a wide copy, with the copy, and why that is for review; or why nothing does."""
    before = planned(f"{_ABOVE}{run}", _FILES)
    (group,) = groups(before, is_install)
    found = judged(before, group, Lift(group.installs), ())
    if isinstance(found, Refusal):
        return "", found.why
    return spelt(apply(before.document.text, found.move.edits)).removeprefix(_MANIFESTS), found.reason


@pytest.mark.parametrize(
    ("run", "text", "reason"),
    [
        ("RUN npm ci", "RUN npm ci; COPY . .", None),
        ("RUN npm ci && touch /q", "RUN npm ci && touch /q; COPY . .", None),
        ("RUN npm ci && node app.js", "RUN npm ci; COPY . .; RUN node app.js", None),
        (
            "RUN touch /q && npm ci && node app.js && touch /r",
            "RUN touch /q && npm ci; COPY . .; RUN node app.js && touch /r",
            None,
        ),
        (
            f"RUN {_C} npm ci && touch app.js && cat /c/x",
            f"RUN {_C} npm ci; COPY . .; RUN {_C} touch app.js && cat /c/x",
            None,
        ),
        ("RUN npm ci && cd / && node app/app.js", "RUN npm ci; COPY . .; RUN cd / && node app/app.js", None),
        (
            "RUN cd /app && npm ci && node app.js",
            "RUN cd /app && npm ci; COPY . .; RUN cd /app && node app.js",
            None,
        ),
        ("RUN cd /app;npm ci;node app.js", "RUN cd /app;npm ci; COPY . .; RUN cd /app;node app.js", _FAILS),
        (
            "RUN cd /app && npm ci;node app.js",
            "RUN cd /app && npm ci; COPY . .; RUN cd /app && node app.js",
            _FAILS,
        ),
        (
            "RUN cd /app && export A=1 && npm ci && node app.js",
            "RUN cd /app && export A=1 && npm ci; COPY . .; RUN cd /app && export A=1 && node app.js",
            None,
        ),
        (
            "RUN cd /app;export A=1;npm ci && node app.js",
            "RUN cd /app;export A=1;npm ci; COPY . .; RUN cd /app;export A=1;node app.js",
            None,
        ),
        ("RUN set -e;npm ci;node app.js", "RUN set -e;npm ci; COPY . .; RUN set -e;node app.js", None),
        (
            "RUN set -x -e;npm ci;node app.js",
            "RUN set -x -e;npm ci; COPY . .; RUN set -x -e;node app.js",
            None,
        ),
        (
            "RUN set -o errexit;npm ci;node app.js",
            "RUN set -o errexit;npm ci; COPY . .; RUN set -o errexit;node app.js",
            None,
        ),
        (
            "RUN set -e;set +e;npm ci;node app.js",
            "RUN set -e;set +e;npm ci; COPY . .; RUN set -e;set +e;node app.js",
            _FAILS,
        ),
        ("RUN set -x;npm ci;node app.js", "RUN set -x;npm ci; COPY . .; RUN set -x;node app.js", _FAILS),
        (
            "RUN set -e;touch /q;npm ci;node app.js",
            "RUN set -e;touch /q;npm ci; COPY . .; RUN set -e;node app.js",
            None,
        ),
        (
            "RUN set -e;touch /q && npm ci;node app.js",
            "RUN set -e;touch /q && npm ci; COPY . .; RUN set -e;node app.js",
            _FAILS,
        ),
        ("RUN npm ci;node app.js", "RUN npm ci; COPY . .; RUN node app.js", _FAILS),
        ("RUN touch /q && npm ci;node app.js", "RUN touch /q && npm ci; COPY . .; RUN node app.js", _FAILS),
        (
            "RUN npm ci && node app.js;node app.js",
            "RUN npm ci; COPY . .; RUN node app.js;node app.js",
            _FAILS,
        ),
        ("RUN npm ci;node app.js || true", "RUN npm ci; COPY . .; RUN node app.js || true", _FAILS),
        (
            "RUN npm ci && node app.js;true || true",
            "RUN npm ci; COPY . .; RUN node app.js;true || true",
            _FAILS,
        ),
        ("RUN npm ci | cat && node app.js", "RUN npm ci | cat; COPY . .; RUN node app.js", None),
        ("RUN npm ci && node app.js | cat", "RUN npm ci; COPY . .; RUN node app.js | cat", None),
        (
            "RUN npm ci && node app.js && rm -rf /tmp/x",
            "RUN npm ci; COPY . .; RUN node app.js && rm -rf /tmp/x",
            _GROWS,
        ),
        (
            "RUN npm ci && node app.js && npm cache clean --force",
            "RUN npm ci; COPY . .; RUN node app.js && npm cache clean --force",
            _GROWS,
        ),
        (
            "RUN npm ci && node app.js && /bin/rm /tmp/x",
            "RUN npm ci; COPY . .; RUN node app.js && /bin/rm /tmp/x",
            _GROWS,
        ),
        (
            "RUN npm ci && rm /tmp/x && node app.js",
            "RUN npm ci && rm /tmp/x; COPY . .; RUN node app.js",
            None,
        ),
        ("RUN npm ci && make clean", "RUN npm ci; COPY . .; RUN make clean", None),
        (
            f"RUN {_NPM} npm ci && touch app.js",
            f"RUN {_NPM} npm ci; COPY . .; RUN {_NPM} touch app.js",
            None,
        ),
        (
            "RUN --mount=type=cache,target=/c npm ci && touch app.js",
            "RUN --mount=type=cache,target=/c npm ci; COPY . .; RUN touch app.js",
            None,
        ),
        (
            "RUN --mount=type=cache,target=/c npm ci && touch app.js /c/x",
            "RUN --mount=type=cache,target=/c npm ci; COPY . .; RUN --mount=type=cache,target=/c touch app.js /c/x",
            None,
        ),
        (
            "RUN --network=host --mount=type=cache,target=/c npm ci && touch app.js",
            "RUN --network=host --mount=type=cache,target=/c npm ci; COPY . .; RUN --network=host touch app.js",
            None,
        ),
        (
            f"RUN {_NPM} --mount=target=/d npm ci && touch app.js",
            f"RUN {_NPM} --mount=target=/d npm ci; COPY . .; RUN {_NPM} touch app.js",
            None,
        ),
        (
            "RUN --mount --mount=type=cache,target=/c npm ci && touch app.js",
            "RUN --mount --mount=type=cache,target=/c npm ci; COPY . .; RUN --mount touch app.js",
            None,
        ),
        ("RUN npm ci \\; # why;    && node app.js", "RUN npm ci; COPY . .; # why; RUN node app.js", None),
        (
            "RUN cd /app \\; # why;    && npm ci \\;    && node app.js",
            "RUN cd /app \\; # why;    && npm ci; COPY . .; RUN cd /app && node app.js",
            None,
        ),
        (
            "RUN cd /app \\;    && npm ci \\; # why;    && node app.js",
            "RUN cd /app \\;    && npm ci; COPY . .; # why; RUN cd /app \\;    && node app.js",
            None,
        ),
        (
            "RUN <<EOF; npm ci; node app.js; EOF",
            "RUN <<EOF; npm ci; EOF; COPY . .; RUN <<EOF; node app.js; EOF",
            _FAILS,
        ),
        (
            "RUN <<EOF;   cd /app;   npm ci;   node app.js; EOF",
            "RUN <<EOF;   cd /app;   npm ci; EOF; COPY . .; RUN <<EOF;   cd /app;   node app.js; EOF",
            _FAILS,
        ),
        (
            "RUN <<EOF; npm ci && node app.js; EOF",
            "RUN <<EOF; npm ci; EOF; COPY . .; RUN <<EOF; node app.js; EOF",
            None,
        ),
        (
            "RUN <<EOF; set -e; npm ci; # why; node app.js; EOF",
            "RUN <<EOF; set -e; npm ci; EOF; COPY . .; RUN <<EOF; set -e; # why; node app.js; EOF",
            None,
        ),
        (
            "RUN --network=host <<EOF; npm ci; node app.js; EOF",
            "RUN --network=host <<EOF; npm ci; EOF; COPY . .; RUN --network=host <<EOF; node app.js; EOF",
            _FAILS,
        ),
        (
            'SHELL ["/bin/bash", "-ec"]; RUN npm ci;node app.js',
            'SHELL ["/bin/bash", "-ec"]; RUN npm ci; COPY . .; RUN node app.js',
            None,
        ),
        (
            'SHELL ["/bin/bash", "-e", "-c"]; RUN npm ci;node app.js',
            'SHELL ["/bin/bash", "-e", "-c"]; RUN npm ci; COPY . .; RUN node app.js',
            None,
        ),
        (
            'SHELL ["/bin/bash", "-c"]; RUN npm ci;node app.js',
            'SHELL ["/bin/bash", "-c"]; RUN npm ci; COPY . .; RUN node app.js',
            _FAILS,
        ),
        ("RUN npm ci && (node app.js)", "RUN npm ci; COPY . .; RUN (node app.js)", None),
        ("RUN (npm ci) && node app.js", "RUN (npm ci); COPY . .; RUN node app.js", None),
        ("  run npm ci && node app.js", "  run npm ci; COPY . .;   run node app.js", None),
        (
            "RUN npm ci && (cd /tmp && true) && node app.js",
            "RUN npm ci && (cd /tmp && true); COPY . .; RUN node app.js",
            None,
        ),
    ],
)
def test_split(run: str, text: str, reason: str | None) -> None:
    """The second half begins with the first command that needs the copy, in the place and state of the whole."""
    assert _split(run) == (text, reason)


@pytest.mark.parametrize(
    ("run", "why"),
    [
        (
            "RUN npm ci && node app.js || true",
            "the RUN cannot be split before node app.js: its commands are joined by & or ||",
        ),
        (
            "RUN npm ci || true;node app.js",
            "the RUN cannot be split before node app.js: its commands are not joined by &&",
        ),
        (
            "RUN true & npm ci && node app.js",
            "the RUN cannot be split before node app.js: its commands are joined by & or ||",
        ),
        (
            "RUN A=$(cat x) && npm ci && node app.js",
            "the RUN cannot be split: it sets a variable to a command's output",
        ),
        (
            "RUN --mount=type=tmpfs,target=/t npm ci && node app.js",
            "the RUN cannot be split: what it writes to a mount would be gone in the second half",
        ),
        (
            "RUN <<EOF bash -e; npm ci; node app.js; EOF",
            "a RUN of this form cannot be split between npm ci and node app.js",
        ),
        ("RUN <<EOF; #!/bin/sh; npm ci; node app.js; EOF", "the RUN is not in a form that can be split"),
        ("RUN npm ci && node app.js <<EOF; x; EOF", "the RUN is not in a form that can be split"),
    ],
)
def test_not_split(run: str, why: str) -> None:
    """What stands in one cannot be parted, nor what the second half would lack."""
    assert _split(run) == ("", why)


def test_copies_that_are_not_needed() -> None:
    """A command that works on what one of the copies brings stays below all of them."""
    copies = "COPY . .; COPY other.js /y/"
    before = planned(f"FROM a; WORKDIR /app; {copies}; RUN npm ci && touch app.js", _FILES)
    (group,) = groups(before, is_install)
    found = judged(before, group, Lift(group.installs), ())
    assert not isinstance(found, Refusal)

    text = spelt(apply(before.document.text, found.move.edits))
    assert text == f"{_MANIFESTS}RUN npm ci; {copies}; RUN touch app.js"
