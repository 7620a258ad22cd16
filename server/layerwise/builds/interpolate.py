"""Variables in compose files: `$NAME`, `${NAME}` and their defaults; the environment is not known."""

import re

from layerwise.unknown import Unknown

_VARIABLE = re.compile(
    r"\$(?:(?P<escaped>\$)|(?P<plain>[A-Za-z_]\w*)|\{(?P<braced>[A-Za-z_]\w*)(?P<operator>:?[-?+])?)"
)
_DEEPEST = 20  # defaults within defaults; people write one or two


def interpolate(text: str, depth: int = 0) -> str | Unknown:
    """The text with variables replaced by their defaults; Unknown where one has none.

    Nothing but the file is asked, so a default is taken for the value, as in a build without settings.
    """
    if depth > _DEEPEST:
        return Unknown("its variables are nested too deeply")
    pieces: list[str] = []
    position = 0
    while position < len(text):
        dollar = text.find("$", position)
        if dollar == -1:
            break
        pieces.append(text[position:dollar])
        match = _VARIABLE.match(text, dollar)
        if match is None:
            return Unknown("a variable in it is malformed")
        position = match.end()
        if match["escaped"]:
            pieces.append("$")
            continue
        name = match["plain"] or match["braced"]
        if match["plain"] or match["operator"] not in {":-", "-", ":+", "+"}:
            return Unknown(f"the value of {name} comes from the environment")
        end = _closing_brace(text, position)
        if end is None:
            return Unknown("a variable in it is malformed")
        default = interpolate(text[position:end], depth + 1) if "-" in match["operator"] else ""
        if isinstance(default, Unknown):
            return default
        pieces.append(default)
        position = end + 1
    return "".join(pieces) + text[position:]


def _closing_brace(text: str, start: int) -> int | None:
    """Where the brace closes whose inside begins at `start`."""
    depth = 0
    for position in range(start, len(text)):
        if text.startswith("${", position):
            depth += 1
        elif text[position] == "}":
            if not depth:
                return position
            depth -= 1
    return None
