"""Scripts that stand elsewhere in the text, or run in another directory, all else being the same."""

from layerwise.records import replace
from layerwise.shell.script import Command, Part, Redirect, Script, Word
from layerwise.text import Span


class Shift:
    """Makes values that stand `by` further; commands that are one object stay one, as events and scripts share them.

    `cwd` is the directory in which all commands run then, None where it is as before.
    """

    __slots__ = ("_by", "_commands", "_cwd")

    def __init__(self, by: int, cwd: str | None = None) -> None:
        self._by = by
        self._cwd = cwd
        self._commands: dict[int, Command] = {}

    def script(self, script: Script) -> Script:
        """The script there; what is known of it goes along, into another directory only what holds in any."""
        return Script(
            commands=tuple(self.command(command) for command in script.commands),
            parts=tuple(self._part(part) for part in script.parts),
            unreadable=script.unreadable,
            answers=script.answers if self._cwd is None else {},
            anywhere=script.anywhere,
        )

    def command(self, command: Command) -> Command:
        """The command there."""
        made = self._commands.get(id(command))
        if made is None:
            made = self._commands[id(command)] = replace(
                command,
                words=tuple(map(self.word, command.words)),
                redirects=tuple(map(self._redirect, command.redirects)),
                span=self.span(command.span),
                cwd=self._cwd or command.cwd,
            )
        return made

    def word(self, word: Word) -> Word:
        """The word there."""
        # Not by `_replace`, which takes three times as long: they are the most of what is moved.
        return Word(word.raw, self.span(word.span), *word[2:]) if self._by else word

    def span(self, span: Span) -> Span:
        """The place there."""
        return Span(span.start + self._by, span.end + self._by) if self._by else span

    def _part(self, part: Part) -> Part:
        return replace(
            part,
            span=self.span(part.span),
            operator_span=self.span(part.operator_span),
            commands=tuple(self.command(command) for command in part.commands),
        )

    def _redirect(self, redirect: Redirect) -> Redirect:
        return redirect._replace(target=self.word(redirect.target))
