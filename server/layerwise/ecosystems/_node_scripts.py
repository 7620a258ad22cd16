"""What a package's lifecycle scripts read, where that can be told from their text.

The answer for a script that does more than a few well-known tools do is that it needs the source.
"""

import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from layerwise.ecosystems._node import Package, below, has, join, strings, upward
from layerwise.ecosystems._reads import Reads

# Tools that open no file of the project, each by its own page.
_NO_FILES = frozenset({
    ":",
    "echo",
    "exit",
    "is-ci",
    "is-in-ci",
    "ngcc",
    "only-allow",
    "opencollective",
    "opencollective-postinstall",
    "printf",
    "true",
})  # fmt: skip
# Tools that set up git hooks: without a repository they leave all as it is, and with one they write into it.
_GIT_HOOKS = {
    "husky": (),
    "lefthook": tuple(f"{dot}lefthook.{end}" for dot in ("", ".") for end in ("yml", "yaml", "toml", "json")),
    "simple-git-hooks": (
        *(f".simple-git-hooks.{end}" for end in ("json", "js", "cjs")),
        *(f"simple-git-hooks.{end}" for end in ("json", "js", "cjs")),
    ),
}
_PRISMA_SCHEMAS = ("schema.prisma", "prisma/schema.prisma")
_PRISMA_CONFIGS = tuple(f"prisma.config.{end}" for end in ("ts", "mts", "cts", "js", "mjs", "cjs"))
_BUILDER_CONFIGS = tuple(f"electron-builder.{end}" for end in ("yml", "yaml", "json", "json5", "toml"))

_RUNNERS = frozenset({"npx", "bunx", "pnpx"})
_SCRIPT_RUNNERS = frozenset({"run-s", "run-p"})  # each word is a script (npm-run-all's pages on both)
_MANAGERS = frozenset({"npm", "yarn", "pnpm", "bun"})
_NAMED_COMMANDS = frozenset({"yarn", "pnpm", "bun"})  # those that run a package's command by its name alone
_SEPARATORS = frozenset({"&&", "||", ";", "|", "&"})
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_LOADS_CODE = re.compile(r"require|import|\bfs\b|process\.binding")
_MOST_SCRIPTS = 5  # scripts that call scripts


def follow_scripts(reads: Reads, package: Package, events: Iterable[str]) -> None:
    """Follow those of a package's scripts that run in these events."""
    scripts = strings(package.data.get("scripts"))
    for event in events:
        if event in scripts:
            _Script(reads, package, event).follow(scripts[event])


def follow_native_addon(reads: Reads, package: Package) -> None:
    """A binding.gyp is compiled where the package does not say how to install it (npm help scripts)."""
    scripts = strings(package.data.get("scripts"))
    if "install" in scripts or "preinstall" in scripts or package.data.get("gypfile") is False:
        return
    path = join(package.folder, "binding.gyp")
    if has(reads, path, "compiled by the install"):
        reads.needs_source("the native addon that binding.gyp describes is compiled", path)


