"""Leiningen and the Clojure command line: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, phases, reading, recognised
from layerwise.context.memory import Content
from layerwise.unknown import Unknown


def defproject(inside: str = "") -> str:
    """A project.clj with this inside it."""
    return f'(defproject app "1" :dependencies [[org.clojure/clojure "1.11.1"]] {inside})'


LEIN: dict[str, Content] = {"project.clj": defproject()}
EDN: dict[str, Content] = {"deps.edn": '{:deps {a/b {:mvn/version "1"}}}'}


@pytest.mark.parametrize(
    ("line", "files", "expected"),
    [
        ("lein deps", LEIN, ["project.clj"]),
        ("lein -U with-profile +dev,-user deps :tree", LEIN, ["project.clj"]),
        (
            "/usr/local/bin/lein do deps",
            {**LEIN, "profiles.clj": "{:dev {}}"},
            ["profiles.clj", "project.clj"],
        ),
        ("lein with-profiles a with-profile b do deps, deps :tree", LEIN, ["project.clj"]),
        ("clojure -P", EDN, ["deps.edn"]),
        ("clj -J-Xmx1g -P -M:test:dev", EDN, ["deps.edn"]),
        ("clojure -Srepro -P -X:build", EDN, ["deps.edn"]),
        ("clojure -Spath", EDN, ["deps.edn"]),
        ("clojure -Sdeps {:deps{}} -Stree", EDN, ["deps.edn"]),
    ],
)
def test_spelling(line: str, files: dict[str, Content], expected: list[str]) -> None:
    """Every spelling reads what names the dependencies, and writes no lockfile."""
    found = reading(line, files)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (expected, (), None, None)


@pytest.mark.parametrize(
    "line",
    [
        "lein",
        "lein version",
        "lein new app x",
        "lein repl",
        "lein with-profile dev",
        "lein do clean",
        "clojure",
        "clojure -Sdescribe",
        "clojure --version",
        "clojure script.clj",
        'clojure -Ttools install x/y {:git/tag\\ "1"} :as z',
    ],
)
def test_near_miss(line: str) -> None:
    """Questions, new projects and tools by name are no installs."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "files", "first"),
    [
        ("lein uberjar", LEIN, "lein deps"),
        ("lein with-profile prod do clean, ring uberjar", LEIN, "lein with-profile prod deps"),
        ("lein -U test :unit", LEIN, "lein -U deps"),
        ("clojure -M:test", EDN, "clojure -P -M:test"),
        ("clojure -M -m app.core -P", EDN, "clojure -P"),
        ("clj -Sdeps {} -X:run :port 80", EDN, "clj -Sdeps {} -P -X:run"),
        ("clojure -T:build uber", EDN, "clojure -P && clojure -P -T:build"),
    ],
)
def test_build(line: str, files: dict[str, Content], first: str) -> None:
    """A build needs the source, its downloads only what names the dependencies."""
    found = phases(line, files)

    assert reading(line, files).source is not None
    assert found is not None
    assert (found.instead, found.second) == (first, None)


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("lein -o uberjar", LEIN),
        ("lein deps", LEIN),
        ("clojure -P", EDN),
        ("clojure -X:deps prep", EDN),
        ("clojure -A:a -M:b", EDN),
    ],
)
def test_no_phases(line: str, files: dict[str, Content]) -> None:
    """Nothing is downloaded, or not by one plain command."""
    assert phases(line, files) is None


LOCAL = '{:deps {a/b {:local/root "%s"}}}'
CLOSURES: list[tuple[str, dict[str, Content], str, list[str]]] = [
    ("lein deps", LEIN, "/app/src", ["project.clj"]),
    (
        "lein deps",
        {**LEIN, "/root/.lein/profiles.clj": "{}"},
        "/app",
        ["/root/.lein/profiles.clj", "project.clj"],
    ),
    (
        "lein deps",
        {"project.clj": defproject(':version ~(or (System/getenv "V") "1")')},
        "/app",
        ["project.clj"],
    ),
    ("lein deps", {"project.clj": defproject(':plugins [[lein-ring "1"]]')}, "/app", ["project.clj"]),
    (
        "clojure -P",
        {"deps.edn": LOCAL % "x", "x/deps.edn": LOCAL % "../y", "y/deps.edn": "{}"},
        "/app",
        ["deps.edn", "x/deps.edn", "y/deps.edn"],
    ),
    ("clojure -P", {"deps.edn": LOCAL % "x.jar", "x.jar": ""}, "/app", ["deps.edn", "x.jar"]),
    ("clojure -P", {"deps.edn": LOCAL % "x", "x/pom.xml": "<project/>"}, "/app", ["deps.edn", "x/pom.xml"]),
    (
        "clojure -P",
        {
            "deps.edn": '{:aliases {:t {:extra-deps {x {:local/root "x"} y {:local/root "y"}}}}}',
            "x/deps.edn": "{}",
        },
        "/app",
        ["deps.edn", "x/deps.edn"],
    ),
    (
        "clojure -P",
        {
            "deps.edn": LOCAL % "x",
            "x/deps.edn": '{:aliases {:t {:deps {z {:local/root "z"}}}}}',
            "x/z/deps.edn": "{}",
        },
        "/app",
        ["deps.edn", "x/deps.edn"],
    ),
    ("clojure -P", {**EDN, "/root/.clojure/deps.edn": "{}"}, "/app", ["/root/.clojure/deps.edn", "deps.edn"]),
]


