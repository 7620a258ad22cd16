"""What RUN instructions run: commands, where and how, and the parts that a split may cut between."""

import pytest
from layerwise.shell.read import read
from layerwise.shell.script import Command, Part, Script
from layerwise.syntax.parse import parse

ENVIRONMENT = {"HOME": "/root", "NAME": "value", "LIST": "a b", "GLOB": "*.txt", "SECRET": None}


def script(run: str, shell: tuple[str, ...] = ("/bin/sh", "-c"), cwd: str | None = "/app") -> Script:
    """The script of the one RUN instruction in this text."""
    instruction = parse("FROM image\n" + run).stages[0].instructions[-1]
    return read(instruction, shell=shell, cwd=cwd, environment=ENVIRONMENT)


def last(run: str) -> Command:
    """The last command of a script."""
    return script("RUN " + run).commands[-1]


def values(command: Command) -> list[str | None]:
    """A command's words as it receives them."""
    return [word.value for word in command.words]


def lines(found: Script) -> list[str]:
    """Commands in one string each, "?" for what is unknown."""
    return [" ".join("?" if value is None else value for value in values(c)) for c in found.commands]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("a 'b c' \"d $NAME\" e\\ f", ["a", "b c", "d value", "e f"]),
        ("a ${NAME} ${NAME:-x} ${NAME:+y} ${NAME%e}", ["a", "value", "value", "y", None]),
        ("a $UNHEARD ${UNHEARD:-x} $SECRET", ["a", None, None, None]),
        ("unset NAME; a ${NAME:-x} ${NAME-y} z$NAME $NAME", ["a", "x", "y", "z"]),
        ('a $LIST "$LIST" x$LIST', ["a", "a", "b", "a b", "xa", "b"]),
        ("a ~ ~/x ~other", ["a", "/root", "/root/x", None]),
        ("a $PWD $(pwd) `pwd`/x $(date)", ["a", "/app", "/app", "/app/x", None]),
        ("a {b,c} '{b,c}' {}", ["a", None, "{b,c}", "{}"]),
        ("X=1; Y=$X/2 a $X $Y", ["a", "1", None]),
        ("X=a; X+=b; c $X", ["c", "ab"]),
        ("a $((1 + 2)) $'b\\tc' \"\"", ["a", None, "b\tc", ""]),
        ("a # b", ["a"]),
    ],
)
def test_words(run: str, expected: list[str | None]) -> None:
    """A command receives its words with quotes off and variables in, None where unknown."""
    assert expected == values(last(run))


