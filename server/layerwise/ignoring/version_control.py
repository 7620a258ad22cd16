"""Which step of a build surely needs the version control's folder."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from layerwise.cache.plan import BuildPlan
from layerwise.context.context import BuildContext
from layerwise.context.paths import is_within, join
from layerwise.ignoring.made import following
from layerwise.ignoring.wide import Wide
from layerwise.shell.script import Command
from layerwise.text import Span
from layerwise.unknown import Unknown

# Commands of git that look at no repository, or at another one.
_PLACELESS = frozenset({"clone", "config", "init", "version", "--version", "help", "lfs", "ls-remote"})
_TOOLS = frozenset({"git", "hg", "svn"})
_STAMPING = {"go": frozenset(("build", "install")), "dotnet": frozenset(("build", "pack", "publish"))}
_PACKAGERS = frozenset({"npm", "pnpm", "yarn"})
_HOOKED = "package.json"
# Files in which a build says that it asks version control, and the tools for that by their names.
_FILES = (
    *("package.json", "pyproject.toml", "setup.py", "setup.cfg", "Makefile", "makefile", "GNUmakefile"),
    *(
        "justfile",
        "Justfile",
        "Taskfile.yml",
        "Taskfile.yaml",
        "build.rs",
        "Cargo.toml",
        "pom.xml",
        "build.sbt",
    ),
    *("build.gradle", "build.gradle.kts", "Directory.Build.props", "Directory.Packages.props", "mix.exs"),
    *("lerna.json", "rebar.config", "CMakeLists.txt", "meson.build", ".goreleaser.yml", ".goreleaser.yaml"),
    *(
        "next.config.js",
        "next.config.mjs",
        "next.config.ts",
        "vite.config.js",
        "vite.config.ts",
        "vue.config.js",
    ),
    *("docusaurus.config.js", "docusaurus.config.ts", "webpack.config.js", "gatsby-config.js", "gulpfile.js"),
    *("project/plugins.sbt", "version.json", "GitVersion.yml", "composer.json", "build.zig"),
)
_ASKS = re.compile(
    r"""
    \bgit[ ](?:describe|rev-parse|rev-list|log|show|status|diff|ls-files|tag|branch|submodule|symbolic-ref)\b
    | ["']git["'],?\s*[,(\[]?\s*["'](?:describe|rev-parse|rev-list|log|show|status|ls-files)
    | setuptools[_-]scm | hatch-vcs | \bversioneer\b | \bpbr\b | poetry-dynamic-versioning | vcs-versioning
    | \bdunamai\b | flit[_-]scm | versioningit | source\s*=\s*"(?:scm|vcs)" | setuptools-git-versioning
    | git-rev(?:-|ision) | git-describe | \bgenversion\b
    | git-commit-id | buildnumber-maven | jgitver | gradle-git | nebula[.]release | axion-release
    | sbt-git | sbt-dynver | \bvergen\b | shadow-rs | git-version | gitver
    | GitVersion | GitInfo | MinVer | Nerdbank[.]GitVersioning | nbgv
    """,
    re.VERBOSE,
)
# What sets up hooks of git where packages are installed, and may fail without a repository.
_HOOKS = re.compile(r"\bhusky\b|\blefthook\b|simple-git-hooks|\byorkie\b")


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
    why = next(_files_that_ask(plan, wide, path), None)
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


def _files_that_ask(plan: BuildPlan, wide: Wide, path: str) -> Iterator[str]:
    """What files of the project say that a build asks of the folder, in words."""
    context = plan.build.context
    if not isinstance(context, BuildContext):
        return
    directory = path.rpartition("/")[0]
    listed = context.names(directory)
    names = frozenset(() if isinstance(listed, Unknown) else listed)
    gems = sorted(name for name in names if name.endswith(".gemspec"))
    for name in (*_FILES, *gems):
        text = context.text(join(directory, name)) if name.partition("/")[0] in names else None
        if isinstance(text, str) and _ASKS.search(text):
            yield f"may ask {path}, as {join(directory, name)} says"
    hooked = context.text(join(directory, _HOOKED))
    if isinstance(hooked, str) and _HOOKS.search(hooked):
        target = wide.target_of(join(directory, _HOOKED))
        for event in following(plan, wide):
            needs = event.reading.needs if event.reading is not None else ()
            if any(need.path == target for need in needs):
                yield f"sets up hooks in {path}, as {join(directory, _HOOKED)} says"
