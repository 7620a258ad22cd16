"""What the builder would refuse in a file that was read all the same (BuildKit, `instructions/parse.go`).

Flags and the values of arguments are not judged here: a newer frontend may know more of them.
"""

import json
from collections.abc import Iterator, Sequence

from layerwise.regex import regex
from layerwise.syntax.instructions import JSON_KEYWORDS, KEYWORDS
from layerwise.syntax.tree import Instruction, Problem
from layerwise.text import Span

_MAY_BE_BARE = frozenset({"CMD", "ENTRYPOINT", "RUN"})
_NO_TRIGGERS = frozenset({"FROM", "MAINTAINER", "ONBUILD"})
_STAGE_NAME = regex(r"[a-z][a-z0-9-_.]*")


def find_problems(instructions: Sequence[Instruction], refusals: Sequence[str | None]) -> Iterator[Problem]:
    """The problems of all instructions, in order, by what is said of each of them alone."""
    has_stage = False
    for instruction, message in zip(instructions, refusals, strict=True):
        keyword = instruction.keyword
        has_stage = has_stage or keyword == "FROM"
        if keyword not in KEYWORDS:
            yield Problem(f"{keyword or 'an empty line'} is no instruction", instruction.keyword_span)
        elif not has_stage and keyword != "ARG":
            yield Problem(f"{keyword} stands above the first FROM", instruction.keyword_span)
        if message:
            yield Problem(message, instruction.keyword_span)
    if not has_stage:
        yield Problem("there is no FROM", Span(0, 0))


def refusal(instruction: Instruction) -> str | None:
    """What the builder would say of an instruction, wherever it stands; None where it takes it."""
    keyword = instruction.keyword
    for heredoc in instruction.heredocs:
        if heredoc.is_open:
            return f"the heredoc {heredoc.name} is not ended"
    if keyword == "ONBUILD":
        return _trigger_refusal(instruction)
    words = [word.text for word in instruction.words]
    if _is_other_json(instruction):
        return f"the JSON array of {keyword} holds other things than strings"
    if keyword == "FROM":
        return _from_refusal(words)
    if keyword in ("COPY", "ADD"):
        return None if len(words) > 1 else f"{keyword} needs a source and a destination"
    if not words and keyword in KEYWORDS - _MAY_BE_BARE:
        return f"{keyword} needs an argument"
    if keyword in ("ENV", "LABEL"):
        return _pairs_refusal(keyword, words)
    if keyword == "ARG" and any(word.startswith("=") for word in words):
        return "ARG has a value without a name"
    if keyword == "SHELL" and not instruction.is_json:
        return "SHELL needs a JSON array"
    return None


def _trigger_refusal(onbuild: Instruction) -> str | None:
    if onbuild.trigger is None:
        return "ONBUILD needs an instruction"
    if onbuild.trigger.keyword in _NO_TRIGGERS:
        return f"{onbuild.trigger.keyword} cannot stand in an ONBUILD"
    return refusal(onbuild.trigger)


def _from_refusal(words: Sequence[str]) -> str | None:
    match words:
        case [_]:
            return None
        case [_, middle, name] if middle.lower() == "as":
            if _STAGE_NAME.fullmatch(name.lower()):
                return None
            return f"{name} cannot name a stage"
        case _:
            return "FROM takes an image, or an image, AS and a name"


def _pairs_refusal(keyword: str, words: Sequence[str]) -> str | None:
    if "=" not in words[0]:
        return None if len(words) > 1 else f"{keyword} has a name without a value"
    for word in words:
        if "=" not in word:
            return f"{word} lacks its ="
        if word.startswith("="):
            return f"{keyword} has a value without a name"
    return None


def _is_other_json(instruction: Instruction) -> bool:
    """Whether the words are a JSON array that the builder does not take, yet not for a shell either."""
    if instruction.is_json or not instruction.body.text.startswith("["):
        return False
    if instruction.keyword not in JSON_KEYWORDS:
        return False
    try:
        json.loads(instruction.body.text)
    except (ValueError, RecursionError):
        return False
    return True
