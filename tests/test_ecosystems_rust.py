"""Cargo: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, phases, reading, recognised
from layerwise.context.memory import Content
from layerwise.unknown import Unknown

TOML = '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n'
LOCK = 'version = 4\n[[package]]\nname = "itoa"\nversion = "1.0.11"\nsource = "registry+https://example.com/index"\n'
PROJECT: dict[str, Content] = {"Cargo.toml": TOML, "Cargo.lock": LOCK, "src/main.rs": ""}
PLAIN = ["Cargo.lock", "Cargo.toml", "src/main.rs"]


@pytest.mark.parametrize(
    ("line", "rewrites"),
    [
        ("cargo fetch --locked", ()),
        ("cargo +nightly fetch --locked --target x86_64-unknown-linux-musl", ()),
        ("/usr/local/cargo/bin/cargo --locked fetch", ()),
        ("cargo --color never fetch --manifest-path Cargo.toml --locked", ()),
        ("cargo fetch", ("/app/Cargo.lock",)),
        ("cargo vendor --locked", ()),
    ],
)
def test_spelling(line: str, rewrites: tuple[str, ...]) -> None:
    """Every spelling reads the manifest, its lockfile and one target; only --locked leaves the lockfile alone."""
    found = reading(line, PROJECT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (PLAIN, rewrites, None, None)


@pytest.mark.parametrize(
    "line",
    [
        "cargo install ripgrep --locked",
        "cargo install cargo-chef",
        "cargo binstall just",
        "cargo add serde",
        "cargo init --bin",
        "cargo fmt --check",
        "cargo clean",
        "cargo --version",
        "cargo update",
        "cargo generate-lockfile",
        "cargo chef --help",
        "rustup show",
        "cargo +nightly",
    ],
)
def test_near_miss(line: str) -> None:
    """Programs by name, new packages, changes of the lockfile and questions are no installs."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("cargo build --release", "cargo fetch"),
        ("cargo b --locked --bin app", "cargo fetch --locked"),
        ("cargo +nightly test -p app", "cargo +nightly fetch"),
        ("cargo run -- serve --port 80", "cargo fetch"),
        ("/usr/bin/cargo clippy", "/usr/bin/cargo fetch"),
        ("cargo build --manifest-path=Cargo.toml", "cargo fetch --manifest-path=Cargo.toml"),
        ("cargo install --locked --path .", "cargo fetch --locked --manifest-path ./Cargo.toml"),
    ],
)
def test_build(line: str, first: str) -> None:
    """A build needs the source, its downloads only what `cargo fetch` reads."""
    found = phases(line, PROJECT)

    assert reading(line, PROJECT).source is not None
    assert found is not None
    assert (found.instead, found.second) == (first, None)


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("cargo build --offline", PROJECT),
        ("cargo build --frozen", PROJECT),
        ("cargo install --path .", PROJECT),
        ("cargo build", {"Cargo.toml": TOML, "src/main.rs": ""}),
        ("cargo build", {**PROJECT, "Cargo.lock": 'version = 4\n[[package]]\nname = "app"\n'}),
        ("cargo fetch", PROJECT),
    ],
)
def test_no_phases(line: str, files: dict[str, Content]) -> None:
    """Nothing is to be downloaded, or nothing says what."""
    assert phases(line, files) is None


LIBRARY = {"a/Cargo.toml": TOML, "a/src/lib.rs": ""}
WORKSPACE: dict[str, Content] = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\nexclude = ["crates/old"]\n',
    "crates/a/Cargo.toml": f'{TOML}[dev-dependencies]\nb = {{ path = "../../b" }}\n',
    "crates/a/src/lib.rs": "",
    "crates/a/src/main.rs": "",
    "crates/old/Cargo.toml": TOML,
    "crates/notes/README.md": "",
    "b/Cargo.toml": TOML,
    "b/src/bin/b.rs": "",
}
MEMBERS = ["Cargo.toml", "b/Cargo.toml", "b/src/bin/b.rs", "crates/a/Cargo.toml", "crates/a/src/lib.rs"]

