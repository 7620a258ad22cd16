"""npm, Yarn and pnpm: which commands are installs, and what each of them reads and writes."""

import json
import shlex
from collections.abc import Mapping

import pytest
from layerwise.context.memory import Content, File, MemoryTree
from layerwise.ecosystems.facts import Phases, Reading
from layerwise.ecosystems.recognise import recognise
from layerwise.shell.script import Command, Word
from layerwise.text import Span

HOME = {"HOME": "/root"}


def command(text: str, cwd: str | None = "/app", environment: Mapping[str, str | None] = HOME) -> Command:
    """A command from its words; `$X` stands for a word whose value is not known."""
    words = tuple(
        Word(raw, Span(0, 0), None if raw.startswith("$") else raw, is_pattern=False, variables=())
        for raw in shlex.split(text)
    )
    return Command(words=words, redirects=(), span=Span(0, len(text)), cwd=cwd, environment=environment)


def recognised(text: str, files: Mapping[str, Content] | None = None) -> str | None:
    """The ecosystem and the verb that a command is, such as "npm ci"."""
    found = recognise(command(text), tree(files or {}))
    return f"{found.ecosystem.name} {found.call.install.verb}".strip() if found else None


def tree(files: Mapping[str, Content]) -> MemoryTree:
    """A tree with these files below /app, or at an absolute path."""
    return MemoryTree({path[1:] if path[0] == "/" else f"app/{path}": text for path, text in files.items()})


def read(
    text: str,
    files: Mapping[str, Content],
    cwd: str | None = "/app",
    environment: Mapping[str, str | None] = HOME,
) -> Reading:
    """What a command reads in a tree."""
    place = tree(files)
    found = recognise(command(text, cwd, environment), place)

    assert found is not None, text
    return found.read(place)


def needs(reading: Reading) -> str:
    """The files needed, seen from /app."""
    return " ".join(sorted(need.path.removeprefix("/app/") for need in reading.needs))


def note(reading: Reading) -> str | None:
    """Why source is needed, or why the rest is unknown."""
    reason = reading.source or reading.unknown
    return reason.note if reason else None


def package(**fields: object) -> str:
    """A package.json."""
    return json.dumps(fields, indent=2) + "\n"


BERRY: dict[str, Content] = {".yarnrc.yml": "nodeLinker: node-modules\n", "package.json": "{}"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("npm ci", "npm ci"),
        ("npm clean-install", "npm ci"),
        ("npm ic", "npm ci"),
        ("npm --loglevel error ci", "npm ci"),
        ("npm ci --omit dev", "npm ci"),
        ("npm ci --production false", "npm ci"),
        ("npm --prefix web ci", "npm ci"),
        ("npm -C web i", "npm install"),
        ("npm i", "npm install"),
        ("npm isntall", "npm install"),
        ("npm add express", "npm install"),
        ("npm install -g typescript", "npm install"),
        ("npm it", "npm install-test"),
        ("npm cit", "npm install-ci-test"),
        ("npm up", "npm update"),
        ("npm ddp", "npm dedupe"),
        ("corepack npm ci", "npm ci"),
        ("npx -y npm@10 ci", "npm ci"),
        ("/usr/local/bin/npm ci", "npm ci"),
        ("npm run install", None),
        ("npm run ci", None),
        ("npm test", None),
        ("npm exec install", None),
        ("npm pack", None),
        ("npm link", None),
        ("npm audit fix", None),
        ("npm config set install true", None),
        ("npm cache clean --force", None),
        ("npm install --help", None),
        ("npm install --dry-run", None),
        ("npm --version", None),
        ("npm", None),
        ("npx install", None),
        ("npx create-react-app install", None),
        ("yarn", "yarn-classic"),
        ("yarnpkg install", "yarn-classic install"),
        ("yarn --frozen-lockfile", "yarn-classic"),
        ("yarn --production", "yarn-classic"),
        ("yarn install --production false", "yarn-classic install"),
        ("yarn --cwd web install", "yarn-classic install"),
        ("yarn --network-timeout 600000 install", "yarn-classic install"),
        ("yarn global add serve", "yarn-classic global add"),
        ("corepack yarn install", "yarn-classic install"),
        ("npx yarn@1.22.22 install", "yarn-classic install"),
        ("yarn add express", None),
        ("yarn remove express", None),
        ("yarn upgrade express", None),
        ("yarn run install", None),
        ("yarn build", None),
        ("yarn policies set-version 1.22", None),
        ("yarn cache clean", None),
        ("yarn --version", None),
        ("yarn -v", None),
        ("corepack enable", None),
        ("corepack prepare yarn@4 --activate", None),
        ("pnpm install", "pnpm install"),
        ("pnpm i --frozen-lockfile", "pnpm install"),
        ("pnpm -C web i", "pnpm install"),
        ("pnpm --filter web install", "pnpm install"),
        ("pnpm -r install", "pnpm install"),
        ("pnpm --prod i", "pnpm install"),
        ("pnpm ci", "pnpm ci"),
        ("pnpm fetch", "pnpm fetch"),
        ("pnpm it", "pnpm install-test"),
        ("pnpm up", "pnpm update"),
        ("pnpm add -g turbo", "pnpm add"),
        ("corepack pnpm i", "pnpm install"),
        ("npx pnpm@9 i", "pnpm install"),
        ("pnpm add express", None),
        ("pnpm dlx create-x", None),
        ("pnpm exec install", None),
        ("pnpm run install", None),
        ("pnpm build", None),
        ("pnpm store prune", None),
        ("pnpm deploy out", None),
        ("pnpm --version", None),
    ],
)
def test_spellings(text: str, expected: str | None) -> None:
    """Installs are recognised in all their spellings, and what only looks like one is not."""
    assert recognised(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yarn", "yarn-berry"),
        ("yarn install --immutable", "yarn-berry install"),
        ("yarn install --mode=skip-build", "yarn-berry install"),
        ("yarn workspaces focus --production", "yarn-berry workspaces focus"),
        ("yarn workspaces focus web", "yarn-berry workspaces focus"),
        ("yarn dedupe", "yarn-berry dedupe"),
        ("yarn --cwd web install", "yarn-berry install"),
        ("yarn dedupe --check", None),
        ("yarn workspaces foreach run build", None),
        ("yarn add express", None),
        ("yarn dlx create-x", None),
        ("yarn set version 4", None),
        ("yarn npm audit", None),
        ("yarn rebuild", None),
        ("yarn build", None),
    ],
)
def test_spellings_of_yarn_berry(text: str, expected: str | None) -> None:
    """The later Yarn has verbs of its own."""
    assert recognised(text, BERRY) == expected


