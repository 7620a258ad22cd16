"""Package managers: the first part is a command line, the rest are the files that it runs among."""

from ecosystem_calls import ImageTree
from layerwise.ecosystems.recognise import recognise
from layerwise.shell.read import read_text

from fuzz.target import parts_of

WORDS = (
    *(
        "=== package.json\n",
        "=== package-lock.json\n",
        "=== pnpm-workspace.yaml\n",
        "=== .npmrc\n",
        "=== yarn.lock\n",
    ),
    *(
        "=== requirements.txt\n",
        "=== pyproject.toml\n",
        "=== uv.lock\n",
        "=== setup.py\n",
        "=== Gemfile\n",
        "=== go.mod\n",
    ),
    *(
        "=== Cargo.toml\n",
        "=== pom.xml\n",
        "=== a.csproj\n",
        "=== Directory.Build.props\n",
        "=== deps.edn\n",
        "=== mix.exs\n",
    ),
    *(
        "=== composer.json\n",
        "=== build.gradle\n",
        "=== settings.gradle\n",
        "=== stack.yaml\n",
        "=== a/package.json\n",
    ),
    *(
        "npm ci",
        "yarn install",
        "pnpm i",
        "pip install -r ",
        "uv sync",
        "bundle install",
        "dotnet restore",
        "go mod download",
    ),
    *(
        '"workspaces": [',
        '"scripts": {"postinstall": "',
        "file:",
        "path = ",
        "[tool.",
        "-r ",
        "-e ",
        "../",
        "./",
        "**",
        "/*",
    ),
    *(
        "<ProjectReference Include=",
        "<Import Project=",
        "$(",
        "include",
        "extends",
        '"',
        "{",
        "}",
        "[",
        "]",
        "\n  - ",
    ),
)
SEEDS = (
    ('npm ci\n=== package.json\n{"workspaces": ["a/*"], "scripts": {"postinstall": "node b.js"}, "dependencies": {"c": "file:d"}}\n'
    '=== package-lock.json\n{"lockfileVersion": 3, "packages": {"": {}, "a/x": {"link": true}}}\n=== a/x/package.json\n{"name": "x"}\n'
    "=== .npmrc\nignore-scripts=true\n"),
    ('pnpm install --frozen-lockfile\n=== package.json\n{"name": "a"}\n=== pnpm-workspace.yaml\npackages: [b, "c/**", "!d"]\n'
    "=== pnpm-lock.yaml\nlockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies: {}\n=== b/package.json\n{}\n"),
    ('yarn install --immutable\n=== package.json\n{"packageManager": "yarn@4"}\n=== yarn.lock\n__metadata:\n  version: 8\n\n"a@npm:1":\n'
    "  resolution: a\n=== .yarnrc.yml\nnodeLinker: pnp\n"),
    ("pip install -r requirements.txt\n=== requirements.txt\n-r more/a.txt\n-e ./b\n--constraint c.txt\n=== more/a.txt\n-r ../requirements.txt\n"
    "=== c.txt\nd==1\n=== b/setup.py\nfrom setuptools import setup\nsetup()\n"),
    ('uv sync --frozen\n=== pyproject.toml\n[project]\nname = "a"\n[tool.uv.workspace]\nmembers = ["b/*"]\n[tool.uv.sources]\nc = { path = "d" }\n'
    '=== uv.lock\nversion = 1\n[[package]]\nname = "a"\nsource = { virtual = "." }\n=== b/e/pyproject.toml\n[project]\nname = "e"\n'),
    'poetry install\n=== pyproject.toml\n[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\nb = { path = "c" }\n=== poetry.lock\n[[package]]\n',
    ("bundle install\n=== Gemfile\nsource 'a'\ngem 'b', path: 'c'\neval_gemfile 'd'\ngemspec\n=== Gemfile.lock\nPATH\n  remote: c\n"
    "=== e.gemspec\nGem::Specification.new { |s| s.name = 'e' }\n"),
    "go mod download\n=== go.mod\nmodule a\nreplace b => ./c\n=== go.work\nuse (\n ./c\n)\n=== c/go.mod\nmodule c\n=== go.sum\nb v1 h1:x\n",
    ('dotnet restore\n=== a.csproj\n<Project Sdk="x"><Import Project="b.props"/><ItemGroup><ProjectReference Include="c\\d.csproj"/>'
    "</ItemGroup></Project>\n=== b.props\n<Project><PropertyGroup><E>$(E)$(E)</E></PropertyGroup></Project>\n=== c/d.csproj\n<Project/>\n"),
    ("cargo fetch\n=== Cargo.toml\n[workspace]\nmembers = ['a/*']\n[package]\nname = 'b'\n[dependencies]\nc = { path = 'd' }\n=== Cargo.lock\n"
    "=== a/e/Cargo.toml\n[package]\nname = 'e'\n"),
    ("mvn dependency:go-offline\n=== pom.xml\n<project><parent><relativePath>../p.xml</relativePath></parent><modules><module>a</module></modules>"
    "</project>\n=== a/pom.xml\n<project><artifactId>a</artifactId></project>\n"),
    "gradle dependencies\n=== settings.gradle\ninclude ':a', 'b'\n=== build.gradle\napply from: 'c.gradle'\n=== a/build.gradle\nplugins {}\n",
    ('composer install\n=== composer.json\n{"repositories": [{"type": "path", "url": "a/*"}], "autoload": {"files": ["b.php"]}}\n'
    '=== composer.lock\n{"packages": []}\n=== a/c/composer.json\n{}\n'),
    'mix deps.get\n=== mix.exs\ndefmodule A do\n def p, do: [apps_path: "b"]\n defp deps, do: [{:c, path: "d"}]\nend\n=== mix.lock\n%{}\n',
    'clojure -P\n=== deps.edn\n{:deps {a {:local/root "b"}} :aliases {:c {}}}\n=== b/deps.edn\n{:deps {c {:local/root "../"}}}\n',
    "stack build --only-dependencies\n=== stack.yaml\npackages: [a]\nextra-deps: []\n=== a/a.cabal\nname: a\n=== a/package.yaml\nname: a\n",
    "conda env create -f environment.yml\n=== environment.yml\ndependencies:\n- pip:\n  - -r a.txt\n=== a.txt\n-r a.txt\n",
    'deno install\n=== deno.json\n{"workspace": ["./a"], "imports": {}}\n=== a/deno.jsonc\n{// b\n}\n=== deno.lock\n{}\n',
)  # fmt: skip


def run(data: bytes) -> None:
    """Read every install that the command line holds, and ask for its two phases."""
    line, files = parts_of(data)
    tree = ImageTree({f"app/{path}": text for path, text in files.items()})
    for command in read_text(line, cwd="/app", environment={"HOME": "/root", "PATH": "/bin"}).commands[:3]:
        found = recognise(command, tree)
        if found is None:
            continue
        reading = found.read(tree)
        assert all(need.path.startswith("/") for need in reading.needs), "needs are absolute"
        if found.ecosystem.phases is not None:
            found.ecosystem.phases(tree, found.call)
