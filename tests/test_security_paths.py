"""A repository whose every path leads out of it: nothing there is opened, listed or written."""

from pathlib import Path

import pytest
from hostile import message, needs_strace, watched
from layerwise.lsp.convert import uri_of

pytestmark = needs_strace

_START = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN {}\n"
# Each project of the repository: its install, the manifest that must have been read, and what stands in its files.
# `{out}` is a folder beside the repository, by way of `..` or from the root.
_PROJECTS: dict[str, tuple[str, str, dict[str, str]]] = {
    "pip": (
        "pip install -r requirements.txt",
        "requirements.txt",
        {"requirements.txt": "-r {out}/requirements.txt\n-c {out}/constraints.txt\n-e {out}\n{out}/a.whl\nflask\n"},
    ),
    "npm": (
        "npm install",
        "package.json",
        {
            "package.json": '{{"name": "a", "workspaces": ["{out}", "{out}/*", "link"],'
            ' "dependencies": {{"b": "file:{out}", "c": "link:{out}"}}}}'
        },
    ),
    "pnpm": (
        "pnpm install",
        "pnpm-workspace.yaml",
        {"package.json": '{{"name": "a"}}', "pnpm-workspace.yaml": "packages:\n  - {out}\n  - '{out}/*'\n  - link\n"},
    ),
    "yarn": (
        "yarn install",
        ".yarnrc.yml",
        {"package.json": '{{"workspaces": ["{out}"]}}', "yarn.lock": "__metadata:\n  version: 8\n",
         ".yarnrc.yml": "yarnPath: {out}/yarn.cjs\nplugins:\n  - {out}/plugin.cjs\n"},
    ),
    "uv": (
        "uv sync",
        "pyproject.toml",
        {
            "pyproject.toml": '[project]\nname = "a"\nversion = "1"\nreadme = "{out}/README"\ndependencies = ["b"]\n'
            '[tool.uv.sources]\nb = {{path = "{out}"}}\n[tool.uv.workspace]\nmembers = ["{out}", "link"]\n'
        },
    ),
    "poetry": (
        "poetry install",
        "pyproject.toml",
        {"pyproject.toml": '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\nb = {{path = "{out}"}}\n'},
    ),
    "cargo": (
        "cargo build",
        "Cargo.toml",
        {"Cargo.toml": '[workspace]\nmembers = ["{out}", "link"]\n[dependencies]\nb = {{path = "{out}"}}\n'},
    ),
    "go": (
        "go mod download",
        "go.mod",
        {"go.mod": "module a\nreplace b => {out}\n", "go.work": "go 1.22\nuse {out}\nuse .\n"},
    ),
    "dotnet": (
        "dotnet restore a.csproj",
        "a.csproj",
        {
            "a.csproj": '<Project Sdk="Microsoft.NET.Sdk"><Import Project="{out}/b.props"/><ItemGroup>'
            '<ProjectReference Include="{out}/b.csproj"/></ItemGroup></Project>'
        },
    ),
    "maven": (
        "mvn dependency:go-offline",
        "pom.xml",
        {
            "pom.xml": "<project><parent><groupId>a</groupId><artifactId>a</artifactId><version>1</version>"
            "<relativePath>{out}/pom.xml</relativePath></parent><modules><module>{out}</module></modules></project>"
        },
    ),
    "bundler": (
        "bundle install",
        "Gemfile",
        {"Gemfile": 'eval_gemfile "{out}/Gemfile"\ngem "b", path: "{out}"\ngemspec path: "{out}"\n'},
    ),
    "composer": (
        "composer install",
        "composer.json",
        {"composer.json": '{{"repositories": [{{"type": "path", "url": "{out}"}}], "require": {{"b/b": "*"}}}}'},
    ),
    "mix": ("mix deps.get", "mix.exs", {"mix.exs": 'defp deps, do: [{{:b, path: "{out}"}}]\n'}),
    "compose": (
        "npm ci",
        "compose.yaml",
        {
            "package.json": "{{}}",
            "compose.yaml": "include:\n  - {out}/compose.yaml\nservices:\n  a:\n    build: {{context: .,"
            " dockerfile: Dockerfile, additional_contexts: {{x: '{out}'}}}}\n    env_file: {out}/secret\n"
            "    extends: {{file: '{out}/compose.yaml', service: a}}\n  b:\n    build: {{context: '{out}'}}\n"
            "  c:\n    build: {{context: ., dockerfile: '{out}/named.df'}}\n"
            "  d:\n    build: {{context: ., dockerfile: link/named.df}}\n",
        },
    ),
    "bake": (
        "npm ci",
        "docker-bake.hcl",
        {
            "package.json": "{{}}",
            "docker-bake.hcl": 'target "a" {{\n  context = "{out}"\n  dockerfile = "{out}/named.df"\n'
            '  contexts = {{x = "{out}"}}\n}}\ntarget "b" {{\n  context = "."\n}}\n',
        },
    ),
    "devcontainer": (
        "npm ci",
        ".devcontainer/devcontainer.json",
        {
            "package.json": "{{}}",
            ".devcontainer/devcontainer.json": '{{"build": {{"context": "{out}", "dockerfile": "{out}/named.df"}},'
            ' "dockerComposeFile": "{out}/compose.yaml"}}',
        },
    ),
    "settings": ("npm ci", "layerwise.toml", {"package.json": "{{}}", "layerwise.toml": 'context = "{out}"\n'}),
    "copies": ("npm ci", "package.json", {"package.json": "{{}}"}),
}  # fmt: skip
_LINKED = (
    "package.json",
    ".dockerignore",
    ".env",
    "layerwise.toml",
    "compose.yaml",
    "requirements.txt",
    ".npmrc",
)