@pytest.mark.parametrize(
    ("text", "files", "expected"),
    [
        ("yarn", {"yarn.lock": "# yarn lockfile v1\n"}, "yarn-classic"),
        ("yarn", {"yarn.lock": "__metadata:\n  version: 8\n"}, "yarn-berry"),
        ("yarn", {"package.json": package(packageManager="yarn@4.1.0")}, "yarn-berry"),
        ("yarn", {"package.json": package(packageManager="yarn@1.22.22")}, "yarn-classic"),
        ("yarn", {"package.json": package(packageManager="yarn@berry")}, "yarn-berry"),
        ("yarn", {".yarnrc.yml": "yarnPath: .yarn/releases/yarn-3.6.1.cjs\n"}, "yarn-berry"),
        ("yarn", {".yarnrc.yml": "yarnPath: .yarn/releases/yarn-1.22.22.cjs\n"}, "yarn-classic"),
        ("yarn", {"/.yarnrc.yml": "nodeLinker: pnpm\n"}, "yarn-berry"),
        ("yarn", {".yarnrc.yml": "nodeLinker: [\n"}, "yarn-berry"),
        ("yarn", {"package.json": "{"}, "yarn-classic"),
        ("npx yarn@4 install", {}, "yarn-berry install"),
        ("npx yarn@1 install", BERRY, "yarn-classic install"),
    ],
)
def test_which_yarn(text: str, files: Mapping[str, Content], expected: str) -> None:
    """The project says which Yarn the command is."""
    assert recognised(text, files) == expected


LOCK = json.dumps(
    {
        "name": "r",
        "lockfileVersion": 3,
        "packages": {
            "": {"name": "r", "dependencies": {"x": "^1.0.0"}},
            "node_modules/x": {"version": "1.0.0"},
        },
    }
)
NPM: dict[str, Content] = {
    "package.json": package(name="r", dependencies={"x": "^1.0.0"}),
    "package-lock.json": LOCK,
}
WORKSPACE: dict[str, Content] = {
    "package.json": package(name="r", workspaces=["packages/*"]),
    "packages/a/package.json": package(name="a", bin={"a": "cli.js"}),
    "packages/a/cli.js": "",
    "packages/b/package.json": package(name="b", bin="dist/cli.js"),
    "packages/notes/README.md": "",
    "src/index.js": "",
}


def test_npm_ci() -> None:
    """The manifest and the lock are all that it opens."""
    reading = read("npm ci", NPM)

    assert needs(reading) == "package-lock.json package.json"
    assert reading.outputs == ("/app/node_modules",)
    assert reading.rewrites == ()
    assert note(reading) is None
    assert {"/app/.npmrc", "/app/npm-shrinkwrap.json", "/app/binding.gyp", "/package.json"} <= set(
        reading.tests
    )


def test_npm_ci_without_a_lockfile() -> None:
    """It fails, so nothing is known of it."""
    reading = read("npm ci", {"package.json": "{}"})

    assert reading.unknown is not None


@pytest.mark.parametrize("verb", ["npm ci", "npm install"])
@pytest.mark.parametrize("workspaces", [["packages/*"], {"packages": ["packages/*"]}, ["packages/**"]])
def test_npm_workspaces(verb: str, workspaces: object) -> None:
    """Every workspace's manifest is read, and the files behind its commands, which become executable."""
    files = {**WORKSPACE, "package.json": package(name="r", workspaces=workspaces), "package-lock.json": "{}"}
    reading = read(verb, files)

    expected = (
        "package-lock.json package.json packages/a/cli.js packages/a/package.json packages/b/package.json"
    )
    assert needs(reading) == expected
    assert "/app/packages/a/cli.js" in reading.marks
    assert {"/app/packages/", "/app/packages/b/dist/cli.js"} <= set(reading.tests)
    assert "/app/packages/a/node_modules" in reading.outputs
    assert note(reading) is None


def test_bin_that_is_executable_already() -> None:
    """Then linking it changes nothing."""
    files = {
        **WORKSPACE,
        "packages/a/cli.js": File("#!/usr/bin/env node\n", 0o755),
        "package-lock.json": "{}",
    }

    assert read("npm ci", files).rewrites == ()


@pytest.mark.parametrize(
    ("text", "cwd"),
    [
        ("npm ci", "/app/packages/a"),
        ("npm ci", "/app/packages/a/src"),
        ("npm ci --prefix /app", "/elsewhere"),
    ],
)
def test_npm_finds_the_workspace_root(text: str, cwd: str) -> None:
    """The root that lists the package is what gets installed."""
    reading = read(text, {**WORKSPACE, "package-lock.json": "{}"}, cwd=cwd)

    assert "package-lock.json" in needs(reading).split()
    assert reading.outputs[0] == "/app/node_modules"


def test_npm_prefix_is_taken_as_it_is() -> None:
    """No search upward from a prefix."""
    reading = read("npm ci --prefix packages/a", {**WORKSPACE, "packages/a/package-lock.json": "{}"})

    assert needs(reading) == "packages/a/package-lock.json packages/a/package.json"


def test_npm_file_dependencies() -> None:
    """A folder is linked, so its manifest is read and those that it names; a tarball is opened."""
    files: dict[str, Content] = {
        "package.json": package(dependencies={"x": "file:libs/x", "t": "file:t-1.0.0.tgz"}),
        "libs/x/package.json": package(name="x", dependencies={"y": "file:../y"}),
        "libs/x/index.js": "",
        "libs/y/package.json": "{}",
        "t-1.0.0.tgz": "",
        "package-lock.json": "{}",
    }
    reading = read("npm ci", files)

    assert (
        needs(reading) == "libs/x/package.json libs/y/package.json package-lock.json package.json t-1.0.0.tgz"
    )
    assert note(reading) is None


