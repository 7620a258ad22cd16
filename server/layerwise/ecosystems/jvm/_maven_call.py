"""A call of Maven: its goals and phases, the options that name files, and the settings on its way."""

import posixpath
import shlex
from collections.abc import Iterator

from layerwise.context.tree import Kind
from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.jvm._java import distrust_options, look_at_environment, open_script
from layerwise.ecosystems.jvm._maven_extensions import look_at_extensions
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import xml_text
from layerwise.regex import regex
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

WRAPPERS = ("mvnw",)
VALUED = frozenset(
    (
        "-f", "--file", "-s", "--settings", "-gs", "--global-settings", "-t", "--toolchains", "-gt",
        "--global-toolchains", "-P", "--activate-profiles", "-pl", "--projects", "-T", "--threads", "-D", "--define",
        "-rf", "--resume-from", "-l", "--log-file", "-b", "--builder", "--color", "-ep", "-emp",
    )
)  # fmt: skip
# Options that begin like one of those above, so that they look as if its value were glued on ("mvn --help").
_LOOK_GLUED = {"-f": ("ae", "f", "n"), "-l": ("lr",), "-s": ("adp",), "-b": (), "-t": (), "-P": (), "-T": ()}
_SETTINGS = ("-s", "--settings", "-gs", "--global-settings")
_TOOLCHAINS = ("-t", "--toolchains", "-gt", "--global-toolchains")
_LOADING = ("-Dmaven.ext.class.path", "-Duser.home", "-Dmaven.multiModuleProjectDirectory")

# The phases from which on plugins work on the source ("Lifecycle Reference", Maven).
PHASES = frozenset(
    (
        "generate-sources", "process-sources", "generate-resources", "process-resources", "compile",
        "process-classes", "generate-test-sources", "process-test-sources", "generate-test-resources",
        "process-test-resources", "test-compile", "process-test-classes", "test", "prepare-package", "package",
        "pre-integration-test", "integration-test", "post-integration-test", "verify", "install", "deploy",
    )
)  # fmt: skip
# Goals that resolve dependencies and look at nothing else of the project (Maven Dependency Plugin, Goals).
_RESOLVING = frozenset(
    (
        "go-offline", "resolve", "resolve-plugins", "sources", "copy-dependencies", "unpack-dependencies",
        "collect", "list", "tree", "build-classpath",
    )
)  # fmt: skip
_PLUGIN = regex(r"(?:org\.apache\.maven\.plugins:)?(?:maven-)?dependency(?:-plugin)?(?::[\d.\w-]+)?")
_OTHERS = regex(r"de\.qaware\.maven:go-offline-maven-plugin:(?:[\d.]+:)?resolve-dependencies(?:@\S*)?$")


class Given(NamedTuple):
    """What a call works on: its POM, the folder that holds `.mvn`, and where things are written."""

    pom: str
    base: str
    repository: str | None
    script: str | None


def resolving(call: Call) -> list[str]:
    """The resolving goals among the words of a call, without their plugin: "go-offline"."""
    return [goal for word in call.arguments if (goal := _resolving(word.value or "")) is not None]


def others(call: Call) -> list[str]:
    """The goals and phases that are none of these."""
    return [word.value or word.raw for word in call.arguments if _resolving(word.value or "") is None]


def _resolving(word: str) -> str | None:
    if _OTHERS.match(word):
        return "resolve-dependencies"
    plugin, _, goal = word.partition("@")[0].rpartition(":")
    return goal if goal in _RESOLVING and _PLUGIN.fullmatch(plugin) else None


def given(reads: Reads, call: Call) -> Given:
    """Opens what is read before any POM: scripts, `.mvn`, settings; measured with Maven 3.8."""
    look_at_environment(reads, call, ("MAVEN_OPTS", "MAVEN_DEBUG_OPTS"), _LOADING)
    for path in ("/etc/mavenrc", "/usr/local/etc/mavenrc"):
        reads.looked_for(path, "Maven's own settings")
    script = open_script(reads, call, WRAPPERS, ("Apache Maven Wrapper", "Maven Start Up", "Maven2 Start Up"))
    pom = _pom(reads, call)
    base = _base(reads, posixpath.dirname(pom))
    # `--file=web/pom.xml` in one word is overlooked by the script mvn, which then begins in the working directory.
    bases = dict.fromkeys((base, _base(reads, reads.resolve("."))))
    words = [word for one in bases for word in _configured(reads, one)]
    words += _from_environment(reads, call)
    named = [*_values(call, *_SETTINGS), *_among(words, _SETTINGS)]
    repository = _local(reads, call, words)
    for value in named:
        repository = _settings(reads, value) or repository
    for value in (*_values(call, *_TOOLCHAINS), *_among(words, _TOOLCHAINS)):
        _named(reads, value, "--toolchains names it")
    home = call.command.environment.get("HOME")
    if home:
        reads.looked_for(f"{home}/.mavenrc", "Maven's own settings")
        for name in ("settings.xml", "settings-security.xml", "toolchains.xml"):
            text = reads.looked_for(f"{home}/.m2/{name}", "Maven's settings")
            if name == "settings.xml" and not named and text is not None:
                repository = _read_settings(reads, f"{home}/.m2/{name}", text) or repository
    return Given(pom, base, repository or (f"{home}/.m2/repository" if home else None), script)


