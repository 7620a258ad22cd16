"""Gemfile and gemspec, read without running Ruby.

A Gemfile is a Ruby program. Only statements whose effect is plain are read; any other makes the whole Unknown.
"""

import re

from layerwise.records import dataclass
from layerwise.regex import regex
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class Gem(NamedTuple):
    """A gem that is asked for, with its version requirements as a lockfile writes them."""

    name: str
    requirements: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemfile:
    """What a Gemfile says; `paths`, `gemspecs` are folders, `evaluated` Gemfiles and `versions` files beside it.

    `reads` are opened from the working directory. `is_conditional`: which gems count depends on the environment.
    """

    gems: tuple[Gem, ...] = ()
    paths: tuple[str, ...] = ()
    gemspecs: tuple[str, ...] = ()
    evaluated: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    has_ruby: bool = False
    is_conditional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemspec:
    """What a gemspec opens: Ruby files by path beside it, and whether it says what to build or to link."""

    required: tuple[str, ...] = ()
    has_programs: bool = False


# People write a few kilobytes.
MAX_LENGTH = 200_000

_STRING = r"""(?:"[^"#\\]*"|'[^'\\]*')"""
# Ruby that opens, runs or defines something; none of it may be left when the known forms are taken out.
_WILD = regex(
    r"`|%x|<<[~-]?['\"A-Z]|__FILE__|__dir__|\$:|\$LOAD_PATH|\b(?:path|file|glob)\b"
    r"|(?<!(?<!:):)\b(?:File|Dir|IO|FileUtils|Pathname|Kernel|Open3|Bundler|Gem|YAML|JSON|ERB|Psych|Marshal"
    r"|Class|Module|ObjectSpace|open|load|require|require_relative|autoload|eval|eval_gemfile|instance_eval"
    r"|class_eval|system|exec|spawn|fork|popen|send|public_send|__send__|method|define_method|plugin|lockfile"
    r"|gemspec|read|def|class|module|lambda|proc|BEGIN|END|DATA)\b(?!:(?!:))"
)
_OPENS = regex(
    r"`|%x|\b(?:File|Dir|IO|Pathname|Kernel|open|load|require|require_relative|autoload|eval|system)\b"
)
_HARMLESS = regex(
    r"(?:source|group|platforms?|git|github|git_source|install_if|end|else|elsif|if|unless|when|case|then|puts|warn"
    r"|ENV|[a-z_]\w*\s*\|?\|?=(?!=)|\}|\]|\))(?![\w:])|[\"'#:)\]}]|ruby\b|gem\b"
)
# Asks which system this is, as the Gemfile that `jekyll new` writes does (RubyGems, Gem.win_platform?).
_SYSTEM_ASKED = regex(r"\bGem\.(?:win|java)_platform\?")
_BLOCK = regex(r"\b(?:if|unless|case|else|elsif)\b|\?\s")


def read(text: str) -> Gemfile | Unknown:
    """The Gemfile; Unknown where a statement is not plain."""
    found: dict[str, list[str]] = {
        name: [] for name in ("paths", "gemspecs", "evaluated", "versions", "reads", "required")
    }
    gems: list[Gem] = []
    has_ruby = is_conditional = False
    statements = _statements(text)
    if isinstance(statements, Unknown):
        return statements
    for statement in statements:
        rest = _SYSTEM_ASKED.sub("true", _placed(statement))
        rest = _take(
            r"\bFile\.read\(?\s*({})\s*\)?(?:\.(?:strip|chomp|split|first|last|lines)\b(?:\([^()]*\))?)*",
            rest,
            found["reads"],
        )
        rest = _take(r"^require_relative\s*(?:\(\s*)?({})\s*\)?$", rest, found["required"])
        rest = re.sub(r"^require\s*(?:\(\s*)?[\"'](?![./])[\w/-]+[\"']\s*\)?$", "''", rest)
        rest = _take(r"^eval_gemfile\s*(?:\(\s*)?({})\s*\)?", rest, found["evaluated"])
        rest = _take(r"^path\s*(?:\(\s*)?({})\s*\)?(?=\s+do\b|,)", rest, found["paths"])
        if re.match(r"gem\b", rest):
            rest = _take(r",\s*:?path\s*(?::|=>)\s*({})", rest, found["paths"])
        if re.match(r"ruby\b", rest):
            has_ruby = True
            rest = _take(r"\b:?file\s*(?::|=>)\s*({})", rest, found["versions"])
        if re.match(r"gemspec\b", rest):
            named: list[str] = []
            rest = _take(r"\b:?path\s*(?::|=>)\s*({})", rest, named)
            found["gemspecs"] += named or ["."]
            rest = rest.replace("gemspec", "''", 1)
        is_conditional = is_conditional or _BLOCK.search(_bare(rest)) is not None
        if _WILD.search(_bare(rest)) or not _HARMLESS.match(rest):
            return Unknown(f"the Gemfile runs Ruby code: {statement[:40]}")
        gem = _gem(rest)
        gems += (gem,) if gem is not None else ()
    return Gemfile(
        gems=tuple(gems),
        has_ruby=has_ruby,
        is_conditional=is_conditional,
        **{name: tuple(values) for name, values in found.items()},
    )