CLOSURES: list[tuple[dict[str, Content], str, list[str]]] = [
    (WORKSPACE, "/app", MEMBERS),
    (WORKSPACE, "/app/crates/a", MEMBERS),
    (
        {**WORKSPACE, "crates/old/src/lib.rs": ""},
        "/app/crates/old",
        ["Cargo.toml", "crates/old/Cargo.toml", "crates/old/src/lib.rs"],
    ),
    (
        {
            **PROJECT,
            "Cargo.toml": f'{TOML}[target."cfg(unix)".dependencies]\na = {{ path = "a" }}\n',
            **LIBRARY,
        },
        "/app",
        ["Cargo.lock", "Cargo.toml", "a/Cargo.toml", "a/src/lib.rs", "src/main.rs"],
    ),
    (
        {**PROJECT, "Cargo.toml": f'{TOML}[patch.crates-io]\na = {{ path = "a" }}\n', **LIBRARY},
        "/app",
        ["Cargo.lock", "Cargo.toml", "a/Cargo.toml", "a/src/lib.rs", "src/main.rs"],
    ),
    (
        {"Cargo.toml": f'{TOML}links = "z"\n', "src/lib.rs": "", "build.rs": ""},
        "/app",
        ["Cargo.toml", "build.rs", "src/lib.rs"],
    ),
    (
        {"Cargo.toml": f'{TOML}build = "b.rs"\n', "src/lib.rs": "", "b.rs": ""},
        "/app",
        ["Cargo.toml", "src/lib.rs"],
    ),
    (
        {"Cargo.toml": f'{TOML}[[bin]]\nname = "z"\n', "src/bin/z/main.rs": "", "src/lib.rs": ""},
        "/app",
        ["Cargo.toml", "src/bin/z/main.rs"],
    ),
    (
        {"Cargo.toml": f'{TOML}[[bin]]\nname = "app"\n', "src/main.rs": ""},
        "/app",
        ["Cargo.toml", "src/main.rs"],
    ),
    ({"Cargo.toml": f'{TOML}[[bin]]\nname = "z"\npath = "z.rs"\n', "z.rs": ""}, "/app", ["Cargo.toml"]),
    (
        {"Cargo.toml": f'{TOML}[lib]\nname = "z"\n', "src/lib.rs": "", "src/main.rs": ""},
        "/app",
        ["Cargo.toml", "src/lib.rs"],
    ),
    (
        {"Cargo.toml": f'{TOML}[[test]]\nname = "z"\n', "tests/z.rs": "", "src/lib.rs": ""},
        "/app",
        ["Cargo.toml", "tests/z.rs"],
    ),
    (
        {"Cargo.toml": f'{TOML}default-run = "z"\n', "src/bin/z.rs": "", "src/lib.rs": ""},
        "/app",
        ["Cargo.toml", "src/bin/z.rs"],
    ),
    ({"Cargo.toml": TOML, "examples/z.rs": ""}, "/app", ["Cargo.toml", "examples/z.rs"]),
    (
        {
            **PROJECT,
            ".cargo/config.toml": "[net]\nretry = 3\n",
            "/.cargo/config": "",
            "rust-toolchain": "1.82\n",
            "/root/.cargo/config.toml": "",
        },
        "/app",
        [
            ".cargo/config.toml",
            "/.cargo/config",
            "/root/.cargo/config.toml",
            *PLAIN[:2],
            "rust-toolchain",
            "src/main.rs",
        ],
    ),
]


@pytest.mark.parametrize(("files", "cwd", "expected"), CLOSURES)
def test_closure(files: dict[str, Content], cwd: str, expected: list[str]) -> None:
    """Members, folders that packages depend on, one target of each, and what is configured are needed."""
    found = reading("cargo fetch --locked", files, cwd=cwd)

    assert (needs(found), found.source, found.unknown) == (expected, None, None)


