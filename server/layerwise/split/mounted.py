"""The bind-mount form: an install's manifests are mounted while it runs, and copied with the source below it."""

from collections.abc import Mapping, Sequence

from layerwise.cache.copies import Copy
from layerwise.cache.state import is_root
from layerwise.cache.steps import Step
from layerwise.regex import regex
from layerwise.split.groups import Rerun
from layerwise.text import Edit, Span

_PLAIN = regex(r"[\w.@+/=:~%-]+")  # a comma would end the option
_MOST = 6  # mounts on one RUN; with more it is a copy that reads well


def mount(installs: Sequence[Rerun], copy: Copy, readers: Mapping[str, Sequence[Step]]) -> list[Edit] | None:
    """The mounts of a copy's files on the RUNs that read them, None where mounting does not do.

    A mounted file cannot be written or replaced, is root's, and has no place where the mount's target is not
    known (measured: a tool that replaces a mounted lockfile by renaming fails).
    """
    reading = {step.instruction.span: step for steps in readers.values() for step in steps}
    mine = [install for install in installs if install.step.instruction.span in reading]
    is_fit = (
        copy.is_context
        and len(readers) <= _MOST
        and (copy.owner, copy.mode) == (None, None)
        and all(install.step.instruction.heredocs == () for install in mine)
        and all(is_root(install.event.user) and not install.event.soft for install in mine)
        and {install.step.instruction.span for install in mine} == set(reading)
    )
    if not is_fit:
        return None
    edits = []
    for path, steps in readers.items():
        source = copy.source_of(path)
        if source is None or not _PLAIN.fullmatch(source) or not _PLAIN.fullmatch(path):
            return None
        for step in steps:
            is_here = step.state.resolve(source) == path
            end = step.instruction.keyword_span.end
            option = f" --mount=type=bind,source={source},target={source if is_here else path}"
            edits.append(Edit(Span(end, end), option))
    return edits
