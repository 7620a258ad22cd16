"""The edits of a split: narrow copies in the wide copy's place, the wide copy below the last install."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from layerwise.cache.conflicts import is_there
from layerwise.cache.copies import Copy
from layerwise.cache.image import Event, Image
from layerwise.cache.plan import BuildPlan, PlannedStage, Step
from layerwise.context.tree import Entry, Kind
from layerwise.edits import block, indentation, insertion_after, newline
from layerwise.split.groups import Rerun, copy_of
from layerwise.split.halves import Halves, split_run
from layerwise.split.narrow import narrow_copies
from layerwise.syntax.tree import Dockerfile
from layerwise.text import Edit, Span
from layerwise.unknown import Unknown

_BLANK_LINE = re.compile(r"[^\S\n]*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The edits that lift some installs, and the context files that are copied first for them.

    `reason` is why a person should look at them although the image holds the same files, else None.
    """

    edits: tuple[Edit, ...]
    first: tuple[str, ...]
    reason: str | None


def lift(plan: BuildPlan, installs: tuple[Rerun, ...]) -> Move | str:
    """The edits that lift these installs above their wide copies, or why that cannot be written down."""
    edits: list[Edit] = []
    first: list[str] = []
    reason = None
    copies = _copies(installs)
    for step in copies:
        copy = copy_of(step)
        assert copy is not None, "a wide step copies"
        needed = _needed(plan, step, copy, installs)
        first += [copy.source_of(path) or path for path in needed]
        narrowed = _narrowed(plan, step, copy, needed)
        if isinstance(narrowed, str):
            return narrowed
        edits += narrowed
    for stage_index in sorted({install.step.stage for install in installs}):
        mine = [install for install in installs if install.step.stage == stage_index]
        moved = [step for step in copies if any(step in install.copies for install in mine)]
        halves = split_run(mine, [copy for step in moved if (copy := copy_of(step))])
        edit = halves if isinstance(halves, str) else _restored(plan, mine[-1].step, moved, halves)
        if isinstance(edit, str):
            return edit
        edits.append(edit)
        reason = reason or (halves.reason if isinstance(halves, Halves) else None)
    return Move(edits=_joined(edits), first=tuple(dict.fromkeys(first)), reason=reason)


def _joined(edits: list[Edit]) -> tuple[Edit, ...]:
    """The edits in order; insertions at one place become one."""
    found: dict[Span, str] = {}
    for edit in sorted(edits, key=lambda edit: edit.span):
        found[edit.span] = found.get(edit.span, "") + edit.text
    return tuple(Edit(span, text) for span, text in found.items())


def _copies(installs: tuple[Rerun, ...]) -> list[Step]:
    found = {step.instruction.span: step for install in installs for step in install.copies}
    return [found[span] for span in sorted(found)]


def _needed(plan: BuildPlan, step: Step, copy: Copy, installs: tuple[Rerun, ...]) -> dict[str, Step]:
    """The files of a copy that anything between it and the last install reads, each with its first reader."""
    found: dict[str, Step] = {}
    above = [s for s in plan.lineage(step.stage) if s.number < step.number or s.stage < step.stage]
    before = Image([event for other in above for event in other.events])
    for install in installs:
        if step not in install.copies:
            continue
        stage = plan.stages[install.step.stage]
        for reader, event in _until(plan, stage, step, install):
            reading = event.reading
            ordered = [need.path for need in reading.needs] if reading else []
            for path in (*ordered, *sorted(event.reads.files.difference(ordered))):
                is_usual = not plan.is_presumed or _is_usual(event, path)
                if path not in found and is_usual and _is_file_of(copy, path, stage, event):
                    found[path] = reader
    return {path: reader for path, reader in found.items() if not is_there(copy, before, path)}


def _is_usual(event: Event, path: str) -> bool:
    """Whether a file of a presumed context is one that this very install usually has."""
    if event.install is None:
        return False
    ecosystem = event.install.ecosystem
    return posixpath.basename(path) in (*ecosystem.manifests, *ecosystem.lockfiles)


def _until(plan: BuildPlan, stage: PlannedStage, step: Step, install: Rerun) -> Iterator[tuple[Step, Event]]:
    """The command events below a copy, up to and including an install, with their steps."""
    for other in plan.lineage(stage.index):
        if (other.stage, other.number) <= (step.stage, step.number):
            continue
        for event in other.events:
            if event.copy is None and not event.is_directory:
                yield other, event
            if event is install.event:
                return


