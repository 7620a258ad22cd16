"""cabal and stack: spellings, closures, what needs the source, phases."""

import pytest
from ecosystem_calls import needs, phases, reading, recognised
from layerwise.context.memory import Content

APP = "cabal-version: 2.4\nname: app\nlibrary\n  build-depends: base, aeson\n"
LIB = "cabal-version: 2.4\nname: lib\nlibrary\n  build-depends: base, app\n"
ONE: dict[str, Content] = {"app.cabal": APP, "src/App.hs": ""}
TWO: dict[str, Content] = {"cabal.project": "packages: */\n", "app/app.cabal": APP, "lib/lib.cabal": LIB}
STACK: dict[str, Content] = {"stack.yaml": "resolver: ghc-9.0.2\n", "app.cabal": APP, "src/App.hs": ""}


@pytest.mark.parametrize(
    "line",
    [
        "cabal build --only-dependencies",
        "cabal build -j4 --only-dependencies --enable-tests all",
        "cabal v2-build --dependencies-only",
        "/opt/cabal/bin/cabal new-build --only-dependencies -w ghc-9.6",
        "cabal build . --only-dependencies",
        "cabal build --only-dependencies app",
    ],
)
def test_cabal_spelling(line: str) -> None:
    """Every spelling reads the .cabal file, and nothing of the source."""
    found = reading(line, ONE)

    assert (needs(found), found.source, found.unknown, found.is_project) == (["app.cabal"], None, None, True)


@pytest.mark.parametrize(
    "line",
    [
        "cabal install hlint",
        "cabal build --dry-run",
        "cabal v1-install --only-dependencies",
        "cabal sdist",
        "cabal install -z",
        "stack update",
        "stack ghc src/App.hs",
        "stack setup 9.6.6",
        "stack build --dry-run",
    ],
)
def test_near_miss(line: str) -> None:
    """Programs from the package list, trials and other verbs are no installs of the project."""
    assert recognised(line, {"/app/app.cabal": APP}) is None


def test_cabal_package_list() -> None:
    """The list of packages is no install of the project, though the project's files are read."""
    found = reading("cabal update", ONE)
    alone = reading("cabal update", {})

    assert (needs(found), found.is_project, found.unknown) == (["app.cabal"], False, None)
    assert (needs(alone), alone.is_project, alone.unknown) == ([], False, None)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (TWO, ["app/app.cabal", "cabal.project", "lib/lib.cabal"]),
        (
            {
                **ONE,
                "cabal.project.local": "tests: True\n",
                "cabal.project.freeze": "constraints: any.x ==1\n",
            },
            ["app.cabal", "cabal.project.freeze", "cabal.project.local"],
        ),
        (
            {
                **ONE,
                "cabal.project": "-- all\npackages:\n  ./*.cabal,\n  vendor/x-1.tar.gz\n",
                "vendor/x-1.tar.gz": "",
            },
            ["app.cabal", "cabal.project", "vendor/x-1.tar.gz"],
        ),
        (
            {
                **ONE,
                "cabal.project": "import: a/b.project\n",
                "a/b.project": "import: c\npackages: .\n",
                "a/c": "",
            },
            ["a/b.project", "a/c", "app.cabal", "cabal.project"],
        ),
        (
            {
                **ONE,
                "cabal.project": "packages: .\n  https://x.invalid/y.tar.gz\noptional-packages: ../*/*.cabal\n",
            },
            ["app.cabal", "cabal.project"],
        ),
    ],
)
def test_cabal_closure(files: dict[str, Content], expected: list[str]) -> None:
    """Lists of packages, imported settings, settings beside the project and packed packages are read too."""
    found = reading("cabal build --only-dependencies all", files)

    assert (needs(found), found.source, found.unknown) == (expected, None, None)


def test_cabal_above() -> None:
    """The project is looked for above the working directory, not in the home."""
    files: dict[str, Content] = {"/app/cabal.project": "packages: web\n", "/app/web/app.cabal": APP}
    found = reading("cabal build --only-dependencies", files, cwd="/app/web")

    assert (needs(found), found.unknown) == (["cabal.project", "web/app.cabal"], None)


