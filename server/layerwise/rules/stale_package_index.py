r"""
Packages are installed from an index that another layer holds, however old it is.

## What it does

Finds an install (`apt-get install`, `pacman -S`) in a `RUN` that does not fetch the index of packages itself, but takes
the one that an earlier `RUN` has fetched (`apt-get update`, `pacman -Sy`), be it in a stage that this one is built
from.

## Why is this bad?

The builder keeps the layer of `apt-get update` for as long as nothing above it changes. When the list of packages
below is edited, only that `RUN` runs again, with an index of months ago: it installs old versions, or fails, since the
archive has those no more. With `pacman`, the packages then do not fit together.

## Example

```dockerfile
FROM debian:12
RUN apt-get update
#   ^^^^^^^^^^^^^^ stale-package-index
RUN apt-get install -y curl
#   ~~~~~~~~~~~~~~~~~~~~~~~ takes its packages from that index
```

Use instead:

```dockerfile
FROM debian:12
RUN apt-get update && apt-get install -y curl
```

## When not to use it

`apk`, `dnf`, `yum` and `zypper` fetch an index again that is too old, so that nothing is said of them; nor where the
index lies in a cache mount. To keep an index on purpose, put `# layerwise: ignore=stale-package-index` on the line
above the `RUN` that fetches it.

## Fix safety

The index is fetched by the same command in each layer that installs from it; a `RUN` that did nothing else goes. That
is safe where nothing in between decides what is fetched: no source, key or setting is added, and no command is run of
which nobody knows what it does. Otherwise it is not offered, and the hover names the line that stands in the way.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from layerwise.cache.plan import BuildPlan
from layerwise.cache.runs import label
from layerwise.findings.finding import Evidence, Finding, Fix, Safety, Severity
from layerwise.indexes.stale import Stale, Use, stale
from layerwise.rules.rule import Rule
from layerwise.text import Span

if TYPE_CHECKING:
    from layerwise.indexes.joining import Joined

_CODE = "stale-package-index"
_WIDTH = 40  # of an install in a message, which names two commands


def check(plans: Sequence[BuildPlan]) -> Iterator[Finding]:
    """One finding for each command that fetches an index for later layers."""
    seen: set[Span] = set()
    for plan in plans:
        others = [other for other in plans if other is not plan]
        for one in stale(plan):
            if one.refresh.command.span not in seen:
                seen.add(one.refresh.command.span)
                yield _finding(plan, others, one)


def _finding(plan: BuildPlan, others: Sequence[BuildPlan], one: Stale) -> Finding:
    from layerwise.indexes.joining import Joined, Obstacle, join  # noqa: PLC0415 - where something is found

    judged = join(plan, others, one)
    is_fixed = isinstance(judged, Joined)
    return Finding(
        rule=_CODE,
        severity=Severity.WARNING if is_fixed else Severity.INFORMATION,
        span=one.refresh.command.span,
        message=f"{_named(one.refresh)} stays cached while {_named(one.installs[0])} changes",
        evidence=tuple(
            Evidence(install.command.span, "takes its packages from that index") for install in one.installs
        ),
        fixes=(_fix(one, judged),) if isinstance(judged, Joined) else (),
        refusal=Evidence(judged.span, judged.why) if isinstance(judged, Obstacle) else None,
    )


def _fix(one: Stale, joined: "Joined") -> Fix:
    fetch, first = _named(one.refresh), _named(one.installs[0])
    more = len(one.installs) - 1
    others = f" and {more} more" if more else ""
    title = (
        f"Join {fetch} with {first}{others}" if joined.is_moved else f"Run {fetch} with {first}{others} too"
    )
    return Fix(title=title, edits=joined.edits, safety=Safety.SAFE)


def _named(use: Use) -> str:
    text = label(use.command)
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


RULE = Rule(code=_CODE, severity=Severity.WARNING, page=__doc__ or "", check=check, is_of_families=True)