@pytest.mark.parametrize(
    ("script", "files", "expected", "also"),
    [
        ("husky", {}, None, ""),
        ("husky install || true", {}, None, ""),
        ("is-ci || husky install", {}, None, ""),
        ("npx only-allow pnpm", {}, None, ""),
        ("npx -y only-allow@1 npm", {}, None, ""),
        ("echo done > /dev/null 2>&1", {}, None, ""),
        ("node -e \"console.log('x')\"", {}, None, ""),
        ("npm run later --if-present", {}, None, ""),
        ("yarn patch-package", {"patches/x.patch": ""}, None, "patches/x.patch"),
        ("bun husky", {}, None, ""),
        ("run-s patch", {"patches/x.patch": ""}, None, "patches/x.patch"),
        ("run-p patch build", {"patches/x.patch": ""}, "postinstall runs webpack", "patches/x.patch"),
        ("run-s build:*", {}, "postinstall runs run-s", ""),
        ("yarn tsc", {}, "postinstall runs yarn", ""),
        ("patch-package", {"patches/x.patch": ""}, None, "patches/x.patch"),
        ("npx patch-package --patch-dir fixes", {"fixes/d/x.patch": ""}, None, "fixes/d/x.patch"),
        ("npm run patch", {"patches/x.patch": ""}, None, "patches/x.patch"),
        ("prisma generate", {"prisma/schema.prisma": "model A {}"}, None, "prisma/schema.prisma"),
        ("prisma generate --schema=db/s.prisma", {"db/s.prisma": ""}, None, "db/s.prisma"),
        ("electron-builder install-app-deps", {"electron-builder.yml": ""}, None, "electron-builder.yml"),
        ("lefthook install", {"lefthook.yml": ""}, None, "lefthook.yml"),
        ("husky", {".git/config": ""}, "postinstall runs husky, which writes into .git", ""),
        ("prisma generate", {}, "postinstall runs prisma generate", ""),
        (
            "prisma generate",
            {"schema.prisma": 'generator c {\n  output = "../gen"\n}'},
            "postinstall runs prisma generate, which writes where schema.prisma says",
            "schema.prisma",
        ),
        (
            "node scripts/build.js",
            {"scripts/build.js": ""},
            "postinstall runs scripts/build.js",
            "scripts/build.js",
        ),
        ("node ./scripts/gone.js", {}, "postinstall runs scripts/gone.js", ""),
        ("node -e \"require('./x')\"", {}, "postinstall runs code that loads other files", ""),
        ("tsc -p .", {}, "postinstall runs tsc", ""),
        ("npm run build", {}, "postinstall runs webpack", ""),
        ("npm run gone", {}, "postinstall runs the script gone", ""),
        ("npm run postinstall", {}, "postinstall runs the script postinstall", ""),
        ("echo x > file", {}, "postinstall runs more than its text tells", ""),
        ("echo $(ls)", {}, "postinstall runs more than its text tells", ""),
        ("echo 'unclosed", {}, "postinstall runs more than its text tells", ""),
        ("cross-env A=1 nuxt prepare", {}, "postinstall runs nuxt", ""),
        ("npm ci && tsc", {}, "postinstall runs npm", ""),
    ],
)
def test_scripts(script: str, files: Mapping[str, Content], expected: str | None, also: str) -> None:
    """A script of a few known tools needs their files; any other one needs the source."""
    scripts = {"postinstall": script, "patch": "patch-package", "build": "webpack"}
    manifest = package(name="r", scripts=scripts)
    reading = read("npm ci", {"package.json": manifest, "package-lock.json": "{}", **files})

    assert note(reading) == expected
    assert needs(reading) == " ".join(
        sorted(["package-lock.json", "package.json", *([also] if also else [])])
    )
    assert reading.source is None or reading.source.path == "/app/package.json"


def events(text: str, files: Mapping[str, Content], environment: Mapping[str, str | None] = HOME) -> str:
    """The lifecycle events that a command runs in the root, each seen by a script of its own."""
    every = (
        *("preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"),
        *("dependencies", "pnpm:devPreinstall", "prepack", "prepublishOnly"),
    )
    found = []
    for event in every:
        manifest = json.loads(str(files["package.json"])) | {"scripts": {event: "make"}}
        reading = read(text, {**files, "package.json": package(**manifest)}, environment=environment)
        if reading.source is not None and reading.source.note == f"{event} runs make":
            found.append(event)
    return " ".join(found)


CLASSIC: dict[str, Content] = {"package.json": package(name="r"), "yarn.lock": "# yarn lockfile v1\n"}
PNPM: dict[str, Content] = {
    "package.json": package(name="r", dependencies={"x": "^1.0.0"}),
    "pnpm-lock.yaml": (
        "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      x:\n"
        "        specifier: ^1.0.0\n        version: 1.0.0\n\npackages:\n\n  x@1.0.0: {}\n"
    ),
}


@pytest.mark.parametrize(
    ("text", "files", "environment", "expected"),
    [
        (
            "npm ci",
            NPM,
            {},
            "preinstall install postinstall prepublish preprepare prepare postprepare dependencies",
        ),
        (
            "npm ci --omit=dev",
            NPM,
            {},
            "preinstall install postinstall prepublish preprepare prepare postprepare dependencies",
        ),
        ("npm install y", NPM, {}, "dependencies"),
        ("npm ci --ignore-scripts", NPM, {}, ""),
        ("npm ci", {**NPM, ".npmrc": "ignore-scripts=true\n"}, {}, ""),
        ("npm ci", NPM, {"NPM_CONFIG_IGNORE_SCRIPTS": "true"}, ""),
        ("yarn", CLASSIC, {}, "preinstall install postinstall prepublish prepare"),
        ("yarn --production", CLASSIC, {}, "preinstall install postinstall"),
        ("yarn", CLASSIC, {"NODE_ENV": "production"}, "preinstall install postinstall"),
        (
            "yarn --production=false",
            CLASSIC,
            {"NODE_ENV": "production"},
            "preinstall install postinstall prepublish prepare",
        ),
        ("yarn --ignore-scripts", CLASSIC, {}, ""),
        ("yarn", {**CLASSIC, ".yarnrc": "--install.ignore-scripts true\n"}, {}, ""),
        ("yarn", BERRY, {}, "preinstall install postinstall"),
        ("yarn workspaces focus --production", BERRY, {}, "preinstall install postinstall"),
        ("yarn install --mode=skip-build", BERRY, {}, ""),
        (
            "pnpm i",
            PNPM,
            {},
            "preinstall install postinstall preprepare prepare postprepare pnpm:devPreinstall",
        ),
        ("pnpm i --ignore-scripts", PNPM, {}, ""),
        ("pnpm i", {**PNPM, "pnpm-workspace.yaml": "ignoreScripts: true\n"}, {}, ""),
        ("pnpm fetch", PNPM, {}, ""),
    ],
)
def test_lifecycle_events(
    text: str, files: Mapping[str, Content], environment: Mapping[str, str | None], expected: str
) -> None:
    """Each manager runs scripts of its own choice (measured with the real tools)."""
    assert events(text, files, environment) == expected


