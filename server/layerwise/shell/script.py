"""What a RUN script does, as values: commands, and the parts between its top-level separators."""

from collections.abc import Mapping

from layerwise.records import dataclass, field
from layerwise.text import Span
from layerwise.tuples import NamedTuple


class Word(NamedTuple):
    """One word of a command.

    `value` is what the command receives where that is known from the text and the environment alone
    (quotes taken off, variables expanded), else None. `is_pattern`: it holds an unquoted `*`, `?` or `[`,
    which stands in `value` as written; `value` is None where a quoted pattern character would be confused
    with one. `variables` are the names that it uses. `raw` is the text as written.
    """

    raw: str
    span: Span
    value: str | None
    is_pattern: bool
    variables: tuple[str, ...]


class Redirect(NamedTuple):
    """A redirection: operator without its descriptor (`>`, `>>`, `<`, `<<`, `<<<`, `>&`, `<&`, `>|`, `<>`).

    For heredocs (`<<`, `<<-`) `target` is the delimiter.
    """

    operator: str
    descriptor: int | None
    target: Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One simple command, wrappers (`sudo`, `env`, `time`, `xargs`, `sh -c`, ...) taken off.

    `cwd` is the absolute image path in which it runs, None where unknown. `environment` is the whole effective
    environment: the step's own, then exports and prefix assignments; a None value is set but unknown.
    `user` is named by a wrapper (`sudo -u`, `su`, `gosu`), else None: the step's own user.
    `is_conditional`: it may not run at all (after `||`, in `if`, `case`, a loop body, a function).
    `feeds_arguments`: unknown further arguments follow (`xargs`, `find -exec`).
    """

    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...]
    span: Span
    cwd: str | None
    environment: Mapping[str, str | None]
    user: str | None = None
    is_conditional: bool = False
    feeds_arguments: bool = False

    @property
    def name(self) -> str | None:
        """The command's name without its directory: "pip" for /opt/venv/bin/pip; None where unknown."""
        if not self.words or self.words[0].value is None:
            return None
        return self.words[0].value.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    r"""What stands between two top-level separators of a script.

    `operator` stands before it: "" for the first, else "&&", ";", "\n", "||" or "&"; the first's span is empty.
    `span` ends with the last word or redirection: the body of a here-document lies outside. `is_simple`: it is
    a plain command or pipeline, no `if`, loop, function, group.

    `carries` is what later parts inherit from it in the same shell, as a command that can be put before them in
    another: "cd web", "export CI=1", "set -e", "VERSION=3" (not exported); None where it is nothing.
    `carries_unknown` completes "cannot be split off because ..." where what they inherit cannot be said again:
    a command's output in a variable, umask, trap, a function, a sourced file, `exec`, an unknown or conditional
    `cd`, work in the background; else None. In the exec form and `["sh", "-c", ...]` there is just one part.

    `assigned` are the variables that it sets without exporting them; `variables` are the names that it uses,
    special ones such as "?" included.
    """

    span: Span
    operator: str
    operator_span: Span
    commands: tuple[Command, ...]
    is_simple: bool
    carries: str | None
    carries_unknown: str | None
    assigned: tuple[str, ...]
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A whole script: every simple command in order, and its top-level parts.

    `unreadable` is the reason why the list may be incomplete (PowerShell, `eval`, unbalanced quotes), else None.
    `answers` are what is known of its commands, by the question; nothing in them stands at a place of the text.
    `anywhere` are those that hold in whatever directory it runs.
    """

    commands: tuple[Command, ...]
    parts: tuple[Part, ...]
    unreadable: str | None
    answers: dict[object, object] = field(default_factory=dict, repr=False, compare=False)
    anywhere: dict[object, object] = field(default_factory=dict, repr=False, compare=False)
