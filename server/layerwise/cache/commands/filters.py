"""Filters with a program of their own: grep, sed, awk, jq, yq. Some write the files again that they read."""

from collections.abc import Callable

from layerwise.cache.commands import sed
from layerwise.cache.commands.arguments import (
    Arguments,
    Effects,
    arguments,
    here,
    not_known,
    place,
    places,
    subtrees,
)
from layerwise.cache.paths import NOTHING, Paths
from layerwise.records import replace
from layerwise.regex import regex
from layerwise.shell.script import Command, Word

_EXPANSION = regex(r"\$\{[^{}]*\}|\$\w+|\$\([^()]*\)|`[^`]*`")
_UNKNOWN = "\ufffc"  # stands for text that is not known: no command of any language


def grep(command: Command) -> Effects:
    """`grep`: its first plain word is what is sought, the others are read; with -r the directory it runs in."""
    given = arguments(command, valued=_GREP)
    _, lists, names = _parts(given)
    read = subtrees(command, (*names, *lists, *given.of("--exclude-from")))
    if given.has("-r", "-R", "--recursive") and not names:
        read |= here(command)
    return Effects(read)


_GREP = (
    "-e", "-f", "--regexp", "--file", "-m", "--max-count", "-A", "-B", "-C", "-d", "-D", "--include",
    "--exclude", "--exclude-dir", "--exclude-from", "--label",
)  # fmt: skip


def stream_editor(command: Command) -> Effects:
    """`sed`: with -i it writes its files again, and one beside each where a suffix is given."""
    given = arguments(
        command,
        valued=("-e", "-f", "--expression", "--file", "-l", "--line-length"),
        attached=("-i", "--in-place"),
    )
    programs, scripts, names = _parts(given)
    if scripts or any(sed.touches_files(_text(word)) for word in programs):
        return not_known("the program of sed")
    touched = places(command, names)
    if not given.has("-i", "--in-place"):
        return Effects(touched)
    suffixes = [word.value or "" for word in given.of("-i", "--in-place")]
    if any("/" in suffix or "*" in suffix for suffix in suffixes):
        return not_known("sed with copies elsewhere")
    beside = Paths(frozenset(path + suffix for path in touched.files for suffix in suffixes))
    return Effects(touched, touched | beside)


def awk(command: Command) -> Effects:
    """`awk`: a filter, unless its program names files or commands itself."""
    given = arguments(command, valued=_AWK)
    programs, scripts, names = _parts(given)
    if scripts or given.has(*_AWK_ELSEWHERE) or any(_awk_touches_files(_text(word)) for word in programs):
        return not_known("the program of awk")
    return Effects(places(command, (word for word in names if not _ASSIGNMENT.match(word.raw))))


_AWK = ("-f", "--file", "-F", "-v", "--assign", "--field-separator", "-i", "-e", "--source", "-E", "-l")
# gawk(1): libraries, and what it writes about the program itself
_AWK_ELSEWHERE = (
    "-E", "--exec", "-i", "--include", "-l", "--load", "-d", "--dump-variables", "-o", "--pretty-print", "-p",
    "--profile",
)  # fmt: skip
_ASSIGNMENT = regex(r"[A-Za-z_]\w*=")
_AWK_STRING = regex(r'"(?:\\.|[^"\\])*"')
_AWK_PATTERN = regex(r"(^|[\s(,~!&|{;])/(?:\\.|\[[^]]*\]|[^/\\\n])+/")
_AWK_TOUCHES = regex(r"\b(?:getline|system|close)\b|@|\bprintf?\b[^;}\n]*>|(?<!\|)\|(?!\|)|" + _UNKNOWN)


def _awk_touches_files(program: str) -> bool:
    bare = _AWK_PATTERN.sub(r"\1//", _AWK_STRING.sub('""', program))
    return _AWK_TOUCHES.search(bare) is not None


def json_filter(command: Command) -> Effects:
    """`jq`: the first plain word is a program, which reads no file; some options take a name and a value."""
    words: list[Word] = []
    reads = NOTHING
    rest = iter(command.words)
    for word in rest:
        if word.value in ("--arg", "--argjson"):
            next(rest, None)
            next(rest, None)
        elif word.value in ("--slurpfile", "--rawfile"):
            next(rest, None)
            named = next(rest, None)
            reads |= place(command, named) if named else NOTHING
        elif word.value in ("--args", "--jsonargs"):
            break
        else:
            words.append(word)
    given = arguments(replace(command, words=tuple(words)), valued=("-f", "--from-file", "--indent", "-L"))
    if given.of("-L"):
        return not_known("jq with modules")
    _, scripts, names = _parts(given, named=("-f", "--from-file"))
    return Effects(reads | places(command, (*names, *scripts)))


def yaml_filter(command: Command) -> Effects:
    """`yq`: as jq; with -i it writes its files again."""
    given = arguments(command, valued=("-o", "-p", "-P", "-I", "--output-format", "--input-format"))
    names = given.plain[1:]
    if names and given.plain[0].value in ("e", "eval", "ea", "eval-all", "r", "w"):
        names = names[1:]
    if any("load" in (word.value or word.raw) for word in given.plain[:2]) or given.has("-s", "--split-exp"):
        return not_known("the program of yq")
    touched = places(command, names)
    return Effects(touched, touched if given.has("-i", "--inplace", "--in-place") else NOTHING)


def _parts(
    given: Arguments, named: tuple[str, ...] = ("-f", "--file")
) -> tuple[tuple[Word, ...], tuple[Word, ...], tuple[Word, ...]]:
    """A filter's programs, the files that hold programs, and the files that it reads."""
    programs = given.of("-e", "--expression", "--regexp", "--source")
    scripts = given.of(*named)
    if programs or scripts:
        return programs, scripts, given.plain
    return given.plain[:1], (), given.plain[1:]


def _text(word: Word) -> str:
    """A program as far as it is known: its text, with a mark for what the shell puts in."""
    if word.value is not None:
        return word.value
    raw = _EXPANSION.sub(_UNKNOWN, word.raw)
    quote = raw[:1]
    return raw[1:-1] if quote in ("'", '"') and raw.endswith(quote) else raw


HANDLERS: dict[str, Callable[[Command], Effects]] = {
    **dict.fromkeys(("grep", "egrep", "fgrep", "zgrep"), grep),
    **dict.fromkeys(("sed", "gsed"), stream_editor),
    **dict.fromkeys(("awk", "gawk", "mawk"), awk),
    "jq": json_filter,
    "yq": yaml_filter,
}
