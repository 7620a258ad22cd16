"""The folders of the context into which tools write that the build runs itself: dependencies, build output."""

from collections.abc import Iterator

from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan
from layerwise.context.context import BuildContext
from layerwise.context.paths import join
from layerwise.context.pattern import has_pattern
from layerwise.context.tree import Entry
from layerwise.ignoring import kinds
from layerwise.ignoring.git_ignored import is_git_ignored
from layerwise.ignoring.made import following
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


def results(plan: BuildPlan, wide: Wide, context: BuildContext, folder: str) -> Iterator[Candidate]:
    """What the tools that work in a folder's place in the image make there, as far as nobody else does."""
    directory = wide.target_of(folder)
    if directory is None:
        return
    below = tuple(following(plan, wide))
    for event in (*plan.stages[wide.step.stage].events, *below):
        if event.install is not None and _works_in(event, directory):
            is_build = event.install.call.install.is_build and any(event is one for one in below)
            names = [pattern.removeprefix("**/") for pattern in event.install.ecosystem.ignore]
            for name in names:
                # Where a tool has no obj, bin is where its users put what they build, or scripts of theirs.
                found = _result(context, folder, name) if name != "bin" or "obj" in names else None
                if found is not None:
                    yield found._replace(is_built=is_build)
    if any(_builds(command, directory) for command in _commands(plan, wide)):
        for name in kinds.SCRIPT_OUTPUTS:
            path = join(folder, name)
            if isinstance(context.entry(path), Entry) and is_git_ignored(context, path):
                yield Candidate(path, path, is_result=True, is_built=True)


def _works_in(event: Event, directory: str) -> bool:
    assert event.install is not None, "it is an install"
    needs = event.reading.needs if event.reading is not None else ()
    is_member = any((need.path.rpartition("/")[0] or "/") == directory for need in needs)
    return event.install.call.cwd == directory or is_member


def _result(context: BuildContext, folder: str, name: str) -> Candidate | None:
    if has_pattern(name) or name in kinds.SETTINGS or name in kinds.VERSION_CONTROL:
        return None
    path = join(folder, name)
    if not isinstance(context.entry(path), Entry):
        return None
    is_own = name in kinds.UNMISTAKABLE or (name.startswith((".", "_")) and "/" not in name)
    return Candidate(path, path, is_result=True) if is_own or is_git_ignored(context, path) else None


def _commands(plan: BuildPlan, wide: Wide) -> Iterator[Command]:
    """The commands of the copy's stage below it."""
    for step in plan.stages[wide.step.stage].steps[wide.step.number + 1 :]:
        if step.script is not None:
            yield from step.script.commands


def _builds(command: Command, directory: str) -> bool:
    """Whether a command runs the build script of the package.json there: `npm run build`, `yarn build`."""
    words = [word.value or "" for word in command.words[1:]]
    if command.name not in kinds.SCRIPT_RUNNERS or command.cwd != directory:
        return False
    is_plain = words[:2] == ["run", "build"] or (command.name == "yarn" and words[:1] == ["build"])
    return is_plain and not any(word.startswith(kinds.ELSEWHERE) for word in words)