@pytest.mark.parametrize(
    ("line", "files", "is_source"),
    [
        ("cabal build --only-dependencies exe:app", ONE, True),
        ("cabal build --only-dependencies", TWO, True),
        ("cabal build --only-dependencies lib", TWO, True),
        ("cabal build --only-dependencies all", TWO, False),
        ("cabal build --only-dependencies all", {**TWO, "lib/lib.cabal": f"{LIB}build-type: Custom\n"}, True),
        ("cabal build", ONE, True),
        ("cabal install", ONE, True),
        ("cabal install app", ONE, True),
        ("cabal test", ONE, True),
    ],
)
def test_cabal_source(line: str, files: dict[str, Content], *, is_source: bool) -> None:
    """What a target needs of the project is compiled; with all of it as targets nothing is."""
    assert (reading(line, files).source is not None) == is_source


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("cabal build --only-dependencies", {}),
        ("cabal build --only-dependencies $TARGET", ONE),
        ("cabal build --only-dependencies all", {"cabal.project": "packages: app\n"}),
        ("cabal build --only-dependencies all", {"cabal.project": "packages: x-1.tar.gz\n"}),
        ("cabal build --only-dependencies all", {"cabal.project": "packages: /opt/x\n"}),
        ("cabal build --only-dependencies all", {**ONE, "cabal.project": "tests: True\n"}),
        ("cabal build --only-dependencies all", {**ONE, "cabal.project": "import: gone\npackages: .\n"}),
        ("cabal build --only-dependencies --project-file=other.project", ONE),
        ("cabal build --only-dependencies --package-db=db", ONE),
        (
            "cabal build --only-dependencies",
            {**ONE, "cabal.project.local": "package *\n  extra-lib-dirs: lib\n"},
        ),
        (
            "cabal build --only-dependencies",
            {**ONE, "cabal.project": "packages: .\nrepository own\n  url: file+noindex:///app/x\n"},
        ),
        ("stack build --only-dependencies", {**STACK, "stack.yaml": "extra-lib-dirs: [lib]\n"}),
        ("cabal --config-file=c build --only-dependencies", ONE),
        ("stack build --only-dependencies", {}),
        ("stack build --only-dependencies", {"stack.yaml": "packages: [app]\n"}),
        ("stack build --only-dependencies", {"stack.yaml": "a: ["}),
        ("stack build --only-dependencies", {**STACK, "stack.yaml": "nix: {enable: true}\n"}),
        ("stack build --only-dependencies", {**STACK, "stack.yaml": "resolver: s.yaml\n"}),
        ("stack build --only-dependencies", {**STACK, "stack.yaml": "extra-deps: [{archive: x.tar.gz}]\n"}),
        ("stack build --only-dependencies", {**STACK, "package.yaml": "defaults:\n  local: d.yaml\n"}),
        ("stack build --only-dependencies", {**STACK, "package.yaml": "<<: !include d.yaml\n"}),
        ("stack build --only-dependencies --docker", STACK),
    ],
)
def test_unknown(line: str, files: dict[str, Content]) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    assert reading(line, files).unknown is not None


@pytest.mark.parametrize(
    ("line", "files", "instead"),
    [
        ("cabal build", ONE, "cabal build --only-dependencies all"),
        ("cabal new-build -j2 exe:app", ONE, "cabal new-build --only-dependencies -j2 all"),
        (
            "cabal install --installdir=/out --ghc-options=-O2",
            ONE,
            "cabal build --only-dependencies --ghc-options=-O2 all",
        ),
        ("cabal test", ONE, "cabal build --only-dependencies --enable-tests all"),
        ("cabal bench --enable-benchmarks", ONE, "cabal build --only-dependencies --enable-benchmarks all"),
        (
            "cabal build",
            {"app.cabal": "name: app\nlibrary\n  build-depends:\n    base >=4\n    , text\n"},
            None,
        ),
        ("cabal --store-dir=/s build", ONE, None),
        ("stack build", STACK, "stack build --only-snapshot"),
        ("stack test --fast app", STACK, "stack build --only-snapshot --test --no-run-tests --fast app"),
        ("stack install --local-bin-path /out -j2 :app", STACK, "stack build --only-snapshot -j2 :app"),
        ("stack install hlint", STACK, None),
        ("stack setup", STACK, None),
    ],
)
def test_phases(line: str, files: dict[str, Content], instead: str | None) -> None:
    """The dependencies alone, with the options that decide which they are and how they are built."""
    found = phases(line, files)

    assert (found.instead if found else None) == instead