@pytest.mark.parametrize(
    ("word", "value", "is_pattern"),
    [
        ("*.txt", "*.txt", True),
        ("'*.txt'", "*.txt", False),
        ("'?'*.txt", None, True),
        ("$GLOB", "*.txt", True),
        ('"$GLOB"', "*.txt", False),
        ("a[bc]", "a[bc]", True),
        ("[", "[", False),
        ('"web[x]"', "web[x]", False),
        ("$SECRET*", None, True),
    ],
)
def test_patterns(word: str, value: str | None, is_pattern: bool) -> None:
    """A pattern is told apart from its signs between quotes."""
    found = last("a " + word).words[1]

    assert (value, is_pattern) == (found.value, found.is_pattern)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("cd web && a", "/app/web"),
        ("cd /srv; a", "/srv"),
        ("cd web/../x && cd .. && a", "/app"),
        ("cd web && cd - && a", "/app"),
        ("cd && a", "/root"),
        ("cd ~/x && a", "/root/x"),
        ("cd $SECRET && a", None),
        ("cd $SECRET && cd /x && a", "/x"),
        ("cd w* && a", None),
        ("pushd /x && popd && a", "/app"),
        ("pushd /x && a", "/x"),
        ("(cd web && b); a", "/app"),
        ("cd web | b; a", "/app"),
        ("{ cd web; } && a", "/app/web"),
        ("cd web & a", "/app"),
        ("b || cd web; a", None),
        ("b && cd web; a", None),
        ("b && cd web && a", "/app/web"),
        ("b || cd /app; a", "/app"),
        ("cd web || exit 1; a", "/app/web"),
        ("cd web || { echo no; exit 1; }; a", "/app/web"),
        ("cd web || cd api; a", None),
        ("if b; then cd web; fi; a", None),
        ("if b; then (cd web); fi; a", "/app"),
        ("for x in 1 2; do cd web; done; a", None),
        ("for x in 1 2; do cd web; a; done", None),  # It stands in web/web in the second round.
        ("for x in 1 2; do (cd web; b); done; a", "/app"),
        ("f() { cd web; }; a", "/app"),
        ("f() { cd web; }; f; a", None),
        ("sh -c 'cd web'; a", "/app"),
        ("eval 'cd web'; a", "/app/web"),
        ("eval $SECRET; a", None),
        ("X=$(cd web); a", "/app"),
        ("sudo -i a", None),
        ("env -C web a", "/app/web"),
        ("su - app -c a", None),
    ],
)
def test_working_directory(run: str, expected: str | None) -> None:
    """A command's directory follows the `cd`s that its shell has made, None where they are in doubt."""
    found = script("RUN " + run).commands
    command = next(command for command in reversed(found) if command.name == "a")

    assert command.cwd == expected


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("export A=1 && a", {"A": "1"}),
        ("A=1; a", {}),
        ("A=1; export A; a", {"A": "1"}),
        ("A=1 a", {"A": "1"}),
        ("A=$LIST a", {"A": "a b"}),
        ("set -a; A=1; a", {"A": "1"}),
        ("declare -x A=1; a", {"A": "1"}),
        ("export A=$(b); a", {"A": None}),
        ("(export A=1); a", {}),
        ("export A=1; unset A; a", {}),
        ("b && export A=1; a", {"A": None}),
        ("env A=1 a", {"A": "1"}),
        ("env -u NAME a", {"NAME": "gone"}),
        ("env -i A=1 a", {"A": "1", **dict.fromkeys(ENVIRONMENT, "gone")}),
        ("sudo -E A=1 a", {"A": "1"}),
        ("sudo a", dict.fromkeys(ENVIRONMENT)),
        (". ./env; a", dict.fromkeys(ENVIRONMENT)),
        (". venv/bin/activate; a", {"VIRTUAL_ENV": "/app/venv", "PATH": "/app/venv/bin:"}),
        (
            "cd web && source /srv/.venv/bin/activate; a",
            {"VIRTUAL_ENV": "/srv/.venv", "PATH": "/srv/.venv/bin:"},
        ),
        ("export PATH=/x; . v/bin/activate; a", {"VIRTUAL_ENV": "/app/v", "PATH": "/app/v/bin:/x"}),
        ("export PATH=$(b); . v/bin/activate; a", {"VIRTUAL_ENV": "/app/v", "PATH": None}),
        ("export PYTHONHOME=/x; . v/bin/activate; a", {"VIRTUAL_ENV": "/app/v", "PATH": "/app/v/bin:"}),
        (". /opt/conda/bin/activate; a", dict.fromkeys(ENVIRONMENT)),
        (". v/bin/activate base; a", dict.fromkeys(ENVIRONMENT)),
        ("export A=1; sh -c a", {"A": "1"}),
        ("A=1; sh -c a", {}),
        ("read NAME; a", {"NAME": None}),
    ],
)
def test_environment(run: str, expected: dict[str, str | None]) -> None:
    """A command inherits the step's environment with exports and prefixes, not the shell's own variables."""
    wanted = {name: value for name, value in {**ENVIRONMENT, **expected}.items() if value != "gone"}

    assert wanted == dict(last(run).environment)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("a && b && c", []),
        ("a; b", []),
        ("a || b", ["b"]),
        ("a && b || c", ["b", "c"]),
        ("a && b; c", ["b"]),
        ("cd x && b; c", []),
        ("a || b && c", ["b"]),
        ("a && b || exit 1", ["exit"]),
        ("a && b || { echo no; exit 1; }; c", ["echo", "exit"]),
        ("a && b || exit 0", ["b", "exit"]),
        ("(a && b); c", ["b"]),
        ("(a && b) && c", []),
        ("{ a && b; }", []),
        ("a && b & c", ["b"]),
        ("a && b | c", []),
        ("if a; then b; else c; fi", ["b", "c"]),
        ("for x in 1; do b; done", ["b"]),
        ("while a; do b; done", ["b"]),
        ("case x in y) b;; esac; c", ["b"]),
        ("f() { b; }; a", ["b"]),
        ("[ -f x ] && exit 0; b", ["exit", "b"]),
        ("exit 0; b", ["b"]),
        ("sh -c 'a && b'; c", ["b"]),
        ("sh -c 'a && b' && c", []),
        ("find . -exec b {} +", ["b"]),
        ("a | xargs -r b", ["b"]),
        ("a | xargs b", []),
    ],
)
def test_conditional(run: str, expected: list[str]) -> None:
    """A command is conditional where the script can succeed without running it."""
    found = script("RUN " + run).commands

    assert expected == [command.name for command in found if command.is_conditional]


