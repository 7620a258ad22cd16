"""SwiftPM and pub: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, phases, reading, recognised
from layerwise.context.memory import Content

URL = '.package(url: "https://example.com/a.git", from: "1.0.0")'


def swift(package: str = URL, more: str = "") -> str:
    """A Package.swift."""
    return (
        "// swift-tools-version:5.9\nimport PackageDescription\n"
        f'let package = Package(name: "A", dependencies: [{package}],\n'
        f'  targets: [.target(name: "A", path: "Sources")]) /* {{ .package(path: "gone") }} */\n{more}'
    )


SWIFT: dict[str, Content] = {"Package.swift": swift(), "Package.resolved": "{}", "Sources/a.swift": ""}
YAML = "name: app\ndependencies:\n  http: ^1.0.0\n"
DART: dict[str, Content] = {"pubspec.yaml": YAML, "pubspec.lock": "", "lib/a.dart": ""}
ENFORCED = "dart pub get --enforce-lockfile"


@pytest.mark.parametrize(
    ("line", "rewrites"),
    [
        ("swift package resolve", ("/app/Package.resolved",)),
        ("swift package update", ("/app/Package.resolved",)),
        ("swift package resolve --force-resolved-versions", ()),
        ("swift package --disable-automatic-resolution resolve", ()),
        ("/usr/bin/swift package --package-path . resolve", ("/app/Package.resolved",)),
    ],
)
def test_swift(line: str, rewrites: tuple[str, ...]) -> None:
    """Every spelling reads the manifest and its lockfile, which only a forced one leaves alone."""
    found = reading(line, SWIFT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["Package.resolved", "Package.swift"], rewrites, None, None,
    )  # fmt: skip


def test_swift_closure() -> None:
    """Manifests of other versions, mirrors, and packages that are folders."""
    files: dict[str, Content] = {
        "Package.swift": swift('.package(path: "../core"), .package(name: "x", path: "x")'),
        "Package@swift-5.5.swift": swift('.package(path: "old")'),
        ".swiftpm/configuration/mirrors.json": "{}",
        "/core/Package.swift": swift(),
        "x/Package.swift": swift(),
        "old/Package.swift": swift(),
    }
    found = reading("swift package resolve --scratch-path /build", files)

    assert (needs(found), found.unknown) == (
        [
            ".swiftpm/configuration/mirrors.json", "/core/Package.swift", "Package.swift",
            "Package@swift-5.5.swift", "old/Package.swift", "x/Package.swift",
        ],
        None,
    )  # fmt: skip
    assert "/build" in found.outputs


@pytest.mark.parametrize(
    ("files", "note"),
    [
        ({}, "Package.swift is not in the image at this point"),
        (
            {"Package.swift": swift('.package(path: "a")')},
            "a/Package.swift is not in the image at this point",
        ),
        ({"Package.swift": swift(".package(path: here)")}, "a package's folder cannot be followed"),
        ({"Package.swift": swift('.package(path: "\\(root)/a")')}, "a package's folder cannot be followed"),
        ({"Package.swift": swift('.package(url: "../a", from: "1.0.0")')}, "it looks at other files"),
        ({"Package.swift": swift('.package(url: "file:///a", from: "1.0.0")')}, "it looks at other files"),
        ({"Package.swift": swift(more="let a = FileManager.default")}, "it looks at other files"),
        ({"Package.swift": swift(more='.binaryTarget(name: "x", path: "x.zip")')}, "it looks at other files"),
    ],
)
def test_swift_unknown(files: dict[str, Content], note: str) -> None:
    """What cannot be known says why."""
    found = reading("swift package resolve", files)

    assert found.unknown is not None
    assert note == found.unknown.note


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("swift build -c release --static-swift-stdlib", "swift package resolve"),
        ("swift build --package-path . --force-resolved-versions -Xswiftc -g",
         "swift package --package-path . --force-resolved-versions resolve"),
        ("swift test", "swift package resolve"),
        ("swift run App serve", "swift package resolve"),
    ],
)  # fmt: skip
def test_swift_build(line: str, expected: str) -> None:
    """A build needs the source; its packages are resolved first, where there are any."""
    found = phases(line, SWIFT)

    assert reading(line, SWIFT).source is not None
    assert found is not None
    assert found.instead == expected
    assert phases(line, {"Package.swift": swift("")}) is None


@pytest.mark.parametrize(
    "line",
    [
        "swift package init", "swift package clean", "swift --version", "swiftc a.swift",
        "dart compile exe bin/a.dart", "dart pub outdated", "dart pub get --offline", "dart pub get --dry-run",
        "dart run",
        "flutter upgrade", "flutter doctor", "flutter build web --no-pub", "dart build", "dart test", "pub outdated",
        "dart pub global activate -s path .",
    ],
)  # fmt: skip
def test_near_miss(line: str) -> None:
    """What downloads nothing is no install."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "rewrites"),
    [
        ("dart pub get", ("/app/pubspec.lock",)),
        (ENFORCED, ()),
        ("dart pub get -C .", ("/app/pubspec.lock",)),
        ("dart pub upgrade", ("/app/pubspec.lock",)),
        ("pub get", ("/app/pubspec.lock",)),
        ("flutter pub get --enforce-lockfile", ()),
        ("flutter packages get", ("/app/pubspec.lock",)),
    ],
)
def test_dart(line: str, rewrites: tuple[str, ...]) -> None:
    """Every spelling reads the pubspec and its lockfile, which only an enforced one leaves alone."""
    found = reading(line, DART)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["pubspec.lock", "pubspec.yaml"], rewrites, None, None,
    )  # fmt: skip
    assert {"/app/.dart_tool", "/root/.pub-cache"} <= set(found.outputs)


