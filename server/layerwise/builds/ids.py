"""Names of builds that are the same from one day to the next, by which one of them is chosen."""

from collections import Counter
from collections.abc import Iterable

from layerwise.builds.build import Build


def ids(builds: Iterable[Build]) -> tuple[str, ...]:
    """A name for each build: who declares it, of which context, up to which stage; no line, for lines move.

    Of builds that differ in nothing but their arguments, all but the first have a number besides.
    """
    seen: Counter[str] = Counter()
    found = []
    for build in builds:
        name = " | ".join((build.origin, build.label, build.target or ""))
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} | {seen[name]}")
    return tuple(found)