@pytest.mark.parametrize(
    ("run", "expected", "user"),
    [
        ("sudo npm ci", "npm ci", "root"),
        ("sudo -u app -H npm ci", "npm ci", "app"),
        ("sudo --user=app -- npm ci", "npm ci", "app"),
        ("gosu app:app npm ci", "npm ci", "app"),
        ("su-exec app npm ci", "npm ci", "app"),
        ("su app -c 'npm ci'", "npm ci", "app"),
        ("su - app -c 'npm ci'", "npm ci", "app"),
        ("su -s /bin/sh -c 'npm ci' app", "npm ci", "app"),
        ("runuser -u app -- npm ci", "npm ci", "app"),
        ("env -u X A=1 npm ci", "npm ci", None),
        ("time npm ci", "npm ci", None),
        ("nice -n 5 npm ci", "npm ci", None),
        ("nohup npm ci", "npm ci", None),
        ("timeout -k 5 10m npm ci", "npm ci", None),
        ("exec npm ci", "npm ci", None),
        ("command npm ci", "npm ci", None),
        ("command -v npm", "command -v npm", None),
        ("bash -lc 'npm ci'", "npm ci", None),
        ("bash -euxo pipefail -c 'npm ci'", "npm ci", None),
        ("/bin/sh -e -c 'npm ci' name", "npm ci", None),
        ("sh script.sh", "sh script.sh", None),
        ("sudo env A=1 bash -c 'timeout 5 npm ci'", "npm ci", "root"),
        ("eval npm ci", "npm ci", None),
        ("a | xargs -n 1 -P4 npm i", "npm i", None),
        ("xargs -I{} npm i {} -D", "npm i ? -D", None),
        ("find . -name x -execdir npm i {} \\;", "npm i ?", None),
    ],
)
def test_wrappers(run: str, expected: str, user: str | None) -> None:
    """Wrappers come off, and the user whom they name stays."""
    found = script("RUN " + run)

    assert (expected, user) == (lines(found)[-1], found.commands[-1].user)


def test_fed_arguments() -> None:
    """Behind xargs and find more arguments follow, and a file of them is an input."""
    found = last("xargs -a names.txt npm i")

    assert found.feeds_arguments
    assert [(r.operator, r.target.value) for r in found.redirects] == [("<", "names.txt")]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("RUN a && b", ["a", "b"]),
        ('RUN ["a", "b c", "$NAME"]', ["a b c $NAME"]),
        ('RUN ["sh", "-c", "cd x && a"]', ["cd x", "a"]),
        ('RUN ["/bin/bash", "-lc", "a | b"]', ["a", "b"]),
        ("RUN <<EOF\na\nb && c\nEOF", ["a", "b", "c"]),
        ("RUN <<-'EOF'\n\ta\n\tEOF", ["a"]),
        ("RUN <<EOF\n#!/bin/bash -e\na\nEOF", ["a"]),
        ("RUN <<EOF\n#!/usr/bin/env bash\na\nEOF", ["a"]),
        ("RUN bash -ex <<EOF\na\nEOF", ["a"]),
        ("RUN <<EOF sh && b\na\nEOF", ["a", "b"]),
        ("RUN cat <<EOF > /f && b\nnot; here\nEOF", ["cat", "b"]),
        ("RUN cat <<EOF > /f\n$(a)\nEOF", ["a", "cat"]),
        ("RUN cat <<'EOF' > /f\n$(a)\nEOF", ["cat"]),
        ("RUN <<EOF\nbash <<X\na $(b)\nX\nc\nEOF", ["b", "a ?", "c"]),
        ("RUN python3 <<EOF\nimport os\nEOF", ["python3"]),
        ("RUN while a; do b; done <<EOF\n$(c)\nEOF", ["c", "a", "b"]),
        ("RUN a $(b `c`) && d=$(e)", ["c", "b ?", "a ?", "e"]),
        ("RUN [[ $X =~ ^(a|b)$ && -f y ]] && a", ["[[ ? =~ ^(a|b)$ && -f y ]]", "a"]),
        ("RUN a <(b) && x=(1 $(c)) && d", ["b", "a ?", "c", "d"]),
        ("RUN a \\\n # comment; no\n && b", ["a", "b"]),
        ("RUN", []),
        ("RUN []", []),
    ],
)
def test_forms(run: str, expected: list[str]) -> None:
    """Every form of RUN gives its commands, in the order in which they run."""
    found = script(run)

    assert found.unreadable is None
    assert expected == lines(found)


