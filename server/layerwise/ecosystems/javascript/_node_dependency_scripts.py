"""What the install scripts of dependencies read of the project: nearly all look at their own folder only."""

from collections.abc import Sequence

from layerwise.context.tree import Kind
from layerwise.ecosystems.javascript._node import DEPENDENCIES, Package, join
from layerwise.ecosystems.javascript._node_script_tools import PRISMA_FOLDER, follow_tool
from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex

PRISMA = "@prisma/client"

# With 7 the client has no install script any more (its package.json on the registry).
_FIRST_PRISMA_WITHOUT_SCRIPT = 7
_MAJOR = regex(r"[\^~>=v\s]*(\d{1,9})\.")


def follow_dependency_scripts(reads: Reads, packages: Sequence[Package], places: Sequence[Package]) -> None:
    """Follow the one script that goes back to where the install was called, the first of `places`.

    `@prisma/client` runs `prisma generate` there (its scripts/postinstall.js), with which Yarn looks into every
    workspace ("Prisma schema location"). It minds neither a missing schema nor its own failure.
    """
    ranges = [one.ranges(*DEPENDENCIES).get(PRISMA) for one in packages]
    if not any(spec is not None and _has_script(spec) for spec in ranges):
        return
    for place in places:
        known = follow_tool(reads, place, ["prisma", "generate"])
        folder = join(place.folder, PRISMA_FOLDER)
        if known == "prisma generate" and reads.kind(folder) is not Kind.DIRECTORY:
            continue  # there is no schema
        if known:
            reads.needs_source(f"the install script of {PRISMA} runs {known}", place.path)


def _has_script(spec: str) -> bool:
    major = _MAJOR.match(spec)
    return major is None or int(major.group(1)) < _FIRST_PRISMA_WITHOUT_SCRIPT
