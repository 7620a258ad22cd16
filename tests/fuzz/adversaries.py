"""Texts made to take long: each kind gives about so many characters, whoever reads them."""

from collections.abc import Callable, Mapping


def times(unit: str) -> Callable[[int], str]:
    """One unit again and again."""
    return lambda size: unit * (size // len(unit))


def nested(opening: str, closing: str, inner: str = "") -> Callable[[int], str]:
    """As many openings as closings."""

    def made(size: int) -> str:
        depth = size // (len(opening) + len(closing))
        return opening * depth + inner + closing * depth

    return made


def around(before: str, unit: str, after: str = "") -> Callable[[int], str]:
    """One unit again and again between two texts."""
    return lambda size: before + unit * ((size - len(before) - len(after)) // len(unit)) + after


def numbered(before: str, line: str, after: str = "") -> Callable[[int], str]:
    """Lines that differ: `{n}` is the number of a line, `{m}` that of the line before it."""

    def made(size: int) -> str:
        pieces, length, number = [before], len(before), 1
        while length < size:
            piece = line.replace("{n}", str(number)).replace("{m}", str(number - 1))
            pieces.append(piece)
            length += len(piece)
            number += 1
        return "".join([*pieces, after])

    return made


# Of any format: what a reader of tokens, of lines and of brackets meets.
PLAIN: Mapping[str, Callable[[int], str]] = {
    "one word": times("a"),
    "capitals": times("A"),
    "digits": times("9"),
    "digits, dotted": times("1."),
    "dotted": times("a."),
    "dashes": times("-"),
    "blanks": times(" "),
    "tabs": times("\t"),
    "blanks, then a word": around("", " ", "x"),
    "word and blanks": around("a", " ", "x"),
    "key and blanks": around("a:", " ", "x"),
    "value and blanks": around("a = b", " ", "x"),
    "words": times("a "),
    "equals": times("a="),
    "commas": times("a,"),
    "colons": times("a:"),
    "slashes": times("a/"),
    "bare slashes": times("/"),
    "open comments": times("/* "),
    "double slashes": times("//"),
    "stars": times("*"),
    "two stars": times("**/"),
    "stars and letters": times("*a"),
    "dots": times("../"),
    "at signs": times("a@"),
    "line ends": times("\n"),
    "carriage returns": times("\r"),
    "blank lines": times(" \n"),
    "short lines": times("a\n"),
    "key lines": numbered("", "k{n}: v\n"),
    "setting lines": numbered("", "k{n} = v\n"),
    "indented lines": times("  a\n"),
    "comment lines": times("# a\n"),
    "comments in one line": times("a #"),
    "blanks and signs": times(" #"),
    "semicolons": times("a;"),
    "ends with commas": times("a,\n"),
    "ends with backslashes": times("a \\\n"),
    "backslashes and line ends": times("\\\n"),
    "backslashes": times("\\"),
    "double quotes": times('"'),
    "single quotes": times("'"),
    "backquotes": times("`"),
    "escaped quotes": around('"', '\\"'),
    "escaped single quotes": around("'", "\\'"),
    "quoted words": times('"a" '),
    "quoted words, no blanks": times("'a'"),
    "open quotes by line": times('a "\n'),
    "parentheses": nested("(", ")"),
    "brackets": nested("[", "]"),
    "braces": nested("{", "}"),
    "open parentheses": times("("),
    "open brackets": times("["),
    "open braces": times("{"),
    "closing ones": times(")]}"),
    "calls in calls": nested("f(", ")"),
    "maps in maps": nested('{"a":', "}", "1"),
    "tags in tags": nested("<a>", "</a>"),
    "open tags": times("<a "),
    "variables": times("$A"),
    "braced variables": times("${A}"),
    "defaults in defaults": nested("${A:-", "}"),
    "open variables": times("${A:-"),
    "substitutions": nested("$(", ")"),
    "open substitutions": times("$("),
    "arithmetic": nested("$((", "))", "1"),
    "escaped backquotes": times("\\`"),
    "expressions": times("${{ a }}"),
    "open expressions": times("${{ a"),
    "angle brackets": times("<"),
    "heredocs": times("<<E\n"),
    "other blanks": times("\u2028"),
    "surrogates": times("\ud800"),
    "NULs": times("\0"),
    "letters with marks": times("e\u0301"),
}

# Of one format, by the names of the readers of `targets/manifests.py`.
OF_FORMATS: Mapping[str, Mapping[str, Callable[[int], str]]] = {
    "json": {
        "members": numbered("{", '"k{n}": {n},', '"z": 0}'),
        "strings": around('["', "a", '"]'),
        "array of arrays": around("[", "[],", "0]"),
        "number": around("[", "9", "]"),
        "comments": around("{", "/*a*/", "}"),
        "open comment": around("{", "/*"),
        "trailing commas": around("[", ", ", "]"),
        "blanks behind commas": around("[1,", " ", "]"),
    },
    "toml": {
        "tables": numbered("", "[a{n}]\nb = 1\n"),
        "tables in tables": around("[a", ".a", "]\n"),
        "dotted keys": numbered("", "a.b{n} = 1\n"),
        "arrays of tables": times("[[a]]\n"),
        "inline tables": nested("a = {a = ", "}", "1"),
        "long string": around('a = """', "\\\n", '"""'),
        "inner tables": numbered("[[a]]\n", "[a.b{n}]\n"),
        "strings": around("a = [", '"b",', "]"),
        "open string": around('a = "', "b"),
    },
    "yaml": {
        "aliases": numbered("a0: &a0 [x]\n", "a{n}: &a{n} [*a{m}, *a{m}, *a{m}, *a{m}]\n"),
        "merges": numbered("a0: &a0 {x: y}\n", "a{n}: &a{n} {<<: [*a{m}, *a{m}], k{n}: 1}\n"),
        "many aliases": around("a: &a [b]\nc: [", "*a,", "]"),
        "sequences": times("- "),
        "sequence lines": times("- a\n"),
        "keys": times("? "),
        "flows": around("a: [", "b,", "]"),
        "block": around("a: |\n", "  b\n"),
        "folded": around("a: >\n", "  b\n\n"),
        "anchors": times("&a "),
        "tags": times("!a "),
        "documents": times("---\n"),
        "staircase": lambda size: "".join(" " * n + "a:\n" for n in range(int((2 * size) ** 0.5))),
        "quoted": around('a: "', "b ", '"'),
        "plain over lines": around("a: b\n", "  b\n"),
        "date-like": times("- 1979-05-27 \n"),
        "digits with separators": around("a: 1", "_1"),
        "sixties": around("a: 1", ":1"),
    },
    "xml": {
        "elements": around("<a>", "<b/>", "</a>"),
        "texts": around("<a>", "x<b/>", "</a>"),
        "cdata": around("<a>", "<![CDATA[x]]>", "</a>"),
        "comments": around("<a>", "<!--x-->", "</a>"),
        "attributes": numbered("<a ", 'b{n}="" ', "/>"),
        "entities": around("<a>", "&#120;", "</a>"),
        "declaration": around("<?xml ", "?"),
        "blanks": around("", " ", "<a/>"),
        "bomb": lambda size: (
            "<!DOCTYPE a [<!ENTITY b 'b'>" + "<!ENTITY c '&b;&b;'>" * (size // 20) + "]><a>&c;</a>"
        ),
    },
    "edn": {
        "marks": times("#_"),
        "metadata": times("^a "),
        "metadata in itself": times("^"),
        "tags": times("#a "),
        "sets": nested("#{", "}"),
        "names": times("a "),
        "strings": times('"a" '),
        "characters": times("\\a "),
    },
    "hcl": {
        "attributes": numbered("", "a{n} = 1\n"),
        "blocks": times("a {}\n"),
        "blocks in blocks": nested("a {\n", "}\n"),
        "templates": nested('a = "${', '}"'),
        "heredoc": around("a = <<E\n", "b\n", "E\n"),
        "open heredocs": times("a = <<E\n"),
        "comments": times("/*a*/ "),
        "open comments": times("/* "),
        "lists": around("a = [", "1,", "]"),
        "operators": around("a = 1", " + 1"),
        "questions": around("a = 1", " ? 1 : 1"),
        "for": nested("a = [for b in ", "]"),
        "dollars": around('a = "', "$", '"'),
        "doubled": around('a = "', "$${", '"'),
    },
    "gemfile": {
        "gems": numbered("", "gem 'g{n}', '~> 1.0', path: 'a'\n"),
        "one gem": around("gem 'a'", ", 'b'"),
        "over lines": around("gem 'a'", ",\n 'b'"),
        "joins": times("File.join(__dir__, 'a')"),
        "open calls": times("File.join(__dir__"),
        "requires": times("require_relative 'a'\n"),
        "blanks in calls": around("eval_gemfile (", " "),
        "dir strings": times('"#{__dir__}/'),
        "reads": around("a = File.read('b')", ".strip"),
    },
    "gemfile_lock": {
        "specs": numbered("GEM\n  specs:\n", "    a{n} (1)\n      b (~> 1)\n"),
        "paths": numbered("", "PATH\n  remote: a{n}\n  specs:\n    a{n} (1)\n"),
    },
    "go_mod": {
        "requires": numbered("module a\nrequire (\n", "\tb{n} v1.0.0 // indirect\n", ")\n"),
        "replaces": numbered("module a\n", "replace b{n} => ./c{n}\n"),
        "sums": numbered("", "a{n} v1 h1:x\na{n} v1/go.mod h1:x\n"),
    },
    "requirements": {
        "names": numbered("", "a{n}==1.0\n"),
        "hashes": around("a==1", " --hash=sha256:b"),
        "hashes over lines": around("a==1", " \\\n --hash=sha256:b"),
        "includes": numbered("", "-r a{n}.txt\n"),
        "extras": around("a[", "b,", "]"),
        "open extras": around("./a", "["),
        "editable": times("-e . "),
    },
    "cabal": {
        "fields": numbered("", "a{n}: b\n"),
        "values": around("build-depends:", " a,\n "),
        "stanzas": times("library\n  build-depends: a\n"),
    },
    "calls": {
        "closed calls": times("f(a)"),
        "strings": around("f(", '"a",', ")"),
        "names": around("f(", "a = 1,", ")"),
        "nested": nested("f(", ")", "'a'"),
    },
    "elixir": {
        "tuples": numbered("", '{:a{n}, "~> 1.0"}, '),
        "open tuples": times("{:a, "),
        "interpolations": around("{:a, ", "#{", "}"),
        "paths": around("{:a, ", "path: ", "}"),
        "locked": numbered("%{\n", '"a{n}": {:hex, :a, "1.0.0", "x", [:mix], [], "hexpm", "y"},\n', "}\n"),
        "open locks": around('"a": {:hex, :a, "1", "x", [', "]", ""),
        "locks in one line": times('"a": {:hex, :a, "1", "x", [], [], '),
    },
    "erlang": {
        "lists": around("{deps, [", "{deps, [", ""),
        "closed lists": times("{deps, [a]}. "),
        "elements": around("{deps, [", "a,", "a]}."),
        "locked": times('{<<"a">>,{pkg,<<"a">>,<<"1">>},0},\n'),
        "open locks": times('{<<"a">>,{git,'),
    },
    "sln": {
        "projects": around(
            "Microsoft Visual Studio Solution File\n", 'Project("{A}") = "b", "c.csproj", "{D}"\nEndProject\n'
        ),
        "blank lines": around("Microsoft Visual Studio Solution File\n", " \n"),
        "open projects": around("Microsoft Visual Studio Solution File\n", 'Project("{'),
    },
}

DOCKERFILES: Mapping[str, Callable[[int], str]] = {
    "RUN with &&": around("FROM a\nRUN a", " && a"),
    "RUN with ;": around("FROM a\nRUN a", "; a"),
    "RUN with pipes": around("FROM a\nRUN a", " | a"),
    "RUN with ||": around("FROM a\nRUN a", " || a"),
    "RUN of one word": around("FROM a\nRUN ", "a"),
    "RUN of words": around("FROM a\nRUN a", " b"),
    "RUN of variables": around("FROM a\nRUN a ", "$B"),
    "RUN of assignments": around("FROM a\nRUN ", "A=$A$A; "),
    "RUN of different assignments": numbered("FROM a\nRUN true", " && A{n}=$A{m}$A{m}"),
    "RUN of exports": numbered("FROM a\nRUN true", " && export A{n}=b"),
    "RUN of cd": around("FROM a\nRUN cd /", " && cd a"),
    "RUN of groups": around("FROM a\nRUN true", " && (cd a; b)"),
    "RUN of loops": around("FROM a\nRUN true", "; for a in b; do c; done"),
    "RUN of loops in loops": lambda size: (
        "FROM a\nRUN " + "for a in b; do " * (size // 22) + "c" + "; done" * (size // 22)
    ),
    "RUN of functions": numbered("FROM a\nRUN true", "; f{n}() { f{m}; f{m}; }"),
    "RUN of evals": lambda size: "FROM a\nRUN " + "eval " * (size // 5),
    "RUN of quotes": around("FROM a\nRUN a", " 'b'\"c\""),
    "RUN of a heredoc": around("FROM a\nRUN <<E\n", "a\n", "E\n"),
    "RUN of heredocs": around("FROM a\nRUN a", " <<E", "\nE\n"),
    "RUN of many heredocs": times("RUN <<E\nE\n"),
    "RUN of mounts": around("FROM a\nRUN ", "--mount=type=cache,target=/a "),
    "RUN of an open heredoc": around("FROM a\nRUN <<E\n", "a\n"),
    "RUN of installs": around("FROM a\nCOPY . .\nRUN true", " && npm ci"),
    "RUN of pip installs": around("FROM a\nCOPY . .\nRUN pip install", " -r requirements.txt"),
    "RUN in JSON": around('FROM a\nRUN ["a"', ', "b"', "]\n"),
    "ENV": numbered("FROM a\n", "ENV A{n}=$A{m}$A{m}\n"),
    "ENV of itself": around("FROM a\nENV A=a\n", "ENV A=$A$A\n"),
    "ENV of one line": numbered("FROM a\nENV A0=b", " A{n}=$A0"),
    "ENV expanding": numbered("FROM a\n", "ENV A{n}=$A{m}\n"),
    "ENV of PATH": around("FROM a\n", "ENV PATH=/a:$PATH\n"),
    "ARG of itself": around("ARG A=a\n", "ARG A=$A$A\n", "FROM $A\n"),
    "ARG": numbered("FROM a\n", "ARG A{n}=$A{m}\n"),
    "WORKDIR": around("FROM a\n", "WORKDIR a\n"),
    "COPY of sources": numbered("FROM a\nCOPY", " a{n}", " /b/\n"),
    "COPY of patterns": around("FROM a\nCOPY", " *a*b*c*", " /b/\n"),
    "COPY of one pattern": around("FROM a\nCOPY ", "*a", " /b/\n"),
    "COPY of classes": around("FROM a\nCOPY ", "[a-z]", " /b/\n"),
    "COPY of a path": around("FROM a\nCOPY ", "a/", " /b/\n"),
    "COPY of dots": around("FROM a\nCOPY ", "../", " /b/\n"),
    "COPY of a heredoc": around("FROM a\nCOPY <<E /a\n", "a\n", "E\n"),
    "COPY excluding": around("FROM a\nCOPY ", "--exclude=a ", ". .\n"),
    "COPY in JSON": around('FROM a\nCOPY ["a"', ', "b"', "]\n"),
    "COPY, then an install": around("FROM a\nCOPY . .\n", "COPY a b\n", "RUN npm ci\n"),
    "FROM of stages": numbered("FROM a AS s0\n", "FROM s{m} AS s{n}\n"),
    "FROM of an image": around("FROM ", "a/"),
    "LABEL": numbered("FROM a\nLABEL", " a{n}=b"),
    "USER": around("FROM a\n", "USER $A\n"),
    "SHELL": around('FROM a\nSHELL ["a"', ', "b"', "]\nRUN a\n"),
    "ONBUILD": around("FROM a\n", "ONBUILD "),
    "continuations": around("FROM a\nRUN a", " \\\n"),
    "comments between": around("FROM a\nRUN a \\\n", "# a\n"),
    "pragmas": times("# layerwise: ignore=a\n"),
    "pragmas of codes": around("# layerwise: ignore=a", ",b"),
    "directives": times("# escape=\\\n"),
    "check directive": around("# check=skip=", "a,"),
}

IGNORE_FILES: Mapping[str, Callable[[int], str]] = {
    "patterns": numbered("", "a{n}\n"),
    "exceptions": numbered("*\n", "!a{n}\n"),
    "deep patterns": numbered("", "**/a{n}/**/b\n"),
    "deep exceptions": numbered("**\n", "!**/a{n}/**/b\n"),
    "one pattern of stars": lambda size: "*a" * min(size // 2, 30_000),
    "one pattern of deep stars": lambda size: "**/" * min(size // 3, 20_000) + "x",
    "classes": numbered("", "[a-z]*{n}?\n"),
    "many stars": numbered("", "*a*b*c*d*{n}\n"),
}

LOGS: Mapping[str, Callable[[int], str]] = {
    "plain": numbered("", "#{n} [{n}/9] RUN a\n#{n} DONE 0.1s\n"),
    "plain, one step": around("#1 [1/1] RUN a\n", "#1 0.1 b\n"),
    "numbered": numbered("", "STEP {n}/9: RUN a\n"),
    "numbered, older": numbered("", "Step {n}/9 : RUN a\n ---> Using cache\n"),
    "screen": numbered("", " => [{n}/9] RUN a   0.1s\n"),
    "redrawn": times(" => [1/9] RUN a   0.1s\r"),
    "escapes": times("\x1b[1A"),
    "open escapes": times("\x1b["),
    "open titles": times("\x1b]"),
    "raw": numbered("", '{"vertexes":[{"digest":"{n}","name":"[1/2] RUN a"}]}\n'),
    "raw in one line": around('{"vertexes":[', '{"digest":"a"},', "{}]}\n"),
    "stamps": times("2026-01-01T00:00:00Z "),
    "services": around("a", " ", "| b"),
    "names": around("#1 [", "a ", "]"),
    "commits": numbered("", "\x01c{n}\0\na{n}\0"),
    "one commit": numbered("\x01c\0\n", "a{n}\0"),
    "one path": around("\x01c\0\n", "a/", "\0"),
}
