"""`layerwise prove`: builds a Dockerfile as it is and as fixed, and holds what came of it against each other."""

import argparse
import signal
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from layerwise.cache.plan import BuildPlan
from layerwise.cli.changes import inside
from layerwise.cli.dockerfiles import single
from layerwise.cli.files import Source
from layerwise.cli.fixing import fixed_of, overlay_of
from layerwise.cli.inline import refuse_compose
from layerwise.cli.logs import alike
from layerwise.cli.progress import Progress
from layerwise.cli.proof_report import holds, report
from layerwise.cli.terminal import complain
from layerwise.cli.texts import Unusable
from layerwise.cli.trials import Bench, Case, Proof, carry_out
from layerwise.context.context import BuildContext
from layerwise.context.tree import Entry, Kind
from layerwise.host.builder import Builder, BuilderError, find_builder
from layerwise.host.disk import directories
from layerwise.host.git import read_history
from layerwise.host.workshop import workshop
from layerwise.proof import edit_to_try

_LOOKED_AT = 200  # files among which the one to edit is sought
_COMMITS = 20


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    refuse_compose(arguments.path, "prove")
    return prove(
        single(arguments.path, arguments.context),
        arguments.builder,
        arguments.edit,
        takes_review=arguments.unsafe_fixes,
        is_kept=arguments.keep,
    )


def prove(source: Source, builder: str | None, edit: str | None, *, takes_review: bool, is_kept: bool) -> int:
    """Prove the fixes of a Dockerfile; the exit code is 0 where they hold, 1 where not, 2 where nothing is known."""
    case = _case(source, edit, takes_review=takes_review)
    found = find_builder(builder)
    if found is None:
        raise Unusable(_no_builder(builder))
    proof = _tried(case, found, is_kept=is_kept)
    sys.stdout.write(report(proof))
    return 0 if holds(proof) else 1


def _tried(case: Case, builder: Builder, *, is_kept: bool) -> Proof:
    progress = Progress()
    before = signal.signal(signal.SIGTERM, _interrupt)  # a job that is cancelled leaves nothing behind either
    try:
        with workshop(is_kept=is_kept) as folder:
            return _proof(case, Bench(builder, folder, progress), is_kept=is_kept)
    except BuilderError as error:
        raise Unusable(f"{builder.name} cannot be used: {error}") from None
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise Unusable(f"the builds cannot be carried out: {why}: {error.filename}") from None
    finally:
        progress.end()
        signal.signal(signal.SIGTERM, before)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _no_builder(name: str | None) -> str:
    if name is not None:
        return f"{name} does not answer; start it, or name another builder with --builder"
    return "no builder answers: neither docker nor podman nor buildah; start one, or name it with --builder"


def _case(source: Source, edit: str | None, *, takes_review: bool) -> Case:
    overlay = overlay_of(source)
    fixed = fixed_of(source, overlay, takes_review=takes_review)
    if not fixed.applied:
        kind = "fix" if takes_review else "safe fix"
        raise Unusable(f"nothing to prove: there is no {kind} for {source.name}; see layerwise check")
    for before in source.analyse(source.text).plans:
        after = alike(fixed.analysis, before)
        root = next(iter(directories([before.build])), None)
        chosen = None if after is None or root is None else _edit(before, after, root, edit)
        if after is None or root is None or chosen is None:
            continue
        if before.build.contexts:
            raise Unusable(f"{source.name} is built with more than one context, which prove cannot do")
        others = {
            path.relative_to(root).as_posix(): text
            for path, text in overlay.texts.items()
            if path != source.path and path.is_relative_to(root)
        }
        return Case(source.name, before, after, root, others, chosen)
    raise Unusable(
        f"no edit is known for which the fix of {source.name} saves a command; name one with --edit"
    )


def _edit(before: BuildPlan, after: BuildPlan, root: Path, name: str | None) -> str | None:
    """The file to edit: as named, or the one that shows the most."""
    context = before.build.context
    assert isinstance(context, BuildContext), "it is looked at first"
    if name is None:
        return edit_to_try(before, after, islice(_candidates(before, context, root), _LOOKED_AT))
    path = inside(root, name)
    entry = context.entry(path)
    if not isinstance(entry, Entry) or entry.kind is not Kind.FILE:
        raise Unusable(f"{name} is no file that the builder is sent; name another with --edit")
    return path


def _candidates(plan: BuildPlan, context: BuildContext, root: Path) -> Iterator[str]:
    """Files that people edit first, then all others."""
    history = read_history(root, _COMMITS)
    edited = (path for commit in (history.commits if history else ()) for path in sorted(commit.paths))
    for paths in (edited, context.walk()):
        for path in paths:
            entry = context.entry(path)
            is_file = isinstance(entry, Entry) and entry.kind is Kind.FILE
            if is_file and path != plan.build.dockerfile and not path.endswith(".dockerignore"):
                yield path


def _proof(case: Case, bench: Bench, *, is_kept: bool) -> Proof:
    try:
        return carry_out(case, bench)
    finally:
        if not is_kept:
            bench.forget()
        else:
            bench.progress.end()
            complain(f"kept: {bench.folder}, images {', '.join(bench.tags)}")
