"""The scripts of a Gradle build: the projects that they include, and whether they read no other file."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.ecosystems.reads import Reads
from layerwise.manifests.remembered import Remembered
from layerwise.regex import regex

_COMMENT = regex(r"//[^\n]*|/\*(?:.*?\*/|.*)", re.DOTALL)  # one that is not closed goes to the end
_INCLUDE = regex(r"\binclude\b\s*(?:\(\s*)?((?:['\"][^'\"]*['\"]\s*(?:,\s*)?)+)")
_WORD = regex(r"['\"]([^'\"]*)['\"]")
# What takes in other builds, scripts and files, or runs something, when scripts are evaluated (User Manual).
_READS = regex(
    r"\bincludeBuild\b|\bincludeFlat\b|\bprojectDir\b|\bbuildFileName\b|\bapply\s*(?:\(\s*)?from\b|\bfrom\s*\("
    r"|\bfile(?:s|Tree|Contents)?\b|\bFile\b|\bPaths?\b|\bFiles\b|\bflatDir\b|\bfile:|\.text\b|readText|readLines"
    r"|\bexec\b|\bexecute\b|\bproviders\b|\bProperties\b|\bload\b|\beachLine\b|\binputStream\b|\bnew\s|\bClass\b"
    r"|\bmavenLocal\b|\buri\b(?!\(\s*['\"]https?:)|\burl\b\s*(?:=\s*)?(?:\(\s*)?['\"](?!https?:)|\bimport\b|\bcatalogs?\b|\bversionCatalogs\b"
)
# Plugins that read nothing of the project but build files when they are applied, by their manuals.
_PLUGINS = frozenset(
    (
        "java", "java-library", "application", "war", "groovy", "scala", "base", "distribution", "java-test-fixtures",
        "org.springframework.boot", "io.spring.dependency-management", "com.github.johnrengelmann.shadow",
        "com.gradleup.shadow", "org.jetbrains.kotlin.jvm", "org.jetbrains.kotlin.plugin.spring",
        "org.jetbrains.kotlin.plugin.jpa", "org.jetbrains.kotlin.plugin.serialization", "jacoco", "idea", "eclipse",
        "maven-publish", "signing", "io.ktor.plugin", "org.gradle.toolchains.foojay-resolver-convention",
    )
)  # fmt: skip
_KOTLIN = regex(r"\bkotlin\(\s*\"([\w.-]+)\"\s*\)")
_ID = regex(r"\bid\b\s*(?:\(\s*)?['\"]([^'\"]+)['\"]")
_APPLIED = regex(r"\bapply\b\s*(?:\(\s*)?plugin\s*[:=]\s*['\"]([^'\"]+)['\"]")
_ALIAS = regex(r"\balias\s*\(|\bapply\s*<|\bplugins\.apply\b|\bapply\s+plugin\s*:(?!\s*['\"])")


def folders(text: str) -> Iterator[str]:
    """The folders of the projects that settings include: "a/b" for `include 'a:b'`, and "a" with it."""
    for listed in _INCLUDE.findall(_COMMENT.sub("", text)):
        for path in _WORD.findall(listed):
            parts = path.strip(":").split(":")
            for length in range(1, len(parts) + 1):
                yield posixpath.join(*parts[:length])


def distrust(reads: Reads, path: str, text: str) -> None:
    """Note what a script may read besides, and plugins of which nobody knows it."""
    for reason in _doubts(text):
        reads.cannot_know(reason, path)


@Remembered
def _doubts(text: str) -> tuple[str, ...]:
    code = _COMMENT.sub("", text)
    plain = _INCLUDE.sub("", code)
    reasons: list[str] = []
    found = _READS.search(plain) or _ALIAS.search(plain)
    if found is not None:
        reasons.append(f"the script may read further files ({found[0].strip()})")
    if "include" in plain:
        reasons.append("which projects are included is not known")
    named = [*_ID.findall(code), *_APPLIED.findall(code)]
    plugins = (*named, *(f"org.jetbrains.kotlin.{one}" for one in _KOTLIN.findall(code)))
    reasons += (f"what the plugin {name} reads is not known" for name in plugins if name not in _PLUGINS)
    return tuple(reasons)