DART_CLOSURES: list[tuple[str, dict[str, Content], str, list[str]]] = [
    (
        ENFORCED,
        {"pubspec.yaml": f"{YAML}  core:\n    path: ../core\n",
         "/core/pubspec.yaml": "dev_dependencies:\n  x: {path: x}\n",
         "/core/x/pubspec.yaml": "", "/core/pubspec_overrides.yaml": ""},
        "/app",
        ["/core/pubspec.yaml", "/core/x/pubspec.yaml", "pubspec.yaml"],
    ),
    (
        ENFORCED,
        {"pubspec.yaml": YAML, "a/pubspec.yaml": "",
         "pubspec_overrides.yaml": "dependency_overrides:\n  a: {path: a}\n"},
        "/app",
        ["a/pubspec.yaml", "pubspec.yaml", "pubspec_overrides.yaml"],
    ),
    (
        ENFORCED,
        {"pubspec.yaml": YAML, "example/pubspec.yaml": "dependencies: {app: {path: ../}}", "example/pubspec.lock": ""},
        "/app",
        ["example/pubspec.lock", "example/pubspec.yaml", "pubspec.yaml"],
    ),
    (
        f"{ENFORCED} --no-example",
        {"pubspec.yaml": YAML, "example/pubspec.yaml": ""},
        "/app",
        ["pubspec.yaml"],
    ),
    (
        ENFORCED,
        {"pubspec.yaml": "workspace: [pkgs/*, tool]", "pkgs/a/pubspec.yaml": "resolution: workspace",
         "tool/pubspec.yaml": "resolution: workspace", "pkgs/README.md": "", "pubspec.lock": ""},
        "/app/pkgs/a",
        ["pkgs/a/pubspec.yaml", "pubspec.lock", "pubspec.yaml", "tool/pubspec.yaml"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("line", "files", "cwd", "expected"), DART_CLOSURES)
def test_dart_closure(line: str, files: dict[str, Content], cwd: str, expected: list[str]) -> None:
    """Folders, overrides, the example and the members of a workspace."""
    found = reading(line, files, cwd=cwd)

    assert (expected, None, None) == (needs(found), found.source, found.unknown)


@pytest.mark.parametrize(
    ("files", "note"),
    [
        ({}, "pubspec.yaml is not in the image at this point"),
        (
            {"pubspec.yaml": "dependencies: {a: {path: a}}"},
            "a/pubspec.yaml is not in the image at this point",
        ),
        ({"pubspec.yaml": "resolution: workspace"}, "the workspace is not in the image at this point"),
        ({"pubspec.yaml": "workspace: ['**']"}, "the members ** cannot be followed"),
        ({"pubspec.yaml": "dependencies: {a: {git: ../a}}"}, "a repository is taken from a folder"),
        (
            {"pubspec.yaml": "dependencies: {a: {git: {url: 'file:///a'}}}"},
            "a repository is taken from a folder",
        ),
        ({"pubspec.yaml": "a: ["}, None),
    ],
)
def test_dart_unknown(files: dict[str, Content], note: str | None) -> None:
    """What cannot be known says why."""
    found = reading("dart pub get", files)

    assert found.unknown is not None
    assert note in (found.unknown.note, None)


@pytest.mark.parametrize(
    ("line", "more", "expected"),
    [
        ("flutter pub get", {"web/index.html": ""}, "dart pub get"),
        ("/sdk/bin/flutter pub get", {"android/build.gradle": ""}, "/sdk/bin/dart pub get"),
        ("flutter pub get", {"pubspec.yaml": f"{YAML}flutter:\n  generate: true\n"}, "dart pub get"),
        ("flutter build web", {"web/index.html": ""}, "dart pub get"),
        ("flutter build web", {}, "flutter pub get"),
    ],
)
def test_flutter(line: str, more: dict[str, Content], expected: str) -> None:
    """Getting packages, flutter writes into folders of platforms; dart pub get downloads the same."""
    files = {**DART, **more}
    found = phases(line, files)

    assert reading(line, files).source is not None
    assert found is not None
    assert found.instead == expected


def test_program_by_name() -> None:
    """A program for everybody is no install of the project."""
    found = reading("dart pub global activate melos", {})

    assert (found.needs, found.is_project, found.unknown) == ((), False, None)
