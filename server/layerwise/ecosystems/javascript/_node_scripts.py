"""What a package's lifecycle scripts read, where that can be told from their text.

The answer for a script that does more than a few well-known tools do is that it needs the source.
"""

import re
from collections.abc import Iterable, Sequence

from layerwise.ecosystems.javascript._node import Package, has, join, strings
from layerwise.ecosystems.javascript._node_script_text import commands, script_called, without_wrappers
from layerwise.ecosystems.javascript._node_script_tools import follow_tool, without_version
from layerwise.ecosystems.reads import Reads
from layerwise.records import dataclass, replace
from layerwise.regex import regex

_SCRIPT_RUNNERS = frozenset({"run-s", "run-p"})  # each word is a script (npm-run-all's pages on both)
_MOST_SCRIPTS = 5  # scripts that call scripts
_ALL_RUN = regex(r"(?:[^|&;]|&&)*")  # no "||", pipe or background, after which a failure may not count


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
    """One lifecycle event of one package; `depth` counts the scripts that called this one.

    `is_sure`: each of its commands runs, and the install fails with it.
    """

    reads: Reads
    package: Package
    event: str
    depth: int = 0
    is_sure: bool = True

    def follow(self, text: str) -> None:
        """Follow each command of the script."""
        if self.is_sure and not _ALL_RUN.fullmatch(text):
            replace(self, is_sure=False).follow(text)
            return
        for words in commands(text):
            if words is None:
                self._needs_source("more than its text tells")
                return
            self._command(words)

    def _needs_source(self, what: str) -> None:
        self.reads.needs_source(f"{self.event} runs {what}", self.package.path)

    def _command(self, words: Sequence[str]) -> None:
        words = without_wrappers(words)
        if not words:
            return
        name, arguments = without_version(words[0]), words[1:]
        scripts = strings(self.package.data.get("scripts"))
        script = script_called(words, scripts)
        if script is not None:
            if script in scripts or "--if-present" not in words:
                self._other_script(script)
        elif name in _SCRIPT_RUNNERS and arguments and set(arguments) <= scripts.keys():
            for one in arguments:
                self._other_script(one)
        else:
            self._tool(words)

    def _tool(self, words: Sequence[str]) -> None:
        before = {need.path for need in self.reads.reading().needs}
        known = follow_tool(self.reads, self.package, words)
        if known is None:
            self._unknown_tool(words)
        elif known:
            self._needs_source(known)
        for need in self.reads.reading().needs if self.is_sure else ():
            if need.path not in before and need.path.endswith(".prisma"):
                self.reads.requires(
                    need.path, self.package.path
                )  # `prisma generate` fails without its schema

    def _other_script(self, name: str) -> None:
        text = strings(self.package.data.get("scripts")).get(name)
        if text is None or self.depth == _MOST_SCRIPTS:
            self._needs_source(f"the script {name}")
        else:
            replace(self, depth=self.depth + 1).follow(text)

    def _unknown_tool(self, words: Sequence[str]) -> None:
        """Name the file that is run, where one is; it is needed too."""
        for word in words:
            path = join(self.package.folder, word)
            if (
                ("/" in word or "." in word)
                and not word.startswith("-")
                and has(self.reads, path, f"run by {self.event}")
            ):
                if self.is_sure:
                    self.reads.requires(path, self.package.path)
                self._needs_source(word.removeprefix("./"))
                return
        named = [word for word in words if re.search(r"\w\.(?:[cm]?[jt]s|sh|py)$", word)]
        self._needs_source((named or [words[0]])[0].removeprefix("./"))
