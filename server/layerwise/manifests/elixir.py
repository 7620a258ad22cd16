"""Elixir's files `mix.exs`, `config/*.exs` and `mix.lock`: what their text says, without running it."""

import re

from layerwise.regex import regex
from layerwise.tuples import NamedTuple

# A `#` that begins neither an interpolation nor stands in a word.
_COMMENT = regex(r"(?m)(?:^|(?<=\s))#(?!\{).*$")
_READ = regex(r'\bFile\.(?:read!?|exists\?|regular\?|stream!?)\(?\s*"([^"#]+)"')
# What opens files or runs programs; `Code.ensure_loaded?` and its kind do not.
_FILES = regex(
    r"\b(File|Path\.wildcard|Code(?!\.ensure)|Port|System\.(cmd|shell)|EEx|IO\.(read|gets|stream))\b"
    r"|:(os\.cmd|file|filelib|erl_tar|zip)\b"
)
_TUPLE = regex(r"\{\s*:(\w+)\s*,((?:[^{}]|#\{[^{}]*\})*)\}")
_FOLDER = regex(r"(?<![\w\"])path:|\bin_umbrella:")
_KEYWORD = regex(r'(?<![\w{:])(\w+):\s*"(\s*(?:~>|[<>=])[^"]*)"')
_IMPORT = regex(r"\bimport_config\b\s*\(?\s*([^\n]*)")
_LOCKED = regex(
    r'(?m)^[ \t]*"(?P<name>[^"]+)":\s*\{:hex,\s*:\w+,\s*"(?P<version>[^"]+)",\s*"\w+",\s*\[[^\]]*\],\s*\[.*\],'
    r'\s*"[^"]+",\s*"\w+"\},?\s*$'
)


class Dependency(NamedTuple):
    """One dependency: a version's requirement, or where else it comes from.

    `path` is the folder as written; `is_unclear` says that it is a folder that nobody can name from the text.
    """

    name: str
    requirement: str | None
    path: str | None
    is_unclear: bool


def code(text: str) -> str:
    """The text without its comments."""
    return _COMMENT.sub("", text)


def reads(text: str) -> tuple[str, ...]:
    """The files that code is seen to read by their names."""
    return tuple(_READ.findall(text))


def is_clear(text: str) -> bool:
    """Whether code opens nothing but those and runs no program."""
    return _FILES.search(_READ.sub("", text)) is None


def setting(text: str, name: str) -> str | None:
    """The text given to a keyword such as `apps_path: "apps"`."""
    found = re.search(rf'(?<![\w"]){name}:\s*"([^"#]*)"', text)
    return found[1] if found else None


def has_setting(text: str, name: str) -> bool:
    """Whether a keyword is there, whatever its value."""
    return re.search(rf'(?<![\w]){re.escape(name)}"?:', text) is not None


def dependencies(text: str) -> list[Dependency]:
    """The tuples that look like dependencies, and keywords with a requirement (`ecto: "~> 3.0"`)."""
    found = []
    for name, rest in _TUPLE.findall(text):
        requirement = re.match(r'\s*"([^"]*)"', rest)
        path = re.search(r'(?<!\w)path:\s*("[^"#]*"|[^,\s][^,]*)', rest)
        written = path[1].strip('"') if path and path[1].startswith('"') else None
        if re.search(r"\bin_umbrella:\s*true\b", rest):
            written = f"../{name}"
        # A repository that is a folder.
        is_beside = re.search(r'\bgit:(?!\s*"(?!file:)[^"]*:)', rest) is not None
        is_unclear = (path is not None and written is None) or is_beside
        found.append(Dependency(name, requirement[1] if requirement else None, written, is_unclear))
    if len(_FOLDER.findall(text)) > sum(one.is_unclear or one.path is not None for one in found):
        found.append(Dependency("", None, None, is_unclear=True))
    return found + [
        Dependency(name, requirement, None, is_unclear=False)
        for name, requirement in _KEYWORD.findall(text)
        if name != "elixir"
    ]


def imports(text: str) -> list[str]:
    """What `import_config` names, as written, with its quotes."""
    return [one.strip() for one in _IMPORT.findall(text)]


def locked(text: str) -> dict[str, str] | None:
    """The locked versions by name; None where an entry is not one of today's Hex."""
    lines = [line for line in text.splitlines() if re.match(r'\s*"', line)]
    found = {one["name"]: one["version"] for one in _LOCKED.finditer(text)}
    return found if len(found) == len(lines) else None


def satisfies(version: str, requirement: str) -> bool:
    """Whether a version is seen to meet a requirement such as `~> 1.2 and < 1.5.0` (Elixir's Version)."""
    mine = _numbers(version)
    if mine is None or " or " in requirement:
        return False
    return all(_meets(mine, one.strip()) for one in requirement.split(" and "))


def _meets(mine: tuple[int, ...], requirement: str) -> bool:
    matched = re.fullmatch(r"(~>|>=|<=|==|=|>|<|)\s*([\d.]+)", requirement)
    given = _numbers(matched[2]) if matched else None
    if matched is None or given is None:
        return False
    padded = (*given, 0, 0)[:3]
    match matched[1]:
        case "~>":
            return mine >= padded and mine[: len(given) - 1] == given[:-1]
        case ">=":
            return mine >= padded
        case "<=":
            return mine <= padded
        case ">":
            return mine > padded
        case "<":
            return mine < padded
        case _:
            return mine == padded


def _numbers(version: str) -> tuple[int, ...] | None:
    return tuple(map(int, version.split("."))) if re.fullmatch(r"\d{1,9}(\.\d{1,9}){0,2}", version) else None
