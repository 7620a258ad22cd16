"""What those tools read that lifecycle scripts often run."""

import re
from collections.abc import Callable, Sequence

from layerwise.ecosystems.javascript._node import Package, below, has, join, strings, upward
from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex

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
# A schema in several files lies in a folder, for which the reader of one file has no answer.
PRISMA_FOLDER = "prisma/schema"
_PRISMA_SCHEMAS = ("schema.prisma", "prisma/schema.prisma")
# Both places are looked into (Prisma's reference of prisma.config.ts).
_PRISMA_CONFIGS = tuple(
    f"{name}.{end}"
    for name in ("prisma.config", ".config/prisma")
    for end in ("ts", "mts", "cts", "js", "mjs", "cjs")
)
_BUILDER_CONFIGS = tuple(f"electron-builder.{end}" for end in ("yml", "yaml", "json", "json5", "toml"))
_LOADS_CODE = regex(r"require|import|\bfs\b|process\.binding")


def is_known(name: str) -> bool:
    """Whether a command is one of these tools."""
    return name in _NO_FILES or name in _GIT_HOOKS or name in _READERS


def without_version(word: str) -> str:
    """A command's name as npx takes it, without what stands after `@`."""
    return word.partition("@")[0] or word


def follow_tool(reads: Reads, package: Package, words: Sequence[str]) -> str | None:
    """What a tool needs: None where this call is not one that we know, words where it needs the source, else ""."""
    name, arguments = without_version(words[0]), words[1:]
    if name in _NO_FILES or (name == "corepack" and arguments[:1] == ["enable"]):
        return ""
    if name in _GIT_HOOKS:
        return _git_hooks(reads, package, name)
    if name == "node" and arguments[:1] in (["-e"], ["--eval"]) and len(arguments) > 1:
        return "code that loads other files" if _LOADS_CODE.search(arguments[1]) else ""
    return _READERS[name](reads, package, arguments) if name in _READERS else None


def _git_hooks(reads: Reads, package: Package, tool: str) -> str:
    for config in _GIT_HOOKS[tool]:
        has(reads, join(package.folder, config), f"read by {tool}")
    folders = upward(package.folder)
    has_git = any(reads.kind(join(folder, ".git")) is not None for folder in folders)
    return f"{tool}, which writes into .git" if has_git else ""


def _patch_package(reads: Reads, package: Package, arguments: Sequence[str]) -> str:
    """patch-package applies every file of patches/, or of the folder given (its README, --patch-dir)."""
    folder = "patches"
    for index, word in enumerate(arguments):
        if word == "--patch-dir" and index + 1 < len(arguments):
            folder = arguments[index + 1]
    for path in below(reads, join(package.folder, folder), "applied by patch-package"):
        reads.misses(path, package.path)
    return ""


def _prisma(reads: Reads, package: Package, arguments: Sequence[str]) -> str | None:
    """`prisma generate` reads the schema in its usual or named place (Prisma CLI reference)."""
    if arguments[:1] != ["generate"]:
        return None
    folder = package.folder
    if any(word.partition("=")[0] == "--config" for word in arguments):
        return None
    for config in _PRISMA_CONFIGS:
        if has(reads, join(folder, config), "read by prisma"):
            return f"prisma generate, which loads {config}"
    for secret in (".env", "prisma/.env"):
        has(reads, join(folder, secret), "read by prisma")
    given = [word.partition("=")[2] for word in arguments if word.startswith("--schema=")]
    given += [arguments[i + 1] for i, word in enumerate(arguments[:-1]) if word == "--schema"]
    said = strings(package.data.get("prisma")).get("schema")
    for schema in given or ([said] if said else _PRISMA_SCHEMAS):
        text = reads.text(join(folder, schema), "read by prisma generate")
        if text is not None:
            # The client is then written among the sources instead of into node_modules.
            writes = re.search(r"^[^\S\n]*output\s*=", text, re.MULTILINE)
            return f"prisma generate, which writes where {schema} says" if writes else ""
    return "prisma generate"


def _electron_builder(reads: Reads, package: Package, arguments: Sequence[str]) -> str | None:
    """`electron-builder install-app-deps` reads its settings (electron-builder CLI page)."""
    if arguments[:1] != ["install-app-deps"]:
        return None
    for config in _BUILDER_CONFIGS:
        has(reads, join(package.folder, config), "read by electron-builder")
    for config in ("electron-builder.js", "electron-builder.cjs", "electron-builder.ts"):
        if has(reads, join(package.folder, config), "read by electron-builder"):
            return f"electron-builder, which loads {config}"
    return ""


_READERS: dict[str, Callable[[Reads, Package, Sequence[str]], str | None]] = {
    "patch-package": _patch_package,
    "prisma": _prisma,
    "electron-builder": _electron_builder,
}
