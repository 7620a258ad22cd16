"""The files of a project in which a build says that it asks version control."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.cache.plan import BuildPlan
from layerwise.context.context import BuildContext
from layerwise.context.paths import below_root, is_within, join
from layerwise.ignoring.made import following
from layerwise.ignoring.uses import needed_sources
from layerwise.ignoring.wide import Wide
from layerwise.regex import regex
from layerwise.shell.script import Command
from layerwise.unknown import Unknown

_HOOKED = "package.json"
_FILES = (
    *("package.json", "pyproject.toml", "setup.py", "setup.cfg", "noxfile.py", "tasks.py"),
    *("Makefile", "makefile", "GNUmakefile", "justfile", "Justfile", "Taskfile.yml", "Taskfile.yaml", "magefile.go"),
    *("Rakefile", "rakefile", "Rakefile.rb", "rakefile.rb", "build.rs", "Cargo.toml", "pom.xml", "build.sbt"),
    *("build.gradle", "build.gradle.kts", "Directory.Build.props", "Directory.Packages.props", "mix.exs"),
    *("lerna.json", "rebar.config", "CMakeLists.txt", "meson.build", ".goreleaser.yml", ".goreleaser.yaml"),
    *("next.config.js", "next.config.mjs", "next.config.ts", "nuxt.config.ts", "astro.config.mjs"),
    *("vite.config.js", "vite.config.mjs", "vite.config.ts", "vue.config.js", "svelte.config.js"),
    *("docusaurus.config.js", "docusaurus.config.ts", "webpack.config.js", "webpack.config.ts", "rollup.config.js"),
    *("gatsby-config.js", "gulpfile.js", "Gruntfile.js", "craco.config.js", "angular.json"),
    *("project/plugins.sbt", "version.json", "GitVersion.yml", "composer.json", "build.zig"),
)  # fmt: skip
_ASKS = regex(
    r"""
    \bgit(?:[ ]-C[ ]\S+|[ ]-(?!C[ ])[\w-]+){0,20}[ ]
        (?:describe|rev-parse|rev-list|name-rev|log|show|status|diff|ls-files|tag|branch|submodule|symbolic-ref)\b
    | ["']git["'],?\s*(?:[,(\[]\s*)?["'](?:describe|rev-parse|rev-list|name-rev|log|show|status|ls-files)
    | setuptools[_-]scm | hatch-vcs | \bversioneer\b | \bpbr\b | poetry-dynamic-versioning | vcs-versioning
    | \bdunamai\b | flit[_-]scm | versioningit | source\s*=\s*"(?:scm|vcs)" | setuptools-git-versioning
    | git-rev(?:-|ision) | git-describe | \bgenversion\b | \bsimple-git\b(?!-hooks)
    | git-commit-id | buildnumber-maven | jgitver | gradle-git | nebula[.]release | axion-release
    | sbt-git | sbt-dynver | \bvergen\b | shadow-rs | git-version | gitver
    | GitVersion | GitInfo | MinVer | Nerdbank[.]GitVersioning | nbgv
    """,
    re.VERBOSE,
)
# What sets up hooks of git where packages are installed, and may fail without a repository.
_HOOKS = regex(r"\bhusky\b|\blefthook\b|simple-git-hooks|\byorkie\b")
# What a script of a package.json may run.
_SCRIPT = regex(r"(?<![\w@./-])[\w@./-]+[.](?:[cm]?[jt]s|sh|py|rb)\b")
_INTERPRETERS = frozenset(
    {
        "sh",
        "bash",
        "ash",
        "dash",
        "zsh",
        ".",
        "source",
        "node",
        "tsx",
        "ts-node",
        "bun",
        "deno",
        "ruby",
        "perl",
        "php",
    }
    | {"python", "python3", "pwsh"}
)
_MOST = 60  # folders and scripts that are looked at


def files_that_ask(plan: BuildPlan, wide: Wide, path: str) -> Iterator[str]:
    """What files of the project say that a build asks of version control's folder, in words."""
    context = plan.build.context
    if not isinstance(context, BuildContext):
        return
    directory = path.rpartition("/")[0]
    for name in dict.fromkeys((*_declaring(plan, context, directory), *_named(plan, wide))):
        text = context.text(name)
        if isinstance(text, str) and _ASKS.search(text):
            yield f"may ask {path}, as {name} says"
    hooked = context.text(join(directory, _HOOKED))
    if isinstance(hooked, str) and _HOOKS.search(hooked):
        target = wide.target_of(join(directory, _HOOKED))
        for event in following(plan, wide):
            needs = event.reading.needs if event.reading is not None else ()
            if any(need.path == target for need in needs):
                yield f"sets up hooks in {path}, as {join(directory, _HOOKED)} says"


def _declaring(plan: BuildPlan, context: BuildContext, top: str) -> Iterator[str]:
    """The files that say what a build does, in a folder and in those below it whose manifests installs read."""
    below = (source.rpartition("/")[0] for source in needed_sources(plan))
    for folder in list(dict.fromkeys((top, *(one for one in below if is_within(one, top)))))[:_MOST]:
        listed = context.names(folder)
        names = frozenset(() if isinstance(listed, Unknown) else listed)
        gems = sorted(name for name in names if name.endswith(".gemspec"))
        yield from (join(folder, name) for name in (*_FILES, *gems) if name.partition("/")[0] in names)
        text = context.text(join(folder, _HOOKED)) if _HOOKED in names else None
        found = _SCRIPT.findall(text) if isinstance(text, str) else ()
        yield from (below_root(join(folder, name)) for name in found[:_MOST])


def _named(plan: BuildPlan, wide: Wide) -> Iterator[str]:
    """The scripts of the context that commands run from where a copy has put them, package managers left out."""
    for stage in plan.stages:
        for step in stage.steps:
            tools = {event.span for event in step.events if event.install is not None}
            commands = step.script.commands if step.script is not None else ()
            for command in (one for one in commands if one.span not in tools):
                yield from (source for path in _scripts(command) if (source := wide.copy.source_of(path)))


def _scripts(command: Command) -> Iterator[str]:
    """The image paths of a command, `./build.sh`, and of what an interpreter is given, `sh build.sh`."""
    for word in command.words[: 4 if command.name in _INTERPRETERS else 1]:
        if command.cwd is not None and word.value and not word.value.startswith("-"):
            yield posixpath.normpath(posixpath.join(command.cwd, word.value))