def test_scripts_of_workspaces() -> None:
    """A workspace's scripts run in its own folder."""
    member = package(name="a", scripts={"postinstall": "node setup.js"})
    files = {
        **WORKSPACE,
        "packages/a/package.json": member,
        "packages/a/setup.js": "",
        "package-lock.json": "{}",
    }
    reading = read("npm ci", files)

    assert reading.source is not None
    assert reading.source == ("postinstall runs setup.js", "/app/packages/a/package.json")
    assert "packages/a/setup.js" in needs(reading).split()


@pytest.mark.parametrize("text", ["npm ci", "yarn", "pnpm i"])
def test_native_addon(text: str) -> None:
    """A binding.gyp is compiled, unless a script says how to install."""
    base = {"package.json": package(), "binding.gyp": "", "package-lock.json": "{}"}
    told = {**base, "package.json": package(scripts={"install": "true"})}

    assert note(read(text, base)) == "the native addon that binding.gyp describes is compiled"
    assert note(read(text, told)) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("--max-old-space-size=4096", None),
        ("--require /app/x.js", "NODE_OPTIONS loads /app/x.js, which may load other files"),
        ("-r ./x", "NODE_OPTIONS loads /app/x.js, which may load other files"),
        ("--import=file:///app/x.js", "NODE_OPTIONS loads /app/x.js, which may load other files"),
        ("--require /opt/gone.js", None),
        ("--require dd-trace/init", "NODE_OPTIONS loads the package dd-trace/init"),
        ("--require 'x", "NODE_OPTIONS cannot be read"),
        (None, "the value of NODE_OPTIONS is not known"),
    ],
)
@pytest.mark.parametrize("text", ["npm ci", "yarn", "pnpm i"])
def test_node_options(text: str, value: str | None, expected: str | None) -> None:
    """NODE_OPTIONS loads files into the package manager itself."""
    reading = read(text, {**NPM, "x.js": ""}, environment={**HOME, "NODE_OPTIONS": value})

    assert note(reading) == expected


@pytest.mark.parametrize(
    "text", ["npm i -g x", "npm i --location=global x", "yarn global add x", "pnpm add -g x"]
)
def test_global_installs(text: str) -> None:
    """Packages named for the whole system read nothing of the project."""
    reading = read(text, {"package.json": "{}"})

    assert not reading.is_project
    assert reading.needs == ()
    assert note(reading) is None


def test_global_install_of_a_folder() -> None:
    """A folder named by its path is source."""
    assert note(read("npm i -g .", NPM)) == "it installs the folder ."
    assert note(read("npm i -g $NAME", NPM)) == "the names of the packages are not known"
    assert needs(read("npm i -g ./x-1.0.0.tgz", {"x-1.0.0.tgz": ""})) == "x-1.0.0.tgz"


def test_npm_install_with_names() -> None:
    """In a project it installs the project too, and writes it down."""
    reading = read("npm install y", NPM)

    assert reading.is_project
    assert reading.rewrites == ("/app/package.json", "/app/package-lock.json")
    assert read("npm install --no-save y", NPM).rewrites == ()
    assert not read("npm install y", {}).is_project


@pytest.mark.parametrize(
    ("manifest", "lock", "expected"),
    [
        ({}, {}, True),
        ({"dependencies": {"x": "^2.0.0"}}, {}, False),
        ({"devDependencies": {"y": "1"}}, {}, False),
        ({"scripts": {"postinstall": "true"}}, {}, False),
        ({"engines": {"node": ">=18"}}, {}, False),
        ({"name": "other"}, {}, False),
        ({"description": "any", "scripts": {"build": "x"}}, {}, True),
        ({}, {"lockfileVersion": 1}, False),
        ({}, {"packages": []}, False),
    ],
)
def test_npm_lock_in_step(manifest: Mapping[str, object], lock: Mapping[str, object], expected: bool) -> None:
    """An install that is not frozen leaves a lock alone that repeats what the manifest says."""
    data = {"name": "r", "dependencies": {"x": "^1.0.0"}} | dict(manifest)
    files = {"package.json": package(**data), "package-lock.json": json.dumps(json.loads(LOCK) | dict(lock))}

    assert read("npm install", files).rewrites == (() if expected else ("/app/package-lock.json",))
    assert read("npm ci", files).rewrites == ()


def test_npm_lock_of_a_nameless_project() -> None:
    """It is locked under the name of its folder, which the image may change."""
    files = {
        "package.json": package(),
        "package-lock.json": '{"name":"app","lockfileVersion":3,"packages":{"":{}}}',
    }
    elsewhere = {f"/srv/{path}": text for path, text in files.items()}

    assert read("npm install", files).rewrites == ()
    assert read("npm install", elsewhere, cwd="/srv").rewrites == ("/srv/package-lock.json",)


@pytest.mark.parametrize(
    ("text", "lock"),
    [("npm i", "package-lock.json"), ("yarn", "yarn.lock"), ("pnpm i", "pnpm-lock.yaml")],
)
def test_no_lockfile(text: str, lock: str) -> None:
    """One is made, and its absence is noticed."""
    reading = read(text, {"package.json": "{}"})

    assert f"/app/{lock}" in reading.outputs
    assert f"/app/{lock}" in reading.tests


@pytest.mark.parametrize("text", ["npm ci", "yarn", "pnpm i"])
@pytest.mark.parametrize("manifest", ["{", "[]", ""])
def test_manifest_that_cannot_be_read(text: str, manifest: str) -> None:
    """Nothing is known of the rest."""
    reading = read(text, {"package.json": manifest})

    assert reading.unknown is not None
    assert reading.unknown.path == "/app/package.json"


@pytest.mark.parametrize("text", ["npm ci", "yarn", "pnpm i", "npx yarn@4 install"])
def test_working_directory_that_is_not_known(text: str) -> None:
    """Nothing is known then."""
    assert read(text, NPM, cwd=None).unknown is not None


@pytest.mark.parametrize("text", ["npm ci", "yarn", "pnpm i"])
def test_no_manifest(text: str) -> None:
    """There is nothing to install from."""
    assert read(text, {"src/x.js": ""}).unknown is not None


def test_yarn_classic() -> None:
    """Its settings are looked for in every folder above."""
    files: dict[str, Content] = {
        **CLASSIC,
        ".yarnrc": 'yarn-path ".yarn/releases/yarn-1.22.22.cjs"\nyarn-offline-mirror "./mirror"\n',
        ".yarn/releases/yarn-1.22.22.cjs": "",
        "mirror/x-1.0.0.tgz": "",
        "/.npmrc": "",
    }
    reading = read("yarn --frozen-lockfile", files)

    expected = ".yarn/releases/yarn-1.22.22.cjs .yarnrc /.npmrc mirror/x-1.0.0.tgz package.json yarn.lock"
    assert needs(reading) == expected
    assert {"/app/.npmrc", "/.yarnrc", "/root/.yarnrc", "/app/.yarnclean"} <= set(reading.tests)
    assert note(reading) is None


