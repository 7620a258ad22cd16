"""What the frontend that a Dockerfile declares can do (`# syntax=docker/dockerfile:1.20`)."""

import re

from layerwise.regex import regex
from layerwise.syntax.tree import Dockerfile

# `COPY --parents` is in the stable frontend from 1.20 on, before that in `-labs` from 1.7 on (Dockerfile
# reference, table of COPY). "1", "latest" and "1-labs" follow the newest release.
_STABLE_PARENTS = (1, 20)
_LABS_PARENTS = (1, 7)
_MOUNTS = (1, 2)  # `RUN --mount`; before that in experimental ones, and all of `-labs` came later
_FRONTEND = regex(
    r"(?:docker\.io/)?docker/dockerfile(?:-upstream)?"
    r"(?::(?P<tag>(?:v?(?P<major>\d{1,9})(?:\.(?P<minor>\d{1,9}))?(?:\.\d+)?|latest|labs|master)(?P<labs>-labs)?))?"
    r"(?:@sha256:[0-9a-f]{64})?",
    re.IGNORECASE,
)


def has_mounts(document: Dockerfile) -> bool:
    """Whether `RUN --mount` is there, as it is in every frontend but the declared ones before 1.2."""
    found = _declared(document)
    if found is None or found["minor"] is None:
        return True
    return (int(found["major"]), int(found["minor"])) >= _MOUNTS


def has_parents(document: Dockerfile) -> bool:
    """Whether `COPY --parents` is sure to be there: what the builder itself brings along is not known."""
    found = _declared(document)
    if found is None or found["tag"] is None:
        return False
    if found["major"] is None or found["minor"] is None:
        return found["major"] in (None, "1")
    version = (int(found["major"]), int(found["minor"]))
    return version >= (_LABS_PARENTS if found["labs"] else _STABLE_PARENTS)


def _declared(document: Dockerfile) -> re.Match[str] | None:
    declared = next((d.value.strip() for d in document.directives if d.name == "syntax"), None)
    return _FRONTEND.fullmatch(declared.split()[0]) if declared else None
