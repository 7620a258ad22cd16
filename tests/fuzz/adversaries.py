"""Texts made to take long: each kind gives about so many characters, whoever reads them."""

from collections.abc import Callable, Mapping


def _times(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // len(unit))


def _nested(opening: str, closing: str, inner: str = "") -> Callable[[int], str]:
    def made(size: int) -> str:
        depth = size // (len(opening) + len(closing))
        return opening * depth + inner + closing * depth

    return made


def _around(before: str, unit: str, after: str = "") -> Callable[[int], str]:
    return lambda size: before + unit * ((size - len(before) - len(after)) // len(unit)) + after


def _numbered(before: str, line: str, after: str = "") -> Callable[[int], str]:
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
    "one word": _times("a"),
    "capitals": _times("A"),
    "digits": _times("9"),
    "digits, dotted": _times("1."),
    "dotted": _times("a."),
    "dashes": _times("-"),
    "blanks": _times(" "),
    "tabs": _times("\t"),
    "blanks, then a word": _around("", " ", "x"),
    "word and blanks": _around("a", " ", "x"),
    "key and blanks": _around("a:", " ", "x"),
    "value and blanks": _around("a = b", " ", "x"),
    "words": _times("a "),
    "equals": _times("a="),
    "commas": _times("a,"),
    "colons": _times("a:"),
    "slashes": _times("a/"),
    "bare slashes": _times("/"),
    "double slashes": _times("//"),
    "stars": _times("*"),
    "two stars": _times("**/"),
    "stars and letters": _times("*a"),
    "dots": _times("../"),
    "at signs": _times("a@"),
    "line ends": _times("\n"),
    "carriage returns": _times("\r"),
    "blank lines": _times(" \n"),
    "short lines": _times("a\n"),
    "key lines": _numbered("", "k{n}: v\n"),
    "setting lines": _numbered("", "k{n} = v\n"),
    "indented lines": _times("  a\n"),
    "comment lines": _times("# a\n"),
    "comments in one line": _times("a #"),
    "blanks and signs": _times(" #"),
    "semicolons": _times("a;"),
    "ends with commas": _times("a,\n"),
    "ends with backslashes": _times("a \\\n"),
    "backslashes and line ends": _times("\\\n"),
    "backslashes": _times("\\"),
    "double quotes": _times('"'),
    "single quotes": _times("'"),
    "backquotes": _times("`"),
    "escaped quotes": _around('"', '\\"'),
    "escaped single quotes": _around("'", "\\'"),
    "quoted words": _times('"a" '),
    "quoted words, no blanks": _times("'a'"),
    "open quotes by line": _times('a "\n'),
    "parentheses": _nested("(", ")"),
    "brackets": _nested("[", "]"),
    "braces": _nested("{", "}"),
    "open parentheses": _times("("),
    "open brackets": _times("["),
    "open braces": _times("{"),
    "closing ones": _times(")]}"),
    "calls in calls": _nested("f(", ")"),
    "maps in maps": _nested('{"a":', "}", "1"),
    "tags in tags": _nested("<a>", "</a>"),
    "open tags": _times("<a "),
    "variables": _times("$A"),
    "braced variables": _times("${A}"),
    "defaults in defaults": _nested("${A:-", "}"),
    "open variables": _times("${A:-"),
    "substitutions": _nested("$(", ")"),
    "open substitutions": _times("$("),
    "arithmetic": _nested("$((", "))", "1"),
    "escaped backquotes": _times("\\`"),
    "expressions": _times("${{ a }}"),
    "open expressions": _times("${{ a"),
    "angle brackets": _times("<"),
    "heredocs": _times("<<E\n"),
    "other blanks": _times("\u2028"),
    "surrogates": _times("\ud800"),
    "NULs": _times("\0"),
    "letters with marks": _times("e\u0301"),
}

# Of one format, by the names of the readers of `targets/manifests.py`.
OF_FORMATS: Mapping[str, Mapping[str, Callable[[int], str]]] = {
    "json": {
        "members": _numbered("{", '"k{n}": {n},', '"z": 0}'),
        "strings": _around('["', "a", '"]'),
        "array of arrays": _around("[", "[],", "0]"),
        "number": _around("[", "9", "]"),
        "comments": _around("{", "/*a*/", "}"),
        "open comment": _around("{", "/*"),
        "trailing commas": _around("[", ", ", "]"),
        "blanks behind commas": _around("[1,", " ", "]"),
    },
    "toml": {
        "tables": _numbered("", "[a{n}]\nb = 1\n"),
        "tables in tables": _around("[a", ".a", "]\n"),
        "dotted keys": _numbered("", "a.b{n} = 1\n"),
        "arrays of tables": _times("[[a]]\n"),
        "inline tables": _nested("a = {a = ", "}", "1"),
        "long string": _around('a = """', "\\\n", '"""'),
        "inner tables": _numbered("[[a]]\n", "[a.b{n}]\n"),
        "strings": _around("a = [", '"b",', "]"),
        "open string": _around('a = "', "b"),
    },
    "yaml": {
        "aliases": _numbered("a0: &a0 [x]\n", "a{n}: &a{n} [*a{m}, *a{m}, *a{m}, *a{m}]\n"),
        "merges": _numbered("a0: &a0 {x: y}\n", "a{n}: &a{n} {<<: [*a{m}, *a{m}], k{n}: 1}\n"),
        "many aliases": _around("a: &a [b]\nc: [", "*a,", "]"),
        "sequences": _times("- "),
        "sequence lines": _times("- a\n"),
        "keys": _times("? "),
        "flows": _around("a: [", "b,", "]"),
        "block": _around("a: |\n", "  b\n"),
        "folded": _around("a: >\n", "  b\n\n"),
        "anchors": _times("&a "),
        "tags": _times("!a "),
        "documents": _times("---\n"),
        "staircase": lambda size: "".join(" " * n + "a:\n" for n in range(int((2 * size) ** 0.5))),
        "quoted": _around('a: "', "b ", '"'),
        "plain over lines": _around("a: b\n", "  b\n"),
        "date-like": _times("- 1979-05-27 \n"),
        "digits with separators": _around("a: 1", "_1"),
        "sixties": _around("a: 1", ":1"),
    },
    "xml": {
        "elements": _around("<a>", "<b/>", "</a>"),
        "texts": _around("<a>", "x<b/>", "</a>"),
        "cdata": _around("<a>", "<![CDATA[x]]>", "</a>"),
        "comments": _around("<a>", "<!--x-->", "</a>"),
        "attributes": _numbered("<a ", 'b{n}="" ', "/>"),
        "entities": _around("<a>", "&#120;", "</a>"),
        "declaration": _around("<?xml ", "?"),
        "blanks": _around("", " ", "<a/>"),
        "bomb": lambda size: (
            "<!DOCTYPE a [<!ENTITY b 'b'>" + "<!ENTITY c '&b;&b;'>" * (size // 20) + "]><a>&c;</a>"
        ),
    },
    "edn": {
        "marks": _times("#_"),
        "metadata": _times("^a "),
        "metadata in itself": _times("^"),
        "tags": _times("#a "),
        "sets": _nested("#{", "}"),
        "names": _times("a "),
        "strings": _times('"a" '),
        "characters": _times("\\a "),
    },
    "hcl": {
        "attributes": _numbered("", "a{n} = 1\n"),
        "blocks": _times("a {}\n"),
        "blocks in blocks": _nested("a {\n", "}\n"),
        "templates": _nested('a = "${', '}"'),
        "heredoc": _around("a = <<E\n", "b\n", "E\n"),
        "open heredocs": _times("a = <<E\n"),
        "comments": _times("/*a*/ "),
        "open comments": _times("/* "),
        "lists": _around("a = [", "1,", "]"),
        "operators": _around("a = 1", " + 1"),
        "questions": _around("a = 1", " ? 1 : 1"),
        "for": _nested("a = [for b in ", "]"),
        "dollars": _around('a = "', "$", '"'),
        "doubled": _around('a = "', "$${", '"'),
    },
    "gemfile": {
        "gems": _numbered("", "gem 'g{n}', '~> 1.0', path: 'a'\n"),
        "one gem": _around("gem 'a'", ", 'b'"),
        "over lines": _around("gem 'a'", ",\n 'b'"),
        "joins": _times("File.join(__dir__, 'a')"),
        "open calls": _times("File.join(__dir__"),
        "requires": _times("require_relative 'a'\n"),
        "blanks in calls": _around("eval_gemfile (", " "),
        "dir strings": _times('"#{__dir__}/'),
        "reads": _around("a = File.read('b')", ".strip"),
    },
    "gemfile_lock": {
        "specs": _numbered("GEM\n  specs:\n", "    a{n} (1)\n      b (~> 1)\n"),
        "paths": _numbered("", "PATH\n  remote: a{n}\n  specs:\n    a{n} (1)\n"),
    },
    "go_mod": {
        "requires": _numbered("module a\nrequire (\n", "\tb{n} v1.0.0 // indirect\n", ")\n"),
        "replaces": _numbered("module a\n", "replace b{n} => ./c{n}\n"),
        "sums": _numbered("", "a{n} v1 h1:x\na{n} v1/go.mod h1:x\n"),
    },
    "requirements": {
        "names": _numbered("", "a{n}==1.0\n"),
        "hashes": _around("a==1", " --hash=sha256:b"),
        "hashes over lines": _around("a==1", " \\\n --hash=sha256:b"),
        "includes": _numbered("", "-r a{n}.txt\n"),
        "extras": _around("a[", "b,", "]"),
        "open extras": _around("./a", "["),
        "editable": _times("-e . "),
    },
    "cabal": {
        "fields": _numbered("", "a{n}: b\n"),
        "values": _around("build-depends:", " a,\n "),
        "stanzas": _times("library\n  build-depends: a\n"),
    },
    "calls": {
        "closed calls": _times("f(a)"),
        "strings": _around("f(", '"a",', ")"),
        "names": _around("f(", "a = 1,", ")"),
        "nested": _nested("f(", ")", "'a'"),
    },
    "elixir": {
        "tuples": _numbered("", '{:a{n}, "~> 1.0"}, '),
        "open tuples": _times("{:a, "),
        "interpolations": _around("{:a, ", "#{", "}"),
        "paths": _around("{:a, ", "path: ", "}"),
        "locked": _numbered("%{\n", '"a{n}": {:hex, :a, "1.0.0", "x", [:mix], [], "hexpm", "y"},\n', "}\n"),
        "open locks": _around('"a": {:hex, :a, "1", "x", [', "]", ""),
        "locks in one line": _times('"a": {:hex, :a, "1", "x", [], [], '),
    },
    "erlang": {
        "lists": _around("{deps, [", "{deps, [", ""),
        "closed lists": _times("{deps, [a]}. "),
        "elements": _around("{deps, [", "a,", "a]}."),
        "locked": _times('{<<"a">>,{pkg,<<"a">>,<<"1">>},0},\n'),
        "open locks": _times('{<<"a">>,{git,'),
    },
    "sln": {
        "projects": _around(
            "Microsoft Visual Studio Solution File\n", 'Project("{A}") = "b", "c.csproj", "{D}"\nEndProject\n'
        ),
        "blank lines": _around("Microsoft Visual Studio Solution File\n", " \n"),
        "open projects": _around("Microsoft Visual Studio Solution File\n", 'Project("{'),
    },
}

DOCKERFILES: Mapping[str, Callable[[int], str]] = {
    "RUN with &&": _around("FROM a\nRUN a", " && a"),
    "RUN with ;": _around("FROM a\nRUN a", "; a"),
    "RUN with pipes": _around("FROM a\nRUN a", " | a"),
    "RUN with ||": _around("FROM a\nRUN a", " || a"),
    "RUN of one word": _around("FROM a\nRUN ", "a"),
    "RUN of words": _around("FROM a\nRUN a", " b"),
    "RUN of variables": _around("FROM a\nRUN a ", "$B"),
    "RUN of assignments": _around("FROM a\nRUN ", "A=$A$A; "),
    "RUN of different assignments": _numbered("FROM a\nRUN true", " && A{n}=$A{m}$A{m}"),
    "RUN of exports": _numbered("FROM a\nRUN true", " && export A{n}=b"),
    "RUN of cd": _around("FROM a\nRUN cd /", " && cd a"),
    "RUN of groups": _around("FROM a\nRUN true", " && (cd a; b)"),
    "RUN of loops": _around("FROM a\nRUN true", "; for a in b; do c; done"),
    "RUN of loops in loops": lambda size: (
        "FROM a\nRUN " + "for a in b; do " * (size // 22) + "c" + "; done" * (size // 22)
    ),
    "RUN of functions": _numbered("FROM a\nRUN true", "; f{n}() { f{m}; f{m}; }"),
    "RUN of evals": lambda size: "FROM a\nRUN " + "eval " * (size // 5),
    "RUN of quotes": _around("FROM a\nRUN a", " 'b'\"c\""),
    "RUN of a heredoc": _around("FROM a\nRUN <<E\n", "a\n", "E\n"),
    "RUN of heredocs": _around("FROM a\nRUN a", " <<E", "\nE\n"),
    "RUN of many heredocs": _times("RUN <<E\nE\n"),
    "RUN of mounts": _around("FROM a\nRUN ", "--mount=type=cache,target=/a "),
    "RUN of an open heredoc": _around("FROM a\nRUN <<E\n", "a\n"),
    "RUN of installs": _around("FROM a\nCOPY . .\nRUN true", " && npm ci"),
    "RUN of pip installs": _around("FROM a\nCOPY . .\nRUN pip install", " -r requirements.txt"),
    "RUN in JSON": _around('FROM a\nRUN ["a"', ', "b"', "]\n"),
    "ENV": _numbered("FROM a\n", "ENV A{n}=$A{m}$A{m}\n"),
    "ENV of itself": _around("FROM a\nENV A=a\n", "ENV A=$A$A\n"),
    "ENV of one line": _numbered("FROM a\nENV A0=b", " A{n}=$A0"),
    "ENV expanding": _numbered("FROM a\n", "ENV A{n}=$A{m}\n"),
    "ENV of PATH": _around("FROM a\n", "ENV PATH=/a:$PATH\n"),
    "ARG of itself": _around("ARG A=a\n", "ARG A=$A$A\n", "FROM $A\n"),
    "ARG": _numbered("FROM a\n", "ARG A{n}=$A{m}\n"),
    "WORKDIR": _around("FROM a\n", "WORKDIR a\n"),
    "COPY of sources": _numbered("FROM a\nCOPY", " a{n}", " /b/\n"),
    "COPY of patterns": _around("FROM a\nCOPY", " *a*b*c*", " /b/\n"),
    "COPY of one pattern": _around("FROM a\nCOPY ", "*a", " /b/\n"),
    "COPY of classes": _around("FROM a\nCOPY ", "[a-z]", " /b/\n"),
    "COPY of a path": _around("FROM a\nCOPY ", "a/", " /b/\n"),
    "COPY of dots": _around("FROM a\nCOPY ", "../", " /b/\n"),
    "COPY of a heredoc": _around("FROM a\nCOPY <<E /a\n", "a\n", "E\n"),
    "COPY excluding": _around("FROM a\nCOPY ", "--exclude=a ", ". .\n"),
    "COPY in JSON": _around('FROM a\nCOPY ["a"', ', "b"', "]\n"),
    "COPY, then an install": _around("FROM a\nCOPY . .\n", "COPY a b\n", "RUN npm ci\n"),
    "FROM of stages": _numbered("FROM a AS s0\n", "FROM s{m} AS s{n}\n"),
    "FROM of an image": _around("FROM ", "a/"),
    "LABEL": _numbered("FROM a\nLABEL", " a{n}=b"),
    "USER": _around("FROM a\n", "USER $A\n"),
    "SHELL": _around('FROM a\nSHELL ["a"', ', "b"', "]\nRUN a\n"),
    "ONBUILD": _around("FROM a\n", "ONBUILD "),
    "continuations": _around("FROM a\nRUN a", " \\\n"),
    "comments between": _around("FROM a\nRUN a \\\n", "# a\n"),
    "pragmas": _times("# layerwise: ignore=a\n"),
    "pragmas of codes": _around("# layerwise: ignore=a", ",b"),
    "directives": _times("# escape=\\\n"),
    "check directive": _around("# check=skip=", "a,"),
}

IGNORE_FILES: Mapping[str, Callable[[int], str]] = {
    "patterns": _numbered("", "a{n}\n"),
    "exceptions": _numbered("*\n", "!a{n}\n"),
    "deep patterns": _numbered("", "**/a{n}/**/b\n"),
    "deep exceptions": _numbered("**\n", "!**/a{n}/**/b\n"),
    "one pattern of stars": lambda size: "*a" * min(size // 2, 30_000),
    "one pattern of deep stars": lambda size: "**/" * min(size // 3, 20_000) + "x",
    "classes": _numbered("", "[a-z]*{n}?\n"),
    "many stars": _numbered("", "*a*b*c*d*{n}\n"),
}

LOGS: Mapping[str, Callable[[int], str]] = {
    "plain": _numbered("", "#{n} [{n}/9] RUN a\n#{n} DONE 0.1s\n"),
    "plain, one step": _around("#1 [1/1] RUN a\n", "#1 0.1 b\n"),
    "numbered": _numbered("", "STEP {n}/9: RUN a\n"),
    "numbered, older": _numbered("", "Step {n}/9 : RUN a\n ---> Using cache\n"),
    "screen": _numbered("", " => [{n}/9] RUN a   0.1s\n"),
    "redrawn": _times(" => [1/9] RUN a   0.1s\r"),
    "escapes": _times("\x1b[1A"),
    "open escapes": _times("\x1b["),
    "open titles": _times("\x1b]"),
    "raw": _numbered("", '{"vertexes":[{"digest":"{n}","name":"[1/2] RUN a"}]}\n'),
    "raw in one line": _around('{"vertexes":[', '{"digest":"a"},', "{}]}\n"),
    "stamps": _times("2026-01-01T00:00:00Z "),
    "services": _around("a", " ", "| b"),
    "names": _around("#1 [", "a ", "]"),
    "commits": _numbered("", "\x01c{n}\0\na{n}\0"),
    "one commit": _numbered("\x01c\0\n", "a{n}\0"),
    "one path": _around("\x01c\0\n", "a/", "\0"),
}