def _pom(reads: Reads, call: Call) -> str:
    """The POM of -f, a file or a folder, else that of the working directory."""
    values = _values(call, "-f", "--file")
    if None in values:
        reads.cannot_know("not all arguments are known")
    path = reads.resolve(next((value for value in values if value), "pom.xml"))
    return f"{path}/pom.xml" if values and reads.kind(path) is Kind.DIRECTORY else path


def _values(call: Call, *names: str) -> list[str | None]:
    """The values given to these options, without options that only look like them (`-fae`)."""
    return [
        option.value.value
        for option in call.options
        if option.name in names
        and option.value is not None
        and not (
            option.value.raw.startswith(option.name)
            and option.value.value in _LOOK_GLUED.get(option.name, ())
        )
    ]


def _among(words: list[str], names: tuple[str, ...]) -> Iterator[str | None]:
    for index, word in enumerate(words):
        name, has_value, value = word.partition("=")
        if name in names:
            yield value if has_value else next(iter(words[index + 1 : index + 2]), None)


def _base(reads: Reads, folder: str) -> str:
    """The nearest folder upward with a `.mvn`, all of whose files are taken; else that of the POM (script mvn)."""
    place = folder
    while True:
        if reads.looked_for_folder(f"{place}/.mvn".replace("//", "/")):
            reads.folder(posixpath.join(place, ".mvn"), "Maven's settings of the project")
            return place
        if place == "/":
            return folder
        place = posixpath.dirname(place)


def _configured(reads: Reads, base: str) -> list[str]:
    """The words of .mvn/maven.config; the options and extensions beside it are looked at."""
    below = posixpath.join(base, ".mvn")
    machine = reads.looked_for(f"{below}/jvm.config", "options of the virtual machine")
    distrust_options(reads, machine or "", ".mvn/jvm.config", _LOADING)
    extensions = reads.looked_for(f"{below}/extensions.xml", "extensions of Maven")
    if extensions is not None:
        look_at_extensions(reads, f"{below}/extensions.xml", extensions)
    text = reads.looked_for(f"{below}/maven.config", "options of Maven") or ""
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    _look_at_words(reads, words, f"{below}/maven.config")
    return words


def _from_environment(reads: Reads, call: Call) -> list[str]:
    """The words of MAVEN_ARGS, which Maven 3.9 reads ("Configuring Apache Maven")."""
    environment = call.command.environment
    if "MAVEN_ARGS" in environment and environment["MAVEN_ARGS"] is None:
        reads.cannot_know("the value of MAVEN_ARGS is not known")
    try:
        words = shlex.split(environment.get("MAVEN_ARGS") or "")
    except ValueError:
        reads.cannot_know("MAVEN_ARGS cannot be read")
        return []
    _look_at_words(reads, words, None)
    return words


def _look_at_words(reads: Reads, words: list[str], path: str | None) -> None:
    """Distrust goals, another POM, and what cannot be followed among words that are added to a call."""
    is_value = False
    for word in words:
        name = word.partition("=")[0]
        if not is_value and (not word.startswith("-") or name in {"-f", "--file"} or name in _LOADING):
            reads.cannot_know(f"{word} is added to each call of Maven", path)
        is_value = word in VALUED


def _local(reads: Reads, call: Call, words: list[str]) -> str | None:
    """Where -Dmaven.repo.local puts what is downloaded."""
    said = [word.partition("=")[2] for word in words if word.startswith("-Dmaven.repo.local=")]
    said += [value for value in _values(call, "-Dmaven.repo.local") if value]
    options = (call.command.environment.get("MAVEN_OPTS") or "").split()
    said += [word.partition("=")[2] for word in options if word.startswith("-Dmaven.repo.local=")]
    return reads.resolve(said[0]) if said else None


def _settings(reads: Reads, value: str | None) -> str | None:
    text = _named(reads, value, "--settings names it")
    return _read_settings(reads, reads.resolve(value or "."), text) if text is not None else None


def _named(reads: Reads, value: str | None, why: str) -> str | None:
    """A file that an option names; an absolute path may be the base image's own."""
    if value is None or "$" in value:
        reads.cannot_know("not all arguments are known")
        return None
    path = reads.resolve(value)
    return reads.looked_for(path, why) if value.startswith("/") else reads.required(path, why)


def _read_settings(reads: Reads, path: str, text: str) -> str | None:
    """The local repository of a settings file; repositories in folders are distrusted."""
    settings = xml_text.load(text)
    if isinstance(settings, Unknown):
        reads.cannot_know(settings.why, path)
        return None
    for url in settings.all("url"):
        if url.text.startswith("file:"):
            reads.cannot_know(f"{url.text} is a folder", path)
    said = settings.child("localRepository")
    if said is None or not said.text:
        return None
    if "$" in said.text:
        reads.cannot_know("where Maven keeps what it downloads is not known", path)
        return None
    return reads.resolve(said.text)
