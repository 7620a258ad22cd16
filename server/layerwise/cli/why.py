"""`layerwise why`: a build log read back onto its Dockerfile, with the likely causes."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from layerwise.because import some
from layerwise.buildlog.log import BuildLog
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.cli.files import Source
from layerwise.cli.inline import read_dockerfile
from layerwise.cli.logs import alike, load_log, on_plan
from layerwise.cli.terminal import visible
from layerwise.cli.texts import Unusable
from layerwise.fixes import fix_all, is_safe_here
from layerwise.host.disk import directories
from layerwise.host.git import changed_since, read_history
from layerwise.logged import Logged, Place
from layerwise.reasons import Changes, Reason, edited, lacks_cache, reasons, saved
from layerwise.text import Lines
from layerwise.tuples import NamedTuple

_NAMES = ("Dockerfile", "Containerfile")
_SHORT = 10  # characters of a commit's name
_TAIL = 5  # lines of output shown of a step that failed
_NO_CACHE = (
    "No step was cached, though some of them take nothing that changed: the builder had no cache of them.",
    "On a CI runner, order saves nothing until a cache is kept between runs: pass",
    "--cache-to type=registry,ref=IMAGE:cache,mode=max --cache-from type=registry,ref=IMAGE:cache to the build",
    "(on GitHub Actions: type=gha,mode=max); mode=max keeps the steps of all stages",
)
_NO_HIT = (
    "No step was cached, though a cache was imported: it holds none of these steps. One that is exported without",
    "mode=max holds the last stage alone; see --cache-to",
)
_FAILED_IMPORT = "The cache {} could not be imported: check that --cache-to writes it, and the login"


class _Told(NamedTuple):
    """A log with everything that is known about it."""

    log: str
    source: Source
    plan: BuildPlan
    logged: Logged
    reasons: tuple[Reason, ...]
    advice: tuple[str, ...]
    saved: dict[Place, float]


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    source = source_here(arguments.dockerfile, arguments.context)
    return why(arguments.log, arguments.kept, source, arguments.format)


def why(log: str | None, kept: str | None, source: Source, output: str) -> int:
    """Say for each step of a Dockerfile what it did in a build that was logged, and why."""
    builds = load_log(log, kept)
    told = _told(log if kept is None else f"that of {kept or 'the newest build'}", source, builds)
    sys.stdout.write(_json(told) if output == "json" else _text(told))
    return 0


def source_here(dockerfile: str | None, context: Path | None) -> Source:
    """The Dockerfile that is named, else the one in this folder."""
    return read_dockerfile(dockerfile or _here(), context)


def _here() -> str:
    for name in _NAMES:
        if Path(name).exists():
            return name
    raise Unusable("there is no Dockerfile here; name it with --dockerfile")


def _told(log: str | None, source: Source, builds: tuple[BuildLog, ...]) -> _Told:
    analysis = source.analyse(source.text)
    plan, logged = on_plan(analysis, builds, source.name)
    root = next(iter(directories([plan.build])), None)
    changes = Changes(None, None)
    if root is not None:
        changes = Changes(changed_since(root, "HEAD"), read_history(root, source.settings.history))
    found = reasons(plan, logged, changes)
    lacks = lacks_cache(found, logged, changes)
    fixed = fix_all(analysis, is_safe_here, lambda text, _: source.analyse(text))
    kept: dict[Place, float] = {}
    after = alike(fixed.analysis, plan)
    if fixed.applied and after is not None and not lacks:
        kept = saved(plan, after, logged, edited(found))
    name = "standard input" if log in (None, "-") else str(log)
    return _Told(name, source, plan, logged, found, tuple(_advice(logged, lacks=lacks)), kept)


def _advice(logged: Logged, *, lacks: bool) -> Iterator[str]:
    yield from (_FAILED_IMPORT.format(name) for name in logged.log.failed_imports)
    if lacks and not logged.log.imports:
        yield from _NO_CACHE
    elif lacks and not logged.log.failed_imports:
        yield from _NO_HIT


def _text(told: _Told) -> str:
    lines = Lines(told.source.text)
    rows = [f"Build log: {visible(told.log)}, on {visible(told.source.name)}", ""]
    for reason in told.reasons:
        number = _line(lines, reason.step)
        shown = visible(lines.line(number - 1).of(told.source.text).strip())
        rows.append(f"{_did(reason):<8} {_time(reason):>8} {number:>4} | {shown}")
        rows += [f"{'':<8} {'':>8} {'':>4} = {visible(why)}" for why in _causes(reason, lines, told)]
    rows += ["", *_summary(told)]
    rows += [visible(line) for line in told.advice]
    return "".join(f"{row}\n" for row in rows)


def _line(lines: Lines, step: Step) -> int:
    return lines.number(step.instruction.span.start)


def _did(reason: Reason) -> str:
    if reason.done is None:
        return "not run"
    if reason.done.error is not None:
        return "failed"
    return "cached" if reason.done.is_cached else "reran"


def _time(reason: Reason) -> str:
    seconds = None if reason.done is None else reason.done.seconds
    return "" if seconds is None else f"{seconds:.1f} s"


def _causes(reason: Reason, lines: Lines, told: _Told) -> Iterator[str]:
    if reason.done is not None and reason.done.error is not None:
        yield reason.done.error
        yield from reason.done.output[-_TAIL:]
    if not reason.has_rerun:
        return
    if reason.after is not None:
        yield f"line {_line(lines, reason.after)} reran"
    elif reason.takes and reason.commit is None:
        yield f"takes {some(reason.takes)}, changed since the last commit"
    elif reason.commit is not None:
        yield f"takes {some(reason.takes)}, last changed in commit {reason.commit.name[:_SHORT]}"
    elif not told.advice:
        yield "takes no file that git knows to have changed: its text, an argument or the base image, or no cache"


def _summary(told: _Told) -> Iterator[str]:
    ran = [reason for reason in told.reasons if reason.has_rerun]
    known = [reason for reason in told.reasons if reason.done is not None]
    seconds = [reason.done.seconds for reason in ran if reason.done and reason.done.seconds is not None]
    took = f" in {sum(seconds):.1f} s of work" if seconds else ""
    yield f"{len(ran)} of {len(known)} steps reran{took}."
    if told.saved:
        count = f"{len(told.saved)} step{'s' if len(told.saved) > 1 else ''}"
        total = sum(told.saved.values())
        yield f"After the safe fixes the same edit keeps {count} cached, {total:.1f} s of this build:"
        yield f"layerwise fix {visible(told.source.name)}"
    if told.logged.foreign:
        yield f"Steps of the log that stand in no line of {visible(told.source.name)}: {told.logged.foreign}."


def _json(told: _Told) -> str:
    lines = Lines(told.source.text)
    data = {
        "version": 1,
        "log": told.log,
        "dockerfile": told.source.name,
        "steps": [_step(reason, lines, told) for reason in told.reasons],
        "foreign_steps": told.logged.foreign,
        "saved_by_safe_fixes": round(sum(told.saved.values()), 3),
        "advice": " ".join(told.advice) or None,
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _step(reason: Reason, lines: Lines, told: _Told) -> dict[str, object]:
    done = reason.done
    return {
        "line": _line(lines, reason.step),
        "instruction": reason.step.instruction.keyword,
        "did": _did(reason).replace(" ", "_"),
        "seconds": None if done is None or done.seconds is None else round(done.seconds, 3),
        "after": None if reason.after is None else _line(lines, reason.after),
        "takes": list(reason.takes),
        "commit": None if reason.commit is None else reason.commit.name,
        "error": None if done is None else done.error,
        "saved_by_safe_fixes": (reason.step.stage, reason.step.number) in told.saved,
    }
