"""What a proof showed, as text."""

from collections.abc import Iterator

from layerwise.because import some
from layerwise.cli.terminal import visible
from layerwise.cli.trials import Proof
from layerwise.host.builder import Built
from layerwise.logged import text_of
from layerwise.proof import Compared, Trial, spared
from layerwise.text import Lines

_COLUMN = 12


def holds(proof: Proof) -> bool:
    """Whether the image stays the same and at least one command is spared."""
    same = proof.compared is not None and proof.compared.is_same
    return same and proof.trials is not None and bool(spared(*proof.trials))


def report(proof: Proof) -> str:
    """The whole report."""
    return "".join(f"{visible(line)}\n" for line in _lines(proof))


def _lines(proof: Proof) -> Iterator[str]:
    name, edit = proof.case.name, proof.case.edit
    if proof.failed is not None:
        yield f"{name}, built by {proof.builder} as it is and as fixed"
        yield ""
        yield f"Not proved: the fixed Dockerfile does not build: {proof.failed}"
        return
    assert proof.edited is not None, "both forms were built"
    assert proof.trials is not None, "as above"
    assert proof.compared is not None, "as above"
    yield f"{name}, built by {proof.builder} as it is and as fixed, then again after an edit of {edit}"
    yield ""
    yield f"{'':<{_COLUMN + 8}}{'as it is':>{_COLUMN}}{'as fixed':>{_COLUMN}}"
    yield _times("first build", proof.first)
    yield _times("after the edit", proof.edited)
    for trial, form in zip(proof.trials, ("as it is", "as fixed"), strict=True):
        yield ""
        yield f"Reran after the edit, {form}:"
        yield from _reran(trial)
    yield ""
    yield from _image(proof.compared)
    yield ""
    yield _verdict(proof, proof.trials, proof.compared)


def _times(what: str, builds: tuple[Built, Built]) -> str:
    columns = (f"{built.seconds:.1f} s" for built in builds)
    return f"{what:<{_COLUMN + 8}}" + "".join(f"{column:>{_COLUMN}}" for column in columns)


def _reran(trial: Trial) -> Iterator[str]:
    lines = Lines(trial.plan.document.text)
    for step in trial.rerun:
        number = lines.place(step.instruction.span.start).line + 1
        seconds = trial.logged.seconds.get((step.stage, step.number))
        took = "" if seconds is None else f"{seconds:.1f} s"
        yield f"{took:>8} {number:>4} | {text_of(step)}"
    if not trial.rerun:
        yield f"{'':>8} nothing"


def _image(compared: Compared) -> Iterator[str]:
    noise = len(compared.noise)
    if not compared.different:
        rest = f" the other {compared.paths - noise}" if noise else f" all {compared.paths}"
        yield f"Images:{rest} paths are the same: kind, mode, owner, link target and content"
    else:
        paths = [f"/{path}" for path in sorted(compared.different)]
        yield f"Images: {len(paths)} of {compared.paths} paths differ: {some(paths)}"
    if noise:
        paths = [f"/{path}" for path in sorted(compared.noise)]
        yield f"  {noise} differ also between two builds of the same Dockerfile: {some(paths)}"
    if compared.settings:
        yield f"  Settings of the image that differ: {', '.join(compared.settings)}"


def _verdict(proof: Proof, trials: tuple[Trial, Trial], compared: Compared) -> str:
    kept = spared(*trials)
    if not compared.is_same:
        return "Not proved: the fixed Dockerfile gives another image"
    if not kept:
        return f"Not proved: after an edit of {proof.case.edit} the fix saves no command"
    return f"Proved: the same image, and an edit of {proof.case.edit} no longer reruns {text_of(kept[0])}" + (
        f" and {len(kept) - 1} more" if len(kept) > 1 else ""
    )