def read_gemspec(text: str) -> Gemspec | Unknown:
    """What a gemspec opens.

    Its list of files may come from Dir or git: measured, an empty list changes no install but that of programs.
    """
    required: list[str] = []
    has_programs = False
    statements = _statements(text)
    if isinstance(statements, Unknown):
        return statements
    for statement in statements:
        rest = _placed(statement)
        rest = _take(r"^require_relative\s*(?:\(\s*)?({})\s*\)?$", rest, required)
        if found := re.match(r"require\s*(?:\(\s*)?[\"']([\w./-]+)[\"']\s*\)?$", rest):
            # `require "x/version"` after `$:.unshift lib` is the file in lib; of the standard library there is none.
            required.append(found[1] if found[1].startswith("./") else f"lib/{found[1]}")
            continue
        if re.match(r"\$(?:LOAD_PATH|:)\.(?:unshift|push)|\$(?:LOAD_PATH|:)\s*<<|lib\s*=", rest):
            continue
        if re.match(r"\w+\.(?:executables|extensions|default_executable|plugins)\b", rest):
            has_programs = True
        if re.match(
            r"\w+\.(?:files|test_files|executables|extra_rdoc_files|require_paths|description)\b", rest
        ):
            continue
        rest = re.sub(r"Gem::(?:Specification|Version|Requirement|Platform)\b", "''", rest)
        if _WILD.search(re.sub(r"\bDir\b|`git ls-files[^`]*`|\breject\b", "", _bare(rest))):
            return Unknown(f"the gemspec runs Ruby code: {statement[:40]}")
    return Gemspec(required=tuple(required), has_programs=has_programs)


def opens_files(text: str) -> bool:
    """Whether a Ruby file that a gemspec requires may open others; a version file holds a constant only."""
    lines = (_uncommented(line) for line in text.splitlines())
    return any(line is None or _OPENS.search(_bare(line)) for line in lines)


def _statements(text: str) -> list[str] | Unknown:
    """Statements without comments, those that run over several lines joined."""
    if len(text) > MAX_LENGTH:
        return Unknown("the file is too long to read")
    found: list[str] = []
    pieces: list[str] = []
    end = ""  # of what is open
    depths = (0, 0, 0)
    for line in text.removeprefix("\ufeff").splitlines():
        if line.startswith("__END__"):
            break
        if line.startswith("=begin"):
            return Unknown("it holds a block comment")
        code = _uncommented(line)
        if code is None:
            return Unknown(f"a string in it does not end: {line.strip()[:40]}")
        pieces.append(code.removesuffix("\\"))
        end = code or end
        depths = _deeper(depths, _bare(code))
        if end.endswith(("\\", ",")) or max(depths) > 0:
            end = end.removesuffix("\\").strip()
            continue
        whole = " ".join(pieces).strip()
        found += [part.strip() for part in _split(whole) if part.strip()]
        pieces, end, depths = [], "", (0, 0, 0)
    rest = " ".join(pieces).strip()
    return [*found, rest] if rest else found


def _deeper(depths: tuple[int, int, int], bare: str) -> tuple[int, int, int]:
    """How many brackets of each kind are open behind a line without strings."""
    round_, square, curly = depths
    return (
        round_ + bare.count("(") - bare.count(")"),
        square + bare.count("[") - bare.count("]"),
        curly + bare.count("{") - bare.count("}"),
    )


def _uncommented(line: str) -> str | None:
    """The line without its comment; None where a string runs on to the next line."""
    quote = ""
    at = 0
    while at < len(line):
        letter = line[at]
        if quote:
            at += 1 if letter == "\\" else 0
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "#":
            return line[:at].strip()
        at += 1
    return None if quote else line.strip()


def _split(statement: str) -> list[str]:
    """The statements between semicolons; a string that holds one is left whole."""
    return (
        statement.split(";")
        if ";" in _bare(statement) and ";" not in "".join(re.findall(_STRING, statement))
        else [statement]
    )


def _bare(statement: str) -> str:
    """The statement with its plain strings emptied; strings with code in them stay."""
    return re.sub(_STRING, "''", statement)


def _placed(statement: str) -> str:
    """The statement with the usual ways to name a file beside it turned into plain strings."""
    statement = re.sub(
        rf"File\.join\(\s*(?:__dir__|File\.dirname\(__FILE__\))\s*,\s*({_STRING})\s*\)", r"\1", statement
    )
    statement = re.sub(
        rf"File\.expand_path\(\s*({_STRING})\s*,\s*(?:__dir__|File\.dirname\(__FILE__\))\s*\)",
        r"\1",
        statement,
    )
    statement = re.sub(
        r"File\.expand_path\(\s*([\"'])\.\./([^\"'#]*)\1\s*,\s*__FILE__\s*\)", r'"\2"', statement
    )
    return re.sub(r'"#\{__dir__\}/([^"#]*)"', r'"\1"', statement)


def _take(pattern: str, statement: str, into: list[str]) -> str:
    """The statement with what fits the pattern replaced by a string, and the string in it noted."""
    found = re.search(pattern.format(_STRING), statement)
    if found is None:
        return statement
    into.append(found[1][1:-1])
    return f"{statement[: found.start()]} ''{statement[found.end() :]}".strip()


def _gem(statement: str) -> Gem | None:
    found = re.match(rf"gem\s*(?:\(\s*)?({_STRING})((?:\s*,\s*{_STRING}(?!\s*=>))*)", statement)
    if found is None:
        return None
    wanted = (word[1:-1] for word in re.findall(_STRING, found[2]) if word[1:-1])
    return Gem(found[1][1:-1], frozenset(w if re.match(r"[=!<>~]", w) else f"= {w}" for w in wanted))
