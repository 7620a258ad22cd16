"""Bun: which commands are installs, and what each of them reads and writes."""

import json
from collections.abc import Mapping

import pytest
from ecosystem_calls import needs, reading, recognised
from layerwise.context.memory import Content, File
from layerwise.unknown import Unknown


def package(**fields: object) -> str:
    """A package.json."""
    return json.dumps(fields)


def lock(root: Mapping[str, object], members: Mapping[str, object] | None = None, **fields: object) -> str:
    """A bun.lock, which has commas before closing brackets."""
    workspaces = {"": root, **(members or {})}
    data = {"lockfileVersion": 1, "configVersion": 1, "workspaces": workspaces, **fields}
    return json.dumps(data, indent=2).replace("\n  }", ",\n  }")


def note(line: str, files: Mapping[str, Content], **environment: str | None) -> str | None:
    """Why source is needed, or why the rest is unknown."""
    found = reading(line, files, **environment)
    reason = found.source or found.unknown
    return reason.note if reason else None


PROJECT: dict[str, Content] = {
    "package.json": package(name="r", dependencies={"x": "^1.0.0"}),
    "bun.lock": lock({"name": "r", "dependencies": {"x": "^1.0.0"}}, packages={"x": ["x@1.0.0", "", {}, ""]}),
}
WORKSPACE: dict[str, Content] = {
    "package.json": package(name="r", workspaces=["packages/*"]),
    "packages/a/package.json": package(name="a", version="1.0.0", bin={"a": "cli.js"}),
    "packages/a/cli.js": "#!/usr/bin/env node\n",
    "packages/b/package.json": package(name="b", bin="dist/cli.js", dependencies={"a": "workspace:*"}),
    "packages/notes/README.md": "",
    "src/index.ts": "",
    "bun.lock": lock(
        {"name": "r"},
        {
            "packages/a": {"name": "a", "version": "1.0.0", "bin": {"a": "cli.js"}},
            "packages/b": {"name": "b", "bin": "dist/cli.js", "dependencies": {"a": "workspace:*"}},
        },
    ),
}


@pytest.mark.parametrize(
    "line",
    [
        "bun install",
        "bun i",
        "bun ci",
        "bun install --frozen-lockfile",
        "bun install --frozen-lockfile --production",
        "bun install -p --no-progress",
        "bun --cwd=/app install",
        "bun --cwd /app install",
        "bun install --cwd .",
        "bun install --filter web --omit=dev --backend copyfile",
        "bun install -F web",
        "bun --silent install",
        "/usr/local/bin/bun install",
        "npx bun install",
        "npx -y bun@1.2 install",
        "bun dedupe",
    ],
)
def test_spellings(line: str) -> None:
    """Every spelling reads the manifest and its lockfile, and leaves one alone that is in step."""
    found = reading(line, PROJECT)

    assert (needs(found), found.source, found.unknown) == (["bun.lock", "package.json"], None, None)
    assert found.is_project
    assert found.outputs == ("/app/node_modules",)
    assert found.rewrites == (() if "dedupe" not in line else ("/app/bun.lock", "/app/package.json"))


@pytest.mark.parametrize(
    "line",
    [
        "bun",
        "bun --version",
        "bun install --help",
        "bun install --dry-run",
        "bun add express",
        "bun a express",
        "bun remove express",
        "bun run install",
        "bun run build",
        "bun build ./index.ts",
        "bun index.ts",
        "bun test",
        "bun x create-x",
        "bunx install",
        "bun pm ls",
        "bun pm cache rm",
        "bun upgrade",
        "bun create install",
        "bun link",
        "npx create-x bun install",
        "npx -y create-x bun install",
    ],
)
def test_near_misses(line: str) -> None:
    """Other commands are no installs."""
    assert recognised(line) is None


@pytest.mark.parametrize("line", ["bun install -g typescript", "bun add --global typescript", "bun i -g x@1"])
def test_global_installs(line: str) -> None:
    """Packages named for the whole system read nothing of the project."""
    found = reading(line, PROJECT)

    assert (found.needs, found.is_project, found.source, found.unknown) == ((), False, None, None)