UNKNOWN: list[tuple[str, dict[str, Content], str | None]] = [
    ("cargo fetch", {}, "Cargo.toml is not in the image at this point"),
    ("cargo fetch", {"Cargo.toml": Unknown("RUN writes it")}, "Cargo.toml is not known: RUN writes it"),
    ("cargo fetch", {"Cargo.toml": "<<<"}, None),
    ("cargo fetch", {"Cargo.toml": ""}, "it says neither package nor workspace"),
    ("cargo fetch", {"Cargo.toml": TOML}, "no target is in the image at this point"),
    ("cargo fetch", {"Cargo.toml": f"{TOML}autobins = false\n"}, "which targets are found is not known"),
    (
        "cargo fetch",
        {"Cargo.toml": f'{TOML}[[bench]]\nname = "z"\n'},
        "the bench z is not in the image at this point",
    ),
    (
        "cargo fetch",
        {"Cargo.toml": '[workspace]\nmembers = ["a"]\n'},
        "a/Cargo.toml is not in the image at this point",
    ),
    (
        "cargo fetch",
        {"Cargo.toml": '[workspace]\nmembers = ["{a,b}"]\n'},
        "the pattern {a,b} is not understood",
    ),
    (
        "cargo fetch",
        {**PROJECT, "Cargo.toml": f'{TOML}[dependencies]\nx.path = "../x"\n'},
        "/x/Cargo.toml is not in the image at this point",
    ),
    (
        "cargo fetch",
        {**PROJECT, ".cargo/config.toml": '[source.v]\ndirectory = "vendor"\n'},
        "the source v is a folder",
    ),
    ("cargo fetch", {**PROJECT, ".cargo/config.toml": 'paths = ["x"]\n'}, "paths names further files"),
    (
        "cargo fetch",
        {**PROJECT, ".cargo/config.toml": '[build]\nrustc = "./x"\n'},
        "build.rustc names a file",
    ),
    (
        "cargo fetch",
        {**PROJECT, ".cargo/config.toml": '[patch.crates-io]\nx.path = "x"\n'},
        "a dependency is replaced by a folder",
    ),
    (
        "cargo fetch",
        {**PROJECT, "rust-toolchain.toml": '[toolchain]\npath = "x"\n'},
        "the toolchain is a folder",
    ),
    (
        "cargo fetch",
        {
            "Cargo.toml": '[workspace]\nmembers = ["a"]\n[workspace.dependencies]\nx.path = "x"\ny.path = "y"\n',
            "a/Cargo.toml": f"{TOML}[dependencies]\nx.workspace = true\n",
            "a/src/lib.rs": "",
        },
        "x/Cargo.toml is not in the image at this point",
    ),
    ("cargo --config x.toml fetch", PROJECT, "--config gives cargo settings of its own"),
    ("cargo fetch $FLAGS", PROJECT, "not all arguments are known"),
    ("cargo fetch --target my.json", PROJECT, "--target names a file"),
    ("cargo vendor --sync x/Cargo.toml", PROJECT, "--sync names further manifests"),
    ("cargo chef cook", {}, "recipe.json is not in the image at this point"),
]


@pytest.mark.parametrize(("line", "files", "note"), UNKNOWN)
def test_unknown(line: str, files: dict[str, Content], note: str | None) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    found = reading(line, files)

    assert found.unknown is not None
    assert note in (found.unknown.note, None)


def test_hidden_member() -> None:
    """A pattern of cargo fits hidden folders too."""
    files: dict[str, Content] = {"Cargo.toml": '[workspace]\nmembers = ["*"]\n', ".x/Cargo.toml": TOML}
    found = reading("cargo fetch", files)

    assert found.unknown is not None
    assert found.unknown.note == ".x/Cargo.toml may be a workspace member"


def test_no_lockfile() -> None:
    """Without a lockfile one is written."""
    assert "/app/Cargo.lock" in reading("cargo fetch", {"Cargo.toml": TOML, "src/lib.rs": ""}).outputs


def test_homes() -> None:
    """Crates go below CARGO_HOME, toolchains below RUSTUP_HOME; `cargo vendor` writes its folder."""
    found = reading(
        "cargo vendor third", PROJECT, CARGO_HOME="/usr/local/cargo", RUSTUP_HOME="/usr/local/rustup"
    )

    assert {"/usr/local/cargo/registry", "/usr/local/rustup", "/app/third"} <= set(found.outputs)
    assert reading("cargo fetch", PROJECT, CARGO_HOME=None).unknown is not None
    assert reading("cargo fetch", PROJECT, cwd=None).unknown is not None


def test_chef() -> None:
    """Cooking reads the recipe alone and writes a project; preparing looks through the source."""
    cooked = reading("cargo chef cook --release --recipe-path r.json", {"r.json": "{}"})
    prepared = reading("cargo chef prepare --recipe-path r.json", PROJECT)

    assert (needs(cooked), cooked.source, cooked.unknown) == (["r.json"], None, None)
    assert "/app" in cooked.outputs
    assert prepared.source is not None
    assert "/app/r.json" in prepared.outputs