def _fill(out: Path) -> None:
    """What an attacker is after: every file that is named, with a mark that would be told."""
    for name in (
        *(
            "requirements.txt",
            "constraints.txt",
            "secret",
            "compose.yaml",
            "named.df",
            "Dockerfile",
            "package.json",
        ),
        *("pyproject.toml", "Cargo.toml", "go.mod", "b.csproj", "b.props", "pom.xml", "Gemfile", "b.gemspec"),
        *(
            "composer.json",
            "mix.exs",
            "yarn.cjs",
            "plugin.cjs",
            "README",
            ".dockerignore",
            "layerwise.toml",
            ".env",
        ),
    ):
        (out / name).write_text("FROM STOLEN\n")
    (out / "inner").mkdir()
    (out / "inner" / "package.json").write_text('{"name": "STOLEN"}')


@pytest.fixture(params=["relative", "absolute"])
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A repository beside a folder that is none of its business."""
    repository, out = tmp_path / "repository", tmp_path / "out"
    (repository / ".git").mkdir(parents=True)
    out.mkdir()
    _fill(out)
    for name, (install, _, files) in _PROJECTS.items():
        folder = repository / name
        folder.mkdir()
        named = str(out) if request.param == "absolute" else "../../out"
        (folder / "Dockerfile").write_text(_START.format(install))
        (folder / "link").symlink_to(named)
        for path, text in files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text.format(out=named))
    copies = repository / "copies" / "Dockerfile"
    copies.write_text(f"{copies.read_text()}COPY {named} link link/* ../../out/* /x/\n")
    links = repository / "links"
    links.mkdir()
    (links / "Dockerfile").write_text(_START.format("npm ci && pip install -r requirements.txt"))
    for name in _LINKED:
        (links / name).symlink_to(f"{named}/{name}")
    (repository / "stolen.Dockerfile").symlink_to(
        f"{'..' if named.startswith('.') else tmp_path}/out/Dockerfile"
    )
    return repository


@pytest.mark.parametrize("command", [("check", "--jobs", "2", "."), ("fix", "--diff", ".")])
def test_the_command_line_stays_inside(repository: Path, command: tuple[str, ...]) -> None:
    """Whatever a path says, only the repository is looked into; the manifests that say it were read indeed.

    Nothing is written or reached, and nothing but the user's git is started.
    """
    seen = watched(command, repository)

    assert "Traceback" not in seen.errors
    assert seen.opened_below(repository.parent / "out") == set()
    assert {f"{name}/{manifest}" for name, (_, manifest, _) in _PROJECTS.items()} <= seen.opened_below(
        repository
    )
    assert "STOLEN" not in seen.output + seen.errors
    assert "layerwise: stolen.Dockerfile leads out of . and is left out" in seen.errors
    assert seen.written == frozenset()
    assert {Path(path).name for path in seen.executed[1:]} <= {"git"}
    assert seen.families <= {"AF_UNIX"}


def test_the_server_stays_inside(repository: Path) -> None:
    """The same holds for the server, told to judge all of the workspace; without trust it starts no git either."""
    uri = uri_of(repository / "pip" / "Dockerfile")
    options = {"trusted": False, "scope": "workspace"}
    folders = [{"uri": uri_of(repository), "name": "x"}]
    text = (repository / "pip" / "Dockerfile").read_text()
    item = {"uri": uri, "languageId": "dockerfile", "version": 1, "text": text}
    params = {"capabilities": {}, "initializationOptions": options, "workspaceFolders": folders}
    plan = {"textDocument": {"uri": uri}}
    place = {"line": 2, "character": 1}
    seen = watched(
        (),
        repository,
        b"".join(
            (
                message(id=1, method="initialize", params=params),
                message(method="initialized", params={}),
                message(method="textDocument/didOpen", params={"textDocument": item}),
                message(id=2, method="textDocument/hover", params={**plan, "position": place}),
                message(
                    id=3,
                    method="textDocument/inlayHint",
                    params={**plan, "range": {"start": place, "end": place}},
                ),
                message(id=4, method="shutdown"),
                message(method="exit"),
            )
        ),
    )

    assert seen.code == 0
    assert '"id": 3' in seen.output or '"id":3' in seen.output
    assert "pip/requirements.txt" in seen.opened_below(repository)
    assert seen.opened_below(repository.parent / "out") == set()
    assert len(seen.executed) == 1
    assert seen.families <= {"AF_UNIX"}
    assert not any(Path(path).is_relative_to(repository) for path in seen.written)
