"""What `.gitignore` surely leaves out: only lines that spell a folder's name are understood."""

from layerwise.context.context import BuildContext
from layerwise.context.paths import join
from layerwise.context.pattern import matches


def is_git_ignored(context: BuildContext, path: str) -> bool:
    """Whether a line of the `.gitignore` beside a folder, or of one further up, names it, and no exception may."""
    directory, _, name = path.rpartition("/")
    below = name
    while True:
        answer = _said(context.raw.text(join(directory, ".gitignore")), name, below)
        if answer is not None:
            return answer
        if not directory:
            return False
        directory, _, last = directory.rpartition("/")
        below = f"{last}/{below}"


def _said(text: object, name: str, below: str) -> bool | None:
    """What one file says of the folder `below` it; None where it says nothing."""
    if not isinstance(text, str):
        return None
    lines = [line.strip() for line in text.splitlines()]
    if any(line.startswith("!") and name in line for line in lines):
        return False
    return True if any(_names(line, name, below) for line in lines) else None


def _names(line: str, name: str, below: str) -> bool:
    if line.startswith(("#", "!")) or not line:
        return False
    pattern = line.rstrip("/").removeprefix("**/")
    if "/" in pattern:
        return matches(pattern.removeprefix("/"), below)
    return pattern not in {"*", "**"} and matches(pattern, name)
