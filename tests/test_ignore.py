"""What .dockerignore keeps out, and what COPY patterns match, as the builder has it."""

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layerwise.context.ignore import Ignore, parse_ignore
from layerwise.context.ignore_pattern import may_match_below
from layerwise.context.pattern import escape, has_pattern, is_valid, matches

# One case a line: the patterns, separated by two spaces; `->`; the paths ignored; `|`; the paths kept.
CASES = r"""
foo -> foo foo/bar foo/bar/baz | foobar a/foo fo oof
/foo -> foo foo/bar | a/foo
//foo -> foo | a/foo
./foo -> foo foo/a | a/foo
foo/ -> foo foo/bar | a/foo
foo//bar -> foo/bar foo/bar/x | foo foo/x/bar
foo/./bar -> foo/bar | foo
a/../foo -> foo foo/x | a a/foo
../foo -> | foo a/foo
/../foo -> foo | a/foo
.. -> | a a/b
. -> | a a/b
/ -> | a a/b
* -> a a/b .a a.b/c
*/* -> a/b a/b/c | a .b
*/*/* -> a/b/c | a/b a
*.md -> a.md .md a.md/x | a/b.md amd a.mdx
/*.md -> a.md | a/b.md
*/*.md -> a/b.md | a.md a/b/c.md
a* -> a ab ab/c | ba b/a
*a -> a ba a/c | ab b/a
a*c -> ac abc abbc | a/c ab
a*/b -> a/b abc/b abc/b/x | a/c/b ab
a*b*c*d -> abcd axbxcxd | abc a/bcd
a*b?c*x -> abxbbxdbxebxczzx | abxbbxdbxebxczzy
temp? -> tempa temp1/x | temp tempab temp/
?? -> ab ab/c .a | a abc
a?b -> aéb a☺b a.b | a/b ab abbb
** -> a a/b .a
**/ -> a a/b
**/** -> a a/b
**/* -> a a/b .a/b
* -> a
**/foo -> foo a/foo a/b/foo a/foo/c | afoo foob a/foob
**/foo/bar -> foo/bar a/foo/bar a/b/foo/bar | foo/a/bar afoo/bar
**foo -> foo afoo a/foo a/bfoo | foob a/foob
**/*.pyc -> a.pyc a/b.pyc a/b/c.pyc | a.py a/pyc
**/.foo -> .foo a/.foo | a.foo foo
**/foo* -> foo foob a/foob a/b/food/x | afoo a/bfoo
**/foo*txt -> a/b/foo.txt footxt | a/b/foo.tx
**/**/*.txt -> a.txt a/b.txt a/b/c.txt | a.txt2
**/a/** -> a/b a/b/c x/a/b | a x/a b
**/a/* -> a/b a/b/c x/a/b | a x/a
foo/** -> foo/a foo/a/b | foo foob
foo** -> foo foob foo/a foob/a | afoo a/foo
foo/**/bar -> foo/bar foo/a/bar foo/a/b/bar | foo bar foo/barb
foo/**/*.c -> foo/a.c foo/b/a.c foo/b/c/a.c | a.c foo/a.h
a**/*.txt -> a/b.txt a/b/c.txt ab/c.txt | b/a.txt
a/*.txt** -> a/b.txt a/b.txt2 a/b.txt/c | a/b/c.txt
**/a**/b*/c* -> a/b/c x/a/b/c x/ay/z/bb/cc | a/b x/y/b/c
**/*a*b*c -> abc x/abc xaxbxc/y | x/ab a/b/c
a[b-d]e -> abe ace ade/f | ae aae aze
a[^b-d]e -> aae aze | abe ade
a[bc]d[ef] -> abde acdf | abd abdg
[ab]*.c -> a.c bx.c | c.c x/a.c
[a-zà-ü]x -> ax éx | Ax
[\]a] -> ] a | [ b
[\-x] -> - x | a
[x\-] -> x - | z
[[]a -> [a | a
x[.]y -> x.y | xay
[&]& -> && | &
abc.def -> abc.def | abcdef abcZdef
a+b -> a+b | aab ab
(a|b) -> (a|b) | a b
$x{1} -> $x{1} | x
(a)* -> (a) (a)b | a
a.|)$(}+{b? -> a.|)$(}+{bc | ab
.* -> .a .git/config | a a/.b
a\*b -> a*b a*b/c | ab axb
a\?b -> a?b | axb
a\[b -> a[b | ab
a\\ -> a\ | a
a\ b -> | a
\!a -> !a | a
a] -> a] | a
^a -> ^a | a
a^b -> a^b | ab
a#b -> a#b | a
a!b -> a!b | a
-a -> -a | a
A -> A | a
é/* -> é/a | e/a é
*  !a -> b a.b b/c | a a/b a/b/c
*  !a/b -> a a/c b | a/b a/b/c
*  !a/*.c -> a a/b/x.c | a/x.c
*  !**/*.c -> a a/b.h | a.c a/b.c a/b/c.c
**  !a/b/c -> a a/b a/b/d | a/b/c a/b/c/d
**/*.md  !README.md -> a.md a/README.md | README.md
*.md  !README*.md  README-x.md -> a.md README-x.md | README.md README-y.md
*.md  README-x.md  !README*.md -> a.md | README-x.md README.md
a  !a/b  a/b/c -> a a/c a/b/c a/b/c/d | a/b a/b/d
a  !a/b  !a -> | a a/b a/c
!a  a -> a a/b
!a -> | a b
a  ! a -> | a
a  !/a -> | a a/b
a  !./a/ -> | a a/b
a  !b -> a a/b | b
a/  !a/b -> a a/c | a/b
a/*  !a/b -> a/c a/c/d | a a/b a/b/c
a/**  !a/b -> a/c a/c/d | a a/b
a/b  !a -> a/b a/b/c | a a/c
**/n  !a -> n a/n a/n/x b/n | a a/b
a  !a/b  a* -> a ab a/c | a/b
a  /!a -> | a b
a  ./!a -> | a
*  !!a -> a b | !a
"""


