"""`find`, and commands that are fed with the names that another one found (`find -exec`, `xargs`)."""

from collections.abc import Callable, Iterator, Sequence

from layerwise.cache.commands.arguments import Effects, arguments, not_known, place, subtree, subtrees
from layerwise.cache.paths import NOTHING, Paths
from layerwise.records import replace
from layerwise.regex import regex
from layerwise.shell.script import Command, Word

_EXECUTING = ("-exec", "-execdir", "-ok", "-okdir")
_WRITTEN = ("-fprint", "-fprint0", "-fprintf", "-fls")
_LOOKED_AT = ("-newer", "-anewer", "-cnewer", "-samefile", "-files0-from")
_NEWER = regex(r"-newer[aBcm][aBcm]")  # -newerXt compares with a time
_PLACEHOLDERS = ("{}", "'{}'", '"{}"', "%", "'%'", '"%"')
_PASSING = ("grep", "sort", "head", "tail", "uniq", "tr")

Known = Callable[[Command], Effects]


def find(command: Command, known: Known, *, is_alone: bool) -> Effects:
    """What `find` does below its directories; `known` says it for the commands that it runs there.

    Where nobody takes what it prints, the directories must be there, no more.
    """
    roots = _roots(command)
    if any(word.value in ("-L", "-follow") for word in command.words):
        return not_known("find -L, which follows links,")
    below = subtrees(command, roots)
    reads, writes, marks = NOTHING, NOTHING, NOTHING
    for option, value in zip(command.words, command.words[1:], strict=False):
        if option.value in _WRITTEN:
            writes |= place(command, value)
        elif option.value in _LOOKED_AT or _NEWER.fullmatch(option.value or ""):
            reads |= place(command, value)
    is_deleting = any(word.value == "-delete" for word in command.words)
    if is_deleting:
        writes |= below
    executed = list(_executed(command, roots))
    for inner in executed:
        done = known(inner)
        reads, writes, marks = reads | done.reads, writes | done.writes, marks | done.marks
    if is_alone and not is_deleting and not executed:
        below = _there(command, roots)
    return Effects(reads | below, writes, marks)


def _there(command: Command, roots: Sequence[Word]) -> Paths:
    found = NOTHING
    for root in roots:
        found |= place(command, root)
    return found


def is_run_by_find(command: Command, earlier: Sequence[Command]) -> bool:
    """Whether a `find` before it, whose event covers it, runs the command."""
    if not command.feeds_arguments:
        return False
    raws = {word.raw for word in command.words}
    return any(
        other.name == "find"
        and other.span == command.span
        and raws.issubset(word.raw for word in other.words)
        for other in earlier
    )


def fed(command: Command, earlier: Sequence[Command]) -> Command | None:
    """A command that `xargs` feeds, with a pattern for the names; None where these are not known."""
    if any(redirect.operator in ("<", "<<", "<<-", "<<<") for redirect in command.redirects):
        return None  # fed by a file
    source = list(earlier)
    while source and source[-1].name in _PASSING and not _names_files(source[-1]):
        source.pop()
    if not source or source[-1].name != "find":
        return None
    finder = source[-1]
    if any(w.value in ("-printf", "-L", "-follow", *_EXECUTING) for w in finder.words):
        return None
    names = tuple(_below(root) for root in _roots(replace(finder, cwd=command.cwd)))
    is_placed = any(word.raw in _PLACEHOLDERS for word in command.words)
    words = [one for word in command.words for one in (names if word.raw in _PLACEHOLDERS else (word,))]
    return replace(command, words=tuple(words if is_placed else [*words, *names]))


def _names_files(command: Command) -> bool:
    """Whether a filter reads anything but the names: grep's first plain word is a pattern."""
    if any(redirect.operator.startswith("<") for redirect in command.redirects):
        return True
    plain = arguments(command, valued=("-n", "-e", "-m", "-k", "-t")).plain
    return len(plain) > (1 if command.name in ("grep", "tr") else 0) + (command.name == "tr")


def _roots(command: Command) -> tuple[Word, ...]:
    """The directories in which it searches: its own where none is named."""
    found = []
    words = list(command.words[1:])
    while (words and words[0].value in ("-H", "-P", "-D", "-L")) or (
        words and (words[0].value or "")[:2] == "-O"
    ):
        del words[: 2 if words[0].value == "-D" else 1]
    for word in words:
        if word.value in ("(", "!", ",") or (word.value or "").startswith("-"):
            break
        found.append(word)
    here = command.words[0]._replace(raw=".", value=".", variables=())
    return tuple(found) or (here,)


def _below(root: Word) -> Word:
    """A word that stands for anything below a directory, and for itself."""
    if root.value is None:
        return root
    return root._replace(value=root.value.rstrip("/") + "/*", is_pattern=True)


def _executed(command: Command, roots: Sequence[Word]) -> Iterator[Command]:
    """The commands that it runs on what it finds, with patterns for the names."""
    words: list[Word] | None = None
    cwd = command.cwd
    for word in command.words[1:]:
        if words is None:
            if word.value in _EXECUTING:
                words = []
                cwd = None if word.value in ("-execdir", "-okdir") else command.cwd
        elif word.value in (";", "+"):
            if words:
                yield replace(command, words=tuple(words), redirects=(), cwd=cwd)
            words = None
        elif word.value == "{}" or word.raw in _PLACEHOLDERS:
            words += [_absolute(command, root) for root in roots]
        else:
            words.append(word._replace(value=None) if "{}" in (word.value or word.raw) else word)


def _absolute(command: Command, root: Word) -> Word:
    found = subtree(command, root).trees
    return _below(root._replace(value=min(found, default=None)))