def test_settings() -> None:
    """Settings, credentials and variables are opened first, and their absence is noticed."""
    names = ("bunfig.toml", ".npmrc", ".env", ".env.production", "/root/.npmrc", "/root/.bunfig.toml")
    found = reading("bun install", {**PROJECT, **dict.fromkeys(names, ""), ".env.test": ""})

    assert set(needs(found)) == {*PROJECT, *names}
    assert {"/app/.env.local", "/app/binding.gyp", "/package.json"} <= set(found.tests)
    assert ".env.test" in needs(reading("bun install", {**PROJECT, ".env.test": ""}, NODE_ENV="test"))
    assert ".env.x" in needs(reading("bun install", {**PROJECT, ".env.x": ""}, NODE_ENV="x"))
    assert ".env" not in needs(reading("bun install --no-env-file", {**PROJECT, ".env": ""}))


@pytest.mark.parametrize(
    ("line", "bunfig", "files", "expected"),
    [
        ("bun install", '[install]\ncafile = "ca.pem"', {"ca.pem": ""}, ["bunfig.toml", "ca.pem"]),
        ("bun install -c other.toml", "", {"other.toml": ""}, ["other.toml"]),
        ("bun install --config=other.toml", "", {"other.toml": ""}, ["other.toml"]),
        (
            "bun install --cafile ca.pem --env-file=e",
            "",
            {"ca.pem": "", "e": ""},
            ["bunfig.toml", "ca.pem", "e"],
        ),
    ],
)
def test_files_named_by_settings(
    line: str, bunfig: str, files: Mapping[str, Content], expected: list[str]
) -> None:
    """They are opened too."""
    found = reading(line, {**PROJECT, "bunfig.toml": bunfig, **files})

    assert needs(found) == sorted([*PROJECT, *expected])


def test_security_scanner() -> None:
    """It runs before the install, and nobody knows what it reads."""
    bunfig = '[install.security]\nscanner = "@acme/scanner" # ours\n'

    assert note("bun install", {**PROJECT, "bunfig.toml": bunfig}) == (
        "what the security scanner @acme/scanner reads is not known"
    )
    assert reading("bun install", {**PROJECT, "bunfig.toml": "["}).unknown is not None


@pytest.mark.parametrize("workspaces", [["packages/*"], {"packages": ["packages/*"]}, ["packages/**"]])
def test_workspaces(workspaces: object) -> None:
    """Every workspace's manifest is read, and the files behind the commands that are linked."""
    files = {**WORKSPACE, "package.json": package(name="r", workspaces=workspaces)}
    found = reading("bun install", files)

    expected = ["bun.lock", "package.json", "packages/a/cli.js", "packages/a/package.json"]
    assert needs(found) == [*expected, "packages/b/package.json"]
    assert found.marks == ("/app/packages/a/cli.js",)
    assert "/app/packages/" in found.tests
    assert found.outputs == tuple(f"/app/{one}node_modules" for one in ("", "packages/a/", "packages/b/"))
    assert note("bun install", files) is None


@pytest.mark.parametrize(
    ("line", "files", "is_linked"),
    [
        ("bun install", {}, False),
        ("bun install --linker hoisted", {}, True),
        ("bun install", {"bunfig.toml": '[install]\nlinker = "hoisted"'}, True),
        ("bun install", {"bunfig.toml": "install.linker = 'isolated'", "bun.lock": "{}"}, False),
        ("bun install", {"bun.lock": lock({"name": "r"}, {"packages/b": {}}, configVersion=0)}, True),
    ],
)
def test_commands_of_workspaces(line: str, files: Mapping[str, Content], *, is_linked: bool) -> None:
    """Hoisted, every workspace's commands are linked; isolated, those that another one depends on."""
    lonely = {"packages/a/package.json": package(name="c", bin="cli.js")}
    found = reading(line, {**WORKSPACE, **lonely, **files})

    assert ("packages/a/cli.js" in needs(found)) is is_linked


