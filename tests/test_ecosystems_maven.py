"""Maven: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import command, needs, phases, reading, recognised
from layerwise.context.memory import Content
from layerwise.ecosystems.conventional import ConventionalTree
from layerwise.ecosystems.recognise import recognise
from layerwise.unknown import Unknown

OFFLINE = "mvn dependency:go-offline"
WRAPPER = "#!/bin/sh\n# Apache Maven Wrapper startup script\n"


def pom(inside: str = "", *, name: str = "app", parent: str | None = None) -> str:
    """A POM with this inside it; `parent` is what stands in <relativePath>."""
    above = (
        f"<parent><artifactId>all</artifactId><relativePath>{parent}</relativePath></parent>"
        if parent
        else ""
    )
    return (
        f"<project><modelVersion>4.0.0</modelVersion><artifactId>{name}</artifactId>{above}{inside}</project>"
    )


def dependency(name: str, more: str = "") -> str:
    """One dependency of the group g."""
    one = f"<dependency><groupId>g</groupId><artifactId>{name}</artifactId>{more}</dependency>"
    return f"<dependencies>{one}</dependencies>"


PROJECT: dict[str, Content] = {"pom.xml": pom(dependency("commons-io"))}


@pytest.mark.parametrize(
    "line",
    [
        OFFLINE,
        "mvn -B -ntp dependency:go-offline",
        "mvn dependency:resolve dependency:resolve-plugins -Pprod -DskipTests",
        "/usr/share/maven/bin/mvn -fae -T 1C dependency:resolve",
        "mvn -f pom.xml org.apache.maven.plugins:maven-dependency-plugin:3.6.1:go-offline",
        "mvn -f . de.qaware.maven:go-offline-maven-plugin:1.2.8:resolve-dependencies",
        "mvnd --file=pom.xml dependency:copy-dependencies@default-cli",
        "mvn -l log.txt -rf :app -pl app -am dependency:tree",
    ],
)
def test_spelling(line: str) -> None:
    """Goals that resolve read the POM alone, wherever the options stand."""
    found = reading(line, PROJECT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (["pom.xml"], (), None, None)
    assert found.is_project


@pytest.mark.parametrize(
    "line", ["./mvnw dependency:resolve", "sh mvnw dependency:resolve", "bash ./mvnw dependency:resolve"]
)
def test_wrapper(line: str) -> None:
    """The wrapper's script and settings are read, and its archive is written where it is not there."""
    files: dict[str, Content] = {**PROJECT, "mvnw": WRAPPER, ".mvn/wrapper/maven-wrapper.properties": ""}
    found = reading(line, files)

    assert (needs(found), found.unknown) == (
        [".mvn/wrapper/maven-wrapper.properties", "mvnw", "pom.xml"],
        None,
    )
    assert "/app/.mvn/wrapper/maven-wrapper.jar" in found.outputs


