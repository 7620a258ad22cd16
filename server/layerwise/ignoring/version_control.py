"""Which step of a build surely needs the version control's folder."""

from layerwise.cache.plan import BuildPlan
from layerwise.context.paths import is_within
from layerwise.ignoring.asking import files_that_ask
from layerwise.ignoring.wide import Wide
from layerwise.shell.script import Command
from layerwise.text import Span
from layerwise.tuples import NamedTuple

# Commands of git that look at no repository, or at another one.
_PLACELESS = frozenset({"clone", "config", "init", "version", "--version", "help", "lfs", "ls-remote"})
_TOOLS = frozenset({"git", "hg", "svn"})
_STAMPING = {"go": frozenset(("build", "install")), "dotnet": frozenset(("build", "pack", "publish"))}
_PACKAGERS = frozenset({"npm", "pnpm", "yarn"})


class Asker(NamedTuple):
    """A step of a plan that needs the folder, and why, in words for users."""

    plan: BuildPlan
    span: Span
    why: str


def asker(plan: BuildPlan, wide: Wide, path: str) -> Asker | None:
    """What needs a repository's folder that a copy takes in, None where nothing surely does.

    A script of the project may need it too; nobody can say.
    """
    target = wide.target_of(path)
    if target is None:
        return None
    home = target.rpartition("/")[0] or "/"
    for stage in plan.stages:
        for step in stage.steps:
            for command in step.script.commands if step.script is not None else ():
                if _asks(command, home):
                    return Asker(plan, command.span, f"needs {path}")
    why = next(files_that_ask(plan, wide, path), None)
    if why is None:
        return None
    runs = (
        step.instruction.span
        for stage in plan.stages
        for step in stage.steps
        if step.instruction.keyword == "RUN" and step.instruction.span > wide.step.instruction.span
    )
    span = next(runs, None)
    return Asker(plan, span or wide.step.events[0].span, why)


def stamper(plan: BuildPlan) -> str | None:
    """A command that writes the commit into what it builds where it finds version control, as a user would call it.

    Of Go since 1.18 (go.dev, "go build", -buildvcs) and .NET since 8 (Source Link), which do without as well.
    """
    steps = (step for stage in plan.stages for step in stage.steps if step.script is not None)
    commands = (command for step in steps if step.script is not None for command in step.script.commands)
    return next((said for command in commands if (said := _stamps(command)) is not None), None)


def _stamps(command: Command) -> str | None:
    words = [word.value or "" for word in command.words[1:]]
    verb = next((word for word in words if not word.startswith("-")), "")
    if command.name not in _STAMPING or verb not in _STAMPING[command.name]:
        return None
    if "-buildvcs=false" in words or any("@" in word for word in words):
        return None
    return f"{command.name} {verb}"


def _asks(command: Command, home: str) -> bool:
    words = [word.value or "" for word in command.words]
    verb = next((word for word in words[1:] if not word.startswith("-")), "")
    if command.name == "go":
        return verb in {"build", "install"} and "-buildvcs=true" in words
    if command.name in _PACKAGERS:
        return verb == "version"
    if command.name not in _TOOLS:
        return False
    is_elsewhere = command.cwd is not None and not is_within(command.cwd, home)
    return verb not in _PLACELESS and not (is_elsewhere and "-C" not in words)