def test_command_that_is_executable_already() -> None:
    """Then linking it changes nothing."""
    files = {**WORKSPACE, "packages/a/cli.js": File("#!/usr/bin/env node\n", 0o755)}

    assert reading("bun install", files).rewrites == ()


@pytest.mark.parametrize("cwd", ["/app/packages/a", "/app/packages/a/src"])
def test_workspace_root(cwd: str) -> None:
    """The root that lists the package is what gets installed."""
    assert reading("bun install", WORKSPACE, cwd=cwd).outputs[0] == "/app/node_modules"


def test_package_that_no_root_lists() -> None:
    """It is a project of its own."""
    files: dict[str, Content] = {**WORKSPACE, "tools/package.json": "{}"}

    assert reading("bun install", files, cwd="/app/tools").outputs[0] == "/app/tools/node_modules"


def test_dependencies_on_paths() -> None:
    """A tarball is opened, of a link only the manifest; a folder is copied whole."""
    files: dict[str, Content] = {
        "package.json": package(dependencies={"t": "file:./t-1.0.0.tgz", "l": "link:./libs/l"}),
        "t-1.0.0.tgz": b"",
        "libs/l/package.json": "{}",
        "libs/l/index.js": "",
    }
    copied = {**files, "package.json": package(dependencies={"x": "file:libs/l"})}

    assert needs(reading("bun install", files)) == ["libs/l/package.json", "package.json", "t-1.0.0.tgz"]
    assert note("bun install", files) is None
    assert note("bun install", copied) == "the dependency x is copied from its folder"


def test_patches() -> None:
    """Each patch must be there."""
    manifest = package(name="r", patchedDependencies={"x@1.0.0": "patches/x.patch"})
    files: dict[str, Content] = {**PROJECT, "package.json": manifest}

    assert "patches/x.patch" in needs(reading("bun install", {**files, "patches/x.patch": ""}))
    assert note("bun install", files) == "patches/x.patch is not in the image at this point"


EVERY_EVENT = (
    *("preinstall", "install", "postinstall", "preprepare", "prepare", "postprepare"),
    *("prepublish", "prepack", "dependencies", "build"),
)


@pytest.mark.parametrize(
    ("line", "folder", "expected"),
    [
        ("bun install", "", "preinstall install postinstall preprepare prepare postprepare"),
        ("bun install -p", "", "preinstall install postinstall preprepare prepare postprepare"),
        ("bun install y", "", "preinstall install postinstall preprepare prepare postprepare"),
        ("bun update", "", "preinstall install postinstall preprepare prepare postprepare"),
        ("bun dedupe", "", ""),
        ("bun install --lockfile-only", "", ""),
        ("bun install --ignore-scripts", "", ""),
        ("bun install", "packages/a/", "preinstall install postinstall prepare"),
        ("bun install --ignore-scripts", "packages/a/", ""),
    ],
)
def test_lifecycle_events(line: str, folder: str, expected: str) -> None:
    """The project's own scripts that an install runs (measured with Bun 1.4)."""
    found = []
    for event in EVERY_EVENT:
        data = json.loads(str(WORKSPACE[f"{folder}package.json"])) | {"scripts": {event: "make"}}
        files = {**WORKSPACE, f"{folder}package.json": json.dumps(data)}
        if note(line, files) == f"{event} runs make":
            found.append(event)

    assert " ".join(found) == expected


def test_native_addon() -> None:
    """A binding.gyp is compiled."""
    assert note("bun install", {**PROJECT, "binding.gyp": ""}) is not None


ROOT = {"name": "r", "dependencies": {"x": "^1.0.0"}}