@pytest.mark.parametrize(
    ("run", "shell"),
    [
        ("RUN Get-Item x; a", ("powershell", "-Command")),
        ("RUN dir", ("C:\\Windows\\System32\\cmd.exe", "/S", "/C")),
        ("RUN import x", ("python3", "-c")),
        ("RUN <<EOF\n#!/usr/bin/env python3\nimport os\nEOF", ("/bin/sh", "-c")),
        ("RUN eval $SECRET", ("/bin/sh", "-c")),
        ('RUN sh -c "$SECRET"', ("/bin/sh", "-c")),
        ("RUN echo 'a", ("/bin/sh", "-c")),
        ("RUN a && $(b", ("/bin/sh", "-c")),
        ("RUN if a; then b", ("/bin/sh", "-c")),
        ("RUN a ) b", ("/bin/sh", "-c")),
    ],
)
def test_unreadable(run: str, shell: tuple[str, ...]) -> None:
    """A script that may hold more than was read says why."""
    assert script(run, shell).unreadable


def test_shell_behind_a_launcher() -> None:
    """A SHELL that starts bash by way of another program is bash."""
    shell = ("conda", "run", "-n", "web", "/bin/bash", "-c")

    assert script("RUN a", shell).unreadable is None


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("RUN a && npm  ci # c", "npm  ci"),
        ("RUN a \\\n  # c\n  && npm \\\n ci --x", "npm \\\n ci --x"),
        ("RUN X=1 npm ci > log 2>&1", "X=1 npm ci > log 2>&1"),
        ("RUN sh -c 'a && npm ci'", "npm ci"),
        ('RUN sh -c "a && npm ci"', "npm ci"),
        ('RUN sh -c "a \\"b\\" && npm ci"', '"a \\"b\\" && npm ci"'),
        ("RUN echo `npm ci`", "npm ci"),
        ('RUN echo "$(cd x && npm ci)"', "npm ci"),
        ('RUN ["npm", "ci"]', '"npm", "ci"'),
        ('RUN ["sh", "-c", "a && npm ci"]', '"a && npm ci"'),
        ("RUN <<EOF\na\n  npm ci\nEOF", "npm ci"),
        ("RUN <<EOF\r\na\r\nnpm ci\r\nEOF", "npm ci"),
        ("RUN bash <<A && b <<B\nnpm ci\nA\nc\nB", "npm ci"),
        ("RUN <<EOF\nbash <<X\nnpm ci\nX\nEOF", "npm ci"),
        ("RUN echo \U0001f600 && npm ci", "npm ci"),
    ],
)
def test_spans(run: str, expected: str) -> None:
    """A command's span covers it in the Dockerfile; of a script with escapes in it, the whole word."""
    found = [command for command in script(run).commands if command.name == "npm"]

    assert [expected] == [command.span.of("FROM image\n" + run) for command in found]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("a > x", [(">", None, "x")]),
        ("a 2>> $NAME < in", [(">>", 2, "value"), ("<", None, "in")]),
        ("a >&2 2>&1", [(">&", None, "2"), (">&", 2, "1")]),
        ("a &> x", [(">", None, "x")]),
        ("a <<< 'b c' >| d <> e", [("<<<", None, "b c"), (">|", None, "d"), ("<>", None, "e")]),
        ("a 2 > x", [(">", None, "x")]),
    ],
)
def test_redirects(run: str, expected: list[tuple[str, int | None, str]]) -> None:
    """Redirections are kept with descriptor and target."""
    assert expected == [(r.operator, r.descriptor, r.target.value) for r in last(run).redirects]


