"""Words expand as in BuildKit's shell lexer."""

import pytest
from layerwise.syntax.expand import expand, names
from layerwise.unknown import Unknown

SECRET = Unknown("the value is set elsewhere")
VARIABLES: dict[str, str | Unknown] = {"A": "one", "EMPTY": "", "PATHS": "/x/y/z.txt", "U": SECRET}

KNOWN = {
    "plain": "plain",
    "": "",
    "'single $A'": "single $A",
    '"double $A"': "double one",
    "a'b'\"c\"d": "abcd",
    r"\$A": "$A",
    r"a\ b\\c": r"a b\c",
    r'"\$A \" \\ \n"': r'$A " \ \n',
    r"'\'": "\\",
    "trailing\\": "trailing",
    "$A-$B": "one-",
    "$A.x": "one.x",
    "${A}x": "onex",
    "$": "$",
    "$.": "$.",
    "$1x": "x",
    "$@@": "@",
    "${A:-b}": "one",
    "${B:-b}": "b",
    "${B:-$A}": "one",
    "${B:-${C:-c}}": "c",
    "${B:-'a b'}": "a b",
    "${EMPTY:-b}": "b",
    "${EMPTY-b}": "",
    "${B-b}": "b",
    "${A:+b}": "b",
    "${EMPTY:+b}": "",
    "${EMPTY+b}": "b",
    "${B+b}": "",
    "${A:?no}": "one",
    "${EMPTY?no}": "",
    "${PATHS#*/}": "x/y/z.txt",
    "${PATHS##*/}": "z.txt",
    "${PATHS%/*}": "/x/y",
    "${PATHS%%/*}": "",
    "${PATHS%.t?t}": "/x/y/z",
    "${PATHS%nothing}": "/x/y/z.txt",
    r"${PATHS#\/}": "x/y/z.txt",
    "${B#x}": "",
    "${PATHS/y/q}": "/x/q/z.txt",
    r"${PATHS//\//-}": "-x-y-z.txt",
    "${A/one/x}/y}": "x/y}",
    "a<b<<c": "a<b<<c",
    "\u00e9$A\u4e2d": "\u00e9",
}


@pytest.mark.parametrize(("word", "value"), KNOWN.items())
def test_known(word: str, value: str) -> None:
    """Quotes and escapes go, variables are replaced, and what is not defined is empty."""
    assert expand(word, VARIABLES) == value


@pytest.mark.parametrize(
    "word", ["$U", "a${U}b", '"$U"', "${U:-b}", "${U:+b}", "${B:-$U}", "${U#x}", "${A#$U}"]
)
def test_unknown_variable(word: str) -> None:
    """A word that uses an unknown variable is unknown for its reason."""
    assert expand(word, VARIABLES) == SECRET


@pytest.mark.parametrize(
    ("word", "value"), {"'$U'": "$U", r"\$U": "$U", "${A:-$U}": "one", "${B:+$U}": ""}.items()
)
def test_unknown_variable_without_use(word: str, value: str) -> None:
    """A variable that is quoted, or stands in the alternative not taken, does not make a word unknown."""
    assert expand(word, VARIABLES) == value


@pytest.mark.parametrize(
    "word",
    [
        *("'a", '"a', "${A", "${}", "${:}", "${{A}}", "${A:-b", "${A=b}", "${A:=b}", "${A:b}", "${A@Q}"),
        *("${B:?no}", "${B?}", "${EMPTY:?no}", "${A:#b}", "${A/b}", "${A//b}", r"${A#\b}", "${A:-'}"),
    ],
)
def test_refused(word: str) -> None:
    """What the builder refuses is unknown."""
    assert isinstance(expand(word, VARIABLES), Unknown)


@pytest.mark.parametrize("word", ["${PATHS/*/a}", "${PATHS//x/$A$}"])
def test_not_computed(word: str) -> None:
    """Substitutions of patterns are left unknown."""
    assert isinstance(expand(word, VARIABLES), Unknown)


def test_back_quote_escape() -> None:
    """With the back quote as escape a backslash is an ordinary character."""
    assert expand(r"c:\$A`$A``", VARIABLES, "`") == r"c:\one$A`"


def test_deep_nesting() -> None:
    """Any depth of nesting gets an answer."""
    assert isinstance(expand("${B:-" * 5000 + "}" * 5000, VARIABLES), Unknown)


def test_long_word() -> None:
    """A long word is expanded in the ordinary run; one of a megabyte, which nobody can pass on, is not followed."""
    assert expand("a$A'b'\\c" * 5_000, VARIABLES) == "aonebc" * 5_000
    assert isinstance(expand("a$A'b'\\c" * 100_000, VARIABLES), Unknown)


@pytest.mark.parametrize(
    ("word", "expected"),
    {
        "plain '$A' \\$B": (),
        "$A/${B}/$A": ("A", "B"),
        "${A:-${B:+$C}}": ("A", "B", "C"),
        "${A:?$B}${C%$D}": ("A", "B", "C", "D"),
        "$A${B": ("A",),
    }.items(),
)
def test_names(word: str, expected: tuple[str, ...]) -> None:
    """The variables are listed once each, those of alternatives and before a fault included."""
    assert names(word) == expected
