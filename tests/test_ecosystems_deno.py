"""Deno, and the tools of JavaScript's monorepos: spellings, and what a call reads and writes."""

import json

import pytest
from ecosystem_calls import needs, reading, recognised
from layerwise.context.memory import Content

CONFIGURATION = '{"imports": {"semver": "npm:semver@7", "path": "jsr:@std/path@1/posix"}}'
LOCK = json.dumps({
    "version": "5",
    "specifiers": {"npm:semver@7": "7.8.6", "jsr:@std/path@1": "1.0.0"},
    "workspace": {"dependencies": ["jsr:@std/path@1", "npm:semver@7"]},
})  # fmt: skip
PROJECT: dict[str, Content] = {"deno.json": CONFIGURATION, "deno.lock": LOCK}


@pytest.mark.parametrize(
    "line",
    ["deno install", "deno i", "deno ci", "/usr/bin/deno install --prod", "deno install --frozen=true"],
)
def test_spelling(line: str) -> None:
    """Every spelling reads the configuration and a lockfile in step with it, and leaves both alone."""
    found = reading(line, PROJECT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["deno.json", "deno.lock"], (), None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "deno install -g npm:serve",
        "deno install npm:x",
        "deno add npm:x",
        "deno run main.ts",
        "deno compile main.ts",
        "deno cache",
        "deno task build",
        "deno upgrade",
    ],
)
def test_near_miss(line: str) -> None:
    """What adds packages, runs programs or builds is no install of the project's."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "files", "expected"),
    [
        ("deno install", {"deno.jsonc": "{ /* none */ }"}, ["deno.jsonc"]),
        ("deno install", {"/deno.json": "{}", "/.npmrc": ""}, ["/.npmrc", "/deno.json"]),
        (
            "deno install",
            {"package.json": "{}", ".npmrc": "", "yarn.lock": ""},
            [".npmrc", "package.json", "yarn.lock"],
        ),
        ("deno install -c conf/deno.json", {"conf/deno.json": "{}"}, ["conf/deno.json"]),
        (
            "deno install",
            {"deno.json": '{"importMap": "./map.json"}', "map.json": "{}"},
            ["deno.json", "map.json"],
        ),
        (
            "deno install --import-map=map.json",
            {"deno.json": "{}", "map.json": "{}"},
            ["deno.json", "map.json"],
        ),
        (
            "deno install",
            {
                "deno.json": '{"workspace": {"members": ["a", "b/*"]}, }',
                "a/deno.jsonc": "{}",
                "b/c/package.json": "{}",
                "d/deno.json": "{}",
            },
            ["a/deno.jsonc", "b/c/package.json", "deno.json"],
        ),
        (
            "deno install",
            {"deno.json": '{"lock": "locks/l.json"}', "locks/l.json": "{}"},
            ["deno.json", "locks/l.json"],
        ),
    ],
)
def test_closure(line: str, files: dict[str, Content], expected: list[str]) -> None:
    """Configurations upward, import maps, members, settings and lockfiles; measured with Deno 2.9."""
    found = reading(line, files)

    assert (needs(found), found.source, found.unknown) == (sorted(expected), None, None)


@pytest.mark.parametrize(
    ("line", "files", "note"),
    [
        (
            "deno install",
            {"deno.json": '{"exports": "./mod.ts"}'},
            "it follows the imports of what is exported",
        ),
        ("deno install", {"deno.json": '{"imports": {"x": "./x.ts"}}'}, "it follows the imports of ./x.ts"),
        ("deno cache main.ts", PROJECT, "it follows the imports of the modules that it is given"),
        (
            "deno install --entrypoint main.ts",
            PROJECT,
            "it follows the imports of the modules that it is given",
        ),
        ("turbo prune web --docker", {}, "it picks files out of the whole monorepo"),
        ("npx turbo run build", {}, "it builds the projects of the monorepo"),
        ("nx run-many -t build", {}, "it builds the projects of the monorepo"),
        ("npx lerna bootstrap --hoist", {}, "it installs every package of the monorepo and runs its scripts"),
        (
            "rush install",
            {},
            "it reads common/, runs its hooks, and reads the package.json of every project in rush.json",
        ),
        (
            "node common/scripts/install-run-rush.js install",
            {},
            "it reads common/, runs its hooks, and reads the package.json of every project in rush.json",
        ),
        ("bower install", {"bower.json": '{"dependencies": {"x": "./x"}}'}, "it installs ./x"),
        (
            "bower i",
            {"bower.json": "{}", ".bowerrc": '{"scripts": {"postinstall": "x"}}'},
            "it has scripts that run with the install",
        ),
    ],
)
def test_source(line: str, files: dict[str, Content], note: str) -> None:
    """Where the project's own files decide what is installed, the source is needed."""
    found = reading(line, files)

    assert found.source is not None
    assert found.source.note == note


@pytest.mark.parametrize(
    ("line", "files", "note"),
    [
        ("deno install", {}, "deno.json is not in the image at this point"),
        ("deno install -c x.json", {}, "x.json is not in the image at this point"),
        (
            "deno install",
            {"deno.json": '{"importMap": "m.json"}'},
            "m.json is not in the image at this point",
        ),
        ("bower install", {}, "bower.json is not in the image at this point"),
        (
            "bower install",
            {"bower.json": "{}", ".bowerrc": '{"directory": "x"}'},
            "it says where packages go",
        ),
    ],
)
def test_unknown(line: str, files: dict[str, Content], note: str) -> None:
    """Nothing is claimed where the call fails, or where nobody can say where it writes."""
    found = reading(line, files)

    assert found.unknown is not None
    assert found.unknown.note == note


@pytest.mark.parametrize(
    ("configuration", "is_rewritten"),
    [
        (CONFIGURATION, False),
        ('{"imports": {"semver": "npm:semver@7"}}', True),
        ('{"imports": {"semver": "npm:semver@8", "path": "jsr:@std/path@1"}}', True),
        ('{"imports": {"x": "https://example.com/x.ts"}}', True),
        ('{"workspace": []}', True),
        ('{"lock": false}', False),
    ],
)
def test_lockfile(configuration: str, is_rewritten: bool) -> None:
    """A lockfile that does not repeat the configuration is written again."""
    found = reading("deno install", {"deno.json": configuration, "deno.lock": LOCK})

    assert ("/app/deno.lock" in found.rewrites) is is_rewritten
