"""rebar3 and Gleam: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, phases, reading, recognised
from layerwise.context.memory import Content

CONFIG = '{deps, [{cowboy, "2.12.0"}, jsx]}. % {deps, [other]}\n{profiles, [{test, [{deps, [meck]}]}]}.\n'
LOCK = """{"1.2.0",
[{<<"cowboy">>,{pkg,<<"cowboy">>,<<"2.12.0">>},0},
 {<<"cowlib">>,{pkg,<<"cowlib">>,<<"2.13.0">>},1},
 {<<"jsx">>,
  {git,"https://example.com/jsx.git",
       {ref,"0000"}},
  0}]}.
"""
ERLANG: dict[str, Content] = {
    "rebar.config": CONFIG,
    "rebar.lock": LOCK,
    "src/web.app.src": "",
    "src/web.erl": "",
}
TOML = 'name = "app"\n[dependencies]\ngleam_stdlib = ">= 0.34.0"\n[dev-dependencies]\ngleeunit = "~> 1.0"\n'
MANIFEST = (
    'packages = []\n[requirements]\ngleam_stdlib = { version = ">= 0.34.0" }\n'
    'gleeunit = { version = "~> 1.0" }\n'
)
GLEAM: dict[str, Content] = {"gleam.toml": TOML, "manifest.toml": MANIFEST, "src/app.gleam": ""}


@pytest.mark.parametrize(
    "line",
    [
        "rebar3 get-deps",
        "rebar3 as prod get-deps",
        "rebar3 compile --deps_only",
        "rebar3 as prod compile -d",
        "rebar3 do get-deps, compile -d",
        "/usr/local/bin/rebar3 get-deps",
    ],
)
def test_rebar3(line: str) -> None:
    """Measured: every spelling reads the configuration, the lockfile and the applications' .app.src."""
    found = reading(line, ERLANG)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["rebar.config", "rebar.lock", "src/web.app.src"], (), None, None,
    )  # fmt: skip
    assert "/app/_build" in found.outputs


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("rebar3 release", "rebar3 compile --deps_only"),
        ("rebar3 as prod release", "rebar3 as prod compile --deps_only"),
        ("rebar3 as prod do clean, tar", "rebar3 as prod compile --deps_only"),
        ("rebar3 do get-deps, compile", "rebar3 compile --deps_only"),
        ("rebar3 ct", "rebar3 get-deps"),
    ],
)
def test_rebar3_build(line: str, expected: str) -> None:
    """A build needs the source; measured: its dependencies are compiled alone as well as with it."""
    found = phases(line, ERLANG)

    assert reading(line, ERLANG).source is not None
    assert found is not None
    assert found.instead == expected


def test_rebar3_nothing_to_fetch() -> None:
    """Without dependencies there is no first phase; a hook around compiling leaves the fetching."""
    hooked = {**ERLANG, "rebar.config": CONFIG + '{pre_hooks, [{compile, "make"}]}.\n'}
    found = phases("rebar3 release", hooked)

    assert phases("rebar3 release", {"rebar.config": "{deps, []}."}) is None
    assert found is not None
    assert found.instead == "rebar3 get-deps"