def test_yarn_classic_workspaces() -> None:
    """A negated pattern takes nothing away, and the root is found from inside a workspace."""
    root = package(name="r", workspaces=["packages/*", "!packages/b"])
    reading = read("yarn", {**WORKSPACE, "package.json": root, "yarn.lock": ""}, cwd="/app/packages/a")

    assert "packages/b/package.json" in needs(reading).split()
    assert reading.outputs[0] == "/app/node_modules"


@pytest.mark.parametrize(
    ("text", "dependencies", "lock", "expected"),
    [
        (
            "yarn",
            {"x": "^1.0.0"},
            'x@^1.0.0:\n  version "1.0.0"\n  dependencies:\n    y "1"\n\ny@1:\n  v "1"\n',
            True,
        ),
        ("yarn", {"x": "^2.0.0"}, 'x@^1.0.0:\n  version "1.0.0"\n', False),
        ("yarn", {}, 'x@^1.0.0:\n  version "1.0.0"\n', False),
        ("yarn", {"@s/x": "1"}, '"@s/x@1", "@s/x@2":\n  version "1.0.0"\n', False),
        ("yarn", {"@s/x": "1"}, '"@s/x@1":\n  version "1.0.0"\n', True),
        ("yarn --frozen-lockfile", {"x": "2"}, "", True),
        ("yarn --pure-lockfile", {"x": "2"}, "", True),
    ],
)
def test_yarn_classic_lock_in_step(
    text: str, dependencies: dict[str, str], lock: str, expected: bool
) -> None:
    """The lock has an entry for all that is asked for, and none besides."""
    files = {
        "package.json": package(dependencies=dependencies),
        "yarn.lock": f"# yarn lockfile v1\n\n\n{lock}",
    }

    assert read(text, files).rewrites == (() if expected else ("/app/yarn.lock",))


@pytest.mark.parametrize("text", ["yarn", "pnpm i", "npx yarn@4 install"])
def test_folders_that_are_copied(text: str) -> None:
    """A `file:` folder is copied whole, so its source is needed; a `link:` is not."""
    linked = {"package.json": package(dependencies={"x": "link:libs/x"}), "libs/x/package.json": "{}"}
    copied = {**linked, "package.json": package(dependencies={"x": "file:libs/x"})}
    packed: dict[str, Content] = {"package.json": package(dependencies={"x": "file:x.tgz"}), "x.tgz": ""}

    assert note(read(text, linked)) is None
    assert needs(read(text, linked)) == "libs/x/package.json package.json"
    assert str(note(read(text, copied))).startswith("the dependency x is ")
    assert needs(read(text, packed)) == "package.json x.tgz"


def test_yarn_berry() -> None:
    """The Yarn that the project keeps, its plugins and patches are opened."""
    files: dict[str, Content] = {
        "package.json": package(
            name="r",
            packageManager="yarn@4.1.0",
            workspaces=["packages/*"],
            dependencies={"x": "patch:x@npm%3A1.0.0#~/.yarn/patches/x.patch"},
            resolutions={"y": "patch:y@npm%3A1#./fix.patch&optional!builtin<compat/y>::locator=r"},
        ),
        ".yarnrc.yml": (
            "yarnPath: .yarn/releases/yarn-4.1.0.cjs\nnodeLinker: node-modules\n"
            "plugins:\n  - path: .yarn/plugins/p.cjs\n    spec: p\n  - .yarn/plugins/q.cjs\n"
        ),
        ".yarn/releases/yarn-4.1.0.cjs": "",
        ".yarn/plugins/p.cjs": "",
        ".yarn/plugins/q.cjs": "",
        ".yarn/patches/x.patch": "",
        "fix.patch": "",
        "packages/a/package.json": package(name="a", dependencies={"p": "portal:../../libs/p"}),
        "libs/p/package.json": "{}",
        "yarn.lock": "__metadata:\n  version: 8\n",
    }
    reading = read("yarn install --immutable", files)

    assert set(needs(reading).split()) == set(files)
    assert reading.rewrites == ()
    assert "/app/packages/a/node_modules" in reading.outputs
    assert "/app/.yarn/cache" not in reading.outputs
    assert "/app/.pnp.cjs" not in reading.outputs
    assert note(reading) is None


def test_yarn_berry_patch_that_is_missing() -> None:
    """The install fails, so nothing is known of it."""
    manifest = package(packageManager="yarn@4.1.0", dependencies={"x": "patch:x@npm%3A1#./x.patch"})

    assert read("yarn", {"package.json": manifest}).unknown is not None


def test_yarn_berry_plug_and_play() -> None:
    """Without a linker named, and with a cache in the project before Yarn 4."""
    files: dict[str, Content] = {
        "package.json": package(packageManager="yarn@3.6.1"),
        "yarn.lock": "__metadata:\n  version: 6\n",
        ".yarn/cache/x.zip": "",
    }
    reading = read("yarn", files)

    assert {"/app/.pnp.cjs", "/app/.yarn/cache", "/app/.yarn/install-state.gz"} <= set(reading.outputs)
    assert ".yarn/cache/x.zip" in needs(reading).split()


def test_yarn_berry_plug_and_play_that_is_kept() -> None:
    """A loader among the project's files is written again only where it changes."""
    files: dict[str, Content] = {
        "package.json": package(packageManager="yarn@4.1.0"),
        ".pnp.cjs": "",
        "yarn.lock": "{}",
    }
    reading = read("yarn --immutable", files)

    assert ".pnp.cjs" in needs(reading).split()
    assert "/app/.pnp.cjs" in reading.rewrites
    assert "/app/.pnp.cjs" not in reading.outputs
    assert "/app/.pnp.loader.mjs" in reading.outputs


def test_yarn_berry_launched_by_yarn_1() -> None:
    """The Yarn 1 of the image opens .yarnrc and the Yarn that it names before it hands over."""
    files: dict[str, Content] = {
        **BERRY,
        ".yarnrc": 'yarn-path ".yarn/releases/yarn-1.22.22.cjs"\n',
        ".yarn/releases/yarn-1.22.22.cjs": "",
    }
    reading = read("yarn", files)

    assert {".yarnrc", ".yarn/releases/yarn-1.22.22.cjs"} <= set(needs(reading).split())
    assert "/.yarnrc" in reading.tests


