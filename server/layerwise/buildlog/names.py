"""How BuildKit names a step: `[web linux/amd64 build 3/7] RUN npm ci` (dockerfile2llb, `prefixCommand`)."""

from layerwise.buildlog.log import LoggedStep
from layerwise.regex import regex

_COUNT = regex(r"(?P<number>\d{1,9})/(?P<total>\d{1,9})")
_LONGEST = 300  # characters in brackets; names of targets, platforms and stages are shorter
_LINK = "LINK "  # the work of putting what a COPY --link has copied into place; the copy itself has a name of its own
_IMPORT = regex(r"importing cache manifest from (\S+)")
_CUT = "..."


def step_named(name: str) -> LoggedStep | None:
    """The step that a name is of; None for the builder's own work, such as loading the context.

    So is what follows a COPY --link: its files are put into place anew whenever a step above it reran.
    """
    end = name.find("]", 0, _LONGEST)
    where = name[1:end].split() if name.startswith("[") and end != -1 else []
    count = _COUNT.fullmatch(where[-1]) if where else None
    text = " ".join(name[end + 1 :].split())
    if count is None or not text or text.startswith(_LINK):
        return None
    return LoggedStep(
        text=text.removesuffix(_CUT),
        where=tuple(where[:-1]),
        number=int(count["number"]),
        total=int(count["total"]),
        is_cut=text.endswith(_CUT),
    )


def import_named(name: str) -> str | None:
    """The cache that is imported under a name."""
    match = _IMPORT.search(name)
    return None if match is None else match[1]
