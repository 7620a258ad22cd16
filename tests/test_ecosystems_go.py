"""Go modules: spellings, and what a call reads and writes."""

from collections.abc import Mapping

import pytest
from ecosystem_calls import needs, phases, reading, recognised
from layerwise.context.memory import Content
from layerwise.unknown import Unknown

MOD = "module m\ngo 1.22\nrequire example.com/a v1.0.0\n"
SUM = "example.com/a v1.0.0 h1:x=\nexample.com/a v1.0.0/go.mod h1:y=\n"
PROJECT: dict[str, Content] = {"go.mod": MOD, "go.sum": SUM}

SPELLINGS = [
    "go mod download",
    "go mod download -x",
    "/usr/local/go/bin/go mod download",
    "go -C . mod download",
    "go mod download -C=/app",
    "go mod download -json",
    "go mod verify",
    "go list -m all",
    "go list -m -json all",
]
BUILDS = ["go build ./...", "go test ./...", "go run .", "go vet ./...", "go install ./cmd/app", "go install"]
NEAR_MISSES = [
    "go generate ./...",
    "go env",
    "go version",
    "go mod init m",
    "go mod graph",
    "go list ./...",
    "go tool cover",
    "go clean -modcache",
    "gofmt -l .",
]


@pytest.mark.parametrize("line", SPELLINGS)
def test_spelling(line: str) -> None:
    """Every spelling reads go.mod and go.sum and leaves them as they are."""
    found = reading(line, PROJECT)

    assert (
        needs(found),
        found.rewrites,
        found.source,
        found.unknown,
    ) == (["go.mod", "go.sum"], (), None, None)
    assert found.is_project


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_miss(line: str) -> None:
    """Queries are no installs."""
    assert recognised(line) is None


@pytest.mark.parametrize("line", BUILDS)
def test_build(line: str) -> None:
    """A build needs the source, its downloads only what `go mod download` reads."""
    found = phases(line, PROJECT)

    assert reading(line, PROJECT).source is not None
    assert found is not None
    assert (found.instead, found.second) == ("go mod download", None)


@pytest.mark.parametrize(
    ("line", "files", "environment"),
    [
        ("go build", {**PROJECT, "vendor/modules.txt": ""}, {}),
        ("go build -mod=vendor", PROJECT, {}),
        ("go build -mod vendor", PROJECT, {}),
        ("go build", PROJECT, {"GOFLAGS": "-v -mod=vendor"}),
        ("go build", {"go.mod": "module m\n"}, {}),
        ("go mod download", PROJECT, {}),
    ],
)
def test_no_phases(line: str, files: Mapping[str, Content], environment: dict[str, str]) -> None:
    """Nothing is to be downloaded where modules are vendored, or none are needed."""
    assert phases(line, files, **environment) is None


@pytest.mark.parametrize(
    "line", ["go mod vendor", "go mod tidy", "go work sync", "go get", "go get -d ./...", "go get -u all"]
)
def test_source(line: str) -> None:
    """What looks at imports needs the source."""
    assert reading(line, PROJECT).source is not None


WORK: dict[str, Content] = {
    "/src/go.work": "go 1.22\nuse (\n./app\n./lib\n)",
    "/src/app/go.mod": MOD,
    "/src/lib/go.mod": "module l",
}

CLOSURES: list[tuple[str, dict[str, Content], str, list[str]]] = [
    ("go mod download", {"go.mod": "module m\ngo 1.22"}, "/app", ["go.mod"]),
    ("go mod download", PROJECT, "/app/cmd/web", ["go.mod", "go.sum"]),
    ("go -C /app mod download", PROJECT, "/", ["go.mod", "go.sum"]),
    (
        "go mod download",
        {
            "go.mod": "go 1.22\nreplace x => ./x\nreplace y => ../y",
            "x/go.mod": "",
            "x/go.sum": "",
            "/y/go.mod": "",
        },
        "/app",
        ["/y/go.mod", "go.mod", "x/go.mod"],
    ),
    ("go mod download", WORK, "/src/app", ["/src/app/go.mod", "/src/go.work", "/src/lib/go.mod"]),
    (
        "go mod download",
        {**WORK, "/src/go.work.sum": "", "/src/lib/go.sum": ""},
        "/src",
        ["/src/app/go.mod", "/src/go.work", "/src/go.work.sum", "/src/lib/go.mod", "/src/lib/go.sum"],
    ),
]