def test_yarn_berry_project_folder() -> None:
    """The nearest lockfile marks the project; without one the topmost manifest does."""
    files: dict[str, Content] = {**BERRY, "web/package.json": "{}"}
    locked: dict[str, Content] = {**files, "web/yarn.lock": "__metadata:\n"}

    assert read("yarn", files, cwd="/app/web").outputs[0] == "/app/node_modules"
    assert read("yarn", locked, cwd="/app/web").outputs[0] == "/app/web/node_modules"


@pytest.mark.parametrize(
    ("text", "environment", "spec", "expected"),
    [
        ("yarn", {}, "^1.0.0", ()),
        ("yarn", {}, "^2.0.0", ("/app/yarn.lock", "/app/.yarnrc.yml")),
        ("yarn --immutable", {}, "^2.0.0", ()),
        ("yarn workspaces focus", {}, "^2.0.0", ()),
        ("yarn", {"CI": "1"}, "^2.0.0", ()),
        ("yarn --no-immutable", {"CI": "1"}, "^2.0.0", ("/app/yarn.lock", "/app/.yarnrc.yml")),
        ("yarn", {"YARN_ENABLE_IMMUTABLE_INSTALLS": "true"}, "^2.0.0", ()),
    ],
)
def test_yarn_berry_lock_in_step(
    text: str, environment: Mapping[str, str | None], spec: str, expected: tuple[str, ...]
) -> None:
    """The lock repeats the ranges of every workspace."""
    files: dict[str, Content] = {
        "package.json": package(name="r", packageManager="yarn@4.1.0", dependencies={"x": spec}),
        ".yarnrc.yml": "nodeLinker: node-modules\n",
        "yarn.lock": (
            '__metadata:\n  version: 8\n\n"r@workspace:.":\n  version: 0.0.0-use.local\n  dependencies:\n'
            '    x: "npm:^1.0.0"\n\n"x@npm:^1.0.0":\n  version: 1.0.0\n'
        ),
    }

    assert read(text, files, environment=environment).rewrites == expected


def test_yarn_berry_writes_manifests_in_its_own_form() -> None:
    """A manifest that Yarn would write otherwise is written, unless the install is immutable."""
    files: dict[str, Content] = {**BERRY, "package.json": '{"name":"r"}'}

    assert "/app/package.json" in read("yarn", files).rewrites
    assert "/app/package.json" not in read("yarn", {**files, "package.json": package(name="r")}).rewrites


def test_pnpm() -> None:
    """Workspace file, hooks, patches and settings are opened."""
    files: dict[str, Content] = {
        **WORKSPACE,
        "package.json": package(name="r", pnpm={"patchedDependencies": {"x": "patches/x.patch"}}),
        "pnpm-workspace.yaml": "packages:\n  - packages/*\npatchedDependencies:\n  y: patches/y.patch\n",
        "patches/x.patch": "",
        "patches/y.patch": "",
        ".pnpmfile.cjs": "module.exports = {}",
        ".npmrc": "",
        "packages/a/.npmrc": "",
        "pnpm-lock.yaml": "",
    }
    reading = read("pnpm i --frozen-lockfile", files, cwd="/app/packages/b/src")

    unread = {"packages/a/cli.js", "packages/notes/README.md", "src/index.js"}
    assert set(needs(reading).split()) == set(files) - unread
    assert reading.rewrites == ()
    assert "/app/packages/b/node_modules" in reading.outputs
    assert note(reading) is None


def test_pnpm_bins() -> None:
    """Only the commands of workspaces that others depend on are linked."""
    files: dict[str, Content] = {
        **WORKSPACE,
        "pnpm-workspace.yaml": "packages: ['packages/*']\n",
        "packages/b/package.json": package(name="b", dependencies={"a": "workspace:*"}),
    }

    assert "/app/packages/a/cli.js" in read("pnpm i", files).rewrites


@pytest.mark.parametrize(
    ("text", "files", "expected"),
    [
        ("pnpm i", {}, ()),
        ("pnpm i --frozen-lockfile", {"package.json": "{}"}, ()),
        ("pnpm i", {"package.json": "{}"}, ("/app/pnpm-lock.yaml",)),
        ("pnpm i", {".pnpmfile.cjs": ""}, ("/app/pnpm-lock.yaml",)),
        ("pnpm i", {"pnpm-workspace.yaml": "overrides:\n  x: 1\n"}, ()),
        ("pnpm i", {"pnpm-workspace.yaml": "overrides:\n  x: '1'\n"}, ("/app/pnpm-lock.yaml",)),
        ("pnpm i y", {}, ("/app/pnpm-lock.yaml", "/app/package.json")),
        ("pnpm up", {}, ("/app/pnpm-lock.yaml", "/app/package.json")),
    ],
)
def test_pnpm_lock_in_step(text: str, files: Mapping[str, Content], expected: tuple[str, ...]) -> None:
    """The lock repeats the ranges of every workspace."""
    assert read(text, {**PNPM, **files}).rewrites == expected


def _old_lock(version: str, dependency: str, *, head: str = "") -> str:
    """A lock of one package, as pnpm 7 and 8 write it."""
    return f"lockfileVersion: {version}\n\n{head}dependencies:\n{dependency}\npackages:\n"


_OF_7 = "  x: 1.0.0\n"
_OF_8 = "  x:\n    specifier: ^1.0.0\n    version: 1.0.0\n"
_LISTED = "specifiers:\n  x: ^1.0.0\n\n"
_SET = "settings:\n  autoInstallPeers: true\n  excludeLinksFromLockfile: false\n\n"
_OVERRIDDEN = "overrides:\n  y: 1.0.0\n  x>z: 2.0.0\n\n"
_OVERRIDES = {"overrides": {"y": "1.0.0", "x>z": "2.0.0"}}


