"""sbt and Mill: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, phases, reading, recognised
from layerwise.context.memory import Content
from layerwise.unknown import Unknown

BUILD = 'lazy val root = project.in(file("."))\n'
PROJECT: dict[str, Content] = {"build.sbt": BUILD, "project/build.properties": "sbt.version=1.10.5\n"}
PLAIN = ["build.sbt", "project/build.properties"]


@pytest.mark.parametrize(
    "line",
    [
        "sbt update",
        "/usr/share/sbt/bin/sbt -Dsbt.ci=true -J-Xmx2g -mem 2048 update",
        'sbt "project web" "++2.13.14" Test/update',
        'sbt ";clean;update"',
        "sbt -batch +update reload",
    ],
)
def test_spelling(line: str) -> None:
    """Every spelling reads the build and all of project/."""
    found = reading(line, PROJECT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (PLAIN, (), None, None)


@pytest.mark.parametrize(
    "line",
    [
        "sbt --version",
        "sbt",
        "sbt clean",
        "sbt scalafmtCheckAll",
        'sbt "show version"',
        "mill resolve _",
        "mill version",
        "sh build.sh prepareOffline",
    ],
)
def test_near_miss(line: str) -> None:
    """Questions and formatting are no installs."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("sbt assembly", "sbt update"),
        ("sbt -Dx=y clean web/Universal/packageBin", "sbt -Dx=y update"),
        ("sbt 'testOnly *Spec'", "sbt update"),
        ("sbt ++3.3.4 +compile", "sbt ++3.3.4 update"),
    ],
)
def test_build(line: str, first: str) -> None:
    """A build needs the source, its downloads only the build's files."""
    found = phases(line, PROJECT)

    assert reading(line, PROJECT).source is not None
    assert found is not None
    assert (found.instead, found.second) == (first, None)


@pytest.mark.parametrize("line", ["sbt update", "sbt --offline compile"])
def test_no_phases(line: str) -> None:
    """It is a download already, or nothing is downloaded."""
    assert phases(line, PROJECT) is None


CLOSURES: list[tuple[dict[str, Content], list[str]]] = [
    (
        {
            **PROJECT,
            "version.sbt": "",
            ".sbtopts": "",
            ".jvmopts": "",
            "project/plugins.sbt": "",
            "project/Deps.scala": "",
            "project/a/B.scala": "",
            "project/target/x": "",
            "project/project/p.sbt": "",
        },
        [
            ".jvmopts",
            ".sbtopts",
            "build.sbt",
            "project/Deps.scala",
            "project/a/B.scala",
            *PLAIN[1:],
            "project/plugins.sbt",
            "project/project/p.sbt",
            "version.sbt",
        ],
    ),
    (
        {
            **PROJECT,
            "build.sbt": 'lazy val core = project\nval web = (project in file("apps/web"))\n',
            "core/a.sbt": "",
            "apps/web/b.sbt": "",
            "other/c.sbt": "",
        },
        ["apps/web/b.sbt", "build.sbt", "core/a.sbt", "project/build.properties"],
    ),
    (
        {
            **PROJECT,
            "build.sbt": "// IO.read\n/* sys.process */ val x = crossProject(JVMPlatform)",
            "x/jvm/a.sbt": "",
        },
        [*PLAIN, "x/jvm/a.sbt"],
    ),
    (
        {**PROJECT, "project/plugins.sbt": 'addSbtPlugin("com.eed3si9n" % "sbt-assembly" % "2.3.0")'},
        [*PLAIN, "project/plugins.sbt"],
    ),
]


@pytest.mark.parametrize(("files", "expected"), CLOSURES)
def test_closure(files: dict[str, Content], expected: list[str]) -> None:
    """All settings of the build, the folder project/ without what sbt writes there, settings of projects."""
    found = reading("sbt update", files)

    assert (needs(found), found.source, found.unknown) == (expected, None, None)


UNKNOWN: list[tuple[str, dict[str, Content], str]] = [
    ("sbt update", {}, "build.sbt is not in the image at this point"),
    ("sbt update", {"build.sbt": Unknown("RUN writes it")}, "build.sbt is not known: RUN writes it"),
    ("sbt update", {"build.sbt": BUILD}, "project/build.properties is not in the image at this point"),
    (
        "sbt update",
        {**PROJECT, "build.sbt": 'version := IO.read(file("V"))'},
        "the build may read further files (IO.)",
    ),
    (
        "sbt update",
        {**PROJECT, "build.sbt": 'version := "git describe".!!'},
        "the build may read further files (.!)",
    ),
    (
        "sbt update",
        {**PROJECT, "build.sbt": 'val x = ProjectRef(file("x"), "x")'},
        "the build may read further files (ProjectRef)",
    ),
    (
        "sbt update",
        {**PROJECT, "build.sbt": "val x = project.in(file(name))"},
        "the folder file(name) is not known",
    ),
    (
        "sbt update",
        {**PROJECT, "project/V.scala": "import scala.io.Source"},
        "the build may read further files (scala.io)",
    ),
    (
        "sbt update",
        {**PROJECT, "project/p.sbt": 'addSbtPlugin("x" % "sbt-git" % "1")'},
        "what the plugin sbt-git reads is not known",
    ),
    (
        "sbt update",
        {**PROJECT, "project/p.sbt": "addSbtPlugin(x)"},
        "what the plugin of the build reads is not known",
    ),
    ("sbt update publishAll", PROJECT, "what sbt publishAll reads is not known"),
    ("sbt update $X", PROJECT, "not all arguments are known"),
    ("./sbt update", {**PROJECT, "sbt": "make"}, "sbt is a script of the project"),
]


@pytest.mark.parametrize(("line", "files", "note"), UNKNOWN)
def test_unknown(line: str, files: dict[str, Content], note: str) -> None:
    """Nothing is claimed where the build may read further files, or where the call fails."""
    found = reading(line, files)

    assert found.unknown is not None
    assert found.unknown.note == note


def test_outputs() -> None:
    """Each project has a target folder; jars go to the caches of sbt, Ivy and Coursier."""
    found = reading("sbt update", {**PROJECT, "build.sbt": "lazy val core = project\n"}).outputs

    assert {"/app/target", "/app/core/target", "/app/project/target", "/app/.bsp"} <= set(found)
    assert {"/root/.ivy2", "/root/.cache", "/root/.sbt"} <= set(found)


@pytest.mark.parametrize(
    "line", ["./mill __.prepareOffline", "mill -i app.assembly", "sh mill app.test", "mill compile"]
)
def test_mill(line: str) -> None:
    """All of Mill needs the source."""
    assert reading(line, {"build.mill": ""}).source is not None


@pytest.mark.parametrize("line", ["sbt update", "mill app.compile"])
def test_no_directory(line: str) -> None:
    """Without a working directory nothing is promised."""
    assert reading(line, PROJECT, cwd=None).unknown is not None