@pytest.mark.parametrize(
    "line",
    [
        "mvn --version",
        "mvn -v package",
        "mvn help:effective-pom",
        "mvn archetype:generate",
        "mvn deploy:deploy-file -Dfile=x.jar",
        "mvn clean",
        "mvn validate",
        "mvn dependency:analyze",
        "mvn versions:set -DnewVersion=1",
        "sh build.sh package",
        "java -jar x.jar",
    ],
)
def test_near_miss(line: str) -> None:
    """Questions and goals that resolve nothing for the project are no installs."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("mvn package", "mvn dependency:go-offline"),
        ("mvn -B clean verify -DskipTests -P prod", "mvn -B -DskipTests -P prod dependency:go-offline"),
        ("mvn -f pom.xml spring-boot:repackage install", "mvn -f pom.xml dependency:go-offline"),
        ("mvn compile -Dx=y -Pa,b -fae", "mvn -Dx=y -Pa,b -fae dependency:go-offline"),
    ],
)
def test_build(line: str, first: str) -> None:
    """A build needs the source, its downloads only POMs; the options stay."""
    found = phases(line, PROJECT)

    assert reading(line, PROJECT).source is not None
    assert found is not None
    assert (found.instead, found.second) == (first, None)


MODULES = "<modules><module>core</module><module>web/pom.xml</module></modules>"
SIBLINGS: dict[str, Content] = {
    "pom.xml": pom(MODULES, name="all"),
    "core/pom.xml": pom(name="core"),
    "web/pom.xml": pom(dependency("core"), name="web"),
}


@pytest.mark.parametrize(
    ("line", "files"), [("mvn -o package", PROJECT), ("mvn package", SIBLINGS), (OFFLINE, PROJECT)]
)
def test_no_phases(line: str, files: dict[str, Content]) -> None:
    """Nothing is downloaded, or not by go-offline where a module depends on another."""
    assert phases(line, files) is None


CLOSURES: list[tuple[str, dict[str, Content], list[str]]] = [
    (OFFLINE, {**SIBLINGS, "web/pom.xml": pom(name="web")}, ["core/pom.xml", "pom.xml", "web/pom.xml"]),
    (f"{OFFLINE} -N", SIBLINGS, ["pom.xml"]),
    (
        OFFLINE,
        {
            "pom.xml": pom(f"<profiles><profile>{MODULES}</profile></profiles>"),
            "core/pom.xml": pom(name="core"),
        },
        ["core/pom.xml", "pom.xml"],
    ),
    (
        OFFLINE,
        {
            "pom.xml": pom("<subprojects><subproject>core</subproject></subprojects>"),
            "core/pom.xml": pom(name="core"),
        },
        ["core/pom.xml", "pom.xml"],
    ),
    (
        "mvn -f core dependency:resolve",
        {"core/pom.xml": pom(parent="../pom.xml"), "pom.xml": pom(MODULES)},
        ["core/pom.xml", "pom.xml"],
    ),
    (
        OFFLINE,
        {"pom.xml": pom(parent="build"), "build/pom.xml": pom(parent="base.xml"), "build/base.xml": pom()},
        ["build/base.xml", "build/pom.xml", "pom.xml"],
    ),
    (OFFLINE, {"pom.xml": pom("<parent><relativePath/></parent>"), "/pom.xml": pom()}, ["pom.xml"]),
    (
        OFFLINE,
        {"pom.xml": pom("<parent><artifactId>x</artifactId></parent>"), "/pom.xml": pom()},
        ["/pom.xml", "pom.xml"],
    ),
    (
        OFFLINE,
        {
            "pom.xml": pom(dependency("x", "<systemPath>${project.basedir}/lib/x.jar</systemPath>")),
            "lib/x.jar": "",
            "lib/y.jar": "",
        },
        ["lib/x.jar", "pom.xml"],
    ),
    (
        OFFLINE,
        {"pom.xml": pom(dependency("x", "<systemPath>${java.home}/../lib/tools.jar</systemPath>"))},
        ["pom.xml"],
    ),
    (
        OFFLINE,
        {
            "pom.xml": pom(
                "<properties><at>lib</at></properties><repositories><repository><url>file://${basedir}/${at}</url></repository></repositories>"
            ),
            "lib/g/x.jar": "",
        },
        ["lib/g/x.jar", "pom.xml"],
    ),
    (
        OFFLINE,
        {
            "pom.xml": pom(
                "<profiles><profile><activation><file><exists>a.txt</exists></file></activation></profile></profiles>"
            ),
            "a.txt": "",
        },
        ["a.txt", "pom.xml"],
    ),
    (
        f"{OFFLINE} -s ci/settings.xml",
        {
            **PROJECT,
            "ci/settings.xml": "<settings/>",
            ".mvn/maven.config": "-B\n-T 1C\n",
            ".mvn/jvm.config": "-Xmx1g",
            ".mvn/other.txt": "",
        },
        [".mvn/jvm.config", ".mvn/maven.config", ".mvn/other.txt", "ci/settings.xml", "pom.xml"],
    ),
    (
        OFFLINE,
        {
            **PROJECT,
            ".mvn/maven.config": "-s\nci.xml\n",
            "ci.xml": "<settings/>",
            "/root/.m2/settings.xml": "<settings/>",
        },
        [".mvn/maven.config", "/root/.m2/settings.xml", "ci.xml", "pom.xml"],
    ),
    (
        "mvn --file=web dependency:resolve",
        {"web/pom.xml": pom(), "web/.mvn/maven.config": "-B", ".mvn/maven.config": "-B"},
        [".mvn/maven.config", "web/.mvn/maven.config", "web/pom.xml"],
    ),
    (OFFLINE, {**PROJECT, "/.mvn/maven.config": "-B"}, ["/.mvn/maven.config", "pom.xml"]),
    (
        OFFLINE,
        {
            "pom.xml": pom(
                f"<dependencyManagement>{dependency('app', '<scope>import</scope>')}</dependencyManagement>"
            )
        },
        ["pom.xml"],
    ),
    (
        OFFLINE,
        {
            "pom.xml": pom(
                "<build><extensions><extension><artifactId>os-maven-plugin</artifactId></extension></extensions></build>"
            )
        },
        ["pom.xml"],
    ),
]


@pytest.mark.parametrize(("line", "files", "expected"), CLOSURES)
def test_closure(line: str, files: dict[str, Content], expected: list[str]) -> None:
    """Modules, parents, settings, jars and repositories of the project, and files that turn profiles on."""
    found = reading(line, files)

    assert (needs(found), found.source, found.unknown) == (sorted(expected), None, None)


UNKNOWN: list[tuple[str, dict[str, Content], str | None]] = [
    (OFFLINE, {}, "pom.xml is not in the image at this point"),
    (OFFLINE, {"pom.xml": Unknown("RUN writes it")}, "pom.xml is not known: RUN writes it"),
    (OFFLINE, {"pom.xml": "<project>"}, None),
    (OFFLINE, {"pom.xml": pom(MODULES)}, "core/pom.xml is not in the image at this point"),
    (OFFLINE, {"pom.xml": pom("<modules><module>${x}</module></modules>")}, "the module ${x} is not known"),
    (OFFLINE, {"pom.xml": pom(parent="${x}")}, "the parent ${x} is not known"),
    (OFFLINE, {"pom.xml": pom().replace("4.0.0", "4.1.0")}, "subprojects are found without being named"),
    (OFFLINE, SIBLINGS, "web depends on the module core, which is not built yet"),
    (f"{OFFLINE} frontend:npm", PROJECT, "what frontend:npm reads is not known"),
    (f"{OFFLINE} $GOALS", PROJECT, "not all arguments are known"),
    (f"{OFFLINE} -f $POM", PROJECT, "not all arguments are known"),
    (f"{OFFLINE} -s ci.xml", PROJECT, "ci.xml is not in the image at this point"),
    (
        f"{OFFLINE} -s ci.xml",
        {
            **PROJECT,
            "ci.xml": "<settings><mirrors><mirror><url>file:///x</url></mirror></mirrors></settings>",
        },
        "file:///x is a folder",
    ),
    (
        f"{OFFLINE} -s ci.xml",
        {**PROJECT, "ci.xml": "<settings><localRepository>${env.X}</localRepository></settings>"},
        "where Maven keeps what it downloads is not known",
    ),
    (OFFLINE, {**PROJECT, ".mvn/maven.config": "package"}, "package is added to each call of Maven"),
    (
        OFFLINE,
        {**PROJECT, ".mvn/jvm.config": "-javaagent:x.jar"},
        "-javaagent:x.jar in .mvn/jvm.config names files",
    ),
    (
        OFFLINE,
        {
            **PROJECT,
            ".mvn/extensions.xml": "<extensions><extension><artifactId>jgitver</artifactId></extension></extensions>",
        },
        "what the extension jgitver reads is not known",
    ),
    (
        OFFLINE,
        {
            "pom.xml": pom(
                "<build><plugins><plugin><artifactId>tycho</artifactId><extensions>true</extensions></plugin></plugins></build>"
            )
        },
        "what the extension tycho reads is not known",
    ),
    (
        OFFLINE,
        {
            "pom.xml": pom(
                "<build><plugins><plugin><artifactId>maven-dependency-plugin</artifactId><configuration><outputDirectory>x</outputDirectory></configuration></plugin></plugins></build>"
            )
        },
        "the dependency plugin is told where to write",
    ),
    (
        OFFLINE,
        {
            "pom.xml": pom(
                "<profiles><profile><activation><file><exists>src</exists></file></activation></profile></profiles>"
            ),
            "src/a": "",
        },
        "a profile depends on whether src is there",
    ),
    (
        OFFLINE,
        {"pom.xml": pom(dependency("x", "<systemPath>${x}/x.jar</systemPath>"))},
        "${x}/x.jar is not known",
    ),
    (
        OFFLINE,
        {"pom.xml": pom("<repositories><repository><url>${x}</url></repository></repositories>")},
        "the repository ${x} may be a folder",
    ),
    ("./mvnw dependency:resolve", {**PROJECT, "mvnw": "make all"}, "mvnw is a script of the project"),
    ("./mvnw dependency:resolve", PROJECT, "mvnw is not in the image at this point"),
]


@pytest.mark.parametrize(("line", "files", "note"), UNKNOWN)
def test_unknown(line: str, files: dict[str, Content], note: str | None) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    found = reading(line, files)

    assert found.unknown is not None
    assert note in (found.unknown.note, None)


@pytest.mark.parametrize(
    ("environment", "note"),
    [
        ({"MAVEN_OPTS": None}, "the value of MAVEN_OPTS is not known"),
        ({"MAVEN_OPTS": "-Duser.home=/app"}, "-Duser.home in MAVEN_OPTS names files"),
        ({"MAVEN_ARGS": "-f x"}, "-f is added to each call of Maven"),
        ({"MAVEN_ARGS": None}, "the value of MAVEN_ARGS is not known"),
        ({"MAVEN_ARGS": "'"}, "MAVEN_ARGS cannot be read"),
        ({"JAVA_TOOL_OPTIONS": "-javaagent:x.jar"}, "-javaagent:x.jar in JAVA_TOOL_OPTIONS names files"),
    ],
)
def test_environment(environment: dict[str, str | None], note: str) -> None:
    """Variables that add options are looked at."""
    found = reading(OFFLINE, PROJECT, **environment)

    assert found.unknown is not None
    assert found.unknown.note == note


def test_harmless_environment() -> None:
    """Memory and the like say nothing; what a base image sets is its own."""
    assert (
        reading(OFFLINE, PROJECT, MAVEN_OPTS="-Xmx1g", JAVA_TOOL_OPTIONS=None, MAVEN_ARGS="-B").unknown
        is None
    )


@pytest.mark.parametrize(
    ("line", "files", "expected"),
    [
        (OFFLINE, PROJECT, "/root/.m2/repository"),
        (f"{OFFLINE} -Dmaven.repo.local=.m2", PROJECT, "/app/.m2"),
        (
            f"{OFFLINE} -s s.xml",
            {**PROJECT, "s.xml": "<settings><localRepository>/r</localRepository></settings>"},
            "/r",
        ),
        (OFFLINE, {**PROJECT, ".mvn/maven.config": "-Dmaven.repo.local=/r"}, "/r"),
        ("mvn dependency:copy-dependencies", PROJECT, "/app/target/dependency"),
        ("mvn dependency:copy-dependencies -DoutputDirectory=lib", PROJECT, "/app/lib"),
        (f"{OFFLINE} -l log.txt", PROJECT, "/app/log.txt"),
    ],
)
def test_outputs(line: str, files: dict[str, Content], expected: str) -> None:
    """Artifacts go to the local repository, copies to target/dependency, unless it is said otherwise."""
    assert expected in reading(line, files).outputs


def test_no_directory() -> None:
    """Without a working directory nothing is promised."""
    assert reading(OFFLINE, PROJECT, cwd=None).unknown is not None
    assert phases("mvn package", PROJECT, cwd=None) is None


def test_presumed() -> None:
    """Where no context can be read, the usual POM is taken to be there."""
    found = recognise(command(OFFLINE, cwd="/"), ConventionalTree())

    assert found is not None
    assert (needs(found.read(ConventionalTree())), found.read(ConventionalTree()).unknown) == (
        ["/pom.xml"],
        None,
    )