@pytest.mark.parametrize(
    ("major", "lock", "said", "is_in_step"),
    [
        (7, _old_lock("5.4", _OF_7, head=_LISTED), {}, True),
        (7, _old_lock("5.3", _OF_7, head=_LISTED), {}, False),
        (7, _old_lock("5.4", _OF_7, head=_LISTED.replace("^1", "^2")), {}, False),
        (7, _old_lock("5.4", _OF_7, head=_OVERRIDDEN + _LISTED), {"pnpm": _OVERRIDES}, True),
        (8, _old_lock("5.4", _OF_7, head=_LISTED), {}, False),
        (8, _old_lock("'6.0'", _OF_8), {}, True),
        (8, _old_lock("'6.0'", _OF_8, head=_SET), {}, True),
        (8, _old_lock("'6.0'", _OF_8, head=_SET.replace("true", "false")), {}, False),
        (8, _old_lock("'6.0'", _OF_8, head=_SET + "  other: true\n"), {}, False),
        (8, _old_lock("'6.0'", _OF_8, head=_SET + _OVERRIDDEN), {"pnpm": _OVERRIDES}, True),
        (8, _old_lock("'6.0'", _OF_8, head=_SET + _OVERRIDDEN), {}, False),
        (8, _old_lock("'6.0'", _OF_8, head=_SET), {"pnpm": _OVERRIDES}, False),
        (
            8,
            _old_lock("'6.0'", _OF_8, head=_SET + _OVERRIDDEN),
            {"resolutions": _OVERRIDES["overrides"]},
            True,
        ),
        (11, _old_lock("'6.0'", _OF_8), {}, False),
        (None, _old_lock("'6.0'", _OF_8), {}, False),
        (8, PNPM["pnpm-lock.yaml"], {}, False),
        (10, PNPM["pnpm-lock.yaml"], {}, True),
    ],
)
def test_pnpm_lock_of_other_versions(
    major: int | None, lock: str, said: Mapping[str, object], is_in_step: bool
) -> None:
    """Each version writes its own format; the lock repeats the overrides and some settings."""
    pinned = {} if major is None else {"packageManager": f"pnpm@{major}.1.0"}
    manifest = package(name="r", dependencies={"x": "^1.0.0"}, **pinned, **said)
    reading = read("pnpm i", {"package.json": manifest, "pnpm-lock.yaml": lock})

    assert (reading.rewrites == ()) == is_in_step


@pytest.mark.parametrize(("major", "is_in_step"), [(9, False), (10, True), (None, False)])
def test_pnpm_overrides_of_the_workspace(major: int | None, is_in_step: bool) -> None:
    """Versions before 10 do not read them there."""
    pinned = {} if major is None else {"packageManager": f"pnpm@{major}.1.0"}
    files: dict[str, Content] = {
        "package.json": package(name="r", dependencies={"x": "^1.0.0"}, **pinned),
        "pnpm-workspace.yaml": "overrides:\n  y: 1.0.0\n  x>z: 2.0.0\n",
        "pnpm-lock.yaml": str(PNPM["pnpm-lock.yaml"]).replace("importers:", _OVERRIDDEN + "importers:"),
    }

    assert (read("pnpm i", files).rewrites == ()) == is_in_step


def test_pnpm_fetch() -> None:
    """Only the lock counts; the manifest where it names the version of pnpm or patches."""
    files: dict[str, Content] = {**PNPM, "pnpm-workspace.yaml": ""}

    pinned = {**files, "package.json": package(packageManager="pnpm@10.0.0", scripts={"prepare": "tsc"})}

    assert needs(read("pnpm fetch", files)) == "pnpm-lock.yaml pnpm-workspace.yaml"
    assert needs(read("pnpm fetch", pinned)) == "package.json pnpm-lock.yaml pnpm-workspace.yaml"
    assert note(read("pnpm fetch", pinned)) is None


def test_pnpm_hooks_that_load_files() -> None:
    """What they load is not followed."""
    files: dict[str, Content] = {**PNPM, ".pnpmfile.cjs": "const x = require('./x')"}

    assert note(read("pnpm i", files)) == "the hooks in .pnpmfile.cjs load other files"


def phases(text: str, files: Mapping[str, Content], cwd: str = "/app") -> Phases | None:
    """The two-phase form of a command in a tree."""
    place = tree(files)
    found = recognise(command(text, cwd), place)

    assert found is not None, text
    assert found.ecosystem.phases is not None
    return found.ecosystem.phases(place, found.call)


def scripted(**scripts: str) -> str:
    """A package.json with scripts."""
    return package(name="r", scripts=scripts)


LOCKED: dict[str, Content] = {"package.json": scripted(postinstall="make"), "package-lock.json": "{}"}


@pytest.mark.parametrize(
    ("text", "files", "second"),
    [
        ("npm ci", {}, "npm rebuild"),
        ("npm install --omit=dev", {}, "npm rebuild --omit=dev"),
        (
            "npm ci --only production --legacy-peer-deps --no-fund",
            {},
            "npm rebuild --only production --legacy-peer-deps",
        ),
        ("npm ci", {"package.json": scripted(prepare="tsc")}, "npm rebuild && npm run prepare"),
        (
            "npm ci",
            {"package.json": scripted(prepare="tsc", preprepare="x", postprepare="y")},
            "npm rebuild && npm run prepare",
        ),
        ("npm ci", {"package.json": scripted(postprepare="tsc")}, "npm rebuild && npm run postprepare"),
        (
            "npx -y npm@10 ci --no-audit --foreground-scripts",
            {"package.json": scripted(prepublish="a", dependencies="b")},
            (
                "npx -y npm@10 rebuild --foreground-scripts && "
                "npx -y npm@10 run dependencies --foreground-scripts && "
                "npx -y npm@10 run prepublish --foreground-scripts"
            ),
        ),
        (
            "/usr/bin/npm --prefix=web -s ci",
            {"web/package.json": scripted(prepare="make"), "web/package-lock.json": "{}"},
            "/usr/bin/npm rebuild --prefix=web -s && /usr/bin/npm run prepare --prefix=web -s",
        ),
        (
            "npm -C web ci",
            {"web/package.json": scripted(install="make"), "web/package-lock.json": "{}"},
            "npm rebuild -C web",
        ),
        (
            "npm ci",
            {**WORKSPACE, "packages/a/package.json": scripted(prepare="make"), "package-lock.json": "{}"},
            "npm rebuild",
        ),
        ("npm ci", {"package.json": "{}", "binding.gyp": ""}, "npm rebuild"),
    ],
)
def test_npm_phases(text: str, files: Mapping[str, Content], second: str) -> None:
    """Without scripts first, which needs no source; then all of them, in the same place."""
    project = {**LOCKED, **files}
    found = phases(text, project)
    first = read(f"{text} --ignore-scripts", project)

    assert read(text, project).source is not None
    assert found is not None
    assert (found.added, found.instead, found.second) == ("--ignore-scripts", None, second)
    assert (first.source, first.unknown) == (None, None)