def _narrowed(plan: BuildPlan, step: Step, copy: Copy, needed: Mapping[str, Step]) -> list[Edit] | str:
    """Narrow copies: the first reader's files in the wide copy's place, the others' right above their reader.

    So an install is not rerun by another's manifests.
    """
    by_reader: dict[Span, list[str]] = {}
    for path, reader in needed.items():
        by_reader.setdefault(reader.instruction.span, []).append(path)
    readers = {reader.instruction.span: reader for reader in needed.values()}
    edits = []
    texts = []
    for number, span in enumerate(sorted(by_reader)):
        place = step if number == 0 else readers[span]
        optional = _lockfiles(readers[span]) if plan.is_presumed else frozenset[str]()
        lines = narrow_copies(plan.document, (step, place.state), copy, by_reader[span], optional)
        if lines is None:
            return "a file name or destination cannot be written as a COPY"
        indent = indentation(plan.document, place.instruction)
        text = newline(plan.document).join(indent + line for line in lines)
        if number == 0:
            texts.append(text)
        else:
            start = block(plan.document, place.instruction).span.start
            edits.append(Edit(Span(start, start), text + newline(plan.document)))
    return [_replacement(plan, step, "".join(texts)), *edits]


def _is_file_of(copy: Copy, path: str, stage: PlannedStage, reader: Event) -> bool:
    """Whether it is this copy's file that the reader finds at the path."""
    if copy.source_of(path) is None:
        return False
    entry = copy.entry(path)
    if not isinstance(entry, Entry) or entry.kind is Kind.DIRECTORY:
        return False
    events = stage.events
    before = events[: next((i for i, event in enumerate(events) if event is reader), len(events))]
    origin = Image(before).origin(path)
    return origin is None or origin.copy is copy or origin.copy is None


def _lockfiles(reader: Step) -> frozenset[str]:
    """The lockfiles that a step's installs may have, where nobody can say whether they do."""
    return frozenset(name for e in reader.events if e.install for name in e.install.ecosystem.lockfiles)


def _replacement(plan: BuildPlan, step: Step, text: str) -> Edit:
    """Narrow copies in place of the wide one; its lines go altogether where it had nothing that is needed."""
    document = plan.document
    whole = block(document, step.instruction)
    if not text:
        return Edit(_with_blank_line(document, whole.span), "")
    line_end = document.text[step.instruction.span.end : step.instruction.lines.end]
    return Edit(whole.span, text + (line_end if line_end.strip() == "" else newline(document)))


def _with_blank_line(document: Dockerfile, lines: Span) -> Span:
    """Whole lines that go, with the blank one below them where another one stands above."""
    above = document.text[: lines.start].splitlines()
    below = _BLANK_LINE.match(document.text, lines.end)
    is_blank = not above or not above[-1].strip()
    return Span(lines.start, below.end()) if is_blank and below else lines


def _restored(plan: BuildPlan, last: Step, moved: list[Step], halves: Halves | None) -> Edit | str:
    """The wide copies written again below the last install, within its RUN where the rest of it needs them."""
    document = plan.document
    end = newline(document)
    texts = []
    for step in moved:
        text = _written(plan, step, last)
        if text is None:
            return f"the destination of {step.events[0].label} is not known"
        texts.append(text.rstrip("\r\n"))
    text = end.join(texts)
    if halves is None:
        return insertion_after(document, last.instruction, text)
    indent = indentation(document, last.instruction)
    flags = [flag.span.of(document.text) for flag in last.instruction.flags]
    keyword = last.instruction.keyword_span.of(document.text)
    head = " ".join([keyword, *flags, *(f"{part} &&" for part in halves.carried)])
    return Edit(halves.between, f"{end}{text}{end}{indent}{head} ")


def _written(plan: BuildPlan, step: Step, last: Step) -> str | None:
    """The copy's own lines; its destination as an absolute path where the working directory has changed."""
    document = plan.document
    instruction = step.instruction
    text = block(document, instruction).text
    word = instruction.words[-1]
    expanded = step.state.expand(word.text, document.escape)
    path = step.state.resolve(expanded) if isinstance(expanded, str) else None
    if path is None or isinstance(expanded, Unknown):
        return None
    again = last.after.expand(word.text, document.escape)
    if again == expanded and (last.after.cwd == step.state.cwd or expanded.startswith("/")):
        return text
    literal = path.rstrip("/") + "/" if word.text.endswith(("/", ".")) else path
    literal = f'"{literal}"' if instruction.is_json else literal
    start = block(document, instruction).span.start
    return text[: word.span.start - start] + literal + text[word.span.end - start :]
