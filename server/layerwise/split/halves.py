"""A RUN whose first commands are lifted and whose rest needs the copy: where it is split in two."""

from collections.abc import Sequence
from itertools import pairwise

from layerwise.cache.copies import Copy
from layerwise.cache.mounts import may_use
from layerwise.cache.steps import Step
from layerwise.edits import indentation, newline
from layerwise.regex import regex
from layerwise.shell.script import Command, Part
from layerwise.split.bound import stays_below
from layerwise.split.groups import Rerun
from layerwise.syntax.tree import Dockerfile, Heredoc, Instruction
from layerwise.text import Edit, Span
from layerwise.tuples import NamedTuple

_REMOVING = frozenset({"rm", "rmdir", "unlink"})
# Verbs with which package managers remove what they installed or downloaded (apt-get(8), apk(8), dnf(8), pip).
_CLEANING = frozenset(("autoclean", "autoremove", "clean", "del", "erase", "purge", "remove", "uninstall"))
# Tools that clean only what they have built themselves, below the source.
_BUILDING = frozenset(
    (
        "ant",
        "bazel",
        "dotnet",
        "gmake",
        "gradle",
        "gradlew",
        "lein",
        "make",
        "mvn",
        "mvnd",
        "mvnw",
        "ninja",
        "sbt",
    )
)
_SEQUENCE = frozenset({";", "\n"})
_ERROR_EXIT = regex(r"set(?: [-+]\S+)*? (?P<sign>[-+])(?:[a-df-z]*e[a-z]*(?= |$)|o errexit)")
_SHELL_ERROR_EXIT = regex(r"-[a-df-z]*e[a-z]*")


class Halves(NamedTuple):
    """A split: the parts on both sides, and what the second half repeats.

    `carried` is what it must say again (`cd web`) with what joins each to the next command, `flags` are the mounts
    and options that it keeps, `comments` those between the halves, which belong to the second.
    `reason` is why a person should look at it although the files are the same, else None.
    """

    head: Part
    tail: Part
    carried: tuple[tuple[str, str], ...]
    flags: tuple[Span, ...]
    comments: tuple[Span, ...]
    reason: str | None

    def parted(self, document: Dockerfile, instruction: Instruction, text: str) -> Edit:
        """The edit that puts whole lines between the halves."""
        end = newline(document)
        indent = indentation(document, instruction)
        keyword = instruction.keyword_span.of(document.text)
        head = " ".join([f"{indent}{keyword}", *(flag.of(document.text) for flag in self.flags)])
        blank = end if text.startswith(end) else ""
        if not instruction.heredocs:
            above = "".join(f"{indent}{comment.of(document.text)}{end}" for comment in self.comments)
            opening = "".join([head, " ", *(part + joint for part, joint in self.carried)])
            return Edit(
                Span(self.head.span.end, self.tail.span.start), f"{end}{text}{end}{blank}{above}{opening}"
            )
        heredoc = instruction.heredocs[0]
        line_start = document.text.rfind("\n", 0, self.tail.span.start) + 1
        margin = document.text[line_start : self.tail.span.start]
        again = [f"{'' if margin.strip() else margin}{part}" for part, _ in self.carried]
        lines = [heredoc.name, text + blank, f"{head} {instruction.body.text.strip()}", *again, ""]
        next_line = document.text.find("\n", self.head.span.end) + 1
        if next_line <= self.tail.span.start:
            return Edit(Span(next_line, next_line), end.join(lines))
        return Edit(Span(self.head.span.end, self.tail.span.start), end + end.join(lines))


def split_run(document: Dockerfile, installs: Sequence[Rerun], copies: Sequence[Copy]) -> Halves | str | None:
    """Where the last install's RUN is split; None where the whole may run before the copies, else why not."""
    last = installs[-1].step
    if last.script is None:
        return None
    needed = frozenset(need.path for install in installs for need in install.reading.needs)
    mine = [install.event.span for install in installs if install.step is last]
    lifted = _numbers(last.script.parts, mine)
    if not lifted:
        return None
    start = lifted[-1] + 1
    bearing = [e.span for e in last.events if any(stays_below(copy, e, needed) for copy in copies)]
    after = _numbers(last.script.parts[start:], bearing)
    if not after:
        return None
    place = start + after[0]
    while not _does_something(last, last.script.parts[place - 1]):
        place -= 1  # what only says where to go or how belongs to the half that goes there
    return _halves(document, last, last.script.parts, place)


def _does_something(last: Step, part: Part) -> bool:
    """Whether a part is more than a `cd` or a variable."""
    return any(part.span.contains(event.span) for event in last.events)


def _numbers(parts: Sequence[Part], spans: Sequence[Span]) -> list[int]:
    """The parts in which any of the spans lies."""
    return [n for n, part in enumerate(parts) if any(part.span.contains(span) for span in spans)]