def test_parts() -> None:
    """Parts and operators lie where they are written."""
    run = "RUN cd web && npm ci \\\n && { a; b; } || c | d; e &"
    text = "FROM image\n" + run
    parts = script(run).parts

    assert [part.span.of(text) for part in parts] == ["cd web", "npm ci", "{ a; b; }", "c | d", "e"]
    assert [part.operator for part in parts] == ["", "&&", "&&", "||", ";"]
    assert [part.operator_span.of(text) for part in parts] == ["", "&&", "&&", "||", ";"]
    assert [part.is_simple for part in parts] == [True, True, False, True, True]
    assert [[c.name for c in p.commands] for p in parts] == [["cd"], ["npm"], ["a", "b"], ["c", "d"], ["e"]]


def test_parts_of_a_heredoc() -> None:
    """Lines of a heredoc are parts."""
    parts = script("RUN <<EOF\nset -e\ncd web\n\n# x\nnpm ci\nEOF").parts

    assert [(p.operator, p.carries) for p in parts] == [("", "set -e"), ("\n", "cd web"), ("\n", None)]


@pytest.mark.parametrize(
    ("part", "carries", "is_known"),
    [
        ("a b", None, True),
        ("cd web", "cd web", True),
        ("cd 'a b'", "cd 'a b'", True),
        ("cd $(pwd)/x", "cd /app/x", True),
        ("cd $SECRET", None, False),
        ("export A=1 PATH=$PATH:/x", "export A=1 PATH=$PATH:/x", True),
        ("export A=$(date)", None, False),
        ("set -eux", "set -eux", True),
        ("unset A", "unset A", True),
        ("A=1 B='x y'", "A=1 B='x y'", True),
        ("A=`date`", None, False),
        ("A=1 b", None, True),
        ("umask 077", None, False),
        ("trap 'rm x' EXIT", None, False),
        ("shopt -s globstar", None, False),
        ("f() { a; }", None, False),
        (". ./env", None, False),
        ("source ./env", None, False),
        ("exec 2> log", None, False),
        ("exec a", None, False),
        ("exit 0", None, False),
        ("pushd x", None, False),
        ("read X", None, False),
        ("eval cd x", None, False),
        ("{ cd x; }", None, False),
        ("(cd x; umask 0)", None, True),
        ("cd x | b", None, True),
        ("if a; then umask 0; fi", None, False),
        ("for x in 1; do a; done", None, False),
        ("echo ${A:=1}", None, False),
        ("a > log", None, True),
    ],
)
def test_carries(part: str, carries: str | None, is_known: bool) -> None:
    """What a part leaves to later ones is said again, or there is a reason why not."""
    found = script(f"RUN {part} && z").parts[0]

    assert (carries, is_known) == (found.carries, found.carries_unknown is None)


def test_conditional_parts_carry_nothing_known() -> None:
    """A `cd` that may not happen cannot be repeated, nor can work in the background."""
    parts = script("RUN a || cd x; b & c").parts
    asked = script("RUN cd x || true; a").parts[0]

    assert asked.carries_unknown
    assert [part.carries_unknown is None for part in parts] == [True, False, False, True]


def test_variables_of_parts() -> None:
    """A part names the variables that it uses and those that it sets for itself."""
    parts = script('RUN A=$X && echo "$(b $A)" ${C:-$D} $((E+1)) $? && export F=$G').parts

    assert [tuple(sorted(p.variables, key=_last)) for p in parts] == [
        ("X",),
        ("A", "C", "D", "E", "?"),
        ("G",),
    ]
    assert [part.assigned for part in parts] == [("A",), (), ()]


def _last(name: str) -> tuple[bool, str]:
    return name == "?", name


def test_word_variables() -> None:
    """A word names what it depends on, within substitutions too."""
    found = last('echo "$(b $A)${B%x}"').words[1]

    assert sorted(found.variables) == ["A", "B"]


def test_parts_of_the_exec_form() -> None:
    """The exec form is one part."""
    parts: tuple[Part, ...] = script('RUN ["sh", "-c", "a && b"]').parts

    assert [[command.name for command in part.commands] for part in parts] == [["a", "b"]]


def test_unknown_directory_stays_unknown() -> None:
    """Without a known WORKDIR only an absolute `cd` helps."""
    found = script("RUN a && cd x && b && cd /y && c", cwd=None).commands

    assert [command.cwd for command in found] == [None, None, None, None, "/y"]
