"""Whether an install is told to keep to a lockfile, and whether it has found one."""

import posixpath

from layerwise.ecosystems.facts import Reading
from layerwise.ecosystems.recognise import Recognised

# As npm-likes, Yarn from 2 on, Deno and uv spell it (each one's --help).
_KEEPING = ("--frozen-lockfile", "--immutable", "--frozen", "--locked")


def misses_lockfile(found: Recognised, reading: Reading) -> bool:
    """Whether its author counts on a lockfile that is not where the install looks for it."""
    is_kept = found.call.install.is_frozen or found.call.has(*_KEEPING)
    names = found.ecosystem.lockfiles
    return bool(is_kept and names) and not any(
        posixpath.basename(need.path) in names for need in reading.needs
    )
