"""The reader of shell scripts, in a RUN, in its heredoc and in a file of its own."""

from itertools import pairwise

from layerwise.shell.read import read, read_text
from layerwise.shell.script import Script
from layerwise.syntax.parse import parse_anew

from fuzz.target import text_of

WORDS = (
    *(
        "if ",
        "then ",
        "elif ",
        "else ",
        "fi;",
        "for x in ",
        "while ",
        "do ",
        "done;",
        "case a in ",
        "esac ",
        "f() {",
    ),
    *(
        "&&",
        "||",
        ";;",
        "|&",
        "$(",
        "${",
        "$((",
        "))",
        "`",
        "<<E",
        "<<-'E'",
        "\nE\n",
        "\\\n",
        "2>&1",
        ">|",
        "<(",
    ),
    *(
        "export ",
        "cd ",
        "set -e",
        "eval ",
        "sh -c '",
        "sudo -u a ",
        "xargs -n1 ",
        "find . -exec ",
        "env -i ",
        "trap ",
    ),
    *(
        "[[ ",
        " ]]",
        "$'\\x",
        "${a:-",
        "${a%%",
        "${a//",
        "${!a",
        "${#a",
        "$@",
        "~/",
        "{a,b}",
        "=(",
        "!",
        "*",
        "local ",
    ),
    *(
        "A=1 ",
        "readonly ",
        "unset ",
        ". ./",
        "source ",
        "pushd ",
        "time ",
        "nohup ",
        "exec ",
        "timeout 1 ",
        "\r\n",
        "é",
    ),
)
SEEDS = (
    'set -ex; cd a && npm ci || exit 1\nfor f in *.sh; do chmod +x "$f"; done\n',
    "if [ -f a ]; then A=1 b; elif c; then d; else e; fi | tee x 2>&1\ncat <<E\n$(a `b`)\nE\n",
    "case $a in b|c) d;; *) e;; esac; f() { local x=${y:-\"z $w\"}; }; f $((1+2)) && sh -c 'g && h'\n",
    "[[ $a =~ b ]] && x=(a b) && sudo -u c env A=b xargs -n1 d < e; while read -r l; do g; done; (cd h; i) &\n",
)
_ENVIRONMENT = {"A": "1 2", "B": None, "HOME": "/root"}


def run(data: bytes) -> None:
    """Read the script wherever one can stand."""
    text = text_of(data)
    _check(read_text(text, cwd="/a", environment=_ENVIRONMENT), len(text))
    for form in ("FROM a\nRUN {}", "FROM a\nRUN <<HERE\n{}\nHERE\n"):
        whole = form.replace("{}", text)
        for instruction in parse_anew(whole).instructions:
            if instruction.keyword.upper() == "RUN":
                _check(read(instruction, cwd=None, environment=_ENVIRONMENT), len(whole))


def _check(script: Script, length: int) -> None:
    spans = [span for part in script.parts for span in (part.operator_span, part.span)]
    assert all(one.end <= two.start for one, two in pairwise(spans)), "parts stand in order"
    spans += [one.span for one in script.commands]
    spans += [word.span for command in script.commands for word in command.words]
    assert all(0 <= one.start <= one.end <= length for one in spans), "spans lie inside"
    assert script.commands == tuple(command for part in script.parts for command in part.commands)