class Case(NamedTuple):
    """Patterns, a path, and whether it is ignored."""

    patterns: tuple[str, ...]
    path: str
    is_ignored: bool


def _cases() -> list[Case]:
    found = []
    for line in CASES.strip().split("\n"):
        patterns, _, paths = line.partition(" -> ")
        ignored, _, kept = f" {paths} ".partition(" | ")
        words = tuple(patterns.split("  "))
        found += [Case(words, path, is_ignored=True) for path in ignored.split()]
        found += [Case(words, path, is_ignored=False) for path in kept.split()]
    return found


def _ignore(*lines: str) -> Ignore:
    return parse_ignore("\n".join(lines))


def test_enough_cases() -> None:
    """The table is as long as it was meant to be, so that no change to its reader empties it."""
    assert len(_cases()) >= 300


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{' '.join(case.patterns)} {case.path}")
def test_ignored(case: Case) -> None:
    """A path is ignored exactly where the builder ignores it."""
    ignore = _ignore(*case.patterns)

    assert (ignore.problems, ignore.is_ignored(case.path)) == ((), case.is_ignored)


def test_root_is_never_ignored() -> None:
    """No pattern keeps out the context as a whole."""
    assert [_ignore("**", "*", ".").is_ignored(path) for path in ("", ".")] == [False, False]


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("", []),
        ("\n\n  \t\n", []),
        ("# a\n#b\n#", []),
        (" # a", ["# a"]),
        ("a # b", ["a # b"]),
        ("\\#a", ["\\#a"]),
        ("\ufeffa\nb", ["a", "b"]),
        ("\ufeff# a\nb", ["b"]),
        ("a\n\ufeff# b", ["a", "\ufeff# b"]),
        ("a\r\nb\r\n", ["a", "b"]),
        ("a\fb\u2028c", ["a\fb\u2028c"]),
        ("  a \u3000", ["a"]),
        ("a b", ["a b"]),
        ("\x1ca", ["\x1ca"]),
        ("!  a", ["a"]),
        ("/ a", ["a"]),
        ("a//b/../c/", ["a/c"]),
    ],
)
def test_lines(text: str, patterns: list[str]) -> None:
    """Comments, blanks and marks are read as moby's reader of ignore files reads them."""
    assert [pattern.pattern for pattern in parse_ignore(text).patterns] == patterns