@pytest.mark.parametrize(
    "line",
    [
        "stack build --only-dependencies",
        "stack --system-ghc build --dependencies-only",
        "stack install --only-dependencies",
        "stack build --only-snapshot",
    ],
)
def test_stack_spelling(line: str) -> None:
    """Every spelling reads the settings and the .cabal file; a lockfile that is not there may be written."""
    found = reading(line, STACK)

    assert (needs(found), found.source, found.unknown) == (["app.cabal", "stack.yaml"], None, None)
    assert "/app/stack.yaml.lock" in found.outputs


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {
                "stack.yaml": "packages: [a, b]\n",
                "a/a.cabal": APP,
                "b/package.yaml": "name: b\n",
                "b/LICENSE": "",
            },
            ["a/a.cabal", "b/LICENSE", "b/package.yaml", "stack.yaml"],
        ),
        (
            {**STACK, "stack.yaml": "extra-deps: [vendor/x, y-1.0@sha256:1]\n", "vendor/x/x.cabal": APP},
            ["app.cabal", "stack.yaml", "vendor/x/x.cabal"],
        ),
        (
            {**STACK, "stack.yaml": "snapshot: ci/s.yaml\n", "ci/s.yaml": "resolver: lts-22.1\n"},
            ["app.cabal", "ci/s.yaml", "stack.yaml"],
        ),
    ],
)
def test_stack_closure(files: dict[str, Content], expected: list[str]) -> None:
    """Every package brings its manifest, and a snapshot may be a file."""
    found = reading("stack build --only-snapshot", files)

    assert (needs(found), found.unknown) == (expected, None)


@pytest.mark.parametrize(
    ("line", "extra", "is_source"),
    [
        ("stack build --only-dependencies", {"package.yaml": "name: app\n"}, True),
        ("stack build --only-snapshot", {"package.yaml": "name: app\n"}, False),
        (
            "stack build --only-dependencies",
            {"stack.yaml": "extra-deps: [./x, y-1.0]\n", "x/x.cabal": APP},
            True,
        ),
        (
            "stack build --only-snapshot",
            {"stack.yaml": "extra-deps: [./x, y-1.0]\n", "x/x.cabal": APP},
            False,
        ),
        (
            "stack build --only-dependencies",
            {"stack.yaml": "extra-deps: [{git: 'https://x', commit: '1'}]\n"},
            False,
        ),
        ("stack install", {}, True),
    ],
)
def test_stack_source(line: str, extra: dict[str, Content], *, is_source: bool) -> None:
    """Modules are listed by hpack, and folders are compiled, unless only the snapshot's packages are built."""
    found = reading(line, {**STACK, **extra})

    assert (found.source is not None, found.unknown) == (is_source, None)


@pytest.mark.parametrize(
    ("yaml", "lock", "is_rewritten"),
    [
        ("resolver: lts-22.4\n", "snapshots:\n- original: lts-22.4\n", False),
        ("resolver: lts-22.4\n", "snapshots:\n- original:\n    url: https://x/lts/22/4.yaml\n", False),
        ("resolver: lts-22.4\n", "snapshots:\n- original: lts-22.43\n", True),
        (
            "snapshot: lts-22.4\nextra-deps: [x-1.0]\n",
            "packages:\n- original:\n    hackage: x-1.0\nsnapshots:\n- original: lts-22.4\n",
            False,
        ),
        ("snapshot: lts-22.4\nextra-deps: [x-1.0]\n", "snapshots:\n- original: lts-22.4\n", True),
        ("resolver: lts-22.4\n", "a: [", True),
    ],
)
def test_stack_lockfile(yaml: str, lock: str, *, is_rewritten: bool) -> None:
    """A lockfile with just what stack.yaml names is left alone."""
    found = reading("stack build --only-dependencies", {**STACK, "stack.yaml": yaml, "stack.yaml.lock": lock})

    assert found.rewrites == (("/app/stack.yaml.lock",) if is_rewritten else ())
