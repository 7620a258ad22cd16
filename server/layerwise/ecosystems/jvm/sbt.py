"""sbt, of Scala: `build.sbt` and the folder `project`, which hold code."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Phases, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.jvm._java import look_at_environment, open_script
from layerwise.ecosystems.jvm._sbt_build import open_build
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex

# The last part of a task that works on the source, as in `Universal/packageBin` and `web:compile`.
_BUILDS = frozenset(
    (
        "compile", "test", "testOnly", "package", "packageBin", "packageZipTarball", "assembly", "stage", "dist",
        "run", "runMain", "doc", "publishLocal", "publishM2", "pack", "nativeLink", "fullOptJS", "fastOptJS",
        "fullLinkJS", "fastLinkJS", "docker", "bundleMonoTask", "native-image:packageBin",
    )
)  # fmt: skip
_SELECTS = regex(r"project\s+\S+$|\+\+\s*\S+$|reload$|clean$")
_SCRIPT = ("sbt-launch", "sbt.launch", "sbt_launch", "xsbt.boot")


def _commands(call: Call) -> Iterator[str]:
    """The commands of a call; one word may hold several behind semicolons ("Command line reference")."""
    for word in call.arguments:
        yield from (one.strip() for one in (word.value or word.raw).split(";") if one.strip())


def _task(command: str) -> str:
    """The task of a command: "packageBin" for `+web/Universal/packageBin`, "testOnly" for `testOnly *Spec`."""
    first = command.lstrip("+").split()[0] if command.lstrip("+") else ""
    return re.split(r"[/:]", first)[-1]


def _resolves(call: Call) -> bool:
    return not _builds(call) and any(_task(one) == "update" for one in _commands(call))


def _builds(call: Call) -> bool:
    return any(_task(one) in _BUILDS for one in _commands(call))


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which sbt runs is not known"))
    reads = Reads(tree, call.cwd)
    distrust_arguments(reads, call)
    look_at_environment(reads, call, ("SBT_OPTS", "JAVA_OPTS", "JVM_OPTS"))
    open_script(reads, call, ("sbt", "sbtx"), _SCRIPT)
    folders = open_build(reads)
    for command in _commands(call):
        if _task(command) not in {*_BUILDS, "update"} and not _SELECTS.match(command):
            reads.cannot_know(f"what sbt {command} reads is not known")
    if call.install.is_build:
        task = next((_task(one) for one in _commands(call) if _task(one) in _BUILDS), "")
        reads.needs_source(f"sbt {task} compiles the source")
    home = call.command.environment.get("HOME")
    written = [posixpath.join(folder, "target") for folder in folders]
    written += [reads.resolve(name) for name in ("project/target", "project/project", ".bsp")]
    written += [f"{home}/{name}" for name in (".sbt", ".ivy2", ".cache") if home]
    return reads.reading(outputs=tuple(written))


def _phases(tree: Tree, call: Call) -> Phases | None:
    """`sbt update`, of the same project and version of Scala."""
    del tree
    if not call.install.is_build or call.has("--offline"):
        return None
    words = call.arguments
    kept = [word.raw for word in words if re.match(r"project\s+\S+$|\+\+\s*\S+$", word.value or "")]
    tool = again.program(call, ECOSYSTEM.tool.names)
    return Phases(
        note="sbt update is added; what tasks fetch while they run is still downloaded later",
        instead=again.line(tool, again.options_without(call, ()), kept, "update"),
    )


ECOSYSTEM = Ecosystem(
    name="sbt",
    tool=Tool(
        wrappers=("sbt", "sbtx"),
        names=("sbt", "sbtn", "sbtx"),
        valued=frozenset(
            (
                "-mem",
                "--mem",
                "-java-home",
                "--java-home",
                "-ivy",
                "--ivy",
                "-sbt-dir",
                "--sbt-dir",
                "-sbt-boot",
                "--sbt-boot",
                "-sbt-version",
                "--sbt-version",
                "-jvm-debug",
                "--jvm-debug",
                "-sbt-jar",
                "--sbt-jar",
            )
        ),
    ),
    installs=(
        Install("", applies=_resolves, is_frozen=True, shown="sbt update"),
        Install("", applies=_builds, is_build=True, shown="sbt assembly"),
    ),
    manifests=("build.sbt",),
    settings=(".sbtopts", ".jvmopts", ".sbtrc"),
    cache_dirs=("/root/.cache/coursier", "/root/.ivy2", "/root/.sbt"),
    result_dirs=("/root/.cache/coursier", "/root/.ivy2", "/root/.sbt"),
    ignore=("target", "project/target", "project/project", ".bsp"),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT_IF,
    condition="the code of the build reads no other file and its plugins are known",
    form="`sbt update`, the source, `sbt assembly`",
    cost=Cost.MINUTES,
    proof="conservative, from the manual of sbt (Organizing the build)",
)