def _halves(document: Dockerfile, last: Step, parts: tuple[Part, ...], place: int) -> Halves | str:
    """The split before a part, or why it cannot be made there."""
    head, tail = parts[:place], parts[place:]
    obstacle = _obstacle(last, head, tail)
    if obstacle is not None:
        return obstacle
    cleans = any(_cleans(command) for part in tail for command in part.commands)
    reason = "what the RUN cleans up would stay in the layer above, and the image grow" if cleans else None
    return Halves(
        head=head[-1],
        tail=tail[0],
        carried=_carried(document, last.instruction, parts[: place + 1]),
        flags=_kept_flags(last, tail),
        comments=_comments(last.instruction, head[-1], tail[0]),
        reason=reason or _stops_earlier(last, head, tail),
    )


def _carried(
    document: Dockerfile, instruction: Instruction, parts: Sequence[Part]
) -> tuple[tuple[str, str], ...]:
    """What all but the last of some parts leave behind, joined as the author has joined it."""
    found = []
    for part, following in pairwise(parts):
        if part.carries:
            joint = document.text[part.span.end : following.span.start]
            is_plain = following.operator in {"&&", ";"} and not _comments(instruction, part, following)
            found.append((part.carries, joint if is_plain else " && "))
    return tuple(found)


def _comments(instruction: Instruction, part: Part, following: Part) -> tuple[Span, ...]:
    """The comments between two parts."""
    gap = Span(part.span.end, following.span.start)
    return tuple(comment for comment in instruction.comments if gap.contains(comment))


def _obstacle(last: Step, head: Sequence[Part], tail: Sequence[Part]) -> str | None:
    """Why a RUN cannot be split there."""
    label = last.events[-1].label
    instruction = last.instruction
    if not all(_is_script(heredoc, head[0]) for heredoc in instruction.heredocs):
        return "the RUN is not in a form that can be split"
    joined = [tail[0].operator]
    for part in tail[1:]:
        if part.operator in _SEQUENCE:
            break
        joined.append(part.operator)
    if "&" in (part.operator for part in (*head, *tail)) or (joined[0] == "&&" and "||" in joined):
        return f"the RUN cannot be split before {label}: its commands are joined by & or ||"
    if joined[0] not in {"&&", *_SEQUENCE}:
        return f"the RUN cannot be split before {label}: its commands are not joined by &&"
    why = next((part.carries_unknown for part in head if part.carries_unknown), None)
    if why is not None:
        return f"the RUN cannot be split: {why}"
    if any(mount.is_scratch for mount in last.mounts):
        return "the RUN cannot be split: what it writes to a mount would be gone in the second half"
    return None


def _is_script(heredoc: Heredoc, first: Part) -> bool:
    """Whether the commands stand in the heredoc, as lines that another one could have too."""
    return (
        heredoc.body_span.contains(first.span) and not heredoc.is_open and not heredoc.body.startswith("#!")
    )


def _stops_earlier(last: Step, head: Sequence[Part], tail: Sequence[Part]) -> str | None:
    """Why the halves fail where the whole RUN went on after a failure, None where it stopped as well."""
    is_listed = tail[0].operator == "&&"
    goes_on = any(part.operator in _SEQUENCE for part in tail[1:])
    is_alone = len(head) == 1 or head[-1].operator in _SEQUENCE
    is_stopped = not goes_on if is_listed else is_alone and _exits_on_error(last, head)
    if is_stopped:
        return None
    words = (
        [word.raw for word in head[-1].commands[-1].words[:2]] if head[-1].commands else ["the first half"]
    )
    command = " ".join(words)
    return f"a failure of {command}, after which the RUN goes on today, would end the build"


def _exits_on_error(last: Step, head: Sequence[Part]) -> bool:
    """Whether the shell ends at the first failure where the head ends."""
    is_on = any(_SHELL_ERROR_EXIT.fullmatch(word) for word in last.state.shell)
    for part in head:
        found = _ERROR_EXIT.match(part.carries or "")
        is_on = found["sign"] == "-" if found else is_on
    return is_on


def _kept_flags(last: Step, tail: Sequence[Part]) -> tuple[Span, ...]:
    """The flags of the second half: all but the mounts that it surely does not look at."""
    events = [event for event in last.events if any(part.span.contains(event.span) for part in tail)]
    flags = [flag for flag in last.instruction.flags if flag.name == "mount" and flag.value]
    idle = {
        flag.span
        for flag, mount in zip(flags, last.mounts, strict=True)
        if not any(may_use(mount, event) for event in events)
    }
    return tuple(flag.span for flag in last.instruction.flags if flag.span not in idle)


def _cleans(command: Command) -> bool:
    """Whether it removes files: from a layer of its own it makes no image smaller."""
    if command.name in _BUILDING:
        return False
    return command.name in _REMOVING or any(word.value in _CLEANING for word in command.words[1:])
