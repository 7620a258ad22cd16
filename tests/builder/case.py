"""What a case is: a Dockerfile that Layerwise puts right, or one that a naive split breaks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from layerwise.findings.finding import Safety

from builder.contexts import Files, text
from builder.product import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A Dockerfile with a fix: the first one offered that is safe, or of the safety named.

    `fix` is how the title of another one begins. `edit` is a source file that no install needs, `manifest` a file
    that one does, where any does. `installs` are words of the steps that must rerun after an edit of `edit` before
    the fix; after it, those with the words `saved` must not, which are the same ones where nothing is said.
    `history` is that of the context, written as in fixtures.
    """

    name: str
    dockerfile: str
    files: Files
    edit: str
    manifest: str | None = None
    installs: tuple[str, ...]
    saved: tuple[str, ...] = ()
    arguments: Mapping[str, str] = field(default_factory=dict)
    target: str | None = None
    safety: Safety = Safety.SAFE
    fix: str = ""
    history: str = ""

    @property
    def subject(self) -> Subject:
        """The case before its fix."""
        return Subject(text(self.dockerfile), self.files, self.arguments, self.target, self.history)


@dataclass(frozen=True, slots=True, kw_only=True)
class NaiveCase:
    """A Dockerfile, its naive split, and what is wrong with that.

    `breaks` is a part of the builder's words where the naive split does not build; `differs` are paths whose
    entries in the image are not the same, where it does; `reruns` are words of a step that an edit of `edit`
    reruns all the same. `is_refused`: Layerwise offers no fix either.
    """

    name: str
    dockerfile: str
    naive: str
    files: Files
    edit: str
    breaks: str = ""
    differs: tuple[str, ...] = ()
    reruns: str = ""
    is_refused: bool = False

    @property
    def subject(self) -> Subject:
        """The case as its author wrote it."""
        return Subject(text(self.dockerfile), self.files, {})

    @property
    def naive_subject(self) -> Subject:
        """The case after the naive split."""
        return Subject(text(self.naive), self.files, {})