@pytest.mark.parametrize(
    "pattern",
    [
        *("[", "a[", "[a", "[]a]", "[-]", "[x-]", "[-x]", "[a-b-c]", "[^", "[^bc", "[z-a]", "**/a/["),
        *("a\\", "a\\1", "!", "! ", "!/", "!/.", "!a["),
    ],
)
def test_refused(pattern: str) -> None:
    """A line that the builder refuses is a problem on its line, and the others still hold."""
    ignore = _ignore("# first", pattern, "kept")

    assert [problem.line for problem in ignore.problems] == [2]
    assert ignore.is_ignored("kept")


def test_line_too_long() -> None:
    """Beyond 64 KB in a line the builder gives up on the file."""
    assert [problem.line for problem in _ignore("a", "b" * 70_000, "c").problems] == [2]


@pytest.mark.parametrize(
    ("path", "line"),
    [("a.md", 2), ("README.md", 4), ("src/x", None), ("docs/x/y", 6), ("docs/README.md", 6)],
)
def test_deciding_line(path: str, line: int | None) -> None:
    """The last line that matched is named, with its number and as it is written."""
    deciding = _ignore("# notes", "*.md", "", "!/README.md", "# docs", " docs/ ").deciding(path)

    assert (deciding and deciding.line) == line


def test_deciding_text() -> None:
    """The line is quoted as the user wrote it."""
    deciding = _ignore("  ! /docs/ ").deciding("docs")

    assert deciding is None

    deciding = _ignore("*", "  ! /docs/ ").deciding("docs/a")

    assert deciding is not None
    assert (deciding.text, deciding.pattern, deciding.is_exception) == ("! /docs/", "docs", True)


@pytest.mark.parametrize(
    ("pattern", "directory", "may"),
    [
        ("src", "node_modules", False),
        ("src/a", "src", True),
        ("src/a", "src/a", False),
        ("src/a", "src/b", False),
        ("src/*", "src", True),
        ("src/*", "lib", False),
        ("*.md", "a", False),
        ("*/*.md", "a", True),
        ("*/*.md", "a/b", False),
        ("**/*.md", "a/b/c", True),
        ("src/**", "src/a/b", True),
        ("src/**", "lib", False),
        ("[^a]", "a/b", True),
        ("a\\b/c", "ab", True),
    ],
)
def test_may_match_below(pattern: str, directory: str, may: bool) -> None:
    """An ignored directory is looked into only where an exception could match below it."""
    assert may_match_below(pattern, directory) is may


@pytest.mark.parametrize("pattern", ["*a" * 60, "**/a" * 60, "**a*c" * 30, "a*" * 60 + "**/c"])
def test_hostile_pattern(pattern: str) -> None:
    """Many repeats take time in proportion, not for ever."""
    assert not _ignore(pattern).is_ignored("a" * 3000 + "b")


_PIECES = ("a", "b", "ab", "/", "*", "**", "?", ".", "[ab]", "[^a]", "a.b", "\\*", "(", "/**/", "**/")
_patterns = st.builds(
    str.__add__,
    st.sampled_from(("", "", "", "!")),
    st.lists(st.sampled_from(_PIECES), max_size=7).map("".join),
)
_paths = st.lists(
    st.sampled_from(("a", "b", "ab", "a.b", ".a", "ba", "*", "(a")), min_size=1, max_size=4
).map("/".join)


