"""Gradle: `settings.gradle` and `build.gradle`, which are programs, in Groovy or Kotlin."""

import posixpath

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Cache, Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.jvm._gradle_scripts import distrust, folders
from layerwise.ecosystems.jvm._java import look_at_environment, open_script
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads

# Built-in tasks that resolve dependencies, show them and do nothing else ("Viewing dependencies", User Manual).
_RESOLVING = frozenset({"dependencies", "buildEnvironment"})
_BUILDS = frozenset(
    (
        "build", "assemble", "check", "test", "jar", "war", "bootJar", "bootWar", "classes", "testClasses",
        "compileJava", "compileKotlin", "installDist", "distZip", "distTar", "assembleDist", "shadowJar", "run",
        "bootRun", "nativeCompile", "publishToMavenLocal", "buildFatJar", "quarkusBuild", "assembleRelease",
        "assembleDebug", "bundleRelease", "jibDockerBuild", "uberJar", "fatJar", "install",
    )
)  # fmt: skip
_ELSEWHERE = ("-b", "--build-file", "-c", "--settings-file", "-I", "--init-script", "--include-build")
_WRAPPER = ("Gradle start up script", "org.gradle.wrapper")


def _tasks(call: Call) -> list[str]:
    """The names of the tasks: "build" for `:app:build`; options of tasks are left in."""
    return [(word.value or word.raw).rpartition(":")[2] for word in call.arguments]


def _builds(call: Call) -> bool:
    return not _BUILDS.isdisjoint(_tasks(call))


def _resolves(call: Call) -> bool:
    return not _builds(call) and not _RESOLVING.isdisjoint(_tasks(call))


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which gradle runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.install.is_build:
        task = next(task for task in _tasks(call) if task in _BUILDS)
        reads.needs_source(f"gradle {task} compiles the source")
    distrust_arguments(reads, call)
    look_at_environment(reads, call, ("GRADLE_OPTS", "JAVA_OPTS"))
    for name in (option.name for option in call.options if option.name in _ELSEWHERE):
        reads.cannot_know(f"{name} names other scripts")
    for task in _tasks(call):
        if task not in {*_RESOLVING, *_BUILDS}:
            reads.cannot_know(f"what the task {task} reads is not known")
    open_script(reads, call, ("gradlew",), _WRAPPER)
    root = reads.resolve(".")
    projects = [root, *_open_root(reads, root)]
    for folder in projects:
        _open_project(reads, folder)
    _look_at_folders(reads, projects)
    if reads.looked_for_folder(posixpath.join(root, "buildSrc")):
        reads.cannot_know("buildSrc is compiled first", posixpath.join(root, "buildSrc"))
    return reads.reading(outputs=_outputs(reads, call, projects))


def _open_root(reads: Reads, root: str) -> list[str]:
    """Settings, properties and the folder gradle/, with the version catalog and the wrapper; the projects' folders."""
    found: list[str] | None = None
    for name in ("settings.gradle", "settings.gradle.kts"):
        path = posixpath.join(root, name)
        text = reads.text(path, "says which projects there are")
        if text is not None:
            distrust(reads, path, text)
            found = [posixpath.join(root, folder) for folder in dict.fromkeys(folders(text))]
    if found is None:
        # Without settings in the folder gradle looks for them above ("Organizing Gradle Projects").
        missing = posixpath.join(root, "settings.gradle")
        reads.cannot_know("settings.gradle is not in the image at this point", missing)
    reads.folder(posixpath.join(root, "gradle"), "the catalog of versions, the wrapper's files")
    catalog = posixpath.join(root, "gradle/libs.versions.toml")
    for name in ("build.gradle", "build.gradle.kts"):
        script = posixpath.join(root, name)
        if reads.kind(catalog) is not None and "libs." in (reads.peek(script) or ""):
            reads.misses(catalog, script)
    return found or []


def _open_project(reads: Reads, folder: str) -> None:
    for name in (
        "build.gradle",
        "build.gradle.kts",
        "gradle.properties",
        "gradle.lockfile",
        "buildscript-gradle.lockfile",
    ):
        path = posixpath.join(folder, name)
        text = reads.text(
            path, "a script of the build" if name.startswith("build.") else "read where it is there"
        )
        if text is not None and name.startswith("build."):
            distrust(reads, path, text)


def _look_at_folders(reads: Reads, projects: list[str]) -> None:
    """Distrust projects without a script: gradle 9 fails where their folder is not there (upgrading from 8)."""
    needed = [need.path for need in reads.reading().needs]
    for folder in projects:
        if not any(path.startswith(f"{folder}/") for path in needed) and reads.kind(folder) is not None:
            reads.cannot_know(f"the project {reads.shown(folder)} has no script", folder)


def _outputs(reads: Reads, call: Call, projects: list[str]) -> tuple[str, ...]:
    given = call.command.environment
    home = given.get("HOME")
    named = [word.value for word in call.values("-g", "--gradle-user-home") if word.value]
    kept = named[0] if named else given.get("GRADLE_USER_HOME") or (f"{home}/.gradle" if home else None)
    if kept:
        for name in ("gradle.properties", "init.gradle", "init.gradle.kts"):
            reads.looked_for(f"{reads.resolve(kept)}/{name}", "the user's own settings")
    written = [posixpath.join(projects[0], name) for name in (".gradle", ".kotlin")]
    written += [posixpath.join(folder, "build") for folder in projects]
    return (*written, *((reads.resolve(kept),) if kept else ()))


ECOSYSTEM = Ecosystem(
    name="gradle",
    tool=Tool(
        wrappers=("gradlew",),
        names=("gradle", "gradlew"),
        valued=frozenset(
            (
                "-p",
                "--project-dir",
                "-g",
                "--gradle-user-home",
                "-b",
                "--build-file",
                "-c",
                "--settings-file",
                "-I",
                "--init-script",
                "-x",
                "--exclude-task",
                "--include-build",
                "--max-workers",
                "--console",
                "--warning-mode",
                "--configuration",
                "--project-cache-dir",
                "--priority",
                "-P",
                "-D",
            )
        ),
        directory=frozenset({"-p", "--project-dir"}),
        launchers=("sh", "bash"),
    ),
    installs=(
        Install("", applies=_resolves, is_frozen=True, shown="gradle dependencies"),
        Install("", applies=_builds, is_build=True, shown="gradle build"),
    ),
    manifests=("build.gradle", "build.gradle.kts"),
    lockfiles=("gradle.lockfile",),
    settings=("settings.gradle", "settings.gradle.kts", "gradle.properties"),
    cache_dirs=("/root/.gradle/caches", "/root/.gradle/wrapper", "/home/gradle/.gradle/caches"),
    result_dirs=("/root/.gradle/caches", "/home/gradle/.gradle/caches"),
    caches=tuple(
        Cache(
            (f"$GRADLE_USER_HOME/{part}", f"~/.gradle/{part}"),
            moved=r"gradle\.user\.home",
            unfit=("-g", "--gradle-user-home", "-Dgradle.user.home"),
            is_locked=True,
            is_result=True,
        )
        for part in ("caches", "wrapper")
    ),
    ignore=(".gradle", "build", ".kotlin"),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition="the task only shows dependencies, and the scripts take in no other file",
    cost=Cost.MINUTES,
    proof="its files from a run of Gradle 4.4; what scripts may do from the User Manual",
)