@pytest.mark.parametrize(("line", "files", "cwd", "expected"), CLOSURES)
def test_closure(line: str, files: dict[str, Content], cwd: str, expected: list[str]) -> None:
    """The modules of the workspace and those that replace others are needed."""
    found = reading(line, files, cwd=cwd)

    assert (expected, None, None) == (needs(found), found.source, found.unknown)


def test_workspace_off() -> None:
    """GOWORK=off leaves the module alone, GOWORK=FILE names another workspace."""
    assert needs(reading("go mod download", WORK, cwd="/src/app", GOWORK="off")) == ["/src/app/go.mod"]
    assert "/src/go.work" in needs(reading("go mod download", WORK, cwd="/", GOWORK="/src/go.work"))


def test_upward_search_is_tested() -> None:
    """A go.work or go.mod that appears nearer would be taken."""
    tests = reading("go mod download", PROJECT, cwd="/app/cmd").tests

    assert {"/app/cmd/go.mod", "/app/cmd/go.work", "/app/go.work", "/go.work"} <= set(tests)


REWRITES: list[tuple[str, dict[str, Content], list[str], list[str]]] = [
    ("go mod download", {"go.mod": MOD, "go.sum": ""}, ["/app/go.mod", "/app/go.sum"], []),
    ("go mod download", {"go.mod": MOD}, ["/app/go.mod"], ["/app/go.sum"]),
    ("go mod download", {"go.mod": MOD.replace("go 1.22", ""), "go.sum": SUM}, ["/app/go.mod"], []),
    ("go mod download", {"go.mod": MOD + "replace example.com/a => ./a", "a/go.mod": ""}, [], []),
    (
        "go mod download",
        {"go.mod": MOD + "replace example.com/a => example.com/b v2.0.0", "go.sum": SUM},
        ["/app/go.mod", "/app/go.sum"],
        [],
    ),
    ("go mod download example.com/a", PROJECT, ["/app/go.mod", "/app/go.sum"], []),
    ("go get example.com/b@v1", PROJECT, ["/app/go.mod", "/app/go.sum"], []),
    ("go mod verify", {"go.mod": MOD}, [], []),
    ("go mod vendor", PROJECT, ["/app/go.mod", "/app/go.sum"], ["/app/vendor"]),
]


@pytest.mark.parametrize(("line", "files", "rewrites", "written"), REWRITES)
def test_rewrites(line: str, files: dict[str, Content], rewrites: list[str], written: list[str]) -> None:
    """go.sum is written where it lacks a requirement, go.mod where it lacks a version or is edited."""
    found = reading(line, files)

    assert (rewrites, None) == (list(found.rewrites), found.unknown)
    assert written == [path for path in found.outputs if path.startswith("/app")]


UNKNOWN: list[tuple[dict[str, Content], dict[str, str | None], str]] = [
    ({}, {}, "go.mod is not in the image at this point"),
    ({"go.mod": Unknown("RUN writes it")}, {}, "go.mod is not known: RUN writes it"),
    ({"go.mod": "<<<<<<< HEAD"}, {}, "the go command cannot read the line <<<<<<< HEAD"),
    ({"go.mod": "replace x => ./x"}, {}, "x/go.mod is not in the image at this point"),
    ({"go.work": "use ./a"}, {}, "a/go.mod is not in the image at this point"),
    (PROJECT, {"GOFLAGS": "-modfile=other.mod"}, "-modfile puts other files in place of go.mod"),
    (PROJECT, {"GOFLAGS": None}, "the value of GOFLAGS is not known"),
    (PROJECT, {"GO111MODULE": "off"}, "GO111MODULE=off turns modules off"),
]


@pytest.mark.parametrize(("files", "environment", "note"), UNKNOWN)
def test_unknown(files: dict[str, Content], environment: dict[str, str | None], note: str) -> None:
    """What cannot be known says why."""
    found = reading("go mod download", files, **environment)

    assert found.unknown is not None
    assert note == found.unknown.note


def test_named_packages() -> None:
    """A program by name and version heeds no go.mod."""
    found = reading("go install example.com/tool@latest", PROJECT, GOPATH="/go")

    assert (needs(found), found.is_project, found.unknown) == ([], False, None)
    assert found.outputs == ("/go/pkg", "/go/bin")


def test_flags_that_change_nothing() -> None:
    """GOFLAGS=-mod=vendor is no reason for doubt: measured, `go mod download` does not look at vendor."""
    assert reading("go mod download", PROJECT, GOFLAGS="-mod=vendor").unknown is None


def test_no_directory() -> None:
    """Without a working directory nothing is promised."""
    assert reading("go mod download", PROJECT, cwd=None).unknown is not None