@pytest.mark.parametrize(("line", "files", "cwd", "expected"), CLOSURES)
def test_closure(line: str, files: dict[str, Content], cwd: str, expected: list[str]) -> None:
    """The nearest project upward for lein; folders and jars for clojure, in turn; the user's own settings."""
    found = reading(line, files, cwd=cwd)

    assert (needs(found), found.source, found.unknown) == (expected, None, None)


UNKNOWN: list[tuple[str, dict[str, Content], str | None]] = [
    ("lein deps", {}, "project.clj is not in the image at this point"),
    ("lein deps", {"project.clj": Unknown("RUN writes it")}, "project.clj is not known: RUN writes it"),
    ("lein deps", {"project.clj": "(defproject"}, None),
    ("lein deps", {"project.clj": '(def v (slurp "V"))' + defproject()}, "it is a program of its own"),
    ("lein deps", {"project.clj": defproject(':version ~(slurp "V")')}, "it evaluates code"),
    ("lein deps", {"project.clj": defproject(":version #=(f)")}, "it evaluates code"),
    ("lein deps", {"project.clj": defproject(':repositories {"x" "file:lib"}')}, "a repository is a folder"),
    (
        "lein deps",
        {"project.clj": defproject(':parent-project {:path "../x"}')},
        ":parent-project names further files",
    ),
    (
        "lein deps",
        {"project.clj": defproject(':plugins [[lein-parent "1"]]')},
        "what the plugin lein-parent reads is not known",
    ),
    ("lein deps", {"project.clj": defproject(':aliases {"deps" ["run"]}')}, "deps is another task here"),
    ("lein deps", {**LEIN, "checkouts/x/project.clj": ""}, "checkouts holds further projects"),
    ("lein do deps, other", LEIN, "what lein other reads is not known"),
    ("lein deps $X", LEIN, "not all arguments are known"),
    ("clojure -P", {}, "deps.edn is not in the image at this point"),
    ("clojure -P", {"deps.edn": "[]"}, "it is no map"),
    ("clojure -P", {"deps.edn": "{"}, None),
    ("clojure -P", {"deps.edn": LOCAL % "x"}, "x is not in the image at this point"),
    ("clojure -P", {"deps.edn": LOCAL % "x", "x/a.txt": ""}, "x/pom.xml is not in the image at this point"),
    (
        "clojure -P",
        {"deps.edn": LOCAL % "x", "x/deps.edn": "{:deps/prep-lib {}}"},
        "it wants to be prepared before it is used",
    ),
    (
        "clojure -P",
        {"deps.edn": LOCAL % "x", "x/pom.xml": "<project><parent/></project>"},
        "it names further POMs",
    ),
    ("clojure -P", {"deps.edn": LOCAL % "x", "x/pom.xml": "<"}, None),
    ("clojure -P", {"deps.edn": '{:mvn/repos {"x" {:url "file:lib"}}}'}, "a repository is a folder"),
    ("clojure -Sdeps $X -P", EDN, "-Sdeps names dependencies of its own"),
]


@pytest.mark.parametrize(("line", "files", "note"), UNKNOWN)
def test_unknown(line: str, files: dict[str, Content], note: str | None) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    found = reading(line, files)

    assert found.unknown is not None
    assert note in (found.unknown.note, None)


def test_outputs() -> None:
    """Jars go to Maven's repository, what is compiled or computed beside the project."""
    assert {"/app/target", "/root/.m2/repository", "/root/.lein"} <= set(reading("lein deps", LEIN).outputs)
    assert {"/app/.cpcache", "/root/.gitlibs", "/root/.clojure"} <= set(reading("clojure -P", EDN).outputs)
    found = reading("clojure -P", {"deps.edn": '{:mvn/local-repo "m2"}'}, XDG_CONFIG_HOME="/x", GITLIBS="/g")
    assert {"/app/m2", "/x/clojure", "/g"} <= set(found.outputs)


@pytest.mark.parametrize(("line", "files"), [("lein deps", LEIN), ("clojure -P", EDN)])
def test_no_directory(line: str, files: dict[str, Content]) -> None:
    """Without a working directory nothing is promised."""
    assert reading(line, files, cwd=None).unknown is not None