@settings(max_examples=500)
@given(st.lists(_patterns, max_size=4), _paths)
def test_same_as_other_matcher(patterns: list[str], path: str) -> None:
    """A matcher that others made from moby's gives the same answer."""
    other = pytest.importorskip(
        "e2b_dockerfile_utils", reason="e2b-dockerfile-utils (group oracle) is missing"
    )
    ignore = _ignore(*patterns)
    try:
        expected = other.PatternMatcher(patterns).matches(path)
    except ValueError:
        assert ignore.problems
        return
    # It takes `!/` for an exception of everything, which moby refuses.
    if not ignore.problems:
        assert ignore.is_ignored(path) == expected


@settings(max_examples=300)
@given(st.lists(_patterns, max_size=4), _paths, _paths)
def test_pruning_loses_nothing(patterns: list[str], directory: str, rest: str) -> None:
    """Below an ignored directory that is not looked into, everything is ignored."""
    ignore = _ignore(*patterns)
    if ignore.is_ignored(directory) and not ignore.may_restore_below(directory):
        assert ignore.is_ignored(f"{directory}/{rest}")


@settings(max_examples=300)
@given(st.lists(st.sampled_from(("a", "b*", "*", "?b", "*[ab]", "**")), max_size=5).map("/".join), _paths)
def test_many_repeats(pattern: str, path: str) -> None:
    """`**/` three times over means the same, though so many repeats are matched in another way."""
    assert _ignore(pattern).is_ignored(path) == _ignore(pattern.replace("**/", "**/**/**/")).is_ignored(path)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("a", "a", True),
        ("a", "a/b", False),
        ("*", "a", True),
        ("*", "a/b", False),
        ("*", ".a", True),
        ("*", "", True),
        ("**", "a/b", False),
        ("a/**", "a/b", True),
        ("a/**", "a/b/c", False),
        ("*/*", "a/b", True),
        ("a*b*c", "axbxxbc", True),
        ("a*b*c", "a/bc", False),
        ("?", "é", True),
        ("?", "/", False),
        ("[a-c]x", "bx", True),
        ("[^a-c]x", "bx", False),
        ("[c-a]", "b", False),
        ("[^c-a]", "b", True),
        ("[^c-a]b[^c-a]", "\nb/", True),
        ("\\*", "*", True),
        ("\\*", "a", False),
        ("[*]", "*", True),
        ("[[]a]", "[a]", True),
        ("[", "[", False),
        ("a\\", "a\\", False),
        ("package*.json", "package-lock.json", True),
        ("package*.json", "a/package.json", False),
        ("poetry.lock*", "poetry.lock", True),
        (".npmr[c]", ".npmrc", True),
    ],
)
def test_copy_pattern(pattern: str, path: str, expected: bool) -> None:
    """A COPY source matches as Go's filepath.Match does."""
    assert matches(pattern, path) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("a", False),
        ("a*", True),
        ("a?", True),
        ("a[b", True),
        ("a]", False),
        ("a\\*", False),
        ("a\\\\*", True),
    ],
)
def test_has_pattern(word: str, expected: bool) -> None:
    """A word is a pattern by an unescaped `*`, `?` or `[`."""
    assert has_pattern(word) is expected


@given(st.text(alphabet="ab*?[]\\^-!{é", max_size=8), st.text(alphabet="ab*?[]\\^-!{é", max_size=8))
def test_escaped_name(name: str, other: str) -> None:
    """An escaped name matches that name alone."""
    assert is_valid(escape(name))
    assert matches(escape(name), name)
    assert matches(escape(name), other) == (name == other)


def test_hostile_copy_pattern() -> None:
    """A pattern of a COPY cannot run away either."""
    assert not matches("*a" * 200, "a" * 3000 + "b")
