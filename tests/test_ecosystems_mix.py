"""mix: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, phases, reading, recognised
from layerwise.context.memory import Content
from layerwise.unknown import Unknown

SUM = "af1504e35f629ddcdd6addb3513c3853991f694921b1b9368b0bd32beb9f1b63"
LOCK = f'%{{\n  "jason": {{:hex, :jason, "1.4.1", "{SUM}", [:mix], [], "hexpm", "{SUM}"}},\n}}\n'


def manifest(deps: str = '{:jason, "~> 1.4"}', more: str = "", version: str = '"0.1.0"') -> str:
    """A mix.exs."""
    return f"""defmodule M.MixProject do
  use Mix.Project # not {{:x, path: "x"}}
  def project, do: [app: :m, version: {version}, elixir: "~> 1.14", {more} deps: deps()]
  defp deps, do: [{deps}]
end
"""


PROJECT: dict[str, Content] = {"mix.exs": manifest(), "mix.lock": LOCK}
UMBRELLA: dict[str, Content] = {
    "mix.exs": manifest("", 'apps_path: "apps",'),
    "apps/web/mix.exs": manifest("{:core, in_umbrella: true}", 'config_path: "../../config/config.exs",'),
    "apps/core/mix.exs": manifest(""),
    "apps/README.md": "",
    "config/config.exs": "import Config",
}


@pytest.mark.parametrize(
    "line",
    [
        "mix deps.get",
        "mix deps.get --only prod",
        "mix deps.get --check-locked",
        "/usr/local/bin/mix deps.get",
        "mix deps.compile",
        "mix deps.compile jason --force",
        "mix do deps.get, deps.compile",
        "mix do deps.get --only prod, deps.compile",
        "mix do deps.get --only prod + deps.compile",
        "mix do local.hex --force, local.rebar --force, deps.get",
    ],
)
def test_spelling(line: str) -> None:
    """Every spelling reads mix.exs and a lockfile in step with it."""
    found = reading(line, PROJECT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["mix.exs", "mix.lock"], (), None, None,
    )  # fmt: skip
    assert {"/app/deps", "/app/_build", "/root/.hex"} <= set(found.outputs)


@pytest.mark.parametrize(
    "line",
    [
        "mix compile",
        "mix release",
        "mix test",
        "mix deps",
        "mix deps.tree",
        "mix do compile, release",
        "mix phx.digest",
        "mix archive.install ./x.ez",
        "mix do local.hex --force, local.rebar --force",
        "iex -S mix",
    ],
)
def test_near_miss(line: str) -> None:
    """What fetches nothing is no install."""
    assert recognised(line) is None


CLOSURES: list[tuple[str, dict[str, Content], dict[str, str], str, list[str]]] = [
    (
        "mix deps.get",
        UMBRELLA,
        {},
        "/app",
        ["apps/core/mix.exs", "apps/web/mix.exs", "config/config.exs", "mix.exs"],
    ),
    (
        "mix deps.get",
        UMBRELLA,
        {},
        "/app/apps/web",
        ["apps/core/mix.exs", "apps/web/mix.exs", "config/config.exs"],
    ),
    (
        "mix deps.get",
        {
            "mix.exs": manifest('{:a, path: "../a"}, {:b, "~> 1.0"}'),
            "/a/mix.exs": manifest('{:c, path: "c", only: :test}'),
            "/a/c/mix.exs": manifest(""),
            "/a/config/config.exs": "",
        },
        {},
        "/app",
        ["/a/c/mix.exs", "/a/mix.exs", "mix.exs"],
    ),
    (
        "mix deps.get",
        {
            "mix.exs": manifest(version='File.read!("VERSION")'),
            "VERSION": "1",
            "config/config.exs": 'import_config "#{config_env()}.exs"\nimport_config("shared.exs")',
            "config/prod.exs": 'import_config "#{Mix.target()}.exs"',
            "config/dev.exs": 'import_config "dev.secret.exs"\nFile.read!(here())',
            "config/host.exs": "",
            "config/shared.exs": "",
            "config/runtime.exs": "",
        },
        {"MIX_ENV": "prod"},
        "/app",
        [
            "VERSION",
            "config/config.exs",
            "config/dev.exs",
            "config/host.exs",
            "config/prod.exs",
            "config/shared.exs",
            "mix.exs",
        ],
    ),
    (
        "mix deps.get",
        {"mix.exs": manifest(), "config/config.exs": 'import_config "#{Mix.env}.exs"', "config/dev.exs": ""},
        {},
        "/app",
        ["config/config.exs", "config/dev.exs", "mix.exs"],
    ),
    (
        "mix deps.get",
        {"/locks/mix.lock": "%{}", "mix.exs": manifest("", 'lockfile: "../locks/mix.lock",')},
        {},
        "/app",
        ["/locks/mix.lock", "mix.exs"],
    ),
]


@pytest.mark.parametrize(("line", "files", "environment", "cwd", "expected"), CLOSURES)
def test_closure(
    line: str, files: dict[str, Content], environment: dict[str, str], cwd: str, expected: list[str]
) -> None:
    """Measured: mix.exs of the project, of an umbrella's applications and of folders; settings; no runtime.exs.

    Settings of other environments are needed in case that the environment is a build argument.
    """
    found = reading(line, files, cwd=cwd, **environment)

    assert (expected, None, None) == (needs(found), found.source, found.unknown)


def test_unknown_environment() -> None:
    """Where nobody knows the environment, the settings of each are needed."""
    files: dict[str, Content] = {
        "mix.exs": manifest(),
        "config/config.exs": 'import_config "#{config_env()}.exs"',
        "config/dev.exs": "",
        "config/prod.exs": "",
    }
    found = reading("mix deps.get", files, MIX_ENV=None)

    assert needs(found) == ["config/config.exs", "config/dev.exs", "config/prod.exs", "mix.exs"]


UNKNOWN: list[tuple[dict[str, Content], str]] = [
    ({}, "mix.exs is not in the image at this point"),
    ({"mix.exs": Unknown("RUN writes it")}, "mix.exs is not known: RUN writes it"),
    ({"mix.exs": manifest(version='System.cmd("git", [])')}, "it reads files or runs programs"),
    ({"mix.exs": manifest(version="File.read!(path())")}, "it reads files or runs programs"),
    ({"mix.exs": manifest('{:a, path: "../a"}')}, "/a/mix.exs is not in the image at this point"),
    ({"mix.exs": manifest("{:a, path: here()}")}, "a dependency's folder cannot be followed"),
    (
        {"mix.exs": manifest('{:a, path: "a", system_env: [{"A", "b"}]}')},
        "a dependency's folder cannot be followed",
    ),
    ({"mix.exs": manifest('{:a, git: "../a"}')}, "a dependency's folder cannot be followed"),
    ({"mix.exs": manifest('{:a, "~> 1.0", compile: "make"}')}, "a dependency is compiled by a command"),
    ({"mix.exs": manifest(more="apps_path: apps(),")}, "apps_path cannot be followed"),
    (
        {"mix.exs": manifest(more='aliases: ["deps.get": ["x"]],')},
        "deps.get is another task there, by an alias",
    ),
    (
        {"mix.exs": manifest(), "config/config.exs": 'import_config "#{name}.exs"'},
        'import_config "#{name}.exs" cannot be followed',
    ),
    (
        {
            "mix.exs": manifest(),
            "config/config.exs": 'import_config "#{config_env()}.exs"\nimport_config "x.exs"',
            "config/dev.exs": "",
            "config/x.exs": "File.read!(here())",
        },
        "it reads files or runs programs",
    ),
    (
        {"mix.exs": manifest(), "config/config.exs": 'import_config "x.exs"'},
        "config/x.exs is not in the image at this point",
    ),
]


@pytest.mark.parametrize(("files", "note"), UNKNOWN)
def test_unknown(files: dict[str, Content], note: str) -> None:
    """What cannot be known says why."""
    found = reading("mix deps.get", files)

    assert found.unknown is not None
    assert note == found.unknown.note


@pytest.mark.parametrize(
    ("line", "deps", "lock", "rewrites"),
    [
        ("mix deps.get", '{:jason, "~> 1.4"}', LOCK, ()),
        ("mix deps.get", '{:jason, ">= 1.0.0 and < 2.0.0", only: :dev}', LOCK, ()),
        ("mix deps.get", '{:jason, "~> 1.5"}', LOCK, ("/app/mix.lock",)),
        ("mix deps.get", '{:jason, "~> 1.5"}', "<<<<<<<", ("/app/mix.lock",)),
        ("mix deps.get", '{:jason, "~> 1.4"}, {:other, "~> 1.0"}', LOCK, ("/app/mix.lock",)),
        ("mix deps.get", 'jason: "~> 1.5"', LOCK, ("/app/mix.lock",)),
        ("mix deps.get", '{:jason, git: "https://example.com/jason.git"}', LOCK, ("/app/mix.lock",)),
        ("mix deps.get", '{:jason, github: "michalmuskala/jason"}', LOCK, ("/app/mix.lock",)),
        ("mix deps.get --check-locked", '{:jason, "~> 1.5"}', LOCK, ()),
        ("mix deps.compile", '{:jason, "~> 1.5"}', LOCK, ()),
        ("mix deps.update jason", '{:jason, "~> 1.4"}', LOCK, ("/app/mix.lock",)),
    ],
)
def test_rewrites(line: str, deps: str, lock: str, rewrites: tuple[str, ...]) -> None:
    """A lockfile that holds what is asked for stays as it is."""
    assert reading(line, {"mix.exs": manifest(deps), "mix.lock": lock}).rewrites == rewrites


@pytest.mark.parametrize(
    ("line", "is_needed"),
    [
        ("mix deps.get", False),
        ("mix deps.compile", True),
        ("mix deps.compile --skip-local-deps", False),
        ("mix deps.compile jason", False),
        ("mix deps.compile core", True),
        ("mix do deps.get, deps.compile", True),
    ],
)
def test_source(line: str, is_needed: bool) -> None:
    """Measured: deps.compile compiles an umbrella's applications and folders, without their source to nothing."""
    assert (reading(line, UMBRELLA).source is not None) == is_needed


def test_phases() -> None:
    """Folders are compiled in a second run; a call that goes on to compile fetches in a first."""
    local = phases("mix deps.compile", UMBRELLA)
    both = phases("mix do deps.get --only prod, deps.compile, compile", PROJECT)
    umbrella = phases("mix do deps.get + deps.compile", UMBRELLA)

    assert local is not None
    assert both is not None
    assert umbrella is not None
    assert local.added == "--skip-local-deps"
    assert both.instead == "mix deps.get --only prod && mix deps.compile"
    assert umbrella.instead == "mix deps.get"


@pytest.mark.parametrize(
    "line", ["mix local.hex --force", "mix local.rebar --force", "mix archive.install hex phx_new"]
)
def test_tool(line: str) -> None:
    """Measured: mix.exs and the settings are run before mix's own tools are installed, where they are there."""
    found = reading(line, UMBRELLA)

    assert "config/config.exs" in needs(found)
    assert (found.is_project, found.unknown) == (False, None)
    assert reading(line, {}).unknown is None