@dataclass(frozen=True, slots=True)
class _Script:
    """One lifecycle event of one package; `depth` counts the scripts that called this one."""

    reads: Reads
    package: Package
    event: str
    depth: int = 0

    def follow(self, text: str) -> None:
        """Follow each command of the script."""
        commands = list(_commands(text))
        for words in commands:
            if words is None:
                self._needs_source("more than its text tells")
                return
            self._command(words)

    def _needs_source(self, what: str) -> None:
        self.reads.needs_source(f"{self.event} runs {what}", self.package.path)

    def _command(self, words: Sequence[str]) -> None:
        words = _without_wrappers(words)
        if not words:
            return
        name, arguments = words[0].partition("@")[0] or words[0], words[1:]
        scripts = strings(self.package.data.get("scripts"))
        script = _script_called(words, scripts)
        if script is not None:
            if script in scripts or "--if-present" not in words:
                self._other_script(script)
        elif name in _SCRIPT_RUNNERS and arguments and set(arguments) <= scripts.keys():
            for one in arguments:
                self._other_script(one)
        elif name in _NO_FILES or (name == "corepack" and arguments[:1] == ["enable"]):
            return
        elif name in _GIT_HOOKS:
            self._git_hooks(name)
        elif name == "node" and arguments[:1] in (["-e"], ["--eval"]) and len(arguments) > 1:
            if _LOADS_CODE.search(arguments[1]):
                self._needs_source("code that loads other files")
        elif name in _KNOWN and (known := _KNOWN[name](self, arguments)) is not None:
            if known:
                self._needs_source(known)
        else:
            self._unknown_tool(words)

    def _other_script(self, name: str) -> None:
        text = strings(self.package.data.get("scripts")).get(name)
        if text is None or self.depth == _MOST_SCRIPTS:
            self._needs_source(f"the script {name}")
        else:
            _Script(self.reads, self.package, self.event, self.depth + 1).follow(text)

    def _git_hooks(self, tool: str) -> None:
        for config in _GIT_HOOKS[tool]:
            has(self.reads, join(self.package.folder, config), f"read by {tool}")
        for folder in upward(self.package.folder):
            if self.reads.kind(join(folder, ".git")) is not None:
                self._needs_source(f"{tool}, which writes into .git")
                return

    def _unknown_tool(self, words: Sequence[str]) -> None:
        """Name the file that is run, where one is; it is needed too."""
        for word in words:
            path = join(self.package.folder, word)
            if (
                ("/" in word or "." in word)
                and not word.startswith("-")
                and has(self.reads, path, f"run by {self.event}")
            ):
                self._needs_source(word.removeprefix("./"))
                return
        named = [word for word in words if re.search(r"\w\.(?:[cm]?[jt]s|sh|py)$", word)]
        self._needs_source((named or [words[0]])[0].removeprefix("./"))

    def patch_package(self, arguments: Sequence[str]) -> str:
        """patch-package applies every file of patches/, or of the folder given (its README, --patch-dir)."""
        folder = "patches"
        for index, word in enumerate(arguments):
            if word == "--patch-dir" and index + 1 < len(arguments):
                folder = arguments[index + 1]
        below(self.reads, join(self.package.folder, folder), "applied by patch-package")
        return ""

    def prisma(self, arguments: Sequence[str]) -> str | None:
        """`prisma generate` reads the schema in its usual or named place (Prisma CLI reference)."""
        if arguments[:1] != ["generate"]:
            return None
        folder = self.package.folder
        for config in _PRISMA_CONFIGS:
            if has(self.reads, join(folder, config), "read by prisma"):
                return f"prisma generate, which loads {config}"
        for secret in (".env", "prisma/.env"):
            has(self.reads, join(folder, secret), "read by prisma")
        given = [word.partition("=")[2] for word in arguments if word.startswith("--schema=")]
        given += [arguments[i + 1] for i, word in enumerate(arguments[:-1]) if word == "--schema"]
        said = strings(self.package.data.get("prisma")).get("schema")
        for schema in given or ([said] if said else _PRISMA_SCHEMAS):
            text = self.reads.text(join(folder, schema), "read by prisma generate")
            if text is not None:
                # The client is then written among the sources instead of into node_modules.
                writes = re.search(r"^\s*output\s*=", text, re.MULTILINE)
                return f"prisma generate, which writes where {schema} says" if writes else ""
        return "prisma generate"

    def electron_builder(self, arguments: Sequence[str]) -> str | None:
        """`electron-builder install-app-deps` reads its settings (electron-builder CLI page)."""
        if arguments[:1] != ["install-app-deps"]:
            return None
        for config in _BUILDER_CONFIGS:
            has(self.reads, join(self.package.folder, config), "read by electron-builder")
        for config in ("electron-builder.js", "electron-builder.cjs", "electron-builder.ts"):
            if has(self.reads, join(self.package.folder, config), "read by electron-builder"):
                return f"electron-builder, which loads {config}"
        return ""


# What a tool needs: None where this call is not one that we know, words where it needs the source, else "".
_KNOWN: dict[str, Callable[[_Script, Sequence[str]], str | None]] = {
    "patch-package": _Script.patch_package,
    "prisma": _Script.prisma,
    "electron-builder": _Script.electron_builder,
}
_TOOLS = frozenset({*_NO_FILES, *_GIT_HOOKS, *_KNOWN})


def _commands(text: str) -> Iterator[list[str] | None]:
    """The simple commands of a script; None stands for what only a shell can tell."""
    if re.search(r"[`(){}\n]|\$[({]", re.sub(r"'[^']*'|\"[^\"$`]*\"", "", text)):
        yield None
        return
    lexer = shlex.shlex(text, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        tokens = list(lexer)
    except ValueError:
        yield None
        return
    words: list[str] = []
    for token in [*tokens, ";"]:
        if token in _SEPARATORS:
            yield _without_redirects(words)
            words = []
        else:
            words.append(token)


def _without_redirects(words: Sequence[str]) -> list[str] | None:
    """The words without `2>&1` and what goes to /dev/null; None where a file is read or written."""
    kept: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not set(word) <= set("<>&|") or not word:
            kept.append(word)
            continue
        target = rest.pop(0) if rest else ""
        if target != "/dev/null" and not (word == ">&" and target.isdigit()):
            return None
        if kept and kept[-1].isdigit():
            kept.pop()
    return kept


def _without_wrappers(words: Sequence[str]) -> list[str]:
    """The words without assignments and without what only looks a command up among the installed ones."""
    rest = list(words)
    while rest:
        if _ASSIGNMENT.match(rest[0]) or rest[0] in ("cross-env", "env", "exec"):
            rest = rest[1:]
        elif rest[0] in _RUNNERS:
            rest = _after_options(rest[1:])
        elif rest[0] in _MANAGERS and rest[1:2] in (["exec"], ["dlx"], ["x"]):
            rest = _after_options(rest[2:])
        elif rest[0] in _NAMED_COMMANDS and len(rest) > 1 and rest[1] in _TOOLS:
            rest = rest[1:]  # `yarn patch-package`: what is no script and no verb is a package's command
        else:
            break
    return rest


def _after_options(words: list[str]) -> list[str]:
    while words and words[0].startswith("-"):
        words = words[1:]
    return words


def _script_called(words: Sequence[str], scripts: dict[str, str]) -> str | None:
    """The script of the same package that a command runs: `npm run NAME`, or `yarn NAME` where it is one."""
    if words[0] not in _MANAGERS:
        return None
    rest = [word for word in words[1:] if not word.startswith("-")]
    if rest[:1] in (["run"], ["run-script"]) and len(rest) > 1:
        return rest[1]
    return rest[0] if words[0] != "npm" and rest and rest[0] in scripts else None