def test_rebar3_applications() -> None:
    """Applications below apps/ and lib/ have a configuration of their own."""
    files: dict[str, Content] = {
        "rebar.config": "{deps, []}.",
        "rebar.lock": LOCK,
        "apps/a/rebar.config": '{deps, [cowboy, {jsx, {git, "https://example.com/jsx.git", {tag, "1"}}}]}.',
        "apps/a/src/a.app.src": "",
        "lib/b/src/b.app.src": "",
        "lib/b/src/b.erl": "",
    }
    found = reading("rebar3 get-deps", files)

    assert (needs(found), found.rewrites, found.unknown) == (
        ["apps/a/rebar.config", "apps/a/src/a.app.src", "lib/b/src/b.app.src", "rebar.config", "rebar.lock"],
        (), None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "files", "note"),
    [
        ("rebar3 get-deps", {}, "rebar.config is not in the image at this point"),
        ("rebar3 get-deps", {**ERLANG, "rebar.config.script": ""}, "it is code that nobody has run"),
        ("rebar3 get-deps", {**ERLANG, "src/x.app.src.script": ""}, "it is code that nobody has run"),
        (
            "rebar3 get-deps",
            {**ERLANG, "_checkouts/x/rebar.config": ""},
            "_checkouts holds dependencies in the making",
        ),
        ("rebar3 get-deps", {"rebar.config": '{deps, [{a, {path, "a"}}]}.'}, "a dependency is a folder"),
        ("rebar3 get-deps", {"rebar.config": '{deps, [{a, {git, "../a"}}]}.'}, "a dependency is a folder"),
        (
            "rebar3 get-deps",
            {"rebar.config": '{deps, [{a, {git, "file:///a"}}]}.'},
            "a dependency is a folder",
        ),
        (
            "gleam deps download",
            {"gleam.toml": 'dependencies.a = { git = "../a" }'},
            "a repository is taken from a folder",
        ),
        (
            "rebar3 get-deps",
            {"rebar.config": '{project_app_dirs, ["x"]}.'},
            "project_app_dirs puts the applications elsewhere",
        ),
        (
            "rebar3 compile -d",
            {"rebar.config": '{pre_hooks, [{compile, "make"}]}.'},
            "its hooks may run while dependencies are fetched",
        ),
    ],
)
def test_unknown(line: str, files: dict[str, Content], note: str) -> None:
    """What cannot be known says why."""
    found = reading(line, files)

    assert found.unknown is not None
    assert note == found.unknown.note


@pytest.mark.parametrize(
    ("line", "config", "lock"),
    [
        ("rebar3 get-deps", "{deps, [cowboy]}.", LOCK),
        ("rebar3 get-deps", "{deps, [cowboy, jsx, more]}.", LOCK),
        ("rebar3 get-deps", "{deps, [cowboy, jsx]}.", "[]."),
        ("rebar3 upgrade --all", "{deps, [cowboy, jsx]}.", LOCK),
    ],
)
def test_rebar3_rewrites(line: str, config: str, lock: str) -> None:
    """A lockfile that does not hold the names asked for is written again."""
    assert reading(line, {"rebar.config": config, "rebar.lock": lock}).rewrites == ("/app/rebar.lock",)


@pytest.mark.parametrize(
    "line",
    [
        "rebar3 tree", "rebar3 clean", "rebar3 do clean, tree", "rebar3 new app x", "rebar3 shell", "gleam format",
        "gleam add wisp",
    ],
)  # fmt: skip
def test_near_miss(line: str) -> None:
    """What fetches nothing, or edits the manifest, is no install."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("line", "files", "rewrites"),
    [
        ("gleam deps download", GLEAM, ()),
        ("gleam deps update", GLEAM, ("/app/manifest.toml",)),
        ("gleam deps download", {**GLEAM, "gleam.toml": TOML + 'wisp = "1.0.0"\n'}, ("/app/manifest.toml",)),
        ("gleam deps download", {**GLEAM, "manifest.toml": "packages = ["}, ("/app/manifest.toml",)),
    ],
)
def test_gleam(line: str, files: dict[str, Content], rewrites: tuple[str, ...]) -> None:
    """The lockfile says which requirements it was made for."""
    found = reading(line, files)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["gleam.toml", "manifest.toml"], rewrites, None, None,
    )  # fmt: skip


def test_gleam_folders() -> None:
    """Folders bring their gleam.toml, and what those name; one that is not there fails."""
    files: dict[str, Content] = {
        "gleam.toml": '[dependencies]\na = { path = "../a" }\n',
        "/a/gleam.toml": '[dependencies]\nb = { path = "b" }\n',
        "/a/b/gleam.toml": "",
    }

    assert needs(reading("gleam deps download", files)) == ["/a/b/gleam.toml", "/a/gleam.toml", "gleam.toml"]
    assert reading("gleam deps download", {"gleam.toml": files["gleam.toml"]}).unknown is not None


def test_gleam_build() -> None:
    """A build needs the source, and downloads where there is something to download."""
    found = phases("gleam export erlang-shipment", GLEAM)

    assert reading("gleam export erlang-shipment", GLEAM).source is not None
    assert found is not None
    assert found.instead == "gleam deps download"
    assert phases("gleam build", {"gleam.toml": ""}) is None
