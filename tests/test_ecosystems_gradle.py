"""Gradle and Bazel: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, reading, recognised
from layerwise.context.memory import Content
from layerwise.unknown import Unknown

SETTINGS = "rootProject.name = 'web'\n"
PROJECT: dict[str, Content] = {"settings.gradle": SETTINGS, "build.gradle": "plugins {\n    id 'java'\n}\n"}
PLAIN = ["build.gradle", "settings.gradle"]
WRAPPER = "#!/bin/sh\n# Gradle start up script for POSIX\n"


@pytest.mark.parametrize(
    "line",
    [
        "gradle dependencies",
        "gradle --no-daemon -q :dependencies --configuration runtimeClasspath",
        "/opt/gradle/bin/gradle buildEnvironment --refresh-dependencies",
        "gradle -p /app -g /cache dependencies",
        "gradle -Pa=b -Dc=d dependencies",
    ],
)
def test_spelling(line: str) -> None:
    """Tasks that show dependencies read the scripts alone."""
    found = reading(line, PROJECT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (PLAIN, (), None, None)


@pytest.mark.parametrize(
    "line", ["./gradlew dependencies", "sh gradlew dependencies", "bash ./gradlew dependencies"]
)
def test_wrapper(line: str) -> None:
    """The wrapper's script and all of gradle/ are read."""
    files: dict[str, Content] = {
        **PROJECT,
        "gradlew": WRAPPER,
        "gradle/wrapper/gradle-wrapper.properties": "",
    }
    found = reading(line, files)

    assert (needs(found), found.unknown) == (
        ["build.gradle", "gradle/wrapper/gradle-wrapper.properties", "gradlew", "settings.gradle"], None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "gradle --version",
        "gradle wrapper",
        "gradle init",
        "gradle tasks",
        "gradle downloadDependencies",
        "gradle clean",
        "sh build.sh dependencies",
        "bazel version",
        "bazel info",
        "bazel clean --expunge",
        "bazel query //...",
    ],
)
def test_near_miss(line: str) -> None:
    """Questions and tasks that nobody knows are no installs."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "gradle build -x test",
        "gradle clean :app:bootJar --no-daemon",
        "./gradlew assemble",
        "bazel build //...",
        "bazel --output_user_root=/tmp/b fetch //...",
        "bazelisk test //app:all",
        "bazel mod deps",
        "bazel sync",
        "bazel vendor",
    ],
)
def test_source(line: str) -> None:
    """Builds, and all of Bazel, need the source; there is no other form."""
    found = recognised(line)

    assert found is not None
    assert found.ecosystem.phases is None
    assert reading(line, PROJECT).source is not None


CLOSURES: list[tuple[dict[str, Content], list[str]]] = [
    (
        {
            "settings.gradle.kts": 'include("a:b", "c")',
            "a/b/build.gradle.kts": "",
            "c/build.gradle": "",
            "d/build.gradle": "",
        },
        ["a/b/build.gradle.kts", "c/build.gradle", "settings.gradle.kts"],
    ),
    (
        {
            "settings.gradle": "include 'a',\n  'b'\ninclude('c') // include 'd'\n",
            "a/build.gradle": "",
            "a/gradle.properties": "",
            "b/build.gradle": "",
        },
        ["a/build.gradle", "a/gradle.properties", "b/build.gradle", "settings.gradle"],
    ),
    (
        {
            **PROJECT,
            "gradle.properties": "",
            "gradle.lockfile": "",
            "gradle/libs.versions.toml": "",
            "gradle/verification-metadata.xml": "",
        },
        [
            "build.gradle",
            "gradle.lockfile",
            "gradle.properties",
            "gradle/libs.versions.toml",
            "gradle/verification-metadata.xml",
            "settings.gradle",
        ],
    ),
    (
        {
            **PROJECT,
            "build.gradle": "/* file('x') */ plugins { id 'application' }\nsubprojects { apply plugin: 'java' }\n"
            "repositories { maven { url 'https://example.com' } }\ndependencies { implementation(project(':a')) }",
        },
        PLAIN,
    ),
    (
        {
            **PROJECT,
            "build.gradle": 'plugins { kotlin("jvm") version "2.0" ; `java-library` }\n'
            'repositories { maven { url = uri("https://example.com") } }',
        },
        PLAIN,
    ),
    ({**PROJECT, "/root/.gradle/gradle.properties": ""}, ["/root/.gradle/gradle.properties", *PLAIN]),
]


@pytest.mark.parametrize(("files", "expected"), CLOSURES)
def test_closure(files: dict[str, Content], expected: list[str]) -> None:
    """Settings, the scripts of included projects, properties, and the folder gradle/."""
    found = reading("gradle dependencies", files)

    assert (needs(found), found.source, found.unknown) == (expected, None, None)


DEPENDENCIES = "gradle dependencies"
UNKNOWN: list[tuple[str, dict[str, Content], str]] = [
    (DEPENDENCIES, {}, "settings.gradle is not in the image at this point"),
    (
        DEPENDENCIES,
        {"settings.gradle": Unknown("RUN writes it")},
        "settings.gradle is not known: RUN writes it",
    ),
    (
        DEPENDENCIES,
        {"settings.gradle": "includeBuild 'x'"},
        "the script may read further files (includeBuild)",
    ),
    (DEPENDENCIES, {"settings.gradle": "include(*names)"}, "which projects are included is not known"),
    (DEPENDENCIES, {"settings.gradle": "include 'a'", "a/notes.md": ""}, "the project a has no script"),
    (DEPENDENCIES, {**PROJECT, "buildSrc/src/main/java/A.java": ""}, "buildSrc is compiled first"),
    (
        DEPENDENCIES,
        {**PROJECT, "build.gradle": "apply from: 'x.gradle'"},
        "the script may read further files (apply from)",
    ),
    (
        DEPENDENCIES,
        {**PROJECT, "build.gradle": "version = file('V').text"},
        "the script may read further files (file)",
    ),
    (
        DEPENDENCIES,
        {**PROJECT, "build.gradle": "dependencies { implementation fileTree('libs') }"},
        "the script may read further files (fileTree)",
    ),
    (
        DEPENDENCIES,
        {**PROJECT, "build.gradle": "repositories { maven { url 'libs' } }"},
        "the script may read further files (url ')",
    ),
    (
        DEPENDENCIES,
        {**PROJECT, "build.gradle": "version = 'git describe'.execute()"},
        "the script may read further files (execute)",
    ),
    (
        DEPENDENCIES,
        {**PROJECT, "build.gradle": "plugins { alias(libs.plugins.x) }"},
        "the script may read further files (alias()",
    ),
    (
        DEPENDENCIES,
        {**PROJECT, "build.gradle": "plugins { id 'com.palantir.git-version' }"},
        "what the plugin com.palantir.git-version reads is not known",
    ),
    (DEPENDENCIES, {**PROJECT, "build.gradle": "apply plugin: 'x'"}, "what the plugin x reads is not known"),
    (f"{DEPENDENCIES} -I init.gradle", PROJECT, "-I names other scripts"),
    (f"{DEPENDENCIES} downloadAll", PROJECT, "what the task downloadAll reads is not known"),
    (f"{DEPENDENCIES} $X", PROJECT, "not all arguments are known"),
    ("./gradlew dependencies", {**PROJECT, "gradlew": "make"}, "gradlew is a script of the project"),
]


@pytest.mark.parametrize(("line", "files", "note"), UNKNOWN)
def test_unknown(line: str, files: dict[str, Content], note: str) -> None:
    """Nothing is claimed where a script may read further files, or where the call fails."""
    found = reading(line, files)

    assert found.unknown is not None
    assert found.unknown.note == note


def test_environment() -> None:
    """GRADLE_USER_HOME says where downloads go; options that are not known may load anything."""
    found = reading("gradle dependencies", PROJECT, GRADLE_USER_HOME="/cache")

    assert {"/cache", "/app/.gradle", "/app/build"} <= set(found.outputs)
    assert reading("gradle dependencies", PROJECT, GRADLE_OPTS=None).unknown is not None


@pytest.mark.parametrize("line", ["gradle dependencies", "bazel fetch"])
def test_no_directory(line: str) -> None:
    """Without a working directory nothing is promised."""
    assert reading(line, PROJECT, cwd=None).unknown is not None
