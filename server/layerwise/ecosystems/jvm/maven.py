"""Maven: `pom.xml` of a project, its modules and parents."""

import posixpath

from layerwise.context.tree import Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.facts import (
    Cache,
    Call,
    Cost,
    Ecosystem,
    Install,
    Phases,
    Reading,
    Reason,
    Tool,
    Verdict,
)
from layerwise.ecosystems.jvm import _maven_call as maven
from layerwise.ecosystems.jvm import _maven_pom as poms
from layerwise.ecosystems.jvm._maven_call import WRAPPERS, Given
from layerwise.ecosystems.jvm._maven_pom import Build
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads

_COPYING = frozenset({"copy-dependencies", "unpack-dependencies"})
_WRITTEN = ("outputDirectory", "outputFile", "mdep.outputFile")


def _only_asks(call: Call) -> bool:
    return call.has("-v", "--version", "-h", "--help")


def _builds(call: Call) -> bool:
    return not _only_asks(call) and any((word.value or "") in maven.PHASES for word in call.arguments)


def _resolves(call: Call) -> bool:
    return not _only_asks(call) and not _builds(call) and bool(maven.resolving(call))


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which Maven runs is not known"))
    reads = Reads(tree, call.cwd)
    distrust_arguments(reads, call)
    given = maven.given(reads, call)
    build = poms.follow(reads, given.pom, is_recursive=not call.has("-N", "--non-recursive"))
    if call.install.is_build:
        phase = next((word.value for word in call.arguments if word.value in maven.PHASES), "")
        reads.needs_source(f"mvn {phase} compiles the source")
        return reads.reading(outputs=_outputs(reads, call, given, build))
    for goal in maven.others(call):
        reads.cannot_know(f"what {goal} reads is not known")
    for pom, name in poms.siblings(build):
        # MDEP-516: what a sibling builds is not there to be resolved; with it the call fails or takes an older one.
        reads.cannot_know(f"{pom.artifact} depends on the module {name}, which is not built yet", pom.path)
    _look_at_configuration(reads, build)
    return reads.reading(outputs=_outputs(reads, call, given, build))


def _outputs(reads: Reads, call: Call, given: Given, build: Build) -> tuple[str, ...]:
    home = call.command.environment.get("HOME")
    found = [given.repository] if given.repository else []
    found += [f"{home}/.m2/{name}" for name in ("wrapper", "mvnd", "repository") if home]
    if given.script:
        wrapper = posixpath.join(given.base, ".mvn/wrapper")
        names = ("maven-wrapper.jar", "MavenWrapperDownloader.class")
        found += [f"{wrapper}/{name}" for name in names if reads.kind(f"{wrapper}/{name}") is None]
    if not _COPYING.isdisjoint(maven.resolving(call)):
        found += [f"{pom.folder}/target/dependency" for pom in build.modules.values()]
    named = [word.value for name in _WRITTEN for word in call.values(f"-D{name}")]
    named += [word.value for word in call.values("-l", "--log-file")]
    for value in named:
        found += [reads.resolve(value, pom.folder) for pom in build.modules.values()] if value else []
    return tuple(found)


def _look_at_configuration(reads: Reads, build: Build) -> None:
    """Distrust a POM that has the dependency plugin write elsewhere."""
    for pom in {**build.parents, **build.modules}.values():
        for plugin in pom.data.all("plugin"):
            artifact, said = plugin.child("artifactId"), plugin.child("configuration")
            is_it = artifact is not None and artifact.text == "maven-dependency-plugin"
            if is_it and any(one.name in _WRITTEN for one in (said.children if said else ())):
                reads.cannot_know("the dependency plugin is told where to write", pom.path)


def _phases(tree: Tree, call: Call) -> Phases | None:
    """`dependency:go-offline` first; not where it needs what other modules build, nor where nothing is downloaded."""
    if not call.install.is_build or call.cwd is None or call.has("-o", "--offline"):
        return None
    reads = Reads(tree, call.cwd)
    given = maven.given(reads, call)
    build = poms.follow(reads, given.pom, is_recursive=True)
    if next(poms.siblings(build), None) is not None:
        return None
    names = ECOSYSTEM.tool.names
    return Phases(
        note="mvn dependency:go-offline is added; what plugins fetch while they run is still downloaded later",
        instead=again.line(
            again.program(call, names), again.options_without(call, ()), "dependency:go-offline"
        ),
    )


ECOSYSTEM = Ecosystem(
    name="maven",
    tool=Tool(
        wrappers=WRAPPERS,
        names=("mvn", "mvnw", "mvnd"),
        valued=maven.VALUED,
        launchers=("sh", "bash"),
    ),
    installs=(
        Install("", applies=_resolves, shown="mvn dependency:go-offline"),
        Install("", applies=_builds, is_build=True, shown="mvn package"),
    ),
    manifests=("pom.xml",),
    settings=(".mvn/extensions.xml", ".mvn/maven.config", ".mvn/jvm.config"),
    # Not all of ~/.m2, in which a settings.xml may lie.
    cache_dirs=("/root/.m2/repository",),
    result_dirs=("/root/.m2/repository",),
    defeated_by=("mvn dependency:purge-local-repository",),
    caches=(
        Cache(
            ("~/.m2/repository",),
            ("-Dmaven.repo.local",),
            moved=r"maven\.repo\.local|<localRepository",
            unfit=("-o", "--offline"),
            is_locked=True,
            is_result=True,
        ),
    ),
    ignore=("target",),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT_IF,
    condition="no module depends on another",
    form="`mvn dependency:go-offline`, the source, `mvn package`",
    cost=Cost.MINUTES,
    proof="run with Maven 3.8 and its dependency plugin 3.5, offline; Maven 3.9 and 4 from their manuals",
)