@pytest.mark.parametrize(
    ("line", "manifest", "files", "expected"),
    [
        ("bun install", {}, {}, ()),
        ("bun install", {"version": "2", "scripts": {"build": "x"}, "peerDependencies": {}}, {}, ()),
        ("bun install", {"dependencies": {"x": "^2.0.0"}}, {}, ("bun.lock",)),
        ("bun install", {"devDependencies": {"y": "1"}}, {}, ("bun.lock",)),
        ("bun install", {"overrides": {"y": "1"}}, {}, ("bun.lock",)),
        ("bun install", {"trustedDependencies": ["x"]}, {}, ("bun.lock",)),
        (
            "bun install",
            {"trustedDependencies": ["x"]},
            {"bun.lock": lock(ROOT, trustedDependencies=["x"])},
            (),
        ),
        ("bun install", {"resolutions": {"y": "1"}}, {}, ("bun.lock",)),
        ("bun install", {"workspaces": {"packages": [], "catalog": {"y": "1"}}}, {}, ("bun.lock",)),
        ("bun install", {}, {"bun.lock": "{"}, ("bun.lock",)),
        ("bun install", {}, {"bun.lock": json.dumps({"workspaces": {"": ROOT}})}, ("bun.lock",)),
        ("bun install", {}, {"packages/a/package.json": "{}"}, ()),
        ("bun install", {"workspaces": ["packages/*"]}, {"packages/a/package.json": "{}"}, ("bun.lock",)),
        ("bun install --frozen-lockfile", {"dependencies": {}}, {}, ()),
        ("bun install --production", {"dependencies": {}}, {}, ()),
        ("bun install --no-save y", {"dependencies": {}}, {}, ()),
        ("bun ci", {"dependencies": {}}, {}, ()),
        ("bun install", {"dependencies": {}}, {"bunfig.toml": "[install]\nfrozenLockfile = true\n"}, ()),
        (
            "bun install",
            {"dependencies": {}},
            {"bunfig.toml": "[install]\nfrozenLockfile = false"},
            ("bun.lock",),
        ),
        ("bun install y", {}, {}, ("bun.lock", "package.json")),
        ("bun update", {}, {}, ("bun.lock", "package.json")),
    ],
)
def test_lock_in_step(
    line: str, manifest: Mapping[str, object], files: Mapping[str, Content], expected: tuple[str, ...]
) -> None:
    """An install that is not frozen leaves a lock alone that repeats what the manifests say."""
    project = {**PROJECT, "package.json": package(**{**ROOT, **manifest}), **files}

    assert reading(line, project).rewrites == tuple(f"/app/{one}" for one in expected)


def test_binary_lock() -> None:
    """It is needed, and says nothing to us."""
    binary = Unknown("bun.lockb is not text")
    files: dict[str, Content] = {"package.json": "{}", "bun.lockb": b"\xff"}
    found = reading("bun install", files)

    assert (needs(found), found.rewrites, found.unknown) == (
        ["bun.lockb", "package.json"], ("/app/bun.lockb",), None,
    )  # fmt: skip
    assert reading("bun install --frozen-lockfile", files).rewrites == ()
    assert reading("bun install", {**files, "bun.lock": binary}).unknown is not None


def test_no_lock() -> None:
    """One is made, with the versions of another manager's lock; a frozen install makes none."""
    files: dict[str, Content] = {"package.json": "{}", "package-lock.json": "{}", "yarn.lock": ""}
    found = reading("bun install", files)

    assert needs(found) == ["package-lock.json", "package.json", "yarn.lock"]
    assert "/app/bun.lock" in found.outputs
    assert {"/app/bun.lock", "/app/bun.lockb", "/app/pnpm-lock.yaml"} <= set(found.tests)
    assert "/app/bun.lock" not in reading("bun ci", files).outputs
    assert "/app/yarn.lock" in reading("bun install --yarn", {"package.json": "{}"}).outputs


@pytest.mark.parametrize("manifest", ["{", "[]", ""])
def test_manifest_that_cannot_be_read(manifest: str) -> None:
    """Nothing is known of the rest."""
    assert note("bun install", {"package.json": manifest}) is not None


def test_unknown() -> None:
    """Without a manifest, a directory or the names there is nothing to say."""
    assert note("bun install", {"src/x.ts": ""}) == "there is no package.json to install from"
    assert reading("bun install", PROJECT, cwd=None).unknown is not None
    assert note("bun install $NAME", PROJECT) == "the names of the packages are not known"
    assert note("bun install ./libs/x", PROJECT) == "it installs the folder ./libs/x"
    assert not reading("bun install y", {}).is_project
