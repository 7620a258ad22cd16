"""Gemfile.lock: what Bundler has settled on."""

import re

from layerwise.manifests.gemfile import Gem
from layerwise.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A Gemfile.lock: the folders of path gems, the gems asked for, the platforms it is made for.

    `is_old`: it was made by Bundler 1.
    """

    paths: tuple[str, ...] = ()
    gems: tuple[Gem, ...] = ()
    platforms: tuple[str, ...] = ()
    has_ruby: bool = False
    is_old: bool = False


def read(text: str) -> Lock:
    """The lockfile; lines of other sections are passed over."""
    section = ""
    paths: list[str] = []
    gems: list[Gem] = []
    platforms: list[str] = []
    has_ruby = is_old = False
    for line in text.splitlines():
        if line[:1].strip():
            section = line.strip()
            has_ruby = has_ruby or section == "RUBY VERSION"
        elif section == "PATH" and line.startswith("  remote: "):
            paths.append(line.removeprefix("  remote: ").strip())
        elif section == "PLATFORMS" and line.strip():
            platforms.append(line.strip())
        elif section == "BUNDLED WITH":
            is_old = is_old or line.strip().startswith(("0.", "1."))
        elif section == "DEPENDENCIES" and (found := re.match(r"  ([^\s!(]+)(?: \(([^)]*)\))?!?$", line)):
            gems.append(Gem(found[1], frozenset(found[2].split(", ") if found[2] else ())))
    return Lock(
        paths=tuple(paths), gems=tuple(gems), platforms=tuple(platforms), has_ruby=has_ruby, is_old=is_old
    )