@pytest.mark.parametrize(
    ("text", "files", "cwd"),
    [
        ("npm install y", {"package.json": scripted(dependencies="make")}, "/app"),
        ("npm cit", {}, "/app"),
        ("npm update", {}, "/app"),
        ("npm ci --workspace a", {}, "/app"),
        ("npm ci -w a", {}, "/app"),
        ("npm ci --install-links", {"package.json": package(dependencies={"x": "file:x"}), "x/package.json": "{}"},
         "/app"),
        ("npm ci", {"package.json": "{"}, "/app"),
        ("npm ci", {**WORKSPACE, "package.json": package(workspaces=["packages/*"], scripts={"prepare": "make"})},
         "/app/packages/a"),
    ],
)  # fmt: skip
def test_no_npm_phases(text: str, files: Mapping[str, Content], cwd: str) -> None:
    """Where `npm rebuild` is not the same, or the first phase needs the source too."""
    assert phases(text, {**LOCKED, **files}, cwd) is None


PNPM_LOCK = (
    "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n\n  packages/a: {}\n\n  packages/b: {}\n\npackages:\n"
)
BUILT: dict[str, Content] = {
    "package.json": scripted(postinstall="make"),
    "packages/a/package.json": package(name="a"),
    "packages/b/package.json": package(name="b"),
    "pnpm-workspace.yaml": "packages:\n  - packages/*\n",
    "pnpm-lock.yaml": PNPM_LOCK,
}


@pytest.mark.parametrize(
    ("text", "instead", "second"),
    [
        ("pnpm install", "pnpm fetch", "pnpm install --offline --frozen-lockfile"),
        ("pnpm i --frozen-lockfile", "pnpm fetch", "pnpm i --frozen-lockfile --offline"),
        ("pnpm i --no-frozen-lockfile", "pnpm fetch", "pnpm i --no-frozen-lockfile --offline"),
        ("pnpm i --prod", "pnpm fetch --prod", "pnpm i --prod --offline --frozen-lockfile"),
        (
            "corepack pnpm -C /app i -P --config.node-version=20 --reporter silent",
            "corepack pnpm fetch -C /app -P --reporter silent --config.node-version=20",
            "corepack pnpm -C /app i -P --config.node-version=20 --reporter silent --offline --frozen-lockfile",
        ),
        (
            "npx pnpm@9 --dir=/app i --store-dir /s",
            "npx pnpm@9 fetch --dir=/app --store-dir /s",
            "npx pnpm@9 --dir=/app i --store-dir /s --offline --frozen-lockfile",
        ),
        (
            "pnpm --filter a install",
            "pnpm fetch",
            "pnpm --filter a install --offline --frozen-lockfile",
        ),
    ],
)
def test_pnpm_phases(text: str, instead: str, second: str) -> None:
    """What the lock names is fetched, which reads no manifest; then the same command works offline."""
    found = phases(text, BUILT)
    first = read(instead, BUILT)

    assert read(text, BUILT).source is not None
    assert found is not None
    assert (found.added, found.instead, found.second) == ("", instead, second)
    assert (needs(first), first.source, first.unknown) == ("pnpm-lock.yaml pnpm-workspace.yaml", None, None)
    assert ("all workspaces" in found.note) is ("--filter" in text)


def test_pnpm_phases_with_commands_of_workspaces() -> None:
    """The note says what they lose (measured with pnpm 9 and 10)."""
    commands: dict[str, Content] = {
        "packages/a/package.json": package(name="a", bin="a.js"),
        "packages/b/package.json": package(name="b", dependencies={"a": "workspace:*"}),
    }
    found = phases("pnpm i --frozen-lockfile", {**BUILT, **commands})

    assert found is not None
    assert "; before pnpm 12, commands of workspaces find only the packages that they name" in found.note


def test_pnpm_phases_with_patches() -> None:
    """`pnpm fetch` opens the patches too."""
    files: dict[str, Content] = {
        **BUILT,
        "pnpm-workspace.yaml": "packages:\n  - packages/*\npatchedDependencies:\n  x: patches/x.patch\n",
        "patches/x.patch": "",
    }

    assert phases("pnpm i --frozen-lockfile", files) is not None
    assert phases("pnpm i", files) is None  # whether the lock is in step cannot be told
    assert "patches/x.patch" in needs(read("pnpm fetch", files)).split()


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("pnpm i y", {}),
        ("pnpm it", {}),
        ("pnpm i --lockfile-only", {}),
        ("pnpm i --modules-dir=x", {}),
        ("pnpm i", {"packages/a/package.json": package(name="a", dependencies={"y": "1"})}),
        ("pnpm i --frozen-lockfile", {"packages/a/package.json": package(dependencies={"y": "file:../b"})}),
        (
            "pnpm i --frozen-lockfile",
            {"packages/a/package.json": package(dependenciesMeta={"b": {"injected": True}})},
        ),
        ("pnpm i --frozen-lockfile", {"package.json": package(pnpm={"overrides": {"y": "$y"}})}),
        ("pnpm i --frozen-lockfile", {".npmrc": "node-linker=pnp\n"}),
        (
            "pnpm i --frozen-lockfile",
            {
                ".npmrc": "node-linker=hoisted\n",
                "pnpm-workspace.yaml": "patchedDependencies:\n  x: x.patch\n",
                "x.patch": "",
            },
        ),
        ("pnpm i --frozen-lockfile", {".npmrc": "inject-workspace-packages=true\n"}),
        ("pnpm i --frozen-lockfile", {".pnpmfile.cjs": "require('./x')"}),
        ("pnpm i --frozen-lockfile", {"package.json": "{"}),
    ],
)
def test_no_pnpm_phases(text: str, files: Mapping[str, Content]) -> None:
    """Where `pnpm fetch` does not prepare all, or the install would write the lock again."""
    assert phases(text, {**BUILT, **files}) is None


def test_pnpm_phases_of_the_hoisted_layout() -> None:
    """It is fetched all the same."""
    assert phases("pnpm i", {**BUILT, ".npmrc": "node-linker=hoisted\n"}) is not None


def test_pnpm_phases_without_a_lock() -> None:
    """There is nothing to fetch from."""
    assert phases("pnpm i", {"package.json": scripted(postinstall="make")}) is None


def test_pnpm_own_lockfiles() -> None:
    """With a lockfile for each workspace, each is read, and fetching the root's would not do."""
    files = {
        **PNPM,
        ".npmrc": "shared-workspace-lockfile=false\n",
        "packages/a/package.json": package(name="a"),
        "packages/a/pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
        "pnpm-workspace.yaml": "packages: ['packages/*']\n",
    }
    found = read("pnpm install --frozen-lockfile", files)

    assert "/app/packages/a/pnpm-lock.yaml" in [need.path for need in found.needs]
    assert "/app/packages/a/pnpm-lock.yaml" in read("pnpm install", files).rewrites
