"""The folders of the context into which tools write that the build runs itself: dependencies, build output."""

from collections.abc import Iterator

from layerwise.cache.asked import kept
from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.context.context import BuildContext
from layerwise.context.paths import join
from layerwise.context.pattern import has_pattern
from layerwise.context.tree import Entry
from layerwise.ignoring import kinds
from layerwise.ignoring.git_ignored import is_git_ignored
from layerwise.ignoring.made import with_those_below
from layerwise.ignoring.wide import Wide
from layerwise.shell.script import Command
from layerwise.tuples import NamedTuple


class Candidate(NamedTuple):
    """A folder of the context, and how an ignore file names it.

    `is_result`: the build must make it itself, or the host's may be what it needs; `is_built`: a command below
    the copy makes it.
    """

    path: str
    pattern: str
    is_result: bool = False
    is_built: bool = False

    @property
    def is_repository(self) -> bool:
        """Whether it is version control's."""
        return self.path.rpartition("/")[2] in kinds.VERSION_CONTROL

    @property
    def what(self) -> str:
        """What it is, in words for users."""
        name = self.path.rpartition("/")[2]
        if self.is_repository:
            return "the history of the project"
        if self.is_result:
            return "the build makes its own"
        if name in kinds.ENVIRONMENTS:
            return "a virtual environment of the host"
        return "settings of an editor" if name in kinds.EDITORS else "a cache"


class _Tool(NamedTuple):
    """An install of a stage: its step, none above the stage; where it works, what it makes there."""

    step: int | None
    directories: frozenset[str]
    makes: tuple[str, ...]
    is_build: bool


def results(plan: BuildPlan, wide: Wide, context: BuildContext, folder: str) -> Iterator[Candidate]:
    """What the tools that work in a folder's place in the image make there, as far as nobody else does."""
    directory = wide.target_of(folder)
    if directory is None:
        return
    for tool, is_below in _around(plan, wide):
        for name in tool.makes if directory in tool.directories else ():
            # Where a tool has no obj, bin is where its users put what they build, or scripts of theirs.
            found = _result(context, folder, name) if name != "bin" or "obj" in tool.makes else None
            if found is not None:
                yield found._replace(is_built=is_below and tool.is_build)
    runs = kept(plan, plan.stages[wide.step.stage], _build_scripts)
    if any(number > wide.step.number and where == directory for number, where in runs):
        for name in kinds.SCRIPT_OUTPUTS:
            path = join(folder, name)
            if isinstance(context.entry(path), Entry) and is_git_ignored(context, path):
                yield Candidate(path, path, is_result=True, is_built=True)


def _around(plan: BuildPlan, wide: Wide) -> Iterator[tuple[_Tool, bool]]:
    """The installs of the copy's stage and of those built from it, and whether each stands below the copy."""
    own, *others = with_those_below(plan, wide.step.stage)
    for tool in kept(plan, own, _tools):
        yield tool, tool.step is not None and tool.step > wide.step.number
    for stage in others:
        yield from ((tool, True) for tool in kept(plan, stage, _tools) if tool.step is not None)


def _tools(_: BuildPlan, stage: PlannedStage) -> tuple[_Tool, ...]:
    above: Iterator[tuple[int | None, Event]] = ((None, event) for event in stage.inherited)
    triggered = ((None, event) for step in stage.triggered for event in step.events)
    own = ((step.number, event) for step in stage.steps for event in step.events)
    return tuple(
        _tool(number, event) for number, event in (*above, *triggered, *own) if event.install is not None
    )


def _tool(step: int | None, event: Event) -> _Tool:
    assert event.install is not None, "it is an install"
    call, makes = event.install.call, event.install.ecosystem.ignore
    needs = event.reading.needs if event.reading is not None else ()
    directories = {call.cwd, *(need.path.rpartition("/")[0] or "/" for need in needs)}
    names = tuple(pattern.removeprefix("**/") for pattern in makes)
    return _Tool(step, frozenset(one for one in directories if one is not None), names, call.install.is_build)


def _result(context: BuildContext, folder: str, name: str) -> Candidate | None:
    if has_pattern(name) or name in kinds.SETTINGS or name in kinds.VERSION_CONTROL:
        return None
    path = join(folder, name)
    if not isinstance(context.entry(path), Entry):
        return None
    is_own = name in kinds.UNMISTAKABLE or (name.startswith((".", "_")) and "/" not in name)
    return Candidate(path, path, is_result=True) if is_own or is_git_ignored(context, path) else None


def _build_scripts(_: BuildPlan, stage: PlannedStage) -> tuple[tuple[int, str | None], ...]:
    """The steps of a stage that run the build script of a package.json, and in which directory."""
    scripts = ((step.number, step.script) for step in stage.steps if step.script is not None)
    return tuple(
        (number, command.cwd) for number, script in scripts for command in script.commands if _builds(command)
    )


def _builds(command: Command) -> bool:
    """Whether a command runs the build script of the package.json where it stands: `npm run build`, `yarn build`."""
    words = [word.value or "" for word in command.words[1:]]
    if command.name not in kinds.SCRIPT_RUNNERS:
        return False
    is_plain = words[:2] == ["run", "build"] or (command.name == "yarn" and words[:1] == ["build"])
    return is_plain and not any(word.startswith(kinds.ELSEWHERE) for word in words)
