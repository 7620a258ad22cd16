"""Projects whose manifests name themselves, each other, or one the next in a long chain; by what reads them."""
# ruff: noqa: E501 - a manifest in a line

from collections.abc import Mapping

_POM = "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>{}</artifactId><version>1</version>{}</project>"
_PROJECT = '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup>{}</Project>'
_CABAL = "cabal-version: 2.4\nname: a\nversion: 1\nlibrary\n  build-depends: base\n"

# By the command, the files of a project in which all that can name another one names itself, or one that names it.
CYCLES: dict[str, tuple[str, Mapping[str, str]]] = {
    "pip, itself": ("pip install -r a.txt", {"a.txt": "-r a.txt\n-c a.txt\nx\n"}),
    "pip, each other": ("pip install -r a.txt", {"a.txt": "-r b/b.txt\n", "b/b.txt": "-r ../a.txt\n"}),
    "uv pip": ("uv pip install -r a.txt", {"a.txt": "-r b.txt\n-c b.txt\n", "b.txt": "-r a.txt\n"}),
    "conda": (
        "conda env create -f environment.yml",
        {"environment.yml": "dependencies:\n- pip:\n  - -r a.txt\n", "a.txt": "-r a.txt\n"},
    ),
    "npm": (
        "npm ci",
        {
            "package.json": '{"name": "a", "workspaces": [".", "b", "b/.."], "dependencies": {"b": "file:b"}}',
            "b/package.json": '{"name": "b", "workspaces": [".."], "dependencies": {"a": "file:.."}}',
            "package-lock.json": '{"lockfileVersion": 3, "packages": {"": {}, "b": {}, "node_modules/b": {"resolved": "b", "link": true}}}',
        },
    ),
    "pnpm": (
        "pnpm install",
        {
            "package.json": '{"name": "a", "dependencies": {"b": "link:b"}}',
            "pnpm-workspace.yaml": "packages: ['.', 'b', 'b/..', '**']\n",
            "b/package.json": '{"name": "b", "dependencies": {"a": "workspace:*", "c": "link:.."}}',
            "pnpm-lock.yaml": "lockfileVersion: '9.0'\nimporters:\n  .: {}\n  b: {}\n",
        },
    ),
    "yarn": (
        "yarn install",
        {
            "package.json": '{"name": "a", "private": true, "workspaces": [".", "b"], "dependencies": {"b": "file:./b"}}',
            "b/package.json": '{"name": "b", "workspaces": ["../"], "dependencies": {"a": "file:../"}}',
            "yarn.lock": "# yarn lockfile v1\n",
        },
    ),
    "cargo": (
        "cargo fetch",
        {
            "Cargo.toml": '[workspace]\nmembers = [".", "b"]\n[package]\nname = "a"\n[dependencies]\nb = {path = "b"}\n',
            "b/Cargo.toml": '[package]\nname = "b"\n[dependencies]\na = {path = ".."}\nb = {path = "."}\n',
            "Cargo.lock": "",
        },
    ),
    "go": (
        "go mod download",
        {
            "go.work": "go 1.22\nuse (\n\t.\n\t./b\n)\n",
            "go.mod": "module a\nreplace b => ./b\n",
            "b/go.mod": "module b\nreplace a => ../\nreplace b => ./\n",
        },
    ),
    "uv": (
        "uv sync --frozen",
        {
            "pyproject.toml": '[project]\nname = "a"\nversion = "1"\ndependencies = ["b"]\n[tool.uv.workspace]\nmembers = ["b", "."]\n'
            "[tool.uv.sources]\nb = {path = 'b'}\n",
            "b/pyproject.toml": '[project]\nname = "b"\nversion = "1"\ndependencies = ["a"]\n[tool.uv.workspace]\nmembers = [".."]\n'
            "[tool.uv.sources]\na = {path = '..'}\n",
            "uv.lock": "version = 1\n",
        },
    ),
    "poetry": (
        "poetry install",
        {
            "pyproject.toml": '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\nb = {path = "b"}\n',
            "b/pyproject.toml": '[tool.poetry]\nname = "b"\n[tool.poetry.dependencies]\na = {path = ".."}\n',
            "poetry.lock": "",
        },
    ),
    "maven, modules": (
        "mvn dependency:go-offline",
        {
            "pom.xml": _POM.format("a", "<modules><module>.</module><module>b</module></modules>"),
            "b/pom.xml": _POM.format("b", "<modules><module>..</module></modules>"),
        },
    ),
    "maven, parents": (
        "mvn dependency:go-offline",
        {
            "pom.xml": _POM.format("a", "<parent><artifactId>b</artifactId><relativePath>b</relativePath></parent>"),
            "b/pom.xml": _POM.format("b", "<parent><artifactId>a</artifactId><relativePath>..</relativePath></parent>"),
        },
    ),
    "gradle": (
        "gradle dependencies",
        {
            "settings.gradle": "include ':'\ninclude 'b'\nincludeBuild '.'\nincludeBuild 'b'\napply from: 'settings.gradle'\n",
            "build.gradle": "apply from: 'b/build.gradle'\n",
            "b/build.gradle": "apply from: '../build.gradle'\n",
            "b/settings.gradle": "includeBuild '..'\n",
        },
    ),
    "dotnet": (
        "dotnet restore a.csproj",
        {
            "a.csproj": _PROJECT.format('<Import Project="a.csproj"/><ItemGroup><ProjectReference Include="b/b.csproj"/></ItemGroup>'),
            "b/b.csproj": _PROJECT.format('<ItemGroup><ProjectReference Include="../a.csproj"/><ProjectReference Include="b.csproj"/></ItemGroup>'),
            "Directory.Build.props": '<Project><Import Project="Directory.Build.props"/></Project>',
        },
    ),
    "composer": (
        "composer install",
        {
            "composer.json": '{"name": "x/a", "require": {"x/b": "*"}, "repositories": [{"type": "path", "url": "b"}, {"type": "path", "url": "."}]}',
            "b/composer.json": '{"name": "x/b", "require": {"x/a": "*"}, "repositories": [{"type": "path", "url": ".."}]}',
            "composer.lock": '{"packages": [{"name": "x/b", "dist": {"type": "path", "url": "b"}}]}',
        },
    ),
    "bundler": (
        "bundle install",
        {
            "Gemfile": "source 'https://a'\neval_gemfile 'b/Gemfile'\neval_gemfile 'Gemfile'\ngem 'b', path: 'b'\n",
            "b/Gemfile": "eval_gemfile '../Gemfile'\ngem 'a', path: '..'\n",
            "Gemfile.lock": "PATH\n  remote: b\n  specs:\n    b (1)\n",
        },
    ),
    "clojure": (
        "clojure -P",
        {
            "deps.edn": '{:deps {a {:local/root "."} b {:local/root "b"}}}',
            "b/deps.edn": '{:deps {a {:local/root ".."}}}',
        },
    ),
    "deno": (
        "deno install",
        {
            "deno.json": '{"workspace": [".", "./b"], "importMap": "deno.json"}',
            "b/deno.json": '{"workspace": [".."], "importMap": "../deno.json"}',
        },
    ),
    "cabal": (
        "cabal build --only-dependencies",
        {"cabal.project": "packages: . b ..\nimport: cabal.project\n", "a.cabal": _CABAL, "b/a.cabal": _CABAL},
    ),
    "mix": (
        "mix deps.get",
        {
            "mix.exs": 'defmodule A do\n def project, do: [app: :a, deps: deps()]\n defp deps, do: [{:b, path: "b"}, {:a, path: "."}]\nend\n',
            "b/mix.exs": 'defmodule B do\n def project, do: [app: :b, deps: deps()]\n defp deps, do: [{:a, path: ".."}]\nend\n',
        },
    ),
    "dart": (
        "dart pub get",
        {
            "pubspec.yaml": "name: a\nworkspace: [., b]\ndependencies:\n  b: {path: b}\n",
            "b/pubspec.yaml": "name: b\nresolution: workspace\nworkspace: [..]\ndependencies:\n  a: {path: ..}\n",
        },
    ),
    "pip, a chain": (
        "pip install -r a0.txt",
        {f"a{n}.txt": f"-r a{n + 1}.txt\n" for n in range(10_000)} | {"a10000.txt": "x\n"},
    ),
    "dotnet, a chain": (
        "dotnet restore a0.csproj",
        {
            f"a{n}.csproj": _PROJECT.format(f'<ItemGroup><ProjectReference Include="a{n + 1}.csproj"/></ItemGroup>')
            for n in range(2_000)
        },
    ),
    "dart, a chain": (
        "dart pub get",
        {"pubspec.yaml": "name: a\ndependencies:\n  b: {path: c0}\n"}
        | {f"c{n}/pubspec.yaml": f"name: c{n}\ndependencies:\n  b: {{path: ../c{n + 1}}}\n" for n in range(2_000)},
    ),
    "bundler, a chain": (
        "bundle install",
        {"Gemfile": "eval_gemfile 'g0'\n", "Gemfile.lock": ""}
        | {f"g{n}": f"eval_gemfile 'g{n + 1}'\n" for n in range(2_000)},
    ),
    "clojure, a chain": (
        "clojure -P",
        {"deps.edn": '{:deps {a {:local/root "c0"}}}'}
        | {f"c{n}/deps.edn": f'{{:deps {{a {{:local/root "../c{n + 1}"}}}}}}' for n in range(2_000)},
    ),
    "gradle, a chain": (
        "gradle dependencies",
        {"build.gradle": "apply from: 'g0.gradle'\n", "settings.gradle": ""}
        | {f"g{n}.gradle": f"apply from: 'g{n + 1}.gradle'\n" for n in range(2_000)},
    ),
    "mix, a chain": (
        "mix deps.get",
        {"mix.exs": 'defmodule A do\n def project, do: [app: :a, deps: deps()]\n defp deps, do: [{:b, path: "c0"}]\nend\n'}
        | {
            f"c{n}/mix.exs": f'defmodule A do\n def project, do: [app: :a, deps: deps()]\n defp deps, do: [{{:b, path: "../c{n + 1}"}}]\nend\n'
            for n in range(2_000)
        },
    ),
    "poetry, a chain": (
        "poetry install",
        {"pyproject.toml": '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\nb = {path = "c0"}\n', "poetry.lock": ""}
        | {
            f"c{n}/pyproject.toml": f'[tool.poetry]\nname = "c{n}"\n[tool.poetry.dependencies]\nb = {{path = "../c{n + 1}"}}\n'
            for n in range(1_500)
        },
    ),
    "npm, a chain": (
        "npm install",
        {"package.json": '{"dependencies": {"b": "file:c0"}}'}
        | {f"c{n}/package.json": f'{{"dependencies": {{"b": "file:../c{n + 1}"}}}}' for n in range(2_000)},
    ),
    "dotnet, imports": (
        "dotnet restore a.csproj",
        {"a.csproj": _PROJECT.format('<Import Project="p0.props"/>')}
        | {f"p{n}.props": f'<Project><Import Project="p{n + 1}.props"/></Project>' for n in range(2_000)},
    ),
    "maven, parents in a chain": (
        "mvn dependency:go-offline",
        {"pom.xml": _POM.format("a", "<parent><artifactId>b</artifactId><relativePath>p0.xml</relativePath></parent>")}
        | {
            f"p{n}.xml": _POM.format(f"b{n}", f"<parent><artifactId>b</artifactId><relativePath>p{n + 1}.xml</relativePath></parent>")
            for n in range(2_000)
        },
    ),
    "maven, a chain": (
        "mvn dependency:go-offline",
        {
            f"{'m/' * n}pom.xml": _POM.format(f"m{n}", "<modules><module>m</module></modules>")
            for n in range(400)
        },
    ),
    "cargo, a chain": (
        "cargo fetch",
        {"Cargo.toml": '[package]\nname = "a"\n[dependencies]\nc0 = {path = "c0"}\n'}
        | {f"c{n}/Cargo.toml": f'[package]\nname = "c{n}"\n[dependencies]\nc{n + 1} = {{path = "../c{n + 1}"}}\n' for n in range(2_000)},
    ),
    "npm, a thousand patterns": (
        "npm ci",
        {"package.json": '{"workspaces": [' + ", ".join(f'"p/*{n}"' for n in range(1_000)) + "]}", "package-lock.json": "{}"}
        | {f"p/a{n}/package.json": "{}" for n in range(300)},
    ),
}  # fmt: skip
