"""What a proof of a fix needs to decide: which file to edit and how, and what two images have in common."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from layerwise.cache.key import makes_step
from layerwise.cache.plan import BuildPlan
from layerwise.cache.replay import Rerun, rerun_by
from layerwise.cache.steps import Step
from layerwise.logged import Logged, text_of
from layerwise.tuples import NamedTuple

_Item = TypeVar("_Item", bound=Hashable)

# How a comment is written at the end of a file, by the ending of its name; elsewhere, blanks are added.
_COMMENTS = (
    (("py", "rb", "sh", "yml", "yaml", "toml", "ex", "exs", "pl", "r", "cr", "conf"), "# {}"),
    (("js", "mjs", "cjs", "jsx", "ts", "tsx", "go", "rs", "java", "kt", "kts", "scala", "groovy"), "// {}"),
    (("c", "h", "cc", "cpp", "hpp", "cs", "swift", "dart", "php", "scss"), "// {}"),
    (("css",), "/* {} */"),
    (("html", "md", "svg", "vue"), "<!-- {} -->"),
    (("sql", "lua", "hs"), "-- {}"),
)


def edit_to_try(before: BuildPlan, after: BuildPlan, paths: Iterable[str]) -> str | None:
    """The first of the files whose edit the fix saves the most steps for; None where it saves none for any."""
    best, most = None, 0
    for path in paths:
        saved = len(_saved(before, after, path))
        if saved > most:
            best, most = path, saved
    return best


def _saved(before: BuildPlan, after: BuildPlan, path: str) -> set[str]:
    """The words of the commands that an edit reruns now and leaves alone then."""
    now, then = rerun_by(before, [path]), rerun_by(after, [path])
    rerun = {text_of(step) for step in _runs(before) if now[step.stage, step.number] is Rerun.YES}
    kept = {text_of(step) for step in _runs(after) if then[step.stage, step.number] is Rerun.NO}
    return _of_before(before, kept, rerun) if rerun else set()


def _of_before(before: BuildPlan, kept: set[str], rerun: set[str]) -> set[str]:
    """Kept commands that ran before, be it as a part of another: a fix may take one apart."""
    return {text for text in kept if text in rerun} | (kept - {text_of(step) for step in _runs(before)})


def _runs(plan: BuildPlan) -> Iterator[Step]:
    return (step for step in _steps(plan) if step.instruction.keyword == "RUN")


def _steps(plan: BuildPlan) -> Iterator[Step]:
    return (step for stage in plan.stages for step in stage.steps if makes_step(step))


def edited_content(path: str, content: bytes, mark: str) -> bytes:
    """A file's content after an edit that no cache can know and that means nothing to whoever reads the file.

    `mark` is a number in hexadecimal digits, never used before.
    """
    ending = path.rpartition(".")[2].lower()
    written = next((comment for endings, comment in _COMMENTS if ending in endings), None)
    if written is not None:
        added = written.format(mark)
    else:
        added = "".join("\n" if digit == "1" else " " for digit in f"{int(mark, 16):b}")
    separator = b"" if not content or content.endswith(b"\n") else b"\n"
    return content + separator + added.encode() + b"\n"


class Trial(NamedTuple):
    """A plan and what its steps did in a build after an edit."""

    plan: BuildPlan
    logged: Logged

    @property
    def rerun(self) -> tuple[Step, ...]:
        """The steps that ran."""
        return tuple(step for step in _steps(self.plan) if self._is_cached(step) is False)

    @property
    def cached(self) -> tuple[Step, ...]:
        """The steps that were taken from the cache."""
        return tuple(step for step in _steps(self.plan) if self._is_cached(step) is True)

    def _is_cached(self, step: Step) -> bool | None:
        done = self.logged.steps.get((step.stage, step.number))
        return None if done is None else done.is_cached


def spared(before: Trial, after: Trial) -> tuple[Step, ...]:
    """The commands that were cached with the fix and ran without it, be it as a part of another."""
    rerun = {text_of(step) for step in before.rerun if step.instruction.keyword == "RUN"}
    cached = [step for step in after.cached if step.instruction.keyword == "RUN"]
    texts = _of_before(before.plan, {text_of(step) for step in cached}, rerun) if rerun else set()
    return tuple(step for step in cached if text_of(step) in texts)


def differing(one: Mapping[str, _Item], other: Mapping[str, _Item]) -> frozenset[str]:
    """The paths at which two images do not hold the same."""
    return frozenset(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


class Compared(NamedTuple):
    """Two images held against each other.

    `paths` counts them all; `noise` are those that differ also between two builds of the same Dockerfile;
    `settings` are the names of what the images say, differently, of how they are run.
    """

    paths: int
    different: frozenset[str]
    noise: frozenset[str]
    settings: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs that the fix could have changed."""
        return not self.different and not self.settings


# What of an image's settings a Dockerfile decides; builders note more, such as the names of their containers.
_DECIDED = (
    *("Cmd", "Entrypoint", "Env", "ExposedPorts", "Healthcheck", "Labels", "OnBuild", "Shell", "StopSignal"),
    *("User", "Volumes", "WorkingDir"),
)


def differing_settings(one: Mapping[str, object], other: Mapping[str, object]) -> tuple[str, ...]:
    """The names of the settings that two images do not share; absent and empty are the same."""
    return tuple(name for name in _DECIDED if (one.get(name) or None) != (other.get(name) or None))
