"""A Dockerfile that stands in a compose file (`dockerfile_inline`): its text, and its edits carried back."""

from collections.abc import Mapping, Sequence

from layerwise.builds.interpolate import variables
from layerwise.builds.names import INLINE
from layerwise.embedded.embedded import Embedded
from layerwise.embedded.filled import Stand, filled
from layerwise.embedded.literal import literal
from layerwise.records import dataclass, replace
from layerwise.regex import regex
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile
from layerwise.text import Edit, Span, apply
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_KEY = regex(r"[ ]*(?:-[ ]+)*(?P<key>[^\s:]+)")

Environment = Mapping[str, str | Unknown]


class _Given(NamedTuple):
    """What the builder is given, and the variables in it: where their values stand, and what they are."""

    embedded: Embedded
    variables: tuple[tuple[Span, str, bool], ...]  # with how it is written, and whether its value is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """A Dockerfile in the compose file `host`.

    `start` is where its value begins there, and `key` the word before it, on which is told what has no place of its
    own: a text that is folded or quoted has none. `service` is the first that is built from it. `document` is what
    the builder is given, variables filled in. `doubt` says why what is found there may not hold, None where it does.
    `embedded` is that text in the file, `environment` the variables.
    """

    host: str
    start: int
    key: Span
    service: str
    document: Dockerfile
    is_placed: bool
    doubt: str | None
    embedded: Embedded
    environment: Environment

    @property
    def text(self) -> str:
        """The text that the builder is given."""
        return self.document.text

    @property
    def lines_above(self) -> int:
        """How many lines of the compose file stand above the Dockerfile."""
        return self.embedded.first_line

    def outer(self, span: Span) -> Span:
        """Where a span of the Dockerfile is in the compose file."""
        return self.embedded.outer_span(span) if self.is_placed else self.key

    def inner(self, offset: int) -> int | None:
        """The offset in the Dockerfile of a place of the compose file, None where it is in no place of it."""
        return self.embedded.inner(offset) if self.is_placed else None

    def carried(self, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
        """Edits of the Dockerfile as edits of the compose file, None where the builder would be given another text."""
        carried = self.embedded.carried(edits) if self.is_placed else None
        if carried is None:
            return None
        raw = literal(apply(self.host, carried), self.start)
        made = None if raw is None else _given(raw, self.environment)
        wanted = apply(self.text, edits)
        # How many blank lines end the text is for the compose file to say.
        is_same = made is not None and made.embedded.text.rstrip("\n") == wanted.rstrip("\n")
        return carried if is_same else None

    def in_host(self, host: str) -> "Inline":
        """The same in a compose file that is another one below it."""
        raw = literal(host, self.start) if self.is_placed else None
        found = None if raw is None else inline_of(raw, self.start, self.service, self.environment)
        return replace(self, host=host) if found is None else found

    def after(self, edits: Sequence[Edit]) -> "Inline | None":
        """The same after edits of the Dockerfile; None where they cannot be written into the compose file."""
        carried = self.carried(edits)
        host = None if carried is None else apply(self.host, carried)
        raw = None if host is None else literal(host, self.start)
        return None if raw is None else inline_of(raw, self.start, self.service, self.environment)


def inline_of(raw: Embedded, start: int, service: str, environment: Environment) -> Inline | None:
    """The Dockerfile with its variables filled in, None where nobody knows what one stands for, or it is malformed.

    What is part of a base image's name need not be known.
    """
    given = _given(raw, environment)
    if given is None:
        return None
    document = parse(given.embedded.text)
    deciding = [
        (written, is_known)
        for span, written, is_known in given.variables
        if any(one.span.touches(span) and one.keyword != "FROM" for one in document.instructions)
    ]
    if not all(is_known for _, is_known in deciding):
        return None
    return Inline(
        host=raw.host,
        start=start,
        key=_key(raw.host, start),
        service=service,
        document=document,
        is_placed=raw.places[0] != raw.places[-1],
        doubt=f"compose fills in {deciding[0][0]}, which may have another value" if deciding else None,
        embedded=given.embedded,
        environment=environment,
    )


def _given(raw: Embedded, environment: Environment) -> _Given | None:
    """The text with its variables filled in, None where one is malformed, which compose refuses."""
    stands: list[Stand] = []
    known: list[tuple[str, bool]] = []
    for span, value, is_sign in variables(raw.text, environment):
        written = span.of(raw.text)
        if not written:
            return None
        stands.append(Stand(span, written if isinstance(value, Unknown) else value, is_sign))
        if not is_sign:
            known.append((written, isinstance(value, str)))
    embedded = filled(raw, stands)
    told = zip(embedded.frozen, known, strict=True)
    return _Given(embedded, tuple((span, written, is_known) for span, (written, is_known) in told))


def _key(host: str, start: int) -> Span:
    """The word before a value, or the one under which it was given a name of its own."""
    word = host.rfind(INLINE, 0, start)
    if word != -1 and not host[word + len(INLINE) : start].strip("\"' \t\r\n:"):
        return Span(word, word + len(INLINE))
    begin = max(host.rfind("\n", 0, start), host.rfind("\r", 0, start)) + 1
    key = _KEY.match(host, begin, start)
    return Span(*key.span("key")) if key is not None else Span(start, start)
