"""What takes a text from outside: every public entry, with the kinds of hostile texts that it is given."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from ecosystem_calls import ImageTree
from layerwise.analysis import analyse
from layerwise.buildlog.read import read_log
from layerwise.builds.build import Build
from layerwise.builds.builds import builds_for
from layerwise.builds.hints import Hints
from layerwise.builds.inlines import inlines
from layerwise.builds.interpolate import read_environment
from layerwise.completion.configuration import configuration_items
from layerwise.completion.dockerfile import dockerfile_items
from layerwise.configuration.file import problems_in
from layerwise.context.context import BuildContext
from layerwise.context.ignore import read_ignore
from layerwise.context.memory import MemoryTree
from layerwise.ecosystems.index import NAMES
from layerwise.ecosystems.recognise import recognise
from layerwise.ecosystems.registry import load
from layerwise.explain import hover
from layerwise.history.log import parse_log
from layerwise.ignore_files.analysis import analyse_ignore
from layerwise.manifests.globs import is_match
from layerwise.settings import Settings
from layerwise.shell.read import read_text
from layerwise.syntax.parse import parse, parse_anew
from layerwise.unknown import Unknown

from fuzz import adversaries
from fuzz.declaring_adversaries import OF_SOURCES
from fuzz.targets.manifests import READERS

Kinds = Mapping[str, Callable[[int], str]]
_ENVIRONMENT = {"HOME": "/root", "PATH": "/bin"}
_FILES = {"package.json": "{}", "requirements.txt": "a\n", "src/index.js": "1\n"}
_FORMATS = {
    ".json": "json", ".toml": "toml", ".yaml": "yaml", ".yml": "yaml", ".xml": "xml", ".edn": "edn", ".clj": "edn",
    ".hcl": "hcl", ".csproj": "xml", ".props": "xml", ".config": "xml", ".lock": "toml", ".cabal": "cabal", ".exs": "elixir",
    "Gemfile": "gemfile", "Gemfile.lock": "gemfile_lock", "go.mod": "go_mod", "go.sum": "go_mod", "requirements.txt": "requirements",
    "mix.lock": "elixir", "rebar.config": "erlang", "rebar.lock": "erlang", "Pipfile": "toml", ".jsonc": "json", ".Rprofile": "calls",
    "composer.lock": "json", "Pipfile.lock": "json", "deno.lock": "json", "bun.lock": "json", "pnpm-lock.yaml": "yaml", "renv.lock": "json",
}  # fmt: skip


class Entry(NamedTuple):
    """A function that takes a text, by a name, and the texts that it is given."""

    name: str
    run: Callable[[str], object]
    kinds: Kinds


def entries() -> Iterator[Entry]:
    """The entries but those of package managers."""
    plain, of_formats = adversaries.PLAIN, adversaries.OF_FORMATS
    yield Entry("parse", parse_anew, {**plain, **adversaries.DOCKERFILES})
    yield Entry("parse again", _parse_again, {**plain, **adversaries.DOCKERFILES})
    yield Entry("shell", partial(read_text, cwd="/", environment=_ENVIRONMENT), plain)
    for name, reader in READERS.items():
        like = {"jsonc": "json", "plain_yaml": "yaml", "gemspec": "gemfile", "pip_conf": "toml"}.get(
            name, name
        )
        yield Entry(f"manifest {name}", reader, {**plain, **of_formats.get(like, {})})
    yield Entry("ignore file", _ignoring, {**plain, **adversaries.IGNORE_FILES})
    yield Entry("log", read_log, {**plain, **adversaries.LOGS})
    yield Entry("commits", parse_log, {**plain, **adversaries.LOGS})
    for name in ("layerwise.toml", "pyproject.toml"):
        yield Entry(name, partial(_configured, name), {**plain, **of_formats["toml"]})
    for path, format_ in _DECLARING.items():
        kinds: Kinds = {**plain, **of_formats.get(format_, {}), **OF_SOURCES.get(_SOURCES.get(path, ""), {})}
        yield Entry(f"builds {path}", partial(_declared, path), kinds)
    yield Entry("analysis", _analysed, {**plain, **adversaries.DOCKERFILES})
    for before, after in _PLACES:
        yield Entry(f"analysis {before!r}", partial(_analysed_in, before, after), plain)
    for path in (".dockerignore", ".env", ".npmrc", "id_rsa"):
        kinds = {**plain, **adversaries.IGNORE_FILES} if path == ".dockerignore" else plain
        yield Entry(f"context {path}", partial(_among, path), kinds)
    yield Entry("globs", _globbed, plain)


def of_ecosystems() -> Iterator[Entry]:
    """Every manifest, lockfile and settings file of every package manager, read by each way to install."""
    for module, groups in NAMES.items():
        ecosystem = load(module)
        names = [name.replace("*", "a") for group in groups for name in group]
        if ecosystem.read is None:
            continue
        for name in dict.fromkeys(names):
            endings = (one for one in _FORMATS if name.endswith(one))
            like = _FORMATS.get(max(endings, key=len, default=""), "")
            kinds = {**adversaries.PLAIN, **adversaries.OF_FORMATS.get(like, {})}
            tool = ecosystem.tool.names[0]
            for install in ecosystem.installs[:3]:
                line = f"{tool} {install.verb}"
                yield Entry(f"{line}: {module} {name}", partial(_installed, line, names, name), kinds)


_DECLARING = {
    "compose.yaml": "yaml", "docker-bake.hcl": "hcl", "docker-bake.json": "json", ".devcontainer/devcontainer.json": "json",
    ".github/workflows/a.yml": "yaml", ".gitlab-ci.yml": "yaml", "Makefile": "", "package.json": "json", "build.sh": "", ".env": "",
}  # fmt: skip
_SOURCES = {
    "compose.yaml": "compose", "docker-bake.hcl": "bake", ".github/workflows/a.yml": "workflow", ".gitlab-ci.yml": "gitlab",
    "Makefile": "makefile", "build.sh": "script",
}  # fmt: skip
_MENTIONS = "# docker build build-push-action target extends include dockerfile dockerfile_inline\n"
_PLACES = (
    ("FROM a\nRUN ", "\n"),
    ("FROM a\nCOPY . .\nRUN npm ci && ", "\n"),
    ("FROM a\nCOPY ", " /b/\nRUN npm ci\n"),
    ("FROM a\nCOPY a ", "\nRUN npm ci\n"),
    ("FROM a\nENV A=", "\nRUN $A\n"),
    ("FROM ", "\nCOPY . .\nRUN npm ci\n"),
    ("FROM a\nRUN <<E\n", "\nE\n"),
    ("FROM a\nRUN --mount=", " npm ci\n"),
    ("FROM a\nWORKDIR ", "\nCOPY . .\nRUN npm ci\n"),
    ('FROM a\nRUN ["sh", "-c", "', '"]\n'),
    ("# layerwise: ignore=", "\nFROM a\nCOPY . .\nRUN npm ci\n"),
    ("FROM a\nCOPY --exclude=", " . .\nRUN npm ci\n"),
    ("FROM a\nCOPY . .\nRUN pip install ", "\n"),
    ("FROM a\nCOPY . .\nRUN sed -i '", "' package.json && npm ci\n"),
    ('FROM a\nCOPY . .\nRUN awk "', '" package.json && npm ci\n'),
)


def _parse_again(text: str) -> None:
    parse(text[: len(text) // 2])
    parse(text)


def _ignoring(text: str) -> None:
    ignore = read_ignore(text)
    if isinstance(ignore, Unknown):
        analyse_ignore(text, ignore, (), Settings())
        return
    for number in range(20):
        ignore.is_ignored(f"a/b{number}/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/c")
        ignore.may_restore_below(f"a{number}")
    context = BuildContext(MemoryTree({**_FILES, ".dockerignore": text}), ignore)
    analyse_ignore(text, context, (), Settings())


def _configured(name: str, text: str) -> None:
    for whole in (text, f"[tool.layerwise]\n{text}"):
        problems_in(whole, name)
        configuration_items(whole, name, len(whole) // 2)


def _declared(path: str, text: str) -> None:
    files = {"compose.yaml": 'services: {a: {build: {context: "$A"}}}\n'} if path == ".env" else {}
    mark = "//" if path.endswith("son") else "#"
    text = text if path == ".env" else _MENTIONS.replace("#", mark) + text
    workspace = MemoryTree({**_FILES, **files, path: text, "Dockerfile": "FROM a\nCOPY src .\n"})
    builds_for("Dockerfile", Hints(parse_anew("FROM a\nCOPY src .\n")), workspace)
    if path == "compose.yaml":
        inlines(text, {})
    read_environment(text)


def _analysed(text: str) -> None:
    tree = MemoryTree({**_FILES, "Dockerfile": text})
    build = Build(context=BuildContext(tree), label=".", origin="a test", dockerfile="Dockerfile")
    found = analyse(text, [build], Settings())
    hover(found, len(text) // 2)
    dockerfile_items(found.document, len(text) // 2, lambda: found)


def _analysed_in(before: str, after: str, text: str) -> None:
    _analysed(before + text + after)


def _among(path: str, text: str) -> None:
    dockerfile = "FROM node\nCOPY . .\nRUN npm ci\n"
    tree = MemoryTree({**_FILES, path: text, "Dockerfile": dockerfile})
    ignore = read_ignore(text if path == ".dockerignore" else "")
    context = ignore if isinstance(ignore, Unknown) else BuildContext(tree, ignore)
    build = Build(context=context, label=".", origin="a test", dockerfile="Dockerfile")
    hover(analyse(dockerfile, [build], Settings()), 12)


def _globbed(text: str) -> None:
    is_match("a" * 200, text)
    is_match("/".join("a" * 100), text)


def _installed(line: str, names: list[str], name: str, text: str) -> None:
    tree = ImageTree({**{f"app/{one}": "" for one in names if "/" not in one}, f"app/{name}": text})
    for command in read_text(line, cwd="/app", environment=_ENVIRONMENT).commands:
        found = recognise(command, tree)
        if found is not None:
            found.read(tree)
