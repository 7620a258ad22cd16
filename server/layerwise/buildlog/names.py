"""How BuildKit names a step: `[web linux/amd64 build 3/7] RUN npm ci` (dockerfile2llb, `prefixCommand`)."""

import re

from layerwise.buildlog.log import LoggedStep

_NAME = re.compile(r"\[(?P<where>[^\]]*?)\s*\b(?P<number>\d+)/(?P<total>\d+)\]\s+(?P<text>.*)", re.DOTALL)
_LINK = "LINK "  # said of a COPY --link whose files are put into place
_IMPORT = re.compile(r"importing cache manifest from (\S+)")
_CUT = "..."


def step_named(name: str) -> LoggedStep | None:
    """The step that a name is of; None for the builder's own work, such as loading the context."""
    match = _NAME.match(name)
    if match is None:
        return None
    text = " ".join(match["text"].split())
    is_cut = text.endswith(_CUT)
    return LoggedStep(
        text=text.removesuffix(_CUT).removeprefix(_LINK),
        where=tuple(match["where"].split()),
        number=int(match["number"][:9]),
        total=int(match["total"][:9]),
        is_cut=is_cut,
    )


def import_named(name: str) -> str | None:
    """The cache that is imported under a name."""
    match = _IMPORT.search(name)
    return None if match is None else match[1]
